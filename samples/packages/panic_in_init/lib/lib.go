package lib

func init() { println("first") }

func init() {
	func() {
		panic("second")
	}()
}
