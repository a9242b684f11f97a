//! The instructions of one function while they are being made: labels, jumps and the line table.
//!
//! Every jump is recorded with its label, and its distance is filled in by [`Code::finish`]. Fused compare-and-branch ops
//! hold 16 bits; in a function too long for that, `finish` puts a long jump behind those that do not reach.

use hashbrown::HashMap;

use crate::bytecode::op::{Op, Reg};
use crate::source::Span;

/// A place in the code, known now or later.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Label(u32);

const UNBOUND: u32 = u32::MAX;

/// Instructions under construction.
#[derive(Default)]
pub(super) struct Code {
    ops: Vec<Op>,
    lines: Vec<(u32, Span)>,
    labels: Vec<u32>,
    /// The instruction that a label was last bound to.
    last_bound: Option<u32>,
    jumps: Vec<(u32, Label)>,
}

/// Finished instructions.
pub(super) struct Finished {
    /// The ops.
    pub ops: Vec<Op>,
    /// Sorted by instruction.
    pub lines: Vec<(u32, Span)>,
}

/// The `ext32` form of [`Op::Ext`].
pub(super) fn ext32(a: Reg, value: u32) -> Op {
    Op::Ext {
        a,
        b: value as u16,
        c: (value >> 16) as u16,
    }
}

impl Code {
    /// The index of the next instruction.
    pub(super) fn here(&self) -> u32 {
        self.ops.len() as u32
    }

    /// Appends an instruction.
    pub(super) fn push(&mut self, op: Op) {
        self.ops.push(op);
    }

    /// The last instruction, if no label is bound behind it.
    pub(super) fn last(&self) -> Option<Op> {
        let labelled = self.last_bound == Some(self.here());
        self.ops.last().copied().filter(|_| !labelled)
    }

    /// From the next instruction on, the source position is this.
    pub(super) fn line(&mut self, span: Span) {
        let here = self.here();
        match self.lines.last_mut() {
            Some((_, last)) if *last == span => {}
            Some((at, last)) if *at == here => *last = span,
            _ => self.lines.push((here, span)),
        }
    }

    /// A label to be bound later.
    pub(super) fn label(&mut self) -> Label {
        self.labels.push(UNBOUND);
        Label(self.labels.len() as u32 - 1)
    }

    /// Binds the label to the next instruction.
    pub(super) fn bind(&mut self, label: Label) {
        self.labels[label.0 as usize] = self.here();
        self.last_bound = Some(self.here());
    }

    /// A label bound to the next instruction.
    pub(super) fn label_here(&mut self) -> Label {
        let label = self.label();
        self.bind(label);
        label
    }

    /// Appends a jump to the label; its distance is not yet known.
    pub(super) fn jump(&mut self, op: Op, label: Label) {
        self.jumps.push((self.here(), label));
        self.ops.push(op);
    }

    /// Appends the [`Op::Ext`] that holds the distance of the jump at `from`.
    pub(super) fn jump_ext(&mut self, label: Label) {
        self.jumps.push((self.here(), label));
        self.ops.push(ext32(Reg(0), 0));
    }

    /// Fills in the distances. `marks` are labels whose final positions the caller wants.
    pub(super) fn finish(mut self, marks: &[Label]) -> (Finished, Vec<u32>) {
        if self.ops.len() > i16::MAX as usize {
            self.lengthen();
        }
        for at in 0..self.jumps.len() {
            let (from, label) = self.jumps[at];
            let to = i64::from(self.labels[label.0 as usize]);
            // The distance of a MapNext lies two instructions behind it and counts from it.
            let base = match self.ops[from as usize] {
                Op::Ext { .. } => from - 2,
                _ => from,
            };
            set_distance(&mut self.ops[from as usize], to - i64::from(base));
        }
        let marks = marks
            .iter()
            .map(|label| self.labels[label.0 as usize])
            .collect();
        let finished = Finished {
            ops: self.ops,
            lines: self.lines,
        };
        (finished, marks)
    }

