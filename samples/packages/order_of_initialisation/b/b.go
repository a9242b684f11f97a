package b

var count = 0

func Note(what string, _ int) int {
	count++
	println(count, what)
	return count
}

func init() { Note("b init", 0) }
