package store

import (
	"iter"

	"example.com/shop/price"
)

func (s *Store) Total() (sum price.Price) {
	for _, p := range s.prices {
		sum += p
	}
	return sum
}

func (s *Store) Find(item string) (price.Price, error) {
	if p, ok := s.prices[item]; ok {
		return p, nil
	}
	return 0, &MissingError{item}
}

func (s *Store) All() iter.Seq2[string, price.Price] {
	return func(yield func(string, price.Price) bool) {
		for _, item := range s.items {
			if !yield(item, s.prices[item]) {
				return
			}
		}
	}
}
