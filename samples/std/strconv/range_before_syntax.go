package main

import (
	"fmt"
	"strconv"
)

func main() {
	fmt.Println(strconv.ParseUint("99999999999999999999x", 10, 64))
	fmt.Println(strconv.ParseInt("99999999999999999999x", 10, 64))
	fmt.Println(strconv.ParseUint("9999_99999999999999999_", 0, 64))
	fmt.Println(strconv.ParseUint("300x", 10, 8))
	fmt.Println(strconv.Atoi("30000000000000000000000x"))
}
