//! Superinstructions and forwarded operands compute what single instructions do.

use super::*;

#[test]
fn superinstructions_forward_results_of_both_kinds() {
    // (3.0 * 2.0 + 0.5) / 0.5, then the same word through an integer op.
    let code = [
        Op::LoadImm { dst: r(2), imm: 3 },
        Op::IntToF64 { dst: r(2), a: r(2) },
        Op::LoadImm { dst: r(3), imm: 2 },
        Op::IntToF64 { dst: r(3), a: r(3) },
        Op::MulF64 {
            dst: r(4),
            a: r(2),
            b: r(3),
        },
        Op::AddF64 {
            dst: r(5),
            a: r(3),
            b: r(4),
        },
        Op::MulF64 {
            dst: r(4),
            a: r(5),
            b: r(3),
        },
        Op::MulF64 {
            dst: r(4),
            a: r(4),
            b: r(3),
        },
        Op::F64ToInt { dst: r(1), a: r(4) },
        Op::AddImm {
            dst: r(1),
            a: r(1),
            imm: 5,
        },
        Op::AddImm {
            dst: r(1),
            a: r(1),
            imm: 5,
        },
    ];
    assert_eq!(exit_code(|| vec![main_with(&code, 6)]), 42);
}

#[test]
fn an_operand_is_forwarded_only_if_it_is_the_result_before() {
    // AddInt, AddImm with an operand that is not the sum.
    let code = [
        Op::LoadImm { dst: r(2), imm: 20 },
        Op::LoadImm {
            dst: r(3),
            imm: 300,
        },
        Op::AddInt {
            dst: r(3),
            a: r(2),
            b: r(3),
        },
        Op::AddImm {
            dst: r(1),
            a: r(2),
            imm: 1,
        },
    ];
    assert_eq!(exit_code(|| vec![main_with(&code, 4)]), 21);
}
