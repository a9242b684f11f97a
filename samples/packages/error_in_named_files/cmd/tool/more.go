package main

const more = "more"
