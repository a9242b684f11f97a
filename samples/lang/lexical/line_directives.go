package main

import "runtime"

func where() {
	_, file, line, _ := runtime.Caller(1)
	println(file[max(0, len(file)-6):], line)
}

func main() {
	where()
//line foo.go:100
	where()
	where()
//line :200
	where()
	where() /*line /x/y.go:7:3*/ ; where()
	where()
	_ = `
//line zzz.go:7
`
	where() // line no.go:5
	//line not_at_the_beginning.go:5
	where()
//line bar.go:70:2
	where()
/*line :50:1*/	where()
}
