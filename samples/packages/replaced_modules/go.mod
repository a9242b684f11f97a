module example.com/x

go 1.27

require (
	example.com/other v1.2.3
	example.com/other/nested v0.0.0
)

replace (
	example.com/other => ./third_party/other
	example.com/other/nested v0.0.0 => ./nested
)
