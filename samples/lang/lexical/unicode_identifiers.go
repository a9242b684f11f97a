package main

import "fmt"

type Größe struct{ höhe, ширина int }

func (g Größe) 面積() int { return g.höhe * g.ширина }

func αβγ(δ float64) (ε float64) { ε = δ * 2; return }

const π = 3.14

var _x, x_, x1, ÄÖ = 1, 2, 3, 4

func main() {
	g := Größe{höhe: 2, ширина: 3}
	日本語 := "日本語"
	fmt.Println(g.面積(), αβγ(π), 日本語, _x+x_+x1+ÄÖ)
	fmt.Printf("%v %+v %T\n", g, g, g)
}
