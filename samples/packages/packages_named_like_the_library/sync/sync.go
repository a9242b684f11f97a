package sync

import "sync"

type Mutex struct{ m sync.Mutex }

func (m *Mutex) Lock() {
	println("lock")
	m.m.Lock()
}

func (m *Mutex) Unlock() {
	println("unlock")
	m.m.Unlock()
}
