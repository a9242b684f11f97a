// Package utf16 converts between runes and UTF-16.
package utf16

const (
	replacement = '\uFFFD'
	maxRune     = '\U0010FFFF'
	high        = 0xd800
	low         = 0xdc00
	end         = 0xe000
	self        = 0x10000
)

// IsSurrogate reports whether r can be half of a pair.
func IsSurrogate(r rune) bool { return high <= r && r < end }

// DecodeRune returns the rune of a pair, or U+FFFD.
func DecodeRune(r1, r2 rune) rune {
	if high <= r1 && r1 < low && low <= r2 && r2 < end {
		return ((r1-high)<<10 | (r2 - low)) + self
	}
	return replacement
}

// EncodeRune returns the pair of a rune, or U+FFFD twice if it needs none.
func EncodeRune(r rune) (r1, r2 rune) {
	if r < self || r > maxRune {
		return replacement, replacement
	}
	r -= self
	return high + (r>>10)&0x3ff, low + r&0x3ff
}

// RuneLen returns the number of words of r, or -1 if it is none.
func RuneLen(r rune) int {
	switch {
	case 0 <= r && r < high, end <= r && r < self:
		return 1
	case self <= r && r <= maxRune:
		return 2
	}
	return -1
}

// AppendRune appends r.
func AppendRune(a []uint16, r rune) []uint16 {
	switch RuneLen(r) {
	case 1:
		return append(a, uint16(r))
	case 2:
		r1, r2 := EncodeRune(r)
		return append(a, uint16(r1), uint16(r2))
	}
	return append(a, replacement)
}

// Encode converts runes.
func Encode(s []rune) []uint16 {
	a := make([]uint16, 0, len(s))
	for _, r := range s {
		a = AppendRune(a, r)
	}
	return a
}

// Decode converts words.
func Decode(s []uint16) []rune {
	a := make([]rune, 0, len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if IsSurrogate(r) {
			pair := rune(replacement)
			if i+1 < len(s) {
				pair = DecodeRune(r, rune(s[i+1]))
			}
			if pair != replacement {
				i++
			}
			r = pair
		}
		a = append(a, r)
	}
	return a
}
