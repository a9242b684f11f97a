package main

import "fmt"

type vec struct{ x, y int }

func (v vec) add(w vec) vec     { return vec{v.x + w.x, v.y + w.y} }
func (v *vec) scale(k int)      { v.x, v.y = v.x*k, v.y*k }
func (v vec) String() string    { return fmt.Sprintf("<%d %d>", v.x, v.y) }
func (v vec) all(ws ...vec) int { return len(ws) }

type outer struct{ vec }

func main() {
	add := vec.add
	scale := (*vec).scale
	v := vec{1, 2}
	fmt.Println(add(v, vec{10, 20}))
	scale(&v, 3)
	fmt.Println(v, (*vec).add(&v, v), vec.String(v), vec.all(v, v, v))
	str := fmt.Stringer.String
	fmt.Println(str(v))
	fmt.Printf("%T\n%T\n%T\n", add, scale, vec.all)
	o := outer{v}
	outer.add(o, v)
	(*outer).scale(&o, 2)
	fmt.Println(o, outer.String(o))
	ops := map[string]func(vec, vec) vec{"add": vec.add}
	fmt.Println(ops["add"](v, v))
	fmt.Println(interface{ String() string }.String(v))
}
