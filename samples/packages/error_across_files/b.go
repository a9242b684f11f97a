package main

func (T) M() {}

type T int

func helper() {}

func init() {}

var c = d
