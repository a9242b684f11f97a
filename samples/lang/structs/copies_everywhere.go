package main

import "fmt"

type vec struct{ x, y int }

type box struct {
	v   vec
	arr [2]vec
	any any
}

func modify(b box) { b.v.x, b.arr[0].x = -1, -1 }

func get() box { return box{v: vec{1, 2}} }

func main() {
	b := box{vec{1, 2}, [2]vec{{3, 4}, {5, 6}}, vec{7, 8}}
	modify(b)
	fmt.Println(b)
	var i any = b // a copy inside the interface
	b.v.x = 100
	fmt.Println(i.(box).v.x, b.v.x)
	c := i.(box)
	c.v.y = 200
	fmt.Println(i.(box).v.y, c.v.y)
	m := map[string]box{"k": b}
	b.arr[1] = vec{}
	fmt.Println(m["k"].arr, b.arr)
	ch := make(chan box, 1)
	ch <- b
	b.v = vec{}
	fmt.Println((<-ch).v, b.v)
	s := []box{b}
	for _, e := range s {
		e.v.x = 9
	}
	fmt.Println(s[0].v)
	f := func() vec { return b.v } // captures the variable, not a copy
	b.v.x = 55
	fmt.Println(f())
	p := &b
	d := *p
	p.v.y = 66
	fmt.Println(d.v, b.v)
	defer func(b box) { fmt.Println("deferred:", b.v) }(b)
	b.v.x = 77
	arr := [2]box{b, b}
	brr := arr
	arr[0].v.x = 0
	fmt.Println(brr[0].v, arr[0].v, arr == brr)
	fmt.Println(get().v.y, get().arr[1].x)
	x, y := b.v, &b.v
	b.v.x++
	fmt.Println(x.x, y.x)
	b.v, b.arr[0] = b.arr[0], b.v
	fmt.Println(b.v, b.arr[0])
	nested := struct{ in struct{ deep vec } }{}
	q := nested
	q.in.deep.x = 5
	fmt.Println(nested, q)
	switch v := i.(type) {
	case box:
		v.v.x = 1000
		fmt.Println(v.v.x, i.(box).v.x)
	}
}
