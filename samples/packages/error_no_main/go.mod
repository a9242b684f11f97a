// program: ./cmd/tool
module example.com/x

go 1.27
