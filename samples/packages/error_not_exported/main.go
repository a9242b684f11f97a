package main

import (
	"fmt"

	"example.com/x/store"
	alias "example.com/x/store"
)

func main() {
	s := store.New()
	store.helper()
	store.Missing()
	store.new()
	fmt.Println(s.items, s.count(), s.Nothing, alias.limit)
	s = &store.Store{items: nil}
	t := store.Point{1, 2}
	t = store.Point{X: 1, y: 2}
	t.y++
	_ = t.Y
	var u store.private
	var v alias.T = u
	_ = v
}
