//! Go's tokens: the one table of their texts, and the patterns logos finds them by.
//!
//! The patterns are permissive where gc's scanner is: a number is any soup of digits and `_`, a rune literal may hold
//! several characters. [`super::lexer`] judges such a token by its text, so that a bad literal stays one token.

use logos::Logos;

/// A token of the filtered stream that the parser reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Offset of its first byte.
    pub lo: u32,
    /// Offset after its last byte; equal to `lo` for the `;` at the end of a file and for repaired tokens.
    pub hi: u32,
    /// What it is.
    pub tok: Tok,
}

macro_rules! tokens {
    ($first_keyword:ident .. $last_keyword:ident; $($name:ident $text:tt)*) => {
        /// The kinds of tokens. Spec: Tokens.
        #[derive(Logos, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        #[logos(skip r"[ \t\r\x00\u{FEFF}]+")]
        #[logos(skip(r"//[^\n]*", allow_greedy = true))]
        pub enum Tok {
            $(
                #[doc = concat!("`", $text, "`")]
                #[token($text)]
                $name,
            )*
            /// An identifier.
            #[regex(r"[\p{L}_][\p{L}\p{Nd}_]*", priority = 3)]
            Name,
            /// An identifier with characters that no identifier may have.
            #[regex(r"[A-Za-z_\u{80}-\u{FEFE}\u{FF00}-\u{10FFFF}][A-Za-z0-9_\u{80}-\u{FEFE}\u{FF00}-\u{10FFFF}]*", priority = 2)]
            BadName,
            /// A decimal integer without separators: the usual case. After the lexer: any integer literal.
            #[regex(r"[0-9]+", priority = 4)]
            Int,
            /// Any other number. After the lexer: a floating-point literal.
            #[regex(r"0[xX][0-9a-fA-F_]*(\.[0-9a-fA-F_]*)?([pP][+-]?[0-9_]*)?i?")]
            #[regex(r"0[oObB][0-9_]*(\.[0-9_]*)?([eEpP][+-]?[0-9_]*)?i?")]
            #[regex(r"[0-9][0-9_]*(\.[0-9_]*)?([eEpP][+-]?[0-9_]*)?i?", priority = 3)]
            #[regex(r"\.[0-9][0-9_]*([eEpP][+-]?[0-9_]*)?i?")]
            Float,
            /// An imaginary literal, told from [`Tok::Float`] by the lexer.
            Imag,
            /// A rune literal.
            #[regex(r"'([^'\\\n]|\\[^\n])*'")]
            Rune,
            /// A rune literal that ends with its line.
            #[regex(r"'([^'\\\n]|\\[^\n])*\\?", allow_greedy = true)]
            BadRune,
            /// An interpreted string literal. After the lexer: any string literal.
            #[regex(r#""([^"\\\n]|\\[^\n])*""#)]
            String,
            /// A string literal that ends with its line.
            #[regex(r#""([^"\\\n]|\\[^\n])*\\?"#, allow_greedy = true)]
            BadString,
            /// A raw string literal.
            #[regex(r"`[^`]*`")]
            RawString,
            /// A raw string literal that the file ends in.
            #[regex(r"`[^`]*", allow_greedy = true)]
            BadRawString,
            /// A `/* … */` comment.
            #[regex(r"/\*([^*]|\*+[^*/])*\*+/")]
            Comment,
            /// A comment that the file ends in.
            #[regex(r"/\*([^*]|\*+[^*/])*\**", allow_greedy = true)]
            BadComment,
            /// Line ends and the blanks after them.
            #[regex(r"\n[ \t\r\n]*")]
            Newline,
            /// The `[` of a type parameter list in a type declaration.
            TypeParamBrack,
            /// A terminal that no rule uses: it makes the parser tell what it expects (see [`super::error`]).
            Poison,
        }

        impl Tok {
            /// The text of a keyword, an operator or a punctuation mark; "" for all others.
            pub fn text(self) -> &'static str {
                match self {
                    $(Tok::$name => $text,)*
                    Tok::TypeParamBrack => "[",
                    _ => "",
                }
            }

            /// `break` … `var`.
            pub fn is_keyword(self) -> bool {
                (Tok::$first_keyword..=Tok::$last_keyword).contains(&self)
            }
        }
    };
}

tokens! {
    Break .. Var;
    Break "break"
    Case "case"
    Chan "chan"
    Const "const"
    Continue "continue"
    Default "default"
    Defer "defer"
    Else "else"
    Fallthrough "fallthrough"
    For "for"
    Func "func"
    Go "go"
    Goto "goto"
    If "if"
    Import "import"
    Interface "interface"
    Map "map"
    Package "package"
    Range "range"
    Return "return"
    Select "select"
    Struct "struct"
    Switch "switch"
    Type "type"
    Var "var"
    Add "+"
    Sub "-"
    Star "*"
    Div "/"
    Rem "%"
    And "&"
    Or "|"
    Xor "^"
    Shl "<<"
    Shr ">>"
    AndNot "&^"
    AddAssign "+="
    SubAssign "-="
    MulAssign "*="
    DivAssign "/="
    RemAssign "%="
    AndAssign "&="
    OrAssign "|="
    XorAssign "^="
    ShlAssign "<<="
    ShrAssign ">>="
    AndNotAssign "&^="
    AndAnd "&&"
    OrOr "||"
    Arrow "<-"
    Inc "++"
    Dec "--"
    Eq "=="
    Lt "<"
    Gt ">"
    Assign "="
    Not "!"
    Tilde "~"
    Ne "!="
    Le "<="
    Ge ">="
    Define ":="
    Ellipsis "..."
    LParen "("
    RParen ")"
    LBrack "["
    RBrack "]"
    LBrace "{"
    RBrace "}"
    Comma ","
    Semi ";"
    Dot "."
    Colon ":"
}

impl Tok {
    /// A line end after this token ends the statement. Spec: Semicolons.
    pub fn ends_statement(self) -> bool {
        use Tok::*;
        matches!(
            self,
            Name | Int
                | Float
                | Imag
                | Rune
                | String
                | Break
                | Continue
                | Fallthrough
                | Return
                | Inc
                | Dec
                | RParen
                | RBrack
                | RBrace
        )
    }

    /// A literal, as the lexer leaves it.
    pub fn is_literal(self) -> bool {
        use Tok::*;
        matches!(self, Int | Float | Imag | Rune | String)
    }
}
