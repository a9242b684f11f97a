package price

import "fmt"

type Price int

const (
	Free Price = iota * 100
	Dollar
	Max = Dollar * 1000
)

func (p Price) String() string { return fmt.Sprintf("$%d.%02d", int(p)/100, int(p)%100) }
