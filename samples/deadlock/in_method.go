package main

type Queue struct{ items chan string }

func (q *Queue) Put(s string) {
	q.items <- s
}

func main() {
	q := &Queue{items: make(chan string)}
	q.Put("a")
}
