// Constant keys of map literals are compared by value, complex ones too; cases of switches are not if they are complex.
package main

func f[P int | float64 | complex128]() {
	_ = map[P]int{1: 1, 1.0: 2, 1 + 0i: 3}
}

func main() {
	_ = map[any]int{complex(1, 2): 1, complex(1, 2): 2}
	_ = map[complex128]int{1 + 2i: 1, 1 + 2i: 2, 1: 1, 1.0: 3}
	_ = map[any]int{1: 1, 1.0: 2, '\x01': 3}
	var c complex128
	switch c {
	case 1, 1, 2i, 2i:
	}
	f[int]()
}