    /// Puts `Jump over; Jump target` behind each short jump that may not reach, and moves everything else accordingly.
    fn lengthen(&mut self) {
        let short = |op: &Op| is_short(op);
        let far = |from: u32, to: u32| from.abs_diff(to) > 8000;
        let long: Vec<(u32, Label)> = self
            .jumps
            .iter()
            .copied()
            .filter(|&(from, label)| {
                short(&self.ops[from as usize]) && far(from, self.labels[label.0 as usize])
            })
            .collect();
        let mut at_of = Vec::with_capacity(self.ops.len() + 1);
        let mut ops = Vec::with_capacity(self.ops.len() + 3 * long.len());
        let mut next = 0;
        // Labels of the inserted jumps, bound below in new coordinates.
        let mut inserted: Vec<(u32, u32, Label)> = Vec::with_capacity(long.len());
        let mut sorted = long;
        sorted.sort_by_key(|&(from, _)| from);
        let mut pending: Option<(u32, Label)> = None;
        for (at, op) in self.ops.iter().enumerate() {
            if let Some((from, label)) = pending
                && !matches!(op, Op::Ext { .. })
            {
                inserted.push((from, ops.len() as u32, label));
                ops.extend([Op::Jump { to: 2 }, Op::Jump { to: 0 }]);
                pending = None;
            }
            at_of.push(ops.len() as u32);
            ops.push(*op);
            if next < sorted.len() && sorted[next].0 == at as u32 {
                pending = Some((at_of[at], sorted[next].1));
                next += 1;
            }
        }
        if let Some((from, label)) = pending {
            inserted.push((from, ops.len() as u32, label));
            ops.extend([Op::Jump { to: 2 }, Op::Jump { to: 0 }]);
        }
        at_of.push(ops.len() as u32);
        for label in &mut self.labels {
            if *label != UNBOUND {
                *label = at_of[*label as usize];
            }
        }
        for (at, _) in &mut self.lines {
            *at = at_of[*at as usize];
        }
        for (from, _) in &mut self.jumps {
            *from = at_of[*from as usize];
        }
        self.ops = ops;
        let mut hops = HashMap::with_capacity(inserted.len());
        let mut onward = Vec::with_capacity(inserted.len());
        for (from, behind, label) in inserted {
            let hop = self.label();
            self.labels[hop.0 as usize] = behind + 1;
            hops.insert(from, hop);
            onward.push((behind + 1, label));
        }
        for (from, label) in &mut self.jumps {
            *label = hops.get(from).copied().unwrap_or(*label);
        }
        self.jumps.extend(onward);
    }
}

/// The distance has 16 bits.
fn is_short(op: &Op) -> bool {
    !matches!(
        op,
        Op::Jump { .. } | Op::JumpIf { .. } | Op::JumpIfNot { .. } | Op::Ext { .. }
    )
}

fn set_distance(op: &mut Op, distance: i64) {
    use Op::*;
    match op {
        Jump { to } | JumpIf { to, .. } | JumpIfNot { to, .. } => *to = distance as i32,
        JEq { to, .. }
        | JNe { to, .. }
        | JLt { to, .. }
        | JLe { to, .. }
        | JLtU { to, .. }
        | JLeU { to, .. }
        | JEqImm { to, .. }
        | JNeImm { to, .. }
        | JLtImm { to, .. }
        | JLeImm { to, .. }
        | JGtImm { to, .. }
        | JGeImm { to, .. }
        | JLtF64 { to, .. }
        | JLeF64 { to, .. }
        | JNotLtF64 { to, .. }
        | JNotLeF64 { to, .. }
        | JEqF64 { to, .. }
        | JNeF64 { to, .. }
        | JEqStr { to, .. }
        | JNeStr { to, .. }
        | IncJLt { to, .. }
        | IncJLtImm { to, .. }
        | IncJLe { to, .. }
        | DecJGeImm { to, .. }
        | AddJLe { to, .. }
        | AddJLt { to, .. } => *to = distance as i16,
        Ext { b, c, .. } => {
            *b = distance as u16;
            *c = ((distance as i32) >> 16) as u16;
        }
        _ => unreachable!("only jumps are recorded as jumps"),
    }
}
