package testdata

const Name = "testdata"
