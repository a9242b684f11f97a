module example.com/x.v1

go 1.27
