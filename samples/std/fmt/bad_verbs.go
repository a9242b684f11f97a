package main

import "fmt"

type T struct {
	A int
	B string
}

func main() {
	fmt.Printf("%d\n", "x")
	fmt.Printf("%s %s\n", 1, true)
	fmt.Printf("%z %!\n", 1)
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("%d\n", 1, 2, "three")
	fmt.Printf("%\n")
	fmt.Printf("100%\n")
	fmt.Printf("%")
	fmt.Println()
	fmt.Printf("%t %d %s\n", T{1, "x"}, T{1, "x"}, T{1, "x"})
	fmt.Printf("%q %x %t\n", 3.5, true, nil)
	fmt.Printf("%s %d %v\n", nil, nil, nil)
	fmt.Printf("%*d|%.*d|%-*d\n", "x", 1, "y", 2, -5, 3)
	fmt.Printf("%[2]d %[1]d %d\n", 1, 2)
	fmt.Printf("%[3]d %[x]d %[0]d %[1]d\n", 1, 2)
	fmt.Printf("%[1]v %[1]T %[1]q %[2]*[1]d\n", 65, 6)
	fmt.Printf("%!d %é %世\n", 1, 2, 3)
	fmt.Printf("%+-#0 5d|%5%|%%|%c\n", 7, -1)
	fmt.Printf("%d %s\n", []string{"a"}, []int{1})
	fmt.Printf("%d\n", map[string]bool{"k": true})
	fmt.Printf("%s\n", []any{1, "a", nil, 2.5})
	fmt.Printf("%d %d\n", &T{1, "x"}, struct{ p *int }{nil})
	fmt.Printf("%.3x|%.2q|%10.3v|\n", 1, "abc", "abcdef")
	fmt.Printf("%w\n", fmt.Errorf("x"))
	fmt.Printf("%s", error(nil))
	fmt.Printf("%v %d", 1)
	fmt.Println()
	fmt.Printf("%.2f %.f|%5.f|%.d\n", 2.345, 2.7, 1.2, 0)
	fmt.Println(fmt.Sprintf("%d%%", 50), fmt.Sprintf("%5.1f%%", 12.345))
}
