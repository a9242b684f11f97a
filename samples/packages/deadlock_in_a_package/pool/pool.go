package pool

import "sync"

type Pool struct {
	wg   sync.WaitGroup
	jobs chan func()
}

func New() *Pool { return &Pool{jobs: make(chan func())} }

func (p *Pool) Start() {
	p.wg.Add(1)
	go p.work()
}

func (p *Pool) work() {
	defer p.wg.Done()
	for job := range p.jobs {
		job()
	}
}

func (p *Pool) Wait() { p.wg.Wait() }
