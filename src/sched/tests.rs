//! Small programs, assembled by hand, on one worker and on several.

use std::sync::Arc;

use crate::bytecode::op::{Op, Reg};
use crate::bytecode::program::{Context, Function, Program};
use crate::bytecode::test_types::int_and_chan;
use crate::index::{FuncId, RTypeId};
use crate::sched::clock::VirtualClock;
use crate::sched::{Ending, Settings, run};
use crate::source::SourceMap;
use crate::vm::native::{Flow, NativeFn};
use crate::vm::stdio::Surroundings;
use crate::vm::{Limits, Vm};

fn r(reg: u16) -> Reg {
    Reg(reg)
}

fn function(name: &str, param_words: u16, code: Vec<Op>) -> Function {
    Function {
        name: name.into(),
        code,
        nslots: 32,
        param_words,
        context: Context::None,
        ..Function::default()
    }
}

fn ext(ty: RTypeId) -> Op {
    let ty = ty.as_u32();
    Op::Ext {
        a: Reg(0),
        b: ty as u16,
        c: (ty >> 16) as u16,
    }
}

/// Runs `main`, function 0; natives: 0 sleeps for the nanoseconds in its argument.
fn ending(functions: Vec<Function>, workers: usize) -> Ending {
    fn sleep(ctx: &mut crate::vm::native::NativeCtx<'_>) -> Flow {
        Flow::Sleep(ctx.host().now().monotonic + ctx.arg_int(0))
    }
    let program = Program {
        funcs: functions.into_iter().collect(),
        rtypes: int_and_chan().0,
        constants: Default::default(),
        global_words: 0,
        natives: vec![crate::bytecode::program::NativeDecl {
            name: "time.Sleep".into(),
            param_words: 1,
            result_words: 0,
        }],
        methods: Default::default(),
        entry: FuncId::from_u32(0),
        runtime: Default::default(),
        sources: Arc::new(SourceMap::default()),
    };
    let natives: Box<[NativeFn]> = Box::new([sleep]);
    let vm = Vm::new(
        Arc::new(program),
        natives,
        Limits {
            // Hand-made functions are in no file; they are to be seen all the same.
            trace_library: true,
            ..Limits::default()
        },
        Surroundings::default(),
    );
    let settings = Settings {
        workers,
        seed: 1,
        clock: Box::new(VirtualClock::default()),
        leaks: false,
        on_lock_cycle: None,
    };
    run(&vm.expect("the program is well formed"), settings)
}

fn make_chan(dst: u16, size: Reg) -> [Op; 2] {
    [Op::MakeChan { dst: r(dst), size }, ext(int_and_chan().1)]
}

fn go(func: u32, args: &[u16]) -> Vec<Op> {
    let moves = args.iter().enumerate().map(|(at, &src)| Op::Move {
        dst: r(20 + at as u16),
        src: r(src),
    });
    let mut ops: Vec<Op> = moves.collect();
    ops.push(Op::GoCall { w: r(20), func });
    ops
}

fn recv(dst: u16, c: u16) -> Op {
    Op::Recv {
        dst: r(dst),
        c: r(c),
        ok: Reg::NONE,
    }
}

fn send(c: u16, src: u16) -> Op {
    Op::Send {
        c: r(c),
        src: r(src),
    }
}

/// Returns if the register holds the number, and otherwise blocks for ever, which is a deadlock.
fn check(reg: u16, want: i16) -> Vec<Op> {
    vec![
        Op::JEqImm {
            a: r(reg),
            imm: want,
            to: 3,
        },
        Op::LoadImm { dst: r(9), imm: 0 },
        recv(8, 9),
        Op::Return0 {},
    ]
}

/// `func(in, out) { for { out <- <-in + 1 } }`
fn incrementer() -> Function {
    let code = vec![
        recv(2, 0),
        Op::AddImm {
            dst: r(2),
            a: r(2),
            imm: 1,
        },
        send(1, 2),
        Op::Jump { to: -3 },
    ];
    function("main.inc", 2, code)
}

/// `func() { for {} }`
fn spinner() -> Function {
    function("main.spin", 0, vec![Op::Jump { to: 0 }])
}

#[test]
fn two_goroutines_hand_a_value_to_and_fro() {
    let mut main = Vec::new();
    main.extend(make_chan(0, Reg::NONE));
    main.extend(make_chan(1, Reg::NONE));
    main.extend(go(1, &[0, 1]));
    main.push(Op::LoadImm { dst: r(3), imm: 0 });
    main.extend([send(0, 3), recv(3, 1)]);
    main.push(Op::JLtImm {
        a: r(3),
        imm: 20_000,
        to: -2,
    });
    main.extend(check(3, 20_000));
    for workers in [1, 2, 4] {
        let functions = vec![function("main.main", 0, main.clone()), incrementer()];
        assert_eq!(ending(functions, workers), Ending::Exit(0));
    }
}

