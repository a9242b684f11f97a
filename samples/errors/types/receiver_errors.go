package main

type T struct{ x int }

func (t T) x() {}
func (t *Undefined) a() {}
func (t **T) b() {}
func (t []T) c() {}
func (T) d(t T) T { return t.y }

func main() {}
