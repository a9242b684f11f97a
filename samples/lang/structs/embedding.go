package main

import "fmt"

type Animal struct {
	Name string
	legs int
}

func (a Animal) Describe() string { return fmt.Sprint(a.Name, " has ", a.legs, " legs") }
func (a *Animal) SetLegs(n int)   { a.legs = n }

type Dog struct {
	Animal
	Breed string
}

func (d Dog) Bark() string { return d.Name + " barks" }

type Puppy struct {
	*Dog
	Name string
}

type Logger struct{ lines []string }

func (l *Logger) Log(s string) { l.lines = append(l.lines, s) }

type Service struct {
	Logger
	int
	deps map[string]int
}

type Describer interface{ Describe() string }

func main() {
	d := Dog{Animal{"Rex", 4}, "collie"}
	fmt.Println(d.Name, d.Animal.Name, d.Describe(), d.Bark())
	d.SetLegs(3)
	d.Name = "Max"
	fmt.Println(d.Describe(), d.legs)
	p := Puppy{&d, "Tiny"}
	p.SetLegs(5)
	p.Dog.Name += "!"
	fmt.Println(p.Name, p.Dog.Name, p.Describe(), p.Breed, d.legs)
	var i Describer = d
	fmt.Println(i.Describe())
	i = p
	p.SetLegs(6)
	fmt.Println(i.Describe())
	i = &d
	fmt.Println(i.Describe())
	s := Service{int: 7}
	s.Log("a")
	s.Logger.Log("b")
	log := s.Log
	log("c")
	fmt.Println(s.lines, s.int)
	fmt.Printf("%v %+v\n", d, d)
}
