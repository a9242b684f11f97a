package yaml

type T struct{}

func (T) Crash() { panic("crash") }
