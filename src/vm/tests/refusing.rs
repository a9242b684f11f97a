//! The verifier refuses what handlers could not run safely.

use super::*;

#[test]
fn malformed_functions_are_refused() {
    let refused = |code: &[Op]| {
        let natives: Box<[NativeFn]> = Box::new([exit]);
        let program = Arc::new(program(vec![function("main.main", code, 2, 0, 0)]));
        Vm::new(program, natives, Limits::default(), Surroundings::default()).is_err()
    };
    assert!(!refused(&[
        Op::Move {
            dst: r(0),
            src: r(1)
        },
        Op::Return0 {}
    ]));
    assert!(refused(&[]), "no code");
    assert!(refused(&[Op::Nop {}]), "it runs off its end");
    assert!(
        refused(&[
            Op::Move {
                dst: r(2),
                src: r(1)
            },
            Op::Return0 {}
        ]),
        "a slot above the frame"
    );
    assert!(
        refused(&[
            Op::Move {
                dst: Reg::NONE,
                src: r(1)
            },
            Op::Return0 {}
        ]),
        "no slot"
    );
    assert!(
        refused(&[Op::Jump { to: 2 }, Op::Return0 {}]),
        "a jump out of the function"
    );
    assert!(
        refused(&[Op::Call { w: r(0), func: 0 }, Op::Return0 {}]),
        "no room for a link word"
    );
    assert!(
        refused(&[Op::Call { w: r(1), func: 1 }, Op::Return0 {}]),
        "no such function"
    );
    assert!(
        refused(&[
            Op::LoadConst {
                dst: r(0),
                konst: 0
            },
            Op::Return0 {}
        ]),
        "no such constant"
    );
    assert!(
        refused(&[
            Op::LoadGlobal {
                dst: r(0),
                global: 4
            },
            Op::Return0 {}
        ]),
        "no such global"
    );
    assert!(
        refused(&[Op::CopyMem { p: r(0), q: r(1) }, Op::Return0 {}]),
        "an Ext is missing"
    );
    let ext = Op::Ext {
        a: r(0),
        b: 1,
        c: 0,
    };
    assert!(!refused(&[
        Op::CopyMem { p: r(0), q: r(1) },
        ext,
        Op::Return0 {}
    ]));
    assert!(
        refused(&[Op::Nop {}, ext, Op::Return0 {}]),
        "an Ext of nothing"
    );
    assert!(
        refused(&[
            Op::Jump { to: 2 },
            Op::ZeroMem { p: r(0) },
            ext,
            Op::Return0 {}
        ]),
        "a jump to an Ext"
    );
}
