package sync

import "sync"

func Do() { sync.OnceFunc(nil) }
