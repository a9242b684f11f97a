package time

import "errors"

// Layouts for Format and Parse; the reference time is Mon Jan 2 15:04:05 MST 2006.
const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// The elements of a layout, longest first where one begins with another.
var layoutElements = []string{
	"January", "Jan", "Monday", "Mon", "MST", "2006", "-07:00:00", "-070000", "-07:00", "-0700", "-07",
	"Z07:00:00", "Z070000", "Z07:00", "Z0700", "Z07", "002", "01", "02", "03", "04", "05", "06", "15", "_2006", "__2", "_2",
	"PM", "pm", "1", "2", "3", "4", "5",
}

func startsWith(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

func digitAt(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

// nextElement splits layout before its first element; a fraction is `.000` or `,999` after the seconds.
func nextElement(layout string) (prefix, element, suffix string) {
	for i := 0; i < len(layout); i++ {
		if c := layout[i]; (c == '.' || c == ',') && i+1 < len(layout) && (layout[i+1] == '0' || layout[i+1] == '9') {
			j := i + 1
			for j < len(layout) && layout[j] == layout[i+1] {
				j++
			}
			if !digitAt(layout, j) {
				return layout[:i], layout[i:j], layout[j:]
			}
		}
		for _, e := range layoutElements {
			if !startsWith(layout[i:], e) {
				continue
			}
			if e == "Jan" && len(layout) > i+3 && 'a' <= layout[i+3] && layout[i+3] <= 'z' {
				continue
			}
			if e == "Mon" && len(layout) > i+3 && 'a' <= layout[i+3] && layout[i+3] <= 'z' {
				continue
			}
			if e == "_2006" {
				return layout[:i+1], "2006", layout[i+5:]
			}
			return layout[:i], e, layout[i+len(e):]
		}
	}
	return layout, "", ""
}

func appendInt(b []byte, x int, width int) []byte {
	if x < 0 {
		b = append(b, '-')
		x = -x
	}
	s := itoa(x)
	for i := len(s); i < width; i++ {
		b = append(b, '0')
	}
	return append(b, s...)
}

func appendZone(b []byte, e string, offset int) []byte {
	if e[0] == 'Z' && offset == 0 {
		return append(b, 'Z')
	}
	sign := byte('+')
	if offset < 0 {
		sign = '-'
		offset = -offset
	}
	b = append(b, sign)
	b = appendInt(b, offset/3600, 2)
	colon := false
	for i := 0; i < len(e); i++ {
		colon = colon || e[i] == ':'
	}
	if len(e) > 3 {
		if colon {
			b = append(b, ':')
		}
		b = appendInt(b, offset%3600/60, 2)
	}
	if len(e) > 6 {
		if colon {
			b = append(b, ':')
		}
		b = appendInt(b, offset%60, 2)
	}
	return b
}

func appendFraction(b []byte, e string, nsec int64) []byte {
	digits := []byte{}
	digits = appendInt(digits, int(nsec), 9)
	n := len(e) - 1
	if n > 9 {
		n = 9
	}
	digits = digits[:n]
	if e[1] == '9' {
		for len(digits) > 0 && digits[len(digits)-1] == '0' {
			digits = digits[:len(digits)-1]
		}
		if len(digits) == 0 {
			return b
		}
	}
	b = append(b, e[0])
	return append(b, digits...)
}

// Format prints t by the layout.
func (t Time) Format(layout string) string { return string(t.AppendFormat(nil, layout)) }

// AppendFormat appends t printed by the layout.
func (t Time) AppendFormat(b []byte, layout string) []byte {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	name, offset := t.Zone()
	for layout != "" {
		prefix, e, suffix := nextElement(layout)
		b = append(b, prefix...)
		layout = suffix
		switch e {
		case "":
		case "2006":
			b = appendInt(b, year, 4)
		case "06":
			b = appendInt(b, year%100, 2)
		case "January":
			b = append(b, month.String()...)
		case "Jan":
			b = append(b, month.String()[:3]...)
		case "01":
			b = appendInt(b, int(month), 2)
		case "1":
			b = appendInt(b, int(month), 0)
		case "Monday":
			b = append(b, t.Weekday().String()...)
		case "Mon":
			b = append(b, t.Weekday().String()[:3]...)
		case "02":
			b = appendInt(b, day, 2)
		case "2":
			b = appendInt(b, day, 0)
		case "_2":
			if day < 10 {
				b = append(b, ' ')
			}
			b = appendInt(b, day, 0)
		case "002":
			b = appendInt(b, t.YearDay(), 3)
		case "__2":
			yday := t.YearDay()
			if yday < 100 {
				b = append(b, ' ')
				if yday < 10 {
					b = append(b, ' ')
				}
			}
			b = appendInt(b, yday, 0)
		case "15":
			b = appendInt(b, hour, 2)
		case "03", "3":
			h := hour % 12
			if h == 0 {
				h = 12
			}
			b = appendInt(b, h, len(e))
		case "04", "4":
			b = appendInt(b, min, len(e))
		case "05", "5":
			b = appendInt(b, sec, len(e))
		case "PM":
			if hour >= 12 {
				b = append(b, "PM"...)
			} else {
				b = append(b, "AM"...)
			}
		case "pm":
			if hour >= 12 {
				b = append(b, "pm"...)
			} else {
				b = append(b, "am"...)
			}
		case "MST":
			if name != "" {
				b = append(b, name...)
			} else {
				b = appendZone(b, "-0700", offset)
			}
		default:
			if e[0] == '.' || e[0] == ',' {
				b = appendFraction(b, e, t.nsec)
			} else {
				b = appendZone(b, e, offset)
			}
		}
	}
	return b
}

// String prints t with its zone and monotonic reading.
func (t Time) String() string {
	s := t.Format("2006-01-02 15:04:05.999999999 -0700 MST")
	if t.mono != 0 {
		m := t.mono
		sign := "+"
		if m < 0 {
			sign = "-"
			m = -m
		}
		b := append([]byte(s+" m="+sign), itoa(int(m/1e9))...)
		b = append(b, '.')
		s = string(appendInt(b, int(m%1e9), 9))
	}
	return s
}

// GoString prints t as Go syntax.
func (t Time) GoString() string {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	loc := "time.UTC"
	switch t.Location() {
	case UTC:
	case Local:
		loc = "time.Local"
	default:
		loc = "time.Location(" + quote(t.Location().name) + ")"
	}
	b := append([]byte("time.Date("), itoa(year)...)
	b = append(b, ", time."...)
	b = append(b, month.String()...)
	for _, n := range []int{day, hour, min, sec, int(t.nsec)} {
		b = append(b, ", "...)
		b = append(b, itoa(n)...)
	}
	return string(b) + ", " + loc + ")"
}

// A ParseError says why Parse failed.
type ParseError struct {
	Layout, Value, LayoutElem, ValueElem, Message string
}

// Error returns the text.
func (e *ParseError) Error() string {
	if e.Message == "" {
		return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) + ": cannot parse " + quote(e.ValueElem) + " as " + quote(e.LayoutElem)
	}
	return "parsing time " + quote(e.Value) + e.Message
}

var errBad = errors.New("bad value for field")

func getNum(s string, min, max int) (int, string, error) {
	n, i := 0, 0
	for i < max && digitAt(s, i) {
		n = n*10 + int(s[i]-'0')
		i++
	}
	if i < min {
		return 0, s, errBad
	}
	return n, s[i:], nil
}

func lookupName(names []string, short bool, s string) (int, string, error) {
	for i, name := range names {
		if short {
			name = name[:3]
		}
		if len(s) >= len(name) && lower(s[:len(name)]) == lower(name) {
			return i, s[len(name):], nil
		}
	}
	return 0, s, errBad
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 32
		}
	}
	return string(b)
}

