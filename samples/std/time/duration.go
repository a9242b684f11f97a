package main

import (
	"fmt"
	"time"
)

func main() {
	for _, d := range []time.Duration{
		0, 1, 999, 1000, 1500, 999999, time.Millisecond, 1500 * time.Microsecond, time.Second, 90 * time.Second, time.Minute,
		time.Hour, 36*time.Hour + 5*time.Minute + 300*time.Millisecond, -time.Second, -1, 1<<63 - 1, -1 << 63, 100 * time.Hour,
	} {
		fmt.Println(d, int64(d), d.Seconds(), d.Milliseconds(), d.Microseconds(), d.Nanoseconds(), d.Minutes(), d.Hours())
	}
	d := 1234567890 * time.Nanosecond
	fmt.Println(d.Round(time.Millisecond), d.Truncate(time.Millisecond), d.Round(time.Second), d.Truncate(0), (-d).Round(time.Second), (-d).Abs())
	fmt.Printf("%v %s %d %T %+v %#v %q %10v|%-10s|%5.1f\n", d, d, d, d, d, d, d, time.Second, time.Second, d.Seconds())
	n := 3
	fmt.Println(time.Duration(n)*time.Second, 2*time.Second/3, time.Second*time.Duration(1.5*2), time.Hour > time.Minute, 7*time.Second%(2*time.Second))
	for _, s := range []string{"1h15m30.918s", "1.5h", "-2m", "100ms", "1us", "1µs", "0", "", "5", "1x", "3000000h", "+4s", ".5s", "1h1h"} {
		d, err := time.ParseDuration(s)
		fmt.Println(d, err)
	}
	fmt.Println([]time.Duration{1, time.Second}, map[string]time.Duration{"x": time.Minute}, struct{ D time.Duration }{time.Hour})
}
