// Package utf8 encodes and decodes runes.
package utf8

// Numbers of the encoding.
const (
	RuneError = '\uFFFD'
	RuneSelf  = 0x80
	MaxRune   = '\U0010FFFF'
	UTFMax    = 4
)

// RuneCountInString counts the runes of s.
func RuneCountInString(s string) (n int)

// RuneCount counts the runes of p.
func RuneCount(p []byte) int { return RuneCountInString(string(p)) }

// ValidString reports whether s is valid UTF-8.
func ValidString(s string) bool

// Valid reports whether p is valid UTF-8.
func Valid(p []byte) bool { return ValidString(string(p)) }

// DecodeRuneInString returns the first rune of s and its width.
func DecodeRuneInString(s string) (rune, int) {
	if len(s) == 0 {
		return RuneError, 0
	}
	if len(s) > UTFMax {
		s = s[:UTFMax]
	}
	first := true
	var r rune
	for i, c := range s {
		if !first {
			return r, i
		}
		r, first = c, false
	}
	return r, len(s)
}

// DecodeRune returns the first rune of p and its width.
func DecodeRune(p []byte) (rune, int) {
	if len(p) > UTFMax {
		p = p[:UTFMax]
	}
	return DecodeRuneInString(string(p))
}

// DecodeLastRuneInString returns the last rune of s and its width.
func DecodeLastRuneInString(s string) (rune, int) {
	end := len(s)
	if end == 0 {
		return RuneError, 0
	}
	lim := max(0, end-UTFMax)
	for start := end - 1; start >= lim; start-- {
		if RuneStart(s[start]) {
			if r, size := DecodeRuneInString(s[start:]); start+size == end {
				return r, size
			}
			break
		}
	}
	return RuneError, 1
}

// DecodeLastRune returns the last rune of p and its width.
func DecodeLastRune(p []byte) (rune, int) {
	if len(p) > UTFMax {
		p = p[len(p)-UTFMax:]
	}
	return DecodeLastRuneInString(string(p))
}

// RuneLen returns the number of bytes of r, or -1.
func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case 0xD800 <= r && r <= 0xDFFF:
		return -1
	case r < 0x10000:
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

// EncodeRune writes r into p and returns its width.
func EncodeRune(p []byte, r rune) int {
	s := string(r)
	_ = p[len(s)-1]
	return copy(p, s)
}

// AppendRune appends r to p.
func AppendRune(p []byte, r rune) []byte {
	if uint32(r) < RuneSelf {
		return append(p, byte(r))
	}
	return append(p, string(r)...)
}

// RuneStart reports whether b can begin a rune.
func RuneStart(b byte) bool { return b&0xC0 != 0x80 }

// FullRuneInString reports whether s begins with a whole rune.
func FullRuneInString(s string) bool { return FullRune([]byte(s)) }

// FullRune reports whether p begins with a whole rune.
func FullRune(p []byte) bool {
	n := len(p)
	if n == 0 {
		return false
	}
	c := p[0]
	need := 1
	lo, hi := byte(0x80), byte(0xBF)
	switch {
	case c >= 0xC2 && c <= 0xDF:
		need = 2
	case c >= 0xE0 && c <= 0xEF:
		need = 3
		if c == 0xE0 {
			lo = 0xA0
		} else if c == 0xED {
			hi = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		need = 4
		if c == 0xF0 {
			lo = 0x90
		} else if c == 0xF4 {
			hi = 0x8F
		}
	}
	if n >= need {
		return true
	}
	// Too short: it is whole only if it is already invalid.
	if n > 1 && (p[1] < lo || hi < p[1]) {
		return true
	}
	return n > 2 && (p[2] < 0x80 || 0xBF < p[2])
}

// ValidRune reports whether r can be encoded.
func ValidRune(r rune) bool {
	return 0 <= r && r < 0xD800 || 0xDFFF < r && r <= MaxRune
}
