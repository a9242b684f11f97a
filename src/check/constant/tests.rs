use super::*;
use crate::syntax::ast::{BinOp, UnOp};

fn lit(kind: Lit, text: &str) -> Value {
    Value::from_literal(kind, text)
}

fn int(text: &str) -> Value {
    lit(Lit::Int, text)
}

fn float(text: &str) -> Value {
    lit(Lit::Float, text)
}

fn show(value: &Value) -> String {
    value.to_string()
}

fn on(x: &Value, op: BinOp, y: &Value) -> Value {
    Value::binary(x, op, y, false)
}

#[test]
fn integers() {
    for (text, want) in [
        ("0", "0"),
        ("0x_ff", "255"),
        ("0b101", "5"),
        ("0o17", "15"),
        ("017", "15"),
        ("1_000", "1000"),
        ("18446744073709551616", "18446744073709551616"),
        ("9223372036854775807", "9223372036854775807"),
    ] {
        assert_eq!(show(&int(text)), want, "{text}");
    }
    let big = Value::shift(&Value::Int(1), BinOp::Shl, 200);
    assert_eq!(big.bit_len(), 201);
    assert_eq!(show(&Value::shift(&big, BinOp::Shr, 199)), "2");
    assert_eq!(big.sign(), 1);
    let negative = Value::unary(UnOp::Neg, &big, 0);
    assert_eq!((negative.sign(), negative.bit_len()), (-1, 201));
    let odd = on(&negative, BinOp::Sub, &Value::Int(1));
    assert_eq!(show(&Value::shift(&odd, BinOp::Shr, 199)), "-3");
    assert_eq!(show(&Value::shift(&Value::Int(-5), BinOp::Shr, 1)), "-3");
    let minimum = Value::Int(i64::MIN);
    assert_eq!(minimum.bit_len(), 64);
    let quotient = Value::binary(&minimum, BinOp::Div, &Value::Int(-1), true);
    assert_eq!(show(&quotient), "9223372036854775808");
    assert_eq!(quotient.uint64(), Some(1 << 63));
    assert_eq!(
        show(&Value::binary(
            &Value::Int(-7),
            BinOp::Rem,
            &Value::Int(3),
            true
        )),
        "-1"
    );
    assert_eq!(
        show(&Value::binary(&odd, BinOp::Rem, &Value::Int(7), true)),
        "-5"
    );
    assert_eq!(show(&Value::unary(UnOp::Compl, &Value::Int(0), 8)), "255");
    assert_eq!(show(&Value::unary(UnOp::Compl, &Value::Int(0), 0)), "-1");
    assert_eq!(
        show(&Value::unary(UnOp::Compl, &Value::Int(1), 64)),
        "18446744073709551614"
    );
    assert_eq!(negative.low_bits(), 0);
    assert_eq!(odd.low_bits(), u64::MAX);
    assert_eq!(show(&on(&odd, BinOp::AndNot, &Value::Int(-4))), "3");
}

#[test]
fn floats_as_gc_prints_them() {
    for (text, want) in [
        ("1.5", "1.5"),
        ("1e100", "1e+100"),
        ("1e-10", "1e-10"),
        ("100000.5", "100000.5"),
        ("1e1000", "1e+1000"),
        ("1e-1000", "1e-1000"),
        ("123456789.0", "1.23457e+08"),
        ("1e5000", "1e+5000"),
        ("1e-5000", "1e-5000"),
        ("0x1p-2", "0.25"),
        ("0x1.8p1", "3"),
        ("123456789.5e-20", "1.23457e-12"),
        ("1e99999999999", "unknown"),
        ("1e-99999999999", "0"),
        ("0e99999999999", "0"),
        ("1e600000000", "1e+600000000"),
        ("072.40", "72.4"),
        (".25", "0.25"),
        ("1.", "1"),
        ("0.000123456789", "0.000123457"),
        ("1234567.25", "1.23457e+06"),
        ("100000.0", "100000"),
        ("1000000.0", "1e+06"),
    ] {
        assert_eq!(show(&float(text)), want, "{text}");
    }
    let complex = on(&float("1234567.25"), BinOp::Add, &lit(Lit::Imag, "1i"));
    assert_eq!(show(&complex), "(1.23457e+06 + 1i)");
    let third = on(&Value::Int(1), BinOp::Div, &Value::Int(3));
    assert_eq!(show(&third), "0.333333");
    assert_eq!(third.float64(), (1.0 / 3.0, false));
}

