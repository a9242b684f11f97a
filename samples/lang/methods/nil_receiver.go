package main

import "fmt"

type list struct {
	value int
	next  *list
}

func (l *list) length() int {
	if l == nil {
		return 0
	}
	return 1 + l.next.length()
}

func (l *list) String() string {
	if l == nil {
		return "nil"
	}
	return fmt.Sprint(l.value, " -> ", l.next)
}

type tree struct {
	left, right *tree
	key         int
}

func (t *tree) insert(k int) *tree {
	if t == nil {
		return &tree{key: k}
	}
	if k < t.key {
		t.left = t.left.insert(k)
	} else {
		t.right = t.right.insert(k)
	}
	return t
}

func (t *tree) walk(visit func(int)) {
	if t != nil {
		t.left.walk(visit)
		visit(t.key)
		t.right.walk(visit)
	}
}

func main() {
	var l *list
	fmt.Println(l.length(), l.String())
	l = &list{1, &list{2, nil}}
	fmt.Println(l.length(), l)
	var t *tree
	for _, k := range []int{5, 2, 8, 1, 9, 3} {
		t = t.insert(k)
	}
	t.walk(func(k int) { fmt.Print(k, " ") })
	fmt.Println()
	var i fmt.Stringer = (*list)(nil)
	fmt.Println(i == nil, i.String())
}
