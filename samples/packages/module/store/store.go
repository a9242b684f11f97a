package store

import (
	"errors"

	"example.com/shop/price"
)

var ErrMissing = errors.New("missing")

type MissingError struct{ Item string }

func (e *MissingError) Error() string { return e.Item + ": " + ErrMissing.Error() }
func (e *MissingError) Unwrap() error { return ErrMissing }

type Store struct {
	items []string
	prices
}

type prices map[string]price.Price

func (p prices) Len() int { return len(p) }

func New() *Store { return &Store{prices: prices{}} }

func (s *Store) Add(item string, p price.Price) {
	s.items = append(s.items, item)
	s.prices[item] = p
}
