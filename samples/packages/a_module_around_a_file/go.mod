// program: cmd/tool/main.go cmd/tool/more.go
// args: -v main.go
module example.com/x

go 1.27
