// program: ./cmd/tool
// args: -v file.go
module example.com/x

go 1.27
