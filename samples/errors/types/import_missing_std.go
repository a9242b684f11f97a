package main
import "nosuchstd"

func main() {
	
}
