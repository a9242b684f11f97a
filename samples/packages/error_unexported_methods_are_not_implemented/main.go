package main

import "example.com/x/lib"

type mine struct{}

func (mine) sealed() {}
func (mine) Do(lib.T) {}

type embeds struct{ lib.Sealed }

type pointer struct{}

func (*pointer) Do(lib.Other) {}

func main() {
	var s lib.Sealed = mine{}
	s = embeds{}
	s.sealed()
	var d lib.Doer = pointer{}
	d = &pointer{}
	d = mine{}
	_ = s.(mine)
	_ = lib.Point{1, 2}
	_ = lib.Point{X: 1, y: 2, Z: 3}
	lib.Point{}.x()
	switch d.(type) {
	case lib.T, mine:
	}
}
