//go:build linux bar

package lib

func F() {}
