//! `for … range`.

use crate::bytecode::op::{Op, Reg};
use crate::index::{ExprId, ObjId, StmtId, TypeId};
use crate::syntax::ast::OptExpr;

use super::code::{Label, ext32};
use super::func::{Fb, Home};
use super::layout::Class;
use super::place::Place;
use super::walk::Node;

/// One of the two iteration variables.
#[derive(Clone, Copy, Debug)]
pub(super) enum IterVar {
    /// Absent or `_`.
    None,
    /// A new variable per iteration.
    New(ObjId),
    /// Something assigned to.
    Assigned(ExprId),
}

/// The labels of a loop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loop {
    again: Label,
    next: Label,
    exit: Label,
}

impl Fb<'_, '_> {
    /// `for key, value := range x { … }`
    pub(super) fn range(
        &mut self,
        stmt: StmtId,
        [key, value]: [OptExpr; 2],
        define: bool,
        x: ExprId,
        body: StmtId,
    ) {
        let mark = self.next;
        let vars = [
            self.iteration_variable(key, define),
            self.iteration_variable(value, define),
        ];
        let ty = self.ty(x);
        let labels = Loop {
            again: self.code.label(),
            next: self.code.label(),
            exit: self.code.label(),
        };
        let span = self.stmt_span(stmt);
        self.mark_span(span);
        let outermost = match self.cx.class(ty) {
            Class::Func => false,
            _ => self.keep_constants(std::iter::once(Node::Stmt(body))),
        };
        match self.cx.class(ty) {
            Class::Int { .. } => self.range_int(x, ty, vars, body, labels),
            Class::Str => self.range_string(x, vars, body, labels),
            Class::Map => self.range_map(x, ty, vars, body, labels),
            Class::Chan => self.range_chan(x, ty, vars, body, labels),
            Class::Func => self.range_func(stmt, x, ty, vars, body, labels.exit),
            Class::Slice => {
                let s = self.stable(x, body);
                self.range_elements(Elements::Slice(s), ty, vars, body, labels);
            }
            _ => self.range_array(x, ty, vars, body, labels),
        }
        self.code.bind(labels.exit);
        if outermost {
            self.kept.clear();
        }
        self.next = mark;
    }

    fn iteration_variable(&self, var: OptExpr, define: bool) -> IterVar {
        let Some(expr) = var.expand() else {
            return IterVar::None;
        };
        if self.cx.is_blank(self.unparen(expr)) {
            return IterVar::None;
        }
        match (define, self.cx.info.object_of(expr)) {
            (true, Some(obj)) => IterVar::New(obj),
            (true, None) => IterVar::None,
            (false, _) => IterVar::Assigned(expr),
        }
    }

    /// The value of the range expression, in a slot that nothing changes during the loop.
    fn stable(&mut self, x: ExprId, body: StmtId) -> Reg {
        let ty = self.ty(x);
        let mark = self.next;
        let reg = self.expr(x);
        if u32::from(reg.0) >= mark {
            return reg;
        }
        let changes = match self.cx.info.object_of(self.unparen(x)) {
            Some(obj) => self.is_assigned(obj, body),
            None => true,
        };
        if !changes {
            return reg;
        }
        let copy = self.alloc_ty(ty);
        let words = self.cx.words(ty);
        self.move_words(copy, reg, words);
        copy
    }

    /// The slot that holds an iteration's value: the variable's own, if nothing else can change that.
    fn variable_slot(&mut self, var: IterVar, ty: TypeId) -> Reg {
        if let IterVar::New(obj) = var
            && !self.is_boxed(obj)
            && self.obj_ty(obj) == ty
        {
            let reg = self.alloc_ty(ty);
            self.vars.insert(obj, Home::Slots(reg));
            return reg;
        }
        self.alloc_ty(ty)
    }

    /// At the start of an iteration: the variable gets the value in the slot.
    fn bind_variable(&mut self, var: IterVar, slot: Reg, ty: TypeId) {
        match var {
            IterVar::None => {}
            IterVar::New(obj) => match self.vars.get(&obj) {
                Some(&Home::Slots(reg)) if reg == slot => {}
                _ => self.declare_with(obj, slot),
            },
            IterVar::Assigned(expr) => {
                let mark = self.next;
                let place = self.place(expr);
                self.store_converted(place, expr, slot, ty);
                self.next = mark;
            }
        }
    }

    /// As [`Fb::bind_variable`] for both, in the order of an assignment.
    fn bind_variables(&mut self, vars: [IterVar; 2], slots: [Reg; 2], types: [TypeId; 2]) {
        if let [IterVar::Assigned(key), IterVar::Assigned(value)] = vars {
            let mark = self.next;
            let places = self.places(&[key, value]);
            self.store_converted(places[0], key, slots[0], types[0]);
            self.store_converted(places[1], value, slots[1], types[1]);
            self.next = mark;
            return;
        }
        for ((var, slot), ty) in vars.into_iter().zip(slots).zip(types) {
            self.bind_variable(var, slot, ty);
        }
    }

