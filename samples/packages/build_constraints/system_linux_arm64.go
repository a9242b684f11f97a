package main

const system = "linux on arm64"
