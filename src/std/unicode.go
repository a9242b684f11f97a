// Package unicode classifies runes.
package unicode

// Limits of runes.
const (
	MaxRune         = '\U0010FFFF'
	ReplacementChar = '\uFFFD'
	MaxASCII        = '\u007F'
	MaxLatin1       = '\u00FF'
)

// IsLetter reports whether r is a letter.
func IsLetter(r rune) bool

// IsDigit reports whether r is a decimal digit.
func IsDigit(r rune) bool

// IsNumber reports whether r is a number.
func IsNumber(r rune) bool

// IsSpace reports whether r is white space.
func IsSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}

// IsUpper reports whether r is an upper case letter.
func IsUpper(r rune) bool

// IsLower reports whether r is a lower case letter.
func IsLower(r rune) bool

// IsTitle reports whether r is a title case letter.
func IsTitle(r rune) bool

// IsPunct reports whether r is punctuation.
func IsPunct(r rune) bool

// IsSymbol reports whether r is a symbol.
func IsSymbol(r rune) bool

// IsControl reports whether r is a control character.
func IsControl(r rune) bool { return 0 <= r && r < 0x20 || 0x7f <= r && r < 0xa0 }

// IsMark reports whether r is a mark.
func IsMark(r rune) bool

// IsPrint reports whether r is a letter, mark, number, punctuation, symbol, or the ASCII space.
func IsPrint(r rune) bool

// IsGraphic reports whether r is printable or a space.
func IsGraphic(r rune) bool { return IsPrint(r) || r == 0xA0 || r == 0x3000 || IsSpace(r) && r > 0xFF && r != 0x2028 && r != 0x2029 }

// ToUpper maps r to upper case.
func ToUpper(r rune) rune

// ToLower maps r to lower case.
func ToLower(r rune) rune

// ToTitle maps r to title case.
func ToTitle(r rune) rune

// SimpleFold returns the next rune that equals r but for case.
func SimpleFold(r rune) rune
