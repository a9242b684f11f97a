//go:build ignore

package generate

func main() {}
