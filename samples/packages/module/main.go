package main

import (
	"errors"
	"fmt"

	"example.com/shop/price"
	"example.com/shop/store"
)

type counted struct {
	*store.Store
	calls int
}

func (c *counted) Add(item string, p price.Price) {
	c.calls++
	c.Store.Add(item, p)
}

func main() {
	c := counted{Store: store.New()}
	c.Add("apple", 30)
	c.Add("pear", price.Price(45))
	fmt.Println(c.Total(), c.calls, c.Len())
	_, err := c.Find("plum")
	var missing *store.MissingError
	fmt.Println(err, errors.As(err, &missing), errors.Is(err, store.ErrMissing))
	fmt.Printf("%v %T %T\n", missing.Item, err, c.Store)
	for item, p := range c.All() {
		fmt.Println(item, p)
	}
	var s fmt.Stringer = price.Free
	fmt.Println(s, price.Free == 0, price.Max)
}
