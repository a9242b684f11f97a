package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	time.Sleep(15 * time.Millisecond)
	e := time.Since(start)
	fmt.Println(e >= 15*time.Millisecond, e < 5*time.Second)
	later := start.Add(2 * time.Hour)
	fmt.Println(later.Sub(start), later.After(start), start.Before(later), start.Equal(start), later.Compare(start))
	fmt.Println(time.Until(later) > time.Hour, start.IsZero(), time.Time{}.IsZero())
	var zero time.Time
	fmt.Println(zero.Year(), zero.Month(), zero.Day(), zero.Weekday(), zero.Hour())
	fmt.Println(time.Monday, time.January, time.December, time.Saturday)
	fmt.Printf("%d %v %s\n", time.March, time.Sunday, time.June)
	fmt.Println(start.Unix() > 1700000000, start.UnixNano() > 0, start.UnixMilli()/1000 == start.Unix())
}
