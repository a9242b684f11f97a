//! Natives of packages unicode and unicode/utf8.

use unicode_general_category::{GeneralCategory as Category, get_general_category};

use super::quote::is_print;
use super::strings::charge_text;
use super::{Natives, finish};
use crate::vm::interrupt::Limit;
use crate::vm::native::{Flow, NativeCtx};
use crate::vm::string;

pub(super) const NATIVES: Natives = &[
    ("IsLetter", |cx| test(cx, |c| letter(category(c)))),
    ("IsDigit", |cx| {
        test(cx, |c| category(c) == Category::DecimalNumber)
    }),
    ("IsNumber", |cx| test(cx, |c| number(category(c)))),
    ("IsUpper", |cx| {
        test(cx, |c| category(c) == Category::UppercaseLetter)
    }),
    ("IsLower", |cx| {
        test(cx, |c| category(c) == Category::LowercaseLetter)
    }),
    ("IsTitle", |cx| {
        test(cx, |c| category(c) == Category::TitlecaseLetter)
    }),
    ("IsPunct", |cx| test(cx, |c| punctuation(category(c)))),
    ("IsSymbol", |cx| test(cx, |c| symbol(category(c)))),
    ("IsMark", |cx| test(cx, |c| mark(category(c)))),
    ("IsPrint", |cx| test(cx, is_print)),
    ("ToUpper", |cx| map(cx, upper)),
    ("ToLower", |cx| map(cx, lower)),
    ("ToTitle", |cx| map(cx, title)),
    ("SimpleFold", |cx| map(cx, next_fold)),
];

pub(super) const UTF8_NATIVES: Natives = &[
    ("RuneCountInString", |cx| {
        charge_text(cx);
        let count = string::rune_count(cx.arg_str(0), cx.vm().heap.patience());
        finish(count.map(|n| cx.ret_int(0, n as i64)))
    }),
    ("ValidString", |cx| {
        charge_text(cx);
        let patience = cx.vm().heap.patience();
        let valid = string::pieces(cx.arg_str(0)).try_fold(true, |valid, piece| {
            patience.check(0)?;
            Ok::<_, Limit>(valid && std::str::from_utf8(piece).is_ok())
        });
        finish(valid.map(|valid| cx.ret_bool(0, valid)))
    }),
];

fn category(c: char) -> Category {
    get_general_category(c)
}

fn letter(c: Category) -> bool {
    use Category::*;
    matches!(
        c,
        UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter
    )
}

fn number(c: Category) -> bool {
    use Category::*;
    matches!(c, DecimalNumber | LetterNumber | OtherNumber)
}

fn punctuation(c: Category) -> bool {
    use Category::*;
    matches!(
        c,
        ConnectorPunctuation
            | DashPunctuation
            | OpenPunctuation
            | ClosePunctuation
            | InitialPunctuation
            | FinalPunctuation
            | OtherPunctuation
    )
}

fn symbol(c: Category) -> bool {
    use Category::*;
    matches!(
        c,
        MathSymbol | CurrencySymbol | ModifierSymbol | OtherSymbol
    )
}

fn mark(c: Category) -> bool {
    use Category::*;
    matches!(c, NonspacingMark | SpacingMark | EnclosingMark)
}

fn test(cx: &mut NativeCtx<'_>, test: fn(char) -> bool) -> Flow {
    let holds = char::from_u32(cx.arg(0) as u32).is_some_and(test);
    cx.ret_bool(0, holds);
    Flow::Return
}

fn map(cx: &mut NativeCtx<'_>, map: fn(char) -> char) -> Flow {
    let rune = cx.arg(0) as u32;
    let mapped = char::from_u32(rune).map_or(rune, |c| map(c) as u32);
    cx.ret_int(0, i64::from(mapped as i32));
    Flow::Return
}

fn only(mut mapped: impl Iterator<Item = char>) -> Option<char> {
    let first = mapped.next()?;
    mapped.next().is_none().then_some(first)
}

/// Upper case by the simple mapping, which never changes the number of runes.
pub(super) fn upper(c: char) -> char {
    match c {
        'ŉ' | 'ǰ' | 'ΐ' | 'ΰ' => c,
        'ß' => c,
        // Title case letters have upper case ones; iota subscripts map to title case.
        _ => only(c.to_uppercase()).unwrap_or_else(|| subscript_upper(c)),
    }
}

/// Greek letters with iota subscript have a simple mapping where the full one has two letters.
fn subscript_upper(c: char) -> char {
    let n = c as u32;
    let mapped = match n {
        0x1F80..=0x1F87 | 0x1F90..=0x1F97 | 0x1FA0..=0x1FA7 => n + 8,
        0x1FB3 => 0x1FBC,
        0x1FC3 => 0x1FCC,
        0x1FF3 => 0x1FFC,
        _ => n,
    };
    char::from_u32(mapped).unwrap_or(c)
}

/// Lower case by the simple mapping.
pub(super) fn lower(c: char) -> char {
    match c {
        'İ' => 'i',
        _ => only(c.to_lowercase()).unwrap_or(c),
    }
}

fn title(c: char) -> char {
    match c {
        'Ǆ' | 'ǅ' | 'ǆ' => 'ǅ',
        'Ǉ' | 'ǈ' | 'ǉ' => 'ǈ',
        'Ǌ' | 'ǋ' | 'ǌ' => 'ǋ',
        'Ǳ' | 'ǲ' | 'ǳ' => 'ǲ',
        _ => upper(c),
    }
}

/// All runes that equal `c` but for case, `c` among them, upwards.
fn orbit(c: char) -> Vec<char> {
    let special: &[&str] = &[
        "KkK",
        "SsſS",
        "Åå\u{212B}",
        "Μµμ",
        "Θθϑϴ",
        "Ββϐ",
        "Εεϵ",
        "Κκϰ",
        "Ππϖ",
        "Ρρϱ",
        "Σςσ",
        "Φφϕ",
        "Ωω\u{2126}",
        "Ιιͅι",
        "Ṡṡẛ",
        "ẞß",
    ];
    let mut all: Vec<char> = match special.iter().find(|set| set.contains(c)) {
        Some(set) => set.chars().collect(),
        None => vec![
            c,
            upper(c),
            lower(c),
            title(c),
            lower(upper(c)),
            upper(lower(c)),
        ],
    };
    if matches!(c, 'K' | 'k' | '\u{212A}') {
        all = vec!['K', 'k', '\u{212A}'];
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn next_fold(c: char) -> char {
    if matches!(c, 'İ' | 'ı') {
        return c;
    }
    let all = orbit(c);
    all.iter()
        .copied()
        .find(|&other| other > c)
        .unwrap_or(all[0])
}

/// The same rune for all that are equal but for case.
pub(super) fn folded(c: char) -> char {
    if c.is_ascii() && !matches!(c, 'k' | 'K' | 's' | 'S') {
        return c.to_ascii_lowercase();
    }
    if matches!(c, 'İ' | 'ı') {
        return c;
    }
    orbit(c)[0]
}
