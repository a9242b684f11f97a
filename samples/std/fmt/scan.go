// stdin: 3 4.5 word\ntrue 0x1f\nlast line 7\n
package main

import "fmt"

func main() {
	var (
		i, j int
		f    float64
		s, t string
		b    bool
	)
	n, err := fmt.Scan(&i, &f, &s)
	fmt.Println(n, err, i, f, s)
	n, err = fmt.Scan(&b, &j)
	fmt.Println(n, err, b, j)
	fmt.Scanln()
	n, err = fmt.Scanln(&s, &t, &i)
	fmt.Println(n, err, s, t, i)
	n, err = fmt.Scan(&i)
	fmt.Println(n, err)

	n, err = fmt.Sscanf("10-20 abc", "%d-%d %s", &i, &j, &s)
	fmt.Println(n, err, i, j, s)
	n, err = fmt.Sscanf("ff:z", "%x:%c", &i, &j)
	fmt.Println(n, err, i, j)
	n, err = fmt.Sscanf("12345", "%2d%3d", &i, &j)
	fmt.Println(n, err, i, j)
	n, err = fmt.Sscan("7 8 word", &i, &j, &s)
	fmt.Println(n, err, i, j, s)
	n, err = fmt.Sscan("x", &i)
	fmt.Println(n, err)
	n, err = fmt.Sscan("5", &i, &j)
	fmt.Println(n, err)
	n, err = fmt.Sscanln("1\n2", &i, &j)
	fmt.Println(n, err)
	var small int8
	n, err = fmt.Sscan("300", &small)
	fmt.Println(n, err)
	n, err = fmt.Sscanf("a b", "a c")
	fmt.Println(n, err)
}
