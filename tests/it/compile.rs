//! The compiler: which instructions it chooses, and its limits.

use minigo::bytecode::disasm;
use minigo::{Buffer, CompileError, Engine, Program};

fn compile(text: &str) -> Result<Program, CompileError> {
    Engine::builder().build().compile("prog.go", text)
}

/// Runs a program that prints with `println`.
fn output(text: &str) -> String {
    let program = compile(text).expect("it compiles");
    let stderr = Buffer::default();
    let builder = Engine::builder().stderr(stderr.clone());
    builder.build().run(&program).expect("it runs");
    stderr.text()
}

/// The functions of package main. The numbers of types depend on the library and are left out.
fn bytecode(program: &Program) -> String {
    let text = disasm::program(program.bytecode(), |name| name.starts_with("main."));
    let lines = text.lines().map(|line| match line.split_once("  ; ") {
        Some((before, what)) if before.contains("Ext ") => {
            let ext = before.find("Ext ").unwrap_or(0);
            format!("{}Ext          ; {what}\n", &before[..ext])
        }
        Some((before, what)) if before.contains("New ") => {
            let new = before.find("New ").unwrap_or(0);
            let dst = before[new..].split(',').next().unwrap_or("");
            format!("{}{dst}  ; {what}\n", &before[..new])
        }
        _ => format!("{line}\n"),
    });
    lines.collect()
}

#[test]
fn bytecode_of_every_form() {
    let program = compile(include_str!("compile/forms.go")).expect("it compiles");
    insta::assert_snapshot!(bytecode(&program));
}

#[test]
fn jumps_reach_over_long_code() {
    let body = "\t\tif x%7 == i { x += i * 3 } else { x ^= i }\n".repeat(9000);
    let text = format!(
        "package main\n\nfunc main() {{\n\tx := 1\n\tfor i := 0; i < 3; i++ {{\n{body}\t}}\n\tprintln(x)\n}}\n"
    );
    let step = |mut x: i64| {
        for i in 0..3 {
            for _ in 0..9000 {
                x = if x % 7 == i { x + i * 3 } else { x ^ i };
            }
        }
        x
    };
    assert_eq!(output(&text), format!("{}\n", step(1)));
}

#[test]
fn values_too_large_for_a_frame_are_reported() {
    let text = "package main\n\ntype t [1 << 20]int\n\nfunc f(a, b t) {}\n\nfunc main() { var x t; f(x, x) }\n";
    let Err(CompileError::Invalid { diagnostics, .. }) = compile(text) else {
        panic!("it compiles");
    };
    assert!(diagnostics[0].message.contains("too many slots"));
}

#[test]
fn constant_strings_do_not_fill_the_memory() {
    let mut text = String::from("package main\n\nconst c0 = \"0123456789abcdef\"\n");
    for i in 0..20 {
        text.push_str(&format!("const c{} = c{i} + c{i}\n", i + 1));
    }
    // Each of them is another string of 16 MiB.
    for i in 0..100 {
        text.push_str(&format!("const d{i} = \"{i}\" + c20\n"));
    }
    text.push_str("func use(...string) {}\nfunc main() {\n");
    for i in 0..100 {
        text.push_str(&format!("\tuse(d{i})\n"));
    }
    text.push_str("}\n");
    let Err(CompileError::Invalid { diagnostics, .. }) = compile(&text) else {
        panic!("it compiles");
    };
    assert!(diagnostics[0].message.contains("constant strings"));
    let some = text
        .replace("\tuse(d", "\t_ = len(d")
        .replace("\t_ = len(d7)", "\tuse(d7)");
    assert!(compile(&some).is_ok(), "what is not needed takes no memory");
}

#[test]
fn large_arrays_live_in_memory() {
    let text = "package main\n\ntype t [1 << 20]int\n\nvar g t\n\nfunc main() {\n\tvar x, y t\n\tx[99999] = 3\n\ty = x\n\tg = y\n\tx[99999]++\n\tp := &y\n\tprintln(x[99999], y[99999], g[99999], len(p))\n}\n";
    assert_eq!(output(text), "4 3 3 1048576\n");
}

#[test]
fn operands_are_evaluated_in_gcs_order() {
    let text = r#"package main

var trace string

func f(name string, n int) int { trace += name; return n }

type box struct{ v int }

func (b *box) set(n int) *box { b.v = n; return b }

func two() (int, int) { return f("t", 1), f("u", 2) }

func main() {
	a := []int{f("a", 1), f("b", 2), f("c", 0)}
	i := 0
	i, a[i] = 1, f("d", 7)
	a[f("e", 1)], a[f("f", 2)] = f("g", 4), f("h", 5)
	m := map[int]int{f("k", 1): f("l", 2)}
	m[f("m", 1)] += f("n", 3)
	b := &box{}
	x := b.v + b.set(5).v
	b.set(f("o", 1)).set(f("p", 2))
	n := 1
	y := n + func() int { n = 10; return n }()
	c, d := two()
	println(trace, i, a[0], a[1], a[2], m[1], x, y, c, d)
}
"#;
    assert_eq!(output(text), "abcdefghklmnoptu 1 7 4 5 5 10 20 1 2\n");
}

#[test]
fn unsafe_pointers_are_refused() {
    let refused = [
        ("unsafe.Pointer(&x)", "a conversion of unsafe.Pointer"),
        ("(*int)(p)", "a conversion of unsafe.Pointer"),
        ("uintptr(p)", "a conversion of unsafe.Pointer"),
        ("unsafe.Add(p, 8)", "unsafe.Add"),
        ("unsafe.Slice(&x, 5)", "unsafe.Slice"),
        ("unsafe.SliceData([]int{x})", "unsafe.SliceData"),
        ("unsafe.StringData(\"abc\")", "unsafe.StringData"),
        ("unsafe.String(new(byte), 1)", "unsafe.String"),
    ];
    for (expr, what) in refused {
        let text = format!(
            "package main\nimport \"unsafe\"\nvar p unsafe.Pointer\nfunc main() {{\n\tx := 1\n\t_ = {expr}\n\t_ = x\n}}\n"
        );
        let Err(CompileError::Invalid { diagnostics, .. }) = compile(&text) else {
            panic!("{expr} compiles");
        };
        let words = format!("{what} is not supported: minigo keeps memory safe");
        assert_eq!(diagnostics[0].message, words, "{expr}");
    }
}