    fn loop_body(&mut self, body: StmtId, labels: Loop) {
        self.enter(labels.exit, Some(labels.next));
        self.block_stmt(body);
        self.leave();
        self.code.bind(labels.next);
    }

    /// A hidden counter may serve as the variable if the body does not assign to it.
    fn counter(&mut self, var: IterVar, ty: TypeId, body: StmtId) -> Reg {
        if let IterVar::New(obj) = var
            && !self.is_boxed(obj)
            && !self.is_assigned(obj, body)
        {
            return self.variable_slot(var, ty);
        }
        self.alloc(1)
    }

    fn range_int(&mut self, x: ExprId, ty: TypeId, vars: [IterVar; 2], body: StmtId, labels: Loop) {
        let imm = self.const_imm(x);
        let n = match imm {
            Some(_) => Reg(0),
            None => self.stable(x, body),
        };
        let i = self.counter(vars[0], ty, body);
        let unsigned = matches!(
            self.cx.class(ty),
            Class::Int {
                bits: 64,
                signed: false
            }
        );
        self.load_int(i, -1);
        self.jump(labels.next);
        self.code.bind(labels.again);
        let mark = self.next;
        self.bind_variable(vars[0], i, ty);
        self.loop_body(body, labels);
        self.next = mark;
        match imm {
            Some(imm) => self
                .code
                .jump(Op::IncJLtImm { i, imm, to: 0 }, labels.again),
            None if unsigned => {
                self.emit(Op::AddImm {
                    dst: i,
                    a: i,
                    imm: 1,
                });
                self.code.jump(Op::JLtU { a: i, b: n, to: 0 }, labels.again);
            }
            None => self.code.jump(Op::IncJLt { i, n, to: 0 }, labels.again),
        }
    }

    fn range_string(&mut self, x: ExprId, vars: [IterVar; 2], body: StmtId, labels: Loop) {
        let s = self.stable(x, body);
        let n = self.alloc(1);
        self.emit(Op::StrLen { dst: n, s });
        let at = self.counter(vars[0], TypeId::INT, body);
        // The rune and the index of the next one.
        let decoded = self.alloc(2);
        let following = Self::plus(decoded, 1);
        if let IterVar::New(obj) = vars[1]
            && !self.is_boxed(obj)
        {
            self.vars.insert(obj, Home::Slots(decoded));
        }
        self.load_int(following, 0);
        self.jump(labels.next);
        self.code.bind(labels.again);
        self.move_words(at, following, 1);
        self.emit(Op::StrDecode {
            dst: decoded,
            s,
            i: at,
        });
        let mark = self.next;
        self.bind_variables(vars, [at, decoded], [TypeId::INT, TypeId::INT32]);
        self.loop_body(body, labels);
        self.next = mark;
        self.code.jump(
            Op::JLt {
                a: following,
                b: n,
                to: 0,
            },
            labels.again,
        );
    }

    fn range_map(&mut self, x: ExprId, ty: TypeId, vars: [IterVar; 2], body: StmtId, labels: Loop) {
        let it = self.alloc(1);
        let mark = self.next;
        let m = self.expr(x);
        self.mark(x);
        self.emit(Op::MapIter { it, m });
        self.ext_type(ty);
        self.next = mark;
        let key_ty = self.cx.map_key(ty);
        let elem_ty = self.cx.elem(ty);
        let key = match vars[0] {
            IterVar::None => Reg::NONE,
            var => self.variable_slot(var, key_ty),
        };
        let value = match vars[1] {
            IterVar::None => Reg::NONE,
            var => self.variable_slot(var, elem_ty),
        };
        self.code.bind(labels.again);
        self.emit(Op::MapNext { it, key, value });
        self.ext_type(ty);
        self.code.jump_ext(labels.exit);
        let mark = self.next;
        self.bind_variables(vars, [key, value], [key_ty, elem_ty]);
        self.loop_body(body, labels);
        self.next = mark;
        self.jump(labels.again);
    }

    fn range_chan(
        &mut self,
        x: ExprId,
        ty: TypeId,
        vars: [IterVar; 2],
        body: StmtId,
        labels: Loop,
    ) {
        let c = self.stable(x, body);
        let elem = self.cx.elem(ty);
        let words = self.cx.words(elem);
        let ok = self.alloc(1);
        let value = self.variable_slot(vars[0], elem);
        let dst = if words == 0 { Reg::NONE } else { value };
        self.code.bind(labels.again);
        self.mark(x);
        self.emit(Op::Recv { dst, c, ok });
        self.bool_jump(ok, labels.exit, false);
        let mark = self.next;
        self.bind_variable(vars[0], value, elem);
        self.loop_body(body, labels);
        self.next = mark;
        self.jump(labels.again);
    }

