package main

import (
	"fmt"
	"sync"
)

type stock struct {
	sync.Mutex
	items map[string]int
}

func (s *stock) take(item string) bool {
	s.Lock()
	if s.items[item] == 0 {
		return false
	}
	s.items[item]--
	s.Unlock()
	return true
}

func main() {
	s := stock{items: map[string]int{"apple": 1}}
	fmt.Println(s.take("apple"), s.take("pear"))
	fmt.Println(s.take("apple"))
}
