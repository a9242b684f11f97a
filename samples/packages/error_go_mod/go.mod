module example.com/x

go 1.27

requires example.com/y v1.0.0
