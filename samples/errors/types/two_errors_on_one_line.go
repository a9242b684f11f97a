package main

func main() {
	var a int = "x"; var b string = 1
	undefined1(undefined2, undefined3)
}
