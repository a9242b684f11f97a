package main

const more = "not named"
