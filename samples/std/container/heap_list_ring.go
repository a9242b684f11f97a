package main

import (
	"container/heap"
	"container/list"
	"container/ring"
	"fmt"
)

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

func show(l *list.List) {
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	fmt.Println("len", l.Len())
}

func main() {
	h := &ints{5, 2, 8}
	heap.Init(h)
	heap.Push(h, 3)
	heap.Push(h, 1)
	(*h)[2] = 0
	heap.Fix(h, 2)
	fmt.Println(heap.Remove(h, 1))
	for h.Len() > 0 {
		fmt.Print(heap.Pop(h), " ")
	}
	fmt.Println()

	l := list.New()
	four := l.PushBack(4)
	one := l.PushFront(1)
	l.InsertBefore(3, four)
	l.InsertAfter(2, one)
	show(l)
	l.MoveToFront(four)
	l.MoveAfter(one, l.Back())
	show(l)
	fmt.Println(l.Remove(one), l.Back().Value, one.Next() == nil)
	other := list.New()
	other.PushBack("x")
	l.PushFrontList(other)
	l.PushBackList(l)
	show(l)
	var zero list.List
	zero.PushBack(1)
	show(zero.Init())

	r := ring.New(4)
	for i := range r.Len() {
		r.Value = i
		r = r.Next()
	}
	sum := 0
	r.Do(func(v any) { sum += v.(int) })
	fmt.Println(sum, r.Move(2).Value, r.Prev().Value)
	removed := r.Unlink(2)
	fmt.Println(r.Len(), removed.Len())
	r.Do(func(v any) { fmt.Print(v, " ") })
	fmt.Println()
}
