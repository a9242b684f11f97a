// Fatal ends the program with exit code 1; deferred calls do not run.
package main

import "log"

func main() {
	defer println("deferred")
	log.SetFlags(log.Lshortfile)
	log.SetPrefix("fatal: ")
	log.Fatalf("cannot open %q", "file")
}
