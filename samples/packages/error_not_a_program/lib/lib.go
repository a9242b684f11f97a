package lib

var X int = "not looked at"