func parseZone(e, s string) (offset int, rest string, err error) {
	if e[0] == 'Z' && s != "" && s[0] == 'Z' {
		return 0, s[1:], nil
	}
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0, s, errBad
	}
	neg := s[0] == '-'
	s = s[1:]
	h, m, sec := 0, 0, 0
	if h, s, err = getNum(s, 2, 2); err != nil {
		return
	}
	part := func(v *int) {
		for i := 0; i < len(e); i++ {
			if e[i] == ':' {
				if s == "" || s[0] != ':' {
					err = errBad
					return
				}
				s = s[1:]
				break
			}
		}
		*v, s, err = getNum(s, 2, 2)
	}
	if len(e) > 3 {
		part(&m)
	}
	if err == nil && len(e) > 6 {
		part(&sec)
	}
	offset = h*3600 + m*60 + sec
	if neg {
		offset = -offset
	}
	return offset, s, err
}

func parseFraction(s string) (nsec int, rest string, err error) {
	if s == "" || s[0] != '.' && s[0] != ',' || !digitAt(s, 1) {
		return 0, s, errBad
	}
	i, scale := 1, 100000000
	for digitAt(s, i) {
		nsec += int(s[i]-'0') * scale
		scale /= 10
		i++
	}
	return nsec, s[i:], nil
}

func daysIn(m Month, year int) int {
	switch m {
	case February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case April, June, September, November:
		return 30
	}
	return 31
}

// Parse reads a time by the layout; without zone it is UTC.
func Parse(layout, value string) (Time, error) { return ParseInLocation(layout, value, UTC) }

