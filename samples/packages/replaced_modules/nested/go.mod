module example.com/other/nested

go 1.27
