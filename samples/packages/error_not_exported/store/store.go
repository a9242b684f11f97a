package store

type Store struct{ items []int }

type Point struct{ X, y int }

type private int

const limit = 3

func New() *Store { return nil }

func helper() {}

func (s *Store) count() int { return 0 }
