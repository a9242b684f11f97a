package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.Date(2024, time.February, 29, 13, 4, 5, 678901234, time.UTC)
	fmt.Println(t)
	fmt.Println(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Weekday(), t.YearDay())
	fmt.Println(t.Format(time.RFC3339), t.Format("2006-01-02 15:04:05.000"), t.Format("Jan _2 3:04PM Mon"), t.Format(time.Kitchen))
	fmt.Println(t.Unix(), t.UnixMilli(), t.Add(24*time.Hour).Format(time.DateOnly), t.AddDate(1, 0, 0).Format(time.DateOnly))
	u := time.Unix(1000000000, 5).UTC()
	fmt.Println(u, t.Sub(u), u.Before(t), t.Truncate(time.Hour).Format(time.TimeOnly))
	p, err := time.Parse(time.DateTime, "2023-12-31 23:59:59")
	fmt.Println(p, err, p.Equal(time.Date(2023, 12, 31, 23, 59, 59, 0, time.UTC)))
	_, err = time.Parse(time.DateOnly, "2023-13-01")
	fmt.Println(err)
	fmt.Println(time.Date(2023, 14, 35, 25, 61, 0, 0, time.UTC))
	y, w := t.ISOWeek()
	fmt.Println(y, w, time.Time{})
}
