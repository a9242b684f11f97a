package main

import (
	"fmt"

	"example.com/x/lib"
)

type table [lib.N]lib.Point

func variables() {
	lib.Int = 5
	lib.Int++
	lib.Int <<= 2
	p := &lib.Int
	*p -= 1
	lib.Float *= 1.5
	lib.Small += 250
	lib.Complex = complex(real(lib.Complex), 3)
	lib.Text += "!"
	lib.Bool = !lib.Bool
	fmt.Println(lib.Int, lib.Float, lib.Small, lib.Complex, lib.Text, lib.Bool, len(lib.Text))
	lib.Int, lib.Other = lib.Other, lib.Int
	fmt.Println(lib.Int, lib.Other, lib.Float > 2, -lib.Float, lib.Float+float64(lib.Int))
}

func aggregates() {
	lib.Origin.X = 3
	q := lib.Origin
	lib.Origin.Y += 4
	r := &lib.Origin.Y
	*r *= 2
	fmt.Println(lib.Origin, q, q == lib.Origin, lib.Origin.Sum(), lib.Shared.Sum())
	lib.Origin.Move(1, 1)
	move := lib.Origin.Move
	move(2, 2)
	sum := lib.Origin.Sum
	lib.Origin = lib.Point{}
	fmt.Println(lib.Origin, sum(), lib.Point.Sum(q), lib.Nested.Inner.Y, lib.Nested.List[1].X)
	lib.Nested.Inner, lib.Nested.List[0] = lib.Nested.List[0], lib.Nested.Inner
	fmt.Println(lib.Nested)
	lib.Array[1]++
	for i, x := range lib.Array {
		fmt.Print(i, x, " ")
	}
	for i := range lib.Slice {
		lib.Slice[i] *= 10
	}
	lib.Slice = append(lib.Slice[1:], lib.Array[:]...)
	lib.Map["b"] = lib.Map["a"] + 1
	lib.Map["b"]++
	delete(lib.Map, "a")
	fmt.Println(lib.Slice, lib.Map, lib.Slice[len(lib.Slice)-1], cap(lib.Array))
	var t table
	t[lib.N-1] = lib.Point{Y: 1}
	fmt.Println(t, len(t))
}

func functions() {
	defer lib.Say("deferred")
	defer lib.Hook(1)
	lib.Hook = func(i int) { fmt.Println("hook", i) }
	defer lib.Hook(2)
	lib.Hook(3)
	done := make(chan bool)
	go lib.Notify(done)
	<-done
	go lib.Shared.Notify(done)
	<-done
	say := lib.Say
	say("value")
	double := lib.Map2[int, string]
	fmt.Println(double([]int{1, 2}, func(i int) string { return fmt.Sprint(i, "!") }))
	var d lib.Doer = lib.Shared
	d.Do()
	lib.Iface.Do()
	if e, ok := lib.Failure.(*lib.Error); ok {
		fmt.Println(e.Code, lib.Failure)
	}
	switch x := lib.Any.(type) {
	case lib.Point:
		fmt.Println("point", x.X)
	}
	lib.Chan <- 1
	select {
	case x, ok := <-lib.Chan:
		fmt.Println(x, ok)
	}
	for x := range lib.Count {
		fmt.Print(x, " ")
	}
	fmt.Println()
	a, b := lib.Two()
	lib.Int, lib.Origin = lib.Two()
	fmt.Println(a, b, lib.Int, lib.Origin)
}

func constants() {
	switch lib.Other {
	case lib.Low:
		fmt.Println("low")
	case lib.High, lib.High + 1:
		fmt.Println("high")
	default:
		fmt.Println("other")
	}
	const twice = lib.Big * 2 / lib.Big
	var x uint8 = lib.High
	fmt.Printf("%d %d %v %T %v\n", twice, x, lib.Red, lib.Red, lib.Green < lib.Red)
	c := lib.Green
	c += lib.Red + 1
	fmt.Println(c, lib.Name[1:], len(lib.Name), lib.Half)
}

func main() {
	variables()
	aggregates()
	functions()
	constants()
}