    fn range_array(
        &mut self,
        x: ExprId,
        ty: TypeId,
        vars: [IterVar; 2],
        body: StmtId,
        labels: Loop,
    ) {
        let (array, pointer) = self.cx.pointee(ty);
        let len = self.cx.array_len(array);
        let elements = match (pointer, vars[1]) {
            (_, IterVar::None) => {
                // Only the length matters, but calls happen.
                if self.cx.has_call(x) {
                    let mark = self.next;
                    self.expr(x);
                    self.next = mark;
                }
                Elements::Count
            }
            (true, _) => Elements::Array(self.stable(x, body)),
            (false, _) => self.array_copy(x, array, body),
        };
        let elements = match len {
            0 => Elements::Count,
            _ => elements,
        };
        self.range_sized(elements, array, i64::from(len), vars, body, labels);
    }

    /// The array that is ranged over: a copy, unless nothing can change it during the loop.
    fn array_copy(&mut self, x: ExprId, ty: TypeId, body: StmtId) -> Elements {
        let mark = self.next;
        let words = self.cx.words(ty);
        match self.place(x) {
            Place::Slots { reg, .. } => {
                let changes = match self.cx.info.object_of(self.unparen(x)) {
                    Some(obj) => self.is_changed(obj, body),
                    None => u32::from(reg.0) < mark,
                };
                let aggregate = {
                    let elem = self.cx.elem(ty);
                    self.cx.class(elem).aggregate()
                };
                if aggregate {
                    let p = self.alloc(1);
                    self.new_box(p, reg, ty);
                    return Elements::Array(p);
                }
                if !changes {
                    return Elements::Slots(reg);
                }
                let copy = self.alloc(words);
                self.move_words(copy, reg, words);
                Elements::Slots(copy)
            }
            place @ (Place::SlotElem { .. } | Place::MapElem { .. } | Place::Blank) => {
                let reg = self.load(place, ty, None);
                Elements::Slots(reg)
            }
            place => {
                let q = self.address(place, ty);
                let p = self.alloc(1);
                self.new_zero(p, ty);
                self.emit(Op::CopyMem { p, q });
                self.code.push(ext32(Reg(0), words));
                Elements::Array(p)
            }
        }
    }

    /// Something in the statement assigns to the array or to an element of it.
    fn is_changed(&self, obj: ObjId, _within: StmtId) -> bool {
        let facts = self.cx.objects[obj].as_var().map(|var| var.facts);
        facts.is_none_or(|facts| facts.reassigned || facts.addressed)
    }

    fn range_elements(
        &mut self,
        elements: Elements,
        ty: TypeId,
        vars: [IterVar; 2],
        body: StmtId,
        labels: Loop,
    ) {
        let Elements::Slice(s) = elements else { return };
        let n = self.alloc(1);
        self.emit(Op::SliceLen { dst: n, s });
        self.range_counted(elements, ty, Some(n), 0, vars, body, labels);
    }

    fn range_sized(
        &mut self,
        elements: Elements,
        ty: TypeId,
        len: i64,
        vars: [IterVar; 2],
        body: StmtId,
        labels: Loop,
    ) {
        let n = match i16::try_from(len) {
            Ok(_) => None,
            Err(_) => Some(self.int_temp(len)),
        };
        self.range_counted(elements, ty, n, len, vars, body, labels);
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one loop")]
    fn range_counted(
        &mut self,
        elements: Elements,
        ty: TypeId,
        n: Option<Reg>,
        len: i64,
        vars: [IterVar; 2],
        body: StmtId,
        labels: Loop,
    ) {
        let elem = self.cx.elem(ty);
        let i = self.counter(vars[0], TypeId::INT, body);
        let value = match vars[1] {
            IterVar::None => None,
            var => Some(self.variable_slot(var, elem)),
        };
        self.load_int(i, -1);
        self.jump(labels.next);
        self.code.bind(labels.again);
        let mark = self.next;
        if let Some(value) = value {
            let place = match elements {
                Elements::Slice(s) => Some(Place::Elem { s, i }),
                Elements::Array(p) => Some(Place::ArrayElem {
                    p,
                    i,
                    len: len as u32,
                }),
                Elements::Slots(base) => Some(Place::SlotElem {
                    base,
                    i,
                    len: len as u32,
                }),
                Elements::Count => None,
            };
            if let Some(place) = place {
                self.load(place, elem, Some(value));
            }
        }
        self.bind_variables(vars, [i, value.unwrap_or(Reg::NONE)], [TypeId::INT, elem]);
        self.loop_body(body, labels);
        self.next = mark;
        match n {
            Some(n) => self.code.jump(Op::IncJLt { i, n, to: 0 }, labels.again),
            None => self.code.jump(
                Op::IncJLtImm {
                    i,
                    imm: len as i16,
                    to: 0,
                },
                labels.again,
            ),
        }
    }
}

/// Where the elements of a slice or array are.
#[derive(Clone, Copy, Debug)]
enum Elements {
    Slice(Reg),
    /// An array behind a pointer.
    Array(Reg),
    /// An array in slots.
    Slots(Reg),
    /// Only the index is wanted.
    Count,
}
