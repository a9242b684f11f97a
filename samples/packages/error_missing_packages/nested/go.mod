module example.com/x/nested

go 1.27
