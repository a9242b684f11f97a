package main
import "foo/bar"

func main() {
	foo.X()
}
