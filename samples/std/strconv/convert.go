package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

func main() {
	for _, s := range []string{"42", "-7", "+5", "", "abc", "12x", "9223372036854775807", "9223372036854775808", " 1", "1_000", "0x10", "007"} {
		n, err := strconv.Atoi(s)
		fmt.Println(n, err)
	}
	for _, c := range []struct {
		s          string
		base, bits int
	}{{"ff", 16, 64}, {"0xff", 0, 64}, {"0b101", 0, 8}, {"0o17", 0, 64}, {"1_000", 0, 64}, {"200", 10, 8}, {"-129", 10, 8}, {"z", 36, 64}, {"2", 2, 64}, {"1", 1, 64}, {"1", 10, 65}} {
		n, err := strconv.ParseInt(c.s, c.base, c.bits)
		fmt.Println(n, err)
	}
	fmt.Println(strconv.ParseUint("18446744073709551615", 10, 64))
	fmt.Println(strconv.ParseUint("-1", 10, 64))
	fmt.Println(strconv.ParseUint("256", 10, 8))
	for _, s := range []string{"3.14", "-1e10", "1e400", "inf", "-Inf", "nan", "0x1p-2", ".5", "1e", "", "1.7976931348623157e308", "4.9e-324", "1_0.5"} {
		fmt.Println(strconv.ParseFloat(s, 64))
	}
	fmt.Println(strconv.ParseFloat("0.1", 32))
	for _, s := range []string{"true", "T", "1", "false", "0", "yes", "TRUE", "tRUE"} {
		fmt.Println(strconv.ParseBool(s))
	}
	_, err := strconv.Atoi("x")
	var ne *strconv.NumError
	fmt.Println(errors.As(err, &ne), ne.Func, ne.Num, ne.Err, errors.Is(err, strconv.ErrSyntax))
	_, err = strconv.ParseInt("999", 10, 8)
	fmt.Println(errors.Is(err, strconv.ErrRange))
	fmt.Println(strconv.Itoa(-45), strconv.FormatInt(-255, 16), strconv.FormatInt(35, 36), strconv.FormatUint(math.MaxUint64, 2), strconv.FormatBool(true))
	for _, f := range []float64{1, 1.0 / 3, 1e21, 1e-7, math.Inf(1), math.NaN(), 100} {
		fmt.Println(strconv.FormatFloat(f, 'g', -1, 64), strconv.FormatFloat(f, 'f', 2, 64), strconv.FormatFloat(f, 'e', 3, 64), strconv.FormatFloat(f, 'f', -1, 32), strconv.FormatFloat(f, 'G', 4, 64))
	}
	fmt.Println(string(strconv.AppendInt([]byte("n="), 5, 10)), string(strconv.AppendQuote(nil, "q")))
}
