package fmt

type State int

func (State) String() string { return "state" }
func (State) Error() string  { return "state error" }

func Println() { println("own") }
