//! Hand-assembled functions, run to the end: the proof that dispatch, calls and unwinding work without a compiler.

mod fusing;
mod refusing;
mod unwinding;

use std::cell::RefCell;
use std::sync::Arc;

use cranelift_entity::PrimaryMap;

use crate::bytecode::constant::Constants;
use crate::bytecode::op::{Op, Reg};
use crate::bytecode::program::{Context, Function, NativeDecl, Program, RuntimeTypes};
use crate::bytecode::rtype::Kind;
use crate::bytecode::test_types::int_and_chan;
use crate::index::FuncId;
use crate::source::SourceMap;
use crate::vm::goroutine::G;
use crate::vm::native::{Flow, NativeCtx, NativeFn};
use crate::vm::stdio::Surroundings;
use crate::vm::timer::Now;
use crate::vm::{Ctx, Death, Host, Limits, Step, Vm};

#[derive(Default)]
struct Alone {
    ready: RefCell<Vec<G>>,
}

impl Host for Alone {
    fn ready(&self, g: G) {
        self.ready.borrow_mut().push(g);
    }

    fn spawn(&self, g: G) {
        self.ready.borrow_mut().push(g);
    }

    fn now(&self) -> Now {
        Now {
            monotonic: 0,
            wall: 0,
        }
    }

    fn random(&self) -> u64 {
        4
    }
}

fn r(slot: u16) -> Reg {
    Reg(slot)
}

fn function(name: &str, code: &[Op], nslots: u16, param_words: u16, result_words: u16) -> Function {
    Function {
        name: name.into(),
        code: code.to_vec(),
        nslots,
        param_words,
        result_words,
        context: Context::None,
        ..Function::default()
    }
}

/// Reports a word: stops the program with it as the exit code.
fn exit(cx: &mut NativeCtx<'_>) -> Flow {
    Flow::Exit(cx.arg(0) as i32)
}

fn program(funcs: Vec<Function>) -> Program {
    let entry = FuncId::from_u32(funcs.len() as u32 - 1);
    let mut map = PrimaryMap::new();
    for function in funcs {
        map.push(function);
    }
    Program {
        funcs: map,
        // `int` is type 1, `chan int` type 2.
        rtypes: int_and_chan().0,
        constants: Constants::default(),
        global_words: 4,
        natives: vec![NativeDecl {
            name: "os.Exit".into(),
            param_words: 1,
            result_words: 0,
        }],
        methods: PrimaryMap::new(),
        entry,
        runtime: RuntimeTypes::default(),
        sources: Arc::new(SourceMap::default()),
    }
}

/// Runs the last function in slices of `budget`, with superinstructions and without, which must not make a difference.
fn run_with(funcs: impl Fn() -> Vec<Function>, budget: i64) -> Step {
    let fused = run_limited(funcs(), budget, true);
    let single = run_limited(funcs(), budget, false);
    assert_eq!(format!("{fused:?}"), format!("{single:?}"));
    fused
}

fn run_limited(funcs: Vec<Function>, budget: i64, fuse: bool) -> Step {
    let natives: Box<[NativeFn]> = Box::new([exit]);
    let limits = Limits {
        stack_slots: 1 << 22,
        fuse,
        ..Limits::default()
    };
    let vm = Vm::new(
        Arc::new(program(funcs)),
        natives,
        limits,
        Surroundings::default(),
    )
    .expect("the program is well formed");
    let host = Alone::default();
    let mut ctx = Ctx::new(&vm, &host);
    let mut g = ctx.main_goroutine().expect("there is memory");
    loop {
        match ctx.run_slice(g, budget) {
            Step::Yield(again) => g = again,
            step => return step,
        }
    }
}

fn exit_code(funcs: impl Fn() -> Vec<Function>) -> i32 {
    match run_with(funcs, 1000) {
        Step::Exit(code) => code,
        step => panic!("{step:?}"),
    }
}

fn fib() -> Function {
    function(
        "main.fib",
        &[
            Op::JGeImm {
                a: r(0),
                imm: 2,
                to: 2,
            },
            Op::Return1 { src: r(0) },
            Op::AddImm {
                dst: r(3),
                a: r(0),
                imm: -1,
            },
            Op::Call { w: r(3), func: 0 },
            Op::Move {
                dst: r(1),
                src: r(3),
            },
            Op::AddImm {
                dst: r(3),
                a: r(0),
                imm: -2,
            },
            Op::Call { w: r(3), func: 0 },
            Op::AddInt {
                dst: r(1),
                a: r(1),
                b: r(3),
            },
            Op::Return1 { src: r(1) },
        ],
        4,
        1,
        1,
    )
}

