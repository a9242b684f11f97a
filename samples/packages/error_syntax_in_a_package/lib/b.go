package lib

var x int = "not looked at"
