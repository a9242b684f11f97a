package main

func main() {
	goto
	break 5
}
