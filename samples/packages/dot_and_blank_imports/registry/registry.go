package registry

import "example.com/x/shapes"

var makers = map[string]func() shapes.Shape{}
var names []string

func Register(name string, make func() shapes.Shape) {
	makers[name] = make
	names = append(names, name)
}

func Names() []string { return names }

func New(name string) shapes.Shape { return makers[name]() }
