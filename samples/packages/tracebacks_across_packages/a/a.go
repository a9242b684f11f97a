package a

type Visitor interface{ Visit(int) }

func Walk(v Visitor, n int) {
	visit := v.Visit
	func() {
		defer func() {
			if x := recover(); x != nil {
				panic(x)
			}
		}()
		visit(n)
	}()
}
