package main

func main() {
	for {
	sw:
		switch {
		case true:
			continue sw
		}
	}
}