#[test]
fn a_chain_of_goroutines_passes_many_values() {
    const LINKS: u16 = 100;
    // R[0]: the first channel, R[1]: the channel before, R[2]: the next one.
    let mut main = Vec::new();
    main.extend(make_chan(0, Reg::NONE));
    main.push(Op::Move {
        dst: r(1),
        src: r(0),
    });
    main.push(Op::LoadImm { dst: r(4), imm: 0 });
    let top = main.len() as i16;
    main.extend(make_chan(2, Reg::NONE));
    main.extend(go(1, &[1, 2]));
    main.push(Op::Move {
        dst: r(1),
        src: r(2),
    });
    let back = top - main.len() as i16;
    main.push(Op::IncJLtImm {
        i: r(4),
        imm: LINKS as i16,
        to: back,
    });
    main.push(Op::LoadImm { dst: r(5), imm: 0 });
    main.extend([
        Op::LoadImm { dst: r(3), imm: 0 },
        send(0, 3),
        recv(3, 1),
        Op::IncJLtImm {
            i: r(5),
            imm: 200,
            to: -3,
        },
    ]);
    main.extend(check(3, LINKS as i16));
    for workers in [1, 2, 4] {
        let functions = vec![function("main.main", 0, main.clone()), incrementer()];
        assert_eq!(ending(functions, workers), Ending::Exit(0));
    }
}

#[test]
fn main_ends_the_program_whoever_spins() {
    for workers in [1, 2] {
        let mut main = go(1, &[]);
        main.extend(go(1, &[]));
        main.extend(go(1, &[]));
        main.extend([
            Op::LoadImm { dst: r(0), imm: 0 },
            Op::IncJLtImm {
                i: r(0),
                imm: 32_000,
                to: 0,
            },
            Op::Return0 {},
        ]);
        let functions = vec![function("main.main", 0, main), spinner()];
        assert_eq!(ending(functions, workers), Ending::Exit(0));
    }
}

#[test]
fn a_deadlock_lists_everybody() {
    for workers in [1, 3] {
        let mut main = Vec::new();
        main.extend(make_chan(0, Reg::NONE));
        main.extend(make_chan(1, Reg::NONE));
        main.extend(go(1, &[0, 1]));
        main.extend(go(1, &[0, 1]));
        main.extend([recv(2, 1), Op::Return0 {}]);
        let functions = vec![function("main.main", 0, main), incrementer()];
        let Ending::Deadlock(text, _) = ending(functions, workers) else {
            panic!("no deadlock");
        };
        assert!(
            text.starts_with("fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [")
        );
        assert_eq!(text.matches(" [chan receive]:").count(), 3, "{text}");
        assert_eq!(
            text.matches("created by main.main in goroutine 1").count(),
            2
        );
    }
}

#[test]
fn sleepers_are_not_a_deadlock() {
    // The sleeper answers after a second of virtual time.
    let sleeper = vec![
        recv(2, 0),
        Op::LoadImm {
            dst: r(20),
            imm: 1_000_000_000,
        },
        Op::CallNative {
            w: r(20),
            native: 0,
        },
        send(1, 2),
        Op::Return0 {},
    ];
    for workers in [1, 2] {
        let mut main = Vec::new();
        main.extend(make_chan(0, Reg::NONE));
        main.extend(make_chan(1, Reg::NONE));
        main.extend(go(1, &[0, 1]));
        main.push(Op::LoadImm { dst: r(3), imm: 7 });
        main.extend([send(0, 3), recv(4, 1)]);
        main.extend(check(4, 7));
        let functions = vec![
            function("main.main", 0, main),
            function("main.sleeper", 2, sleeper.clone()),
        ];
        assert_eq!(ending(functions, workers), Ending::Exit(0));
    }
}

#[test]
fn a_select_takes_each_case_once() {
    // Two goroutines echo; main selects twice, each time from whoever answers.
    for workers in [1, 2, 4] {
        let mut main = Vec::new();
        for chan in 0..3 {
            main.extend(make_chan(chan, Reg::NONE));
        }
        main.extend(go(1, &[0, 1]));
        main.extend(go(1, &[0, 2]));
        main.extend([
            Op::LoadImm { dst: r(3), imm: 10 },
            Op::LoadImm { dst: r(6), imm: 0 },
            Op::LoadImm { dst: r(7), imm: 0 },
        ]);
        let top = main.len() as i16;
        main.extend([
            send(0, 3),
            Op::Select {
                dst: r(4),
                n: 2,
                default: 0,
            },
            Op::SelectRecv {
                dst: r(5),
                c: r(1),
                ok: Reg::NONE,
            },
            Op::SelectRecv {
                dst: r(5),
                c: r(2),
                ok: Reg::NONE,
            },
            Op::AddInt {
                dst: r(6),
                a: r(6),
                b: r(5),
            },
        ]);
        let back = top - main.len() as i16;
        main.push(Op::IncJLtImm {
            i: r(7),
            imm: 1000,
            to: back,
        });
        main.extend(check(6, 11_000));
        let functions = vec![function("main.main", 0, main), incrementer()];
        assert_eq!(ending(functions, workers), Ending::Exit(0));
    }
}
