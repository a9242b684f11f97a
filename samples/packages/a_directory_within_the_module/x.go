package x

const Version = "v1"