fn main_calling(func: u32, argument: i32) -> Function {
    function(
        "main.main",
        &[
            Op::LoadImm {
                dst: r(1),
                imm: argument,
            },
            Op::Call { w: r(1), func },
            Op::CallNative { w: r(1), native: 0 },
            Op::Return0 {},
        ],
        2,
        0,
        0,
    )
}

#[test]
fn calls_and_slices() {
    assert_eq!(exit_code(|| vec![fib(), main_calling(0, 20)]), 6765);
}

#[test]
fn a_loop_of_many_handlers_needs_no_host_stack() {
    let rounds = if cfg!(trampoline) {
        1_000_000
    } else {
        50_000_000
    };
    let main = || {
        function(
            "main.main",
            &[
                Op::LoadImm { dst: r(1), imm: 0 },
                Op::LoadImm { dst: r(2), imm: 0 },
                Op::LoadImm {
                    dst: r(3),
                    imm: rounds,
                },
                Op::AddInt {
                    dst: r(1),
                    a: r(1),
                    b: r(2),
                },
                Op::IncJLt {
                    i: r(2),
                    n: r(3),
                    to: -1,
                },
                Op::AndImm {
                    dst: r(1),
                    a: r(1),
                    imm: 0x7fff,
                },
                Op::CallNative { w: r(1), native: 0 },
                Op::Return0 {},
            ],
            4,
            0,
            0,
        )
    };
    let n = i64::from(rounds);
    match run_with(|| vec![main()], i64::MAX) {
        Step::Exit(code) => assert_eq!(i64::from(code), (n * (n - 1) / 2) & 0x7fff),
        step => panic!("{step:?}"),
    }
}

/// `main` ends with the value of slot 1 as exit code.
fn main_with(code: &[Op], nslots: u16) -> Function {
    let mut all = code.to_vec();
    all.push(Op::CallNative { w: r(1), native: 0 });
    all.push(Op::Return0 {});
    function("main.main", &all, nslots, 0, 0)
}

#[test]
fn floats_print_as_in_go() {
    use crate::vm::traceback::basic;
    let float = |x: f64| basic(Kind::Float64, [x.to_bits(), 0]);
    assert_eq!(float(3.5), "3.5");
    assert_eq!(float(1e100), "1e+100");
    assert_eq!(float(1e6), "1e+06");
    assert_eq!(float(100_000.0), "100000");
    assert_eq!(float(0.0001), "0.0001");
    assert_eq!(float(0.00001), "1e-05");
    assert_eq!(float(-0.0), "-0");
    assert_eq!(float(f64::NAN), "NaN");
    assert_eq!(float(f64::NEG_INFINITY), "-Inf");
    let complex = [1f64.to_bits(), 2f64.to_bits()];
    assert_eq!(basic(Kind::Complex128, complex), "(1+2i)");
}

#[test]
fn channel_operations_need_no_host_stack() {
    let rounds = if cfg!(trampoline) { 10_000 } else { 2_000_000 };
    let ty = Op::Ext {
        a: r(0),
        b: 2,
        c: 0,
    };
    let code = [
        Op::LoadImm { dst: r(2), imm: 1 },
        Op::MakeChan {
            dst: r(3),
            size: r(2),
        },
        ty,
        Op::LoadImm { dst: r(1), imm: 0 },
        Op::LoadImm {
            dst: r(5),
            imm: rounds,
        },
        Op::Send { c: r(3), src: r(1) },
        Op::Recv {
            dst: r(4),
            c: r(3),
            ok: Reg::NONE,
        },
        Op::Send { c: r(3), src: r(4) },
        Op::Select {
            dst: r(2),
            n: 1,
            default: 1,
        },
        Op::SelectRecv {
            dst: r(4),
            c: r(3),
            ok: Reg::NONE,
        },
        Op::IncJLt {
            i: r(1),
            n: r(5),
            to: -5,
        },
        Op::Move {
            dst: r(1),
            src: r(4),
        },
        Op::AddImm {
            dst: r(1),
            a: r(1),
            imm: 1,
        },
    ];
    let main = || vec![main_with(&code, 6)];
    match run_with(main, i64::MAX) {
        Step::Exit(code) => assert_eq!(code, rounds),
        step => panic!("{step:?}"),
    }
}
