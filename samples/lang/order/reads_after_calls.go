// What calls something is computed first, in order; variables, fields and elements are read after that, as gc does it.
package main

import "fmt"

type T struct{ f, g int }

var (
	x  = 1
	b  = true
	s  = []int{1, 2, 3}
	m  = map[string]int{"a": 1}
	st = "ab"
	by = []byte("xy")
	p  = &T{1, 2}
	a  = [3]int{1, 2, 3}
	i  any = 5
	k  = 0
	t  = T{1, 2}
	c  = complex(1, 2)
	fl = 1.5
)

func reset() {
	x, b, s, m, st, by, p, a, i, k, t, c, fl = 1, true, []int{1, 2, 3}, map[string]int{"a": 1}, "ab", []byte("xy"), &T{1, 2}, [3]int{1, 2, 3}, 5, 0, T{1, 2}, complex(1, 2), 1.5
}

//go:noinline
func g() int {
	x, b, s, m, st, by, p, a, i, k, t, c, fl = 100, false, []int{10, 20, 30, 40}, map[string]int{"a": 100, "b": 2}, "abcd", []byte("zzzz"), &T{100, 200}, [3]int{10, 20, 30}, 500, 1, T{100, 200}, complex(100, 200), 2.5
	return 1000
}

//go:noinline
func id(v int) int { return v }

//go:noinline
func gs() string { g(); return "!" }

//go:noinline
func gb() bool { g(); return true }

func show(vs ...any) { fmt.Println(vs...); reset() }
func two(a, b int) int { return a*10000 + b }

type M struct{ v int }

func (m M) get(w int) int   { return m.v*10000 + w }
func (m *M) pget(w int) int { return m.v*10000 + w }

var mm = M{7}
var mp = &M{8}

func gm() int { mm = M{70}; mp = &M{80}; return 1 }

func main() {
	show("x+g", x+g())
	show("(x+id)*g", (x+id(2))*g())
	show("(x+id)+g", (x+id(2))+g())
	show("x*2+(x+id(2))*g()", x*2+(x+id(2))*g())
	show("len", len(s)+g())
	show("len map", len(m)+g())
	show("len str", len(st)+g())
	show("cap", cap(s)+g())
	show("a[k]", a[k]+g())
	show("s[k]", s[k]+g())
	show("s[1]", s[1]+g())
	show("m[a]", m["a"]+g())
	show("m[string(by)]", m[string(by[:1])]+g())
	show("st[0]", int(st[0])+g())
	show("p.f", p.f+g())
	show("t.f", t.f+g())
	show("(*p).g", (*p).g+g())
	show("i.(int)", i.(int)+g())
	show("s[1:][0]", s[1:][0]+g())
	show("st[1:]", st[1:]+gs())
	show("st+gs", st+gs())
	show("string(by)+gs", string(by)+gs())
	show("[]byte(st)", len([]byte(st))+g())
	show("min", min(x, 50)+g())
	show("max", max(x, 3)+g())
	show("append", append(s, g()), len(s))
	show("append2", append(s, x, g()))
	show("real", real(c)+float64(g()))
	show("float", fl+float64(g()))
	show("int(fl)", int(fl)+g())
	show("complex", complex(fl, float64(g())))
	show("two", two(x, g()))
	show("two2", two(x+id(1), g()))
	show("arr lit", [2]int{x, g()})
	show("slice lit", []int{x, g()})
	show("struct lit", T{x, g()})
	show("ptr lit", *&T{x, g()})
	show("map lit", map[int]int{x: g()})
	show("b && gb", b && gb(), b)
	show("b == gb", b == gb())
	show("(b||b)==gb", (b || b) == gb())
	show("(b&&!b)==gb", (b && b) == gb())
	show("x<g", x < g()-999)
	show("x==g", x == g()-900)
	show("t==T", t == T{g() - 900, 200})
	show("i==g", i == any(g()-500))
	show("iface(x)", any(x), g())
	y := x + g()
	show(y)
	z, w := x, g()
	show(z, w)
	arr := [...]int{x, g(), x}
	show(arr)
	show("method", mm.get(gm()))
	mm, mp = M{7}, &M{8}
	show("pmethod", mp.pget(gm()))
	mm, mp = M{7}, &M{8}
	show("field method", mm.v+gm())
	s[k], x = x, g()
	show(s, x)
	s[k] = g()
	show(s, k)
	a[k] += g()
	show(a, k)
	m["z"] = x + g()
	show(m)
	x += g()
	show(x)
	x = x + g()
	show(x)
	p.f = g()
	show(p.f)
	p.f += g()
	show(p.f)
	*(&x) = g() + x
	show(x)
	show("neg", -x+g())
	show("not", !b == gb())
	show("paren deep", ((x+1)*(x+2)-(x+id(3)))/(x+g()))
	show("shift", x<<id(1)+g())
	show("nested call", two(x, two(x, g())))
	show("fmt", fmt.Sprint(x, g(), x))
	show("closure", func() int { return x }()+g())
	show("closure2", x+func() int { x = 50; return 1 }())
	lx := 1
	inc := func() int { lx += 10; return lx }
	show("captured", lx+inc())
	show("captured2", lx, inc(), lx)
	show("captured3", (lx+id(1))*inc())
	pl := &lx
	show("addr", *pl+inc(), lx)
	ch := make(chan int, 2)
	ch <- 1
	show("recv", x+<-ch+g())
	switch x + g() {
	case x + 1000:
		show("late")
	case 1001:
		show("early")
	}
	if x+g() == 1100 {
		show("if late")
	} else {
		show("if early")
	}
	for q := x + g(); q > 0; q = 0 {
		show("for", q)
	}
	func() {
		defer func() { show(recover()) }()
		var np *T
		show(np.f + g())
	}()
	fmt.Println(x)
	func() {
		defer func() { fmt.Println(recover()) }()
		var z int
		reset()
		fmt.Println(1/z + g())
	}()
	fmt.Println(x)
	reset()
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(s[id(7)] + g())
	}()
	fmt.Println(x)
	reset()
	r1, r2 := ret()
	fmt.Println(r1, r2)
	reset()
	fmt.Println(ret1())
}

func ret() (int, int) { return x, g() }
func ret1() int       { return (x + id(0)) * g() }
