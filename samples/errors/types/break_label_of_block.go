package main

func main() {
block:
	{
		break block
	}
}
