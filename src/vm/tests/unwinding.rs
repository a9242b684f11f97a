//! Stacks that grow and overflow, panics and recovery.

use super::*;

fn depth() -> Function {
    function(
        "main.depth",
        &[
            Op::JGtImm {
                a: r(0),
                imm: 0,
                to: 2,
            },
            Op::ReturnImm { imm: 0 },
            Op::AddImm {
                dst: r(2),
                a: r(0),
                imm: -1,
            },
            Op::Call { w: r(2), func: 0 },
            Op::AddImm {
                dst: r(2),
                a: r(2),
                imm: 1,
            },
            Op::Return1 { src: r(2) },
        ],
        3,
        1,
        1,
    )
}

#[test]
fn stacks_grow() {
    assert_eq!(
        exit_code(|| vec![depth(), main_calling(0, 1_000_000)]),
        1_000_000
    );
}

#[test]
fn stacks_overflow_as_in_go() {
    let forever = || {
        function(
            "main.f",
            &[Op::Call { w: r(1), func: 0 }, Op::Return0 {}],
            2,
            0,
            0,
        )
    };
    let Step::Fatal(Death::StackOverflow, text) =
        run_with(|| vec![forever(), main_calling(0, 0)], i64::MAX)
    else {
        panic!("it must overflow");
    };
    assert!(
        text.starts_with("runtime: goroutine stack exceeds 33554432-byte limit\n"),
        "{text}"
    );
    assert!(
        text.contains("fatal error: stack overflow\n\ngoroutine 1 [running]:\n"),
        "{text}"
    );
}

#[test]
fn division_by_zero_panics() {
    let main = || {
        function(
            "main.main",
            &[
                Op::LoadImm { dst: r(0), imm: 0 },
                Op::DivInt {
                    dst: r(0),
                    a: r(0),
                    b: r(0),
                },
                Op::Return0 {},
            ],
            1,
            0,
            0,
        )
    };
    assert!(matches!(run_with(|| vec![main()], 100), Step::Fatal(..)));
}

#[test]
fn recover_continues_at_the_epilogue() {
    // func main() { defer func() { if recover() != nil { result = 7 } }(); 1/0 }, with the result in a global.
    let deferred = || {
        function(
            "main.main.func1",
            &[
                Op::Recover { dst: r(0) },
                Op::JEqImm {
                    a: r(0),
                    imm: 0,
                    to: 3,
                },
                Op::LoadImm { dst: r(0), imm: 7 },
                Op::StoreGlobal {
                    src: r(0),
                    global: 0,
                },
                Op::Return0 {},
            ],
            1,
            0,
            0,
        )
    };
    let mut main = function(
        "main.main",
        &[
            Op::DeferCall { w: r(2), func: 0 },
            Op::LoadImm { dst: r(0), imm: 0 },
            Op::DivInt {
                dst: r(0),
                a: r(0),
                b: r(0),
            },
            Op::RunDefers { w: r(2) },
            Op::LoadGlobal {
                dst: r(1),
                global: 0,
            },
            Op::CallNative { w: r(1), native: 0 },
            Op::Return0 {},
        ],
        3,
        0,
        0,
    );
    main.recover_pc = Some(3);
    // A nil interface is what recover gives here, as the program has no error types: raise a value instead.
    main.code[2] = Op::Panic { a: r(0) };
    main.code[1] = Op::LoadImm { dst: r(0), imm: 5 };
    assert_eq!(exit_code(|| vec![deferred(), main.clone()]), 7);
}
