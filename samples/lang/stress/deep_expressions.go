package main

import "fmt"

func id(x int) int { return x }

func main() {
	x := 1
	fmt.Println(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((x + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1) + 1))
	fmt.Println(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(x)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
	fmt.Println(1 + id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(1+id(x)))))))))))))))))))))))))))))))))))))))))))))))))))
	fmt.Println(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(-(x)))))))))))))))))))))))))))))))))))))))))
	b := true
	fmt.Println(!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!b, b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b && b || !b)
	s := "a"
	fmt.Println(len(s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b" + s + "b"))
	var p **********int
	fmt.Println(p == nil)
	nested := [][][][][][][][][][][][]int{{{{{{{{{{{{7}}}}}}}}}}}}
	fmt.Println(nested, nested[0][0][0][0][0][0][0][0][0][0][0][0])
	y := x
	y = x - (y - (x - (y - (x - (y - (x - (y - (x - y))))))))
	fmt.Println(y)
	if x == 0 {
		fmt.Println("0")
	} else if x == 101 {
		fmt.Println("1")
	} else if x == 102 {
		fmt.Println("2")
	} else if x == 103 {
		fmt.Println("3")
	} else if x == 104 {
		fmt.Println("4")
	} else if x == 105 {
		fmt.Println("5")
	} else if x == 106 {
		fmt.Println("6")
	} else if x == 107 {
		fmt.Println("7")
	} else if x == 108 {
		fmt.Println("8")
	} else if x == 109 {
		fmt.Println("9")
	} else if x == 110 {
		fmt.Println("10")
	} else if x == 111 {
		fmt.Println("11")
	} else if x == 112 {
		fmt.Println("12")
	} else if x == 113 {
		fmt.Println("13")
	} else if x == 114 {
		fmt.Println("14")
	} else if x == 115 {
		fmt.Println("15")
	} else if x == 116 {
		fmt.Println("16")
	} else if x == 117 {
		fmt.Println("17")
	} else if x == 118 {
		fmt.Println("18")
	} else if x == 119 {
		fmt.Println("19")
	} else if x == 120 {
		fmt.Println("20")
	} else if x == 121 {
		fmt.Println("21")
	} else if x == 122 {
		fmt.Println("22")
	} else if x == 123 {
		fmt.Println("23")
	} else if x == 124 {
		fmt.Println("24")
	} else if x == 125 {
		fmt.Println("25")
	} else if x == 126 {
		fmt.Println("26")
	} else if x == 127 {
		fmt.Println("27")
	} else if x == 128 {
		fmt.Println("28")
	} else if x == 129 {
		fmt.Println("29")
	} else if x == 130 {
		fmt.Println("30")
	} else if x == 131 {
		fmt.Println("31")
	} else if x == 132 {
		fmt.Println("32")
	} else if x == 133 {
		fmt.Println("33")
	} else if x == 134 {
		fmt.Println("34")
	} else if x == 135 {
		fmt.Println("35")
	} else if x == 136 {
		fmt.Println("36")
	} else if x == 137 {
		fmt.Println("37")
	} else if x == 138 {
		fmt.Println("38")
	} else if x == 139 {
		fmt.Println("39")
	} else if x == 140 {
		fmt.Println("40")
	} else if x == 141 {
		fmt.Println("41")
	} else if x == 142 {
		fmt.Println("42")
	} else if x == 143 {
		fmt.Println("43")
	} else if x == 144 {
		fmt.Println("44")
	} else if x == 145 {
		fmt.Println("45")
	} else if x == 146 {
		fmt.Println("46")
	} else if x == 147 {
		fmt.Println("47")
	} else if x == 148 {
		fmt.Println("48")
	} else if x == 149 {
		fmt.Println("49")
	} else if x == 150 {
		fmt.Println("50")
	} else if x == 151 {
		fmt.Println("51")
	} else if x == 152 {
		fmt.Println("52")
	} else if x == 153 {
		fmt.Println("53")
	} else if x == 154 {
		fmt.Println("54")
	} else if x == 155 {
		fmt.Println("55")
	} else if x == 156 {
		fmt.Println("56")
	} else if x == 157 {
		fmt.Println("57")
	} else if x == 158 {
		fmt.Println("58")
	} else if x == 159 {
		fmt.Println("59")
	} else {
		fmt.Println("last else")
	}
}
