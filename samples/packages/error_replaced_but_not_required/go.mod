module example.com/x

go 1.27

replace example.com/other => ./other