#[test]
fn rounding_to_ieee() {
    for text in [
        "5e-324",
        "2.4703282292062327e-324",
        "2.4703282292062329e-324",
        "4.9e-324",
        "1e-400",
        "2.2250738585072011e-308",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "1e309",
        "0.1",
        "9007199254740993.0",
        "1e23",
        "8.41",
        "3.4028235677973366e38",
        "1e-45",
        "7e-46",
    ] {
        let value = float(text);
        assert_eq!(value.float64().0, text.parse::<f64>().unwrap(), "{text}");
        assert_eq!(value.float32().0, text.parse::<f32>().unwrap(), "{text}");
    }
    assert!(float("0.5").float64().1);
    assert!(!float("0.1").float64().1);
    assert!(float("1e309").round_float64().is_unknown());
    assert_eq!(
        int("9007199254740993").float64(),
        (9007199254740992.0, false)
    );
    assert_eq!(
        int("36893488147419103232").float64(),
        (36893488147419103232.0, true)
    );
    assert_eq!(show(&Value::from_f64(-0.0)), "0");
    assert_eq!(show(&Value::from_f64(-2.5)), "-2.5");
    assert!(Value::from_f64(f64::NAN).is_unknown());
}

#[test]
fn conversions() {
    assert_eq!(show(&float("4.0").to_int()), "4");
    assert!(float("4.5").to_int().is_unknown());
    let huge = float("1e5000");
    assert!(huge.to_int().is_unknown());
    assert_eq!(show(&on(&huge, BinOp::Div, &float("1e4999"))), "10");
    assert_eq!(
        show(&on(&huge, BinOp::Div, &float("1e4999")).to_int()),
        "10"
    );
    assert_eq!(lit(Lit::Imag, "0i").to_int().int64(), Some(0));
    assert!(lit(Lit::Imag, "1i").to_float().is_unknown());
    assert!(Value::compare(&huge, BinOp::Gt, &Value::Int(1)));
    assert!(Value::compare(&huge, BinOp::Eq, &huge.clone()));
    let tiny = float("1e-5000");
    assert!(Value::compare(
        &on(&huge, BinOp::Add, &tiny),
        BinOp::Eq,
        &huge
    ));
    assert_eq!(on(&huge, BinOp::Sub, &huge).sign(), 0);
    assert!(Value::compare(&float("1.0"), BinOp::Eq, &Value::Int(1)));
    let i = lit(Lit::Imag, "1i");
    let minus_one = on(&i, BinOp::Mul, &i);
    assert!(Value::compare(&minus_one, BinOp::Eq, &Value::Int(-1)));
    assert_eq!(show(&on(&Value::Int(1), BinOp::Div, &i)), "(0 + -1i)");
    assert!(on(&i, BinOp::Div, &Value::Int(0)).is_unknown());
}

#[test]
fn texts() {
    let text = lit(Lit::String, r#""a\n\x41\u00e9\377\"""#);
    assert_eq!(text.string_val(), b"a\nA\xc3\xa9\xff\"");
    assert_eq!(show(&text), r#""a\nAé\xff\"""#);
    assert_eq!(lit(Lit::String, "`a\r\\n`").string_val(), b"a\\n");
    assert_eq!(lit(Lit::Rune, "'\\''").int64(), Some(39));
    assert_eq!(lit(Lit::Rune, "'世'").int64(), Some(0x4e16));
    assert_eq!(lit(Lit::Rune, "'\\xff'").int64(), Some(255));
    let long = on(&text, BinOp::Add, &Value::from("a".repeat(80).as_str()));
    assert_eq!(
        show(&long),
        format!("\"a\\nAé\\xff\\\"{}...", "a".repeat(57))
    );
    assert_eq!(
        show(&Value::from("\u{a0}\u{301}\u{7f}\u{1F600}\u{e0001}")),
        "\"\\u00a0\u{301}\\x7f\u{1F600}\\U000e0001\""
    );
}

#[test]
fn long_strings_share() {
    let mut chain = Value::from("");
    for _ in 0..200_000 {
        chain = on(&chain, BinOp::Add, &Value::from("abc"));
    }
    assert_eq!(chain.string_len(), 600_000);
    let Value::String(bytes) = &chain else {
        panic!()
    };
    assert_eq!(bytes.byte(599_999), Some(b'c'));
    let mut doubled = Value::from("x");
    for _ in 0..40 {
        doubled = on(&doubled, BinOp::Add, &doubled);
    }
    assert_eq!(doubled.string_len(), 1 << 40);
    assert!(Value::compare(&chain, BinOp::Lt, &doubled));
    assert!(Value::compare(
        &chain,
        BinOp::Eq,
        &on(&chain, BinOp::Add, &Value::from(""))
    ));
}
