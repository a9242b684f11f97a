package a

type A struct{ hidden_ int }

func (A) hidden() string { return "a's" }

func (a A) Show() string { return "shows " + a.hidden() }

type hider interface{ hidden() string }

func Call(x any) string {
	if h, ok := x.(hider); ok {
		return h.hidden()
	}
	return "none"
}

func Must(x any) string { return x.(hider).hidden() }

func Struct() any { return struct{ n int }{1} }
