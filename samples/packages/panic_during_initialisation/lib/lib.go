package lib

var table = map[string]int{}

var Value = lookup("missing")

func lookup(key string) int {
	list := make([]int, table[key])
	return list[0]
}

func init() { println("not reached") }
