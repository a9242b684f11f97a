package main

import "fmt"

type pixel struct {
	r, g, b uint8
	on      bool
}

func main() {
	var bytes [5]uint8
	var shorts [3]int16
	var words [3]int32
	var flags [4]bool
	var floats [2]float32
	for i := range bytes {
		bytes[i] = uint8(250 + i*3)
	}
	shorts[1], words[2], flags[3], floats[1] = -300, 1<<31-1, true, 0.1
	words[2]++
	shorts[0]--
	fmt.Println(bytes, shorts, words, flags, floats)
	p := &bytes[2]
	*p += 10
	fmt.Println(bytes[1], bytes[2], bytes[3])
	image := make([]pixel, 3)
	image[1] = pixel{1, 2, 255, true}
	image[1].b++
	q := &image[2].g
	*q = 7
	fmt.Println(image)
	matrix := [2][3]int8{{1, 2, 3}, {-4, -5, -6}}
	row := matrix[1]
	row[0] = 100
	fmt.Println(matrix, row, matrix[1][1:])
}
