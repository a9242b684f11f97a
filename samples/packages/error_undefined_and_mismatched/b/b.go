package b

type T struct{}
