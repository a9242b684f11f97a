// program: cmd/tool/main.go
module example.com/x

go 1.27
