package main

type E struct{ code int }

func (e *E) Error() string { return "E code=" + string(rune('0'+e.code)) }

func main() {
	panic(&E{7})
}
