package main

// It is not named, and would not compile with the others.
const greeting = "other"
