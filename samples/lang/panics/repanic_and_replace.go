package main

import "fmt"

func catch(f func()) (r any) {
	defer func() { r = recover() }()
	f()
	return "none"
}

func main() {
	fmt.Println(catch(func() {
		defer func() { panic("second replaces first") }()
		panic("first")
	}))
	fmt.Println(catch(func() {
		defer func() {
			r := recover()
			panic(fmt.Sprint("wrapped ", r))
		}()
		panic("inner")
	}))
	fmt.Println(catch(func() {
		defer func() { panic(fmt.Sprint(recover(), " again")) }()
		defer func() { panic(fmt.Sprint(recover(), " and")) }()
		panic("one")
	}))
	fmt.Println(catch(func() {
		defer func() {
			fmt.Println("nested:", catch(func() { panic("separate") }))
		}()
		panic("outer still here")
	}))
	fmt.Println(catch(func() {
		defer fmt.Println("deferred after panic in argument")
		fmt.Println("never", catch(nil), func() int { panic("argument") }())
	}))
}
