package util

type T struct{}
