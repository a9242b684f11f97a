package main

import "example.com/x/deep/store"

type wrapper struct{ *store.Store[int] }

func main() {
	w := wrapper{store.New(3)}
	defer println("deferred")
	store.Each(w.Store, func(i int) {
		w.At(i + 3)
	})
}
