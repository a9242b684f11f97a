// workers: 1
package main

import "sync"

func main() {
	const n = 12
	forks := make([]sync.Mutex, n)
	seated, eat := make(chan bool), make(chan bool)
	for left := range n {
		go func() {
			right := (left + 1) % n
			forks[left].Lock()
			seated <- true
			<-eat
			forks[right].Lock()
			forks[right].Unlock()
			forks[left].Unlock()
			seated <- true
		}()
		<-seated
	}
	close(eat)
	for range n {
		<-seated
	}
}