// ParseInLocation reads a time by the layout; without zone it is in loc.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	alayout, avalue := layout, value
	year, month, day, hour, min, sec, nsec := 1, 1, 1, 0, 0, 0, 0
	if layout != "" {
		year = 0
	}
	yday, offset := -1, -1<<31
	pmSet, amSet := false, false
	zoneName := ""
	rangeErr := ""
	for {
		prefix, e, suffix := nextElement(layout)
		if !startsWith(value, prefix) {
			return Time{}, &ParseError{alayout, avalue, prefix, value, ""}
		}
		value = value[len(prefix):]
		if e == "" {
			if value != "" {
				return Time{}, &ParseError{alayout, avalue, "", value, ": extra text: " + quote(value)}
			}
			break
		}
		layout = suffix
		hold := value
		var err error
		switch e {
		case "2006":
			year, value, err = getNum(value, 4, 4)
		case "06":
			year, value, err = getNum(value, 2, 2)
			if year >= 69 {
				year += 1900
			} else {
				year += 2000
			}
		case "January", "Jan":
			month, value, err = lookupName(longMonthNames, e == "Jan", value)
			month++
		case "01", "1":
			month, value, err = getNum(value, len(e), 2)
			if err == nil && (month <= 0 || month > 12) {
				rangeErr = "month"
			}
		case "Monday", "Mon":
			_, value, err = lookupName(longDayNames, e == "Mon", value)
		case "02", "2", "_2":
			if e == "_2" && value != "" && value[0] == ' ' {
				value = value[1:]
			}
			n := 1
			if e == "02" {
				n = 2
			}
			day, value, err = getNum(value, n, 2)
		case "002", "__2":
			for e == "__2" && value != "" && value[0] == ' ' {
				value = value[1:]
			}
			yday, value, err = getNum(value, 1, 3)
		case "15":
			hour, value, err = getNum(value, 1, 2)
			if hour < 0 || hour >= 24 {
				rangeErr = "hour"
			}
		case "03", "3":
			hour, value, err = getNum(value, len(e), 2)
			if hour < 0 || hour > 12 {
				rangeErr = "hour"
			}
		case "04", "4":
			min, value, err = getNum(value, len(e), 2)
			if min >= 60 {
				rangeErr = "minute"
			}
		case "05", "5":
			sec, value, err = getNum(value, len(e), 2)
			if sec >= 60 {
				rangeErr = "second"
			}
			// A fraction in the value is taken even where the layout has none.
			if err == nil && len(value) >= 2 && (value[0] == '.' || value[0] == ',') && digitAt(value, 1) {
				if _, next, _ := nextElement(layout); next == "" || next[0] != '.' && next[0] != ',' {
					nsec, value, err = parseFraction(value)
				}
			}
		case "PM", "pm":
			if len(value) < 2 {
				err = errBad
				break
			}
			switch lower(value[:2]) {
			case "pm":
				pmSet = true
			case "am":
				amSet = true
			default:
				err = errBad
			}
			value = value[2:]
		case "MST":
			n := 0
			for n < len(value) && 'A' <= value[n] && value[n] <= 'Z' {
				n++
			}
			if n < 3 {
				err = errBad
				break
			}
			zoneName, value = value[:n], value[n:]
		default:
			if e[0] == '.' || e[0] == ',' {
				if e[1] == '9' && !(len(value) >= 2 && (value[0] == '.' || value[0] == ',') && digitAt(value, 1)) {
					break
				}
				nsec, value, err = parseFraction(value)
			} else {
				offset, value, err = parseZone(e, value)
			}
		}
		if rangeErr != "" {
			return Time{}, &ParseError{alayout, avalue, e, value, ": " + rangeErr + " out of range"}
		}
		if err != nil {
			return Time{}, &ParseError{alayout, avalue, e, hold, ""}
		}
	}
	if pmSet && hour < 12 {
		hour += 12
	} else if amSet && hour == 12 {
		hour = 0
	}
	if yday >= 0 {
		t := Date(year, January, yday, 0, 0, 0, 0, UTC)
		if yday < 1 || t.Year() != year {
			return Time{}, &ParseError{alayout, avalue, "", value, ": day-of-year out of range"}
		}
		month, day = int(t.Month()), t.Day()
	}
	if day < 1 || day > daysIn(Month(month), year) {
		return Time{}, &ParseError{alayout, avalue, "", value, ": day out of range"}
	}
	if offset != -1<<31 {
		t := Date(year, Month(month), day, hour, min, sec, nsec, UTC)
		t.sec -= int64(offset)
		if offset == 0 && (zoneName == "" || zoneName == "UTC") {
			return t, nil
		}
		return t.In(FixedZone(zoneName, offset)), nil
	}
	if zoneName != "" && zoneName != "UTC" {
		return Date(year, Month(month), day, hour, min, sec, nsec, FixedZone(zoneName, 0)), nil
	}
	return Date(year, Month(month), day, hour, min, sec, nsec, loc), nil
}
