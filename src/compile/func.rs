//! Building one function: its slots, variables and instructions.
//!
//! Slots are handed out as a stack: a block's variables, then the temporaries of the expression being compiled, then the
//! windows of outgoing calls. [`Fb::next`] is the first free one; whoever takes temporaries puts it back.

use std::rc::Rc;

use hashbrown::HashMap;

use crate::bytecode::op::{Op, Reg};
use crate::bytecode::program::{Context, Function};
use crate::bytecode::rtype::Width;
use crate::index::{ExprId, ObjId, Symbol, TypeId};
use crate::source::Span;

use super::Compiler;
use super::code::{Code, Label, ext32};
use super::generics::Inst;
use super::layout::{Class, Sig};

/// Where a variable lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Home {
    /// In slots.
    Slots(Reg),
    /// In the heap object that the slot points to.
    Boxed(Reg),
}

/// A result of the function being compiled.
#[derive(Clone, Copy, Debug)]
pub(super) struct ResultVar {
    /// Where it lives.
    pub home: Home,
    /// Its type.
    pub ty: TypeId,
}

/// A statement that `break` and `continue` leave or repeat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    /// Its label.
    pub name: Option<Symbol>,
    /// Where `break` goes.
    pub on_break: Label,
    /// Where `continue` goes, for loops.
    pub on_continue: Option<Label>,
}

/// More slots than this and the function is refused.
const MAX_SLOTS: u32 = 60_000;

/// A function being built.
pub(super) struct Fb<'c, 'a> {
    /// The compiler.
    pub cx: &'c mut Compiler<'a>,
    /// Its instructions.
    pub code: Code,
    /// The first free slot.
    pub next: u32,
    /// The most slots that were ever in use.
    pub max: u32,
    /// Where variables live.
    pub vars: HashMap<ObjId, Home, foldhash::fast::FixedState>,
    /// Types of boxed and slot variables are looked up with these type arguments.
    pub inst: Rc<Inst>,
    /// Its type.
    pub sig: Sig,
    /// Its results; made when they have names or when there are deferred calls.
    pub results: Vec<ResultVar>,
    /// It contains `defer`.
    pub has_defer: bool,
    /// Where deferred calls are run and the results returned.
    pub epilogue: Option<Label>,
    /// The enclosing loops, switches and selects, innermost last.
    pub targets: Vec<Target>,
    /// Labels of `goto`.
    pub labels: HashMap<Symbol, Label, foldhash::fast::FixedState>,
    /// The label of the statement that follows.
    pub pending_label: Option<Symbol>,
    /// Where the next case of a switch begins, for `fallthrough`.
    pub fallthrough: Option<Label>,
    /// Its name in tracebacks.
    pub name: String,
    /// How literals in it are named: prefix, and whether it is itself a literal.
    pub literals: u32,
    /// How many loops over functions had bodies made into functions.
    pub loops: u32,
    /// It is a function literal.
    pub is_literal: bool,
    /// What callers put after the parameters.
    pub context: Context,
    /// Made by the compiler.
    pub wrapper: bool,
    /// Where indices of unsigned types are in the text.
    pub unsigned_bounds: Vec<u32>,
    /// Variables that function bodies made from range loops share with their surroundings.
    pub shared: Rc<super::escape::Shared>,
    /// For the body of a range over a function: how it leaves.
    pub exits: Option<super::rangefunc::Exits>,
    /// Constants that the loop being compiled keeps in slots.
    pub kept: HashMap<u64, Reg, foldhash::fast::FixedState>,
    /// The window of the call being prepared, while nothing is in it and the first argument is about to be evaluated.
    pub empty_window: Option<Reg>,
    /// Where expressions are that were computed before their turn; see [`super::order`].
    pub hoisted: HashMap<ExprId, Reg, foldhash::fast::FixedState>,
    /// The value is too large for a frame: reported once.
    pub too_large: bool,
    /// Where to report that.
    pub span: Span,
}

impl<'c, 'a> Fb<'c, 'a> {
    /// An empty function.
    pub(super) fn new(cx: &'c mut Compiler<'a>, name: String, sig: Sig, span: Span) -> Fb<'c, 'a> {
        let inst = cx.no_inst.clone();
        Fb {
            cx,
            code: Code::default(),
            next: 0,
            max: 1,
            vars: HashMap::default(),
            inst,
            sig,
            results: Vec::new(),
            has_defer: false,
            epilogue: None,
            targets: Vec::new(),
            labels: HashMap::default(),
            pending_label: None,
            fallthrough: None,
            name,
            literals: 0,
            loops: 0,
            is_literal: false,
            context: Context::None,
            wrapper: false,
            unsigned_bounds: Vec::new(),
            shared: Rc::default(),
            exits: None,
            kept: HashMap::default(),
            empty_window: None,
            hoisted: HashMap::default(),
            too_large: false,
            span,
        }
    }

    /// The finished function.
    pub(super) fn finish(mut self) -> Function {
        let marks: Vec<Label> = self.epilogue.into_iter().collect();
        self.max = self.max.max(self.sig.result_words);
        let code = std::mem::take(&mut self.code);
        let (code, marks) = code.finish(&marks);
        Function {
            name: self.name.into(),
            code: code.ops,
            nslots: self.max as u16,
            param_words: self.sig.param_words as u16,
            context: self.context,
            result_words: self.sig.result_words as u16,
            recover_pc: marks.first().copied().filter(|_| self.has_defer),
            lines: code.lines,
            wrapper: self.wrapper,
            unsigned_bounds: self.unsigned_bounds,
        }
    }

    // ---- slots ----

    /// Takes `words` slots.
    pub(super) fn alloc(&mut self, words: u32) -> Reg {
        let at = self.next;
        self.next = self.next.saturating_add(words);
        self.reach(self.next.max(at.saturating_add(1)));
        match at > MAX_SLOTS {
            true => Reg(0),
            false => Reg(at as u16),
        }
    }

    /// Makes the frame reach up to this slot.
    pub(super) fn reach(&mut self, end: u32) {
        if end > MAX_SLOTS {
            if !self.too_large {
                self.too_large = true;
                let span = self.span;
                self.cx.limit_at(
                    span,
                    "function needs too many slots: its values are too large",
                );
            }
            self.next = self.next.min(1);
            return;
        }
        self.max = self.max.max(end);
    }

    /// Takes slots for a value of the type.
    pub(super) fn alloc_ty(&mut self, ty: TypeId) -> Reg {
        let words = self.cx.words(ty);
        self.alloc(words)
    }

    /// `dst`, or new slots.
    pub(super) fn dst(&mut self, dst: Option<Reg>, words: u32) -> Reg {
        match dst {
            Some(dst) => dst,
            None => self.alloc(words),
        }
    }

    /// The slot `by` slots further.
    pub(super) fn plus(reg: Reg, by: u32) -> Reg {
        Reg(reg.0.wrapping_add(by as u16))
    }

    // ---- instructions ----

    /// Appends an instruction.
    pub(super) fn emit(&mut self, op: Op) {
        self.code.push(op);
    }

    /// Appends an instruction that may fault, call or block, at an expression.
    pub(super) fn emit_at(&mut self, op: Op, expr: ExprId) {
        self.mark(expr);
        self.code.push(op);
    }

    /// Instructions from here on belong to an expression.
    pub(super) fn mark(&mut self, expr: ExprId) {
        let node = &self.cx.ast.exprs[expr];
        let span = Span {
            lo: node.pos,
            hi: node.span.hi.max(node.pos),
            file: node.span.file,
        };
        self.code.line(span);
    }

    /// Instructions from here on belong to this place.
    pub(super) fn mark_span(&mut self, span: Span) {
        self.code.line(span);
    }

    /// Appends further operands: `ext32`.
    pub(super) fn ext(&mut self, value: u32) {
        self.code.push(ext32(Reg(0), value));
    }

    /// Appends a type operand.
    pub(super) fn ext_type(&mut self, ty: TypeId) {
        let id = self.cx.rtype(ty);
        self.ext(id.as_u32());
    }

    /// `R[dst..+words] := R[src..+words]`
    pub(super) fn move_words(&mut self, dst: Reg, src: Reg, words: u32) {
        if dst == src || words == 0 {
            return;
        }
        match words {
            1 => self.emit(Op::Move { dst, src }),
            _ => self.emit(Op::MoveN {
                dst,
                src,
                n: words as u16,
            }),
        }
    }

    /// The value in `src`, put into `dst` if there is one.
    pub(super) fn place_in(&mut self, src: Reg, dst: Option<Reg>, words: u32) -> Reg {
        match dst {
            Some(dst) => {
                self.move_words(dst, src, words);
                dst
            }
            None => src,
        }
    }

    /// `R[dst..+words] := 0`
    pub(super) fn zero(&mut self, dst: Reg, words: u32) {
        match words {
            0 => {}
            1 => self.emit(Op::LoadImm { dst, imm: 0 }),
            _ => self.emit(Op::Zero {
                dst,
                n: words as u16,
            }),
        }
    }

    /// `R[dst] := value`
    pub(super) fn load_int(&mut self, dst: Reg, value: i64) {
        match i32::try_from(value) {
            Ok(imm) => self.emit(Op::LoadImm { dst, imm }),
            Err(_) => self.load_word(dst, value as u64),
        }
    }

    /// `R[dst] := word`
    pub(super) fn load_word(&mut self, dst: Reg, word: u64) {
        if let Ok(imm) = i32::try_from(word as i64) {
            return self.emit(Op::LoadImm { dst, imm });
        }
        let konst = self.cx.constants.word(word);
        self.emit(Op::LoadConst { dst, konst });
    }

    /// A temporary that holds an integer.
    pub(super) fn int_temp(&mut self, value: i64) -> Reg {
        let dst = self.alloc(1);
        self.load_int(dst, value);
        dst
    }

    /// Goes to the label.
    pub(super) fn jump(&mut self, label: Label) {
        self.code.jump(Op::Jump { to: 0 }, label);
    }

    // ---- memory ----

    /// Reads a scalar.
    pub(super) fn load_scalar(&mut self, dst: Reg, p: Reg, off: u16, class: Class) {
        let op = match class.width() {
            Width::I8 => Op::LoadI8 { dst, p, off },
            Width::U8 => Op::LoadU8 { dst, p, off },
            Width::I16 => Op::LoadI16 { dst, p, off },
            Width::U16 => Op::LoadU16 { dst, p, off },
            Width::I32 => Op::LoadI32 { dst, p, off },
            Width::U32 => Op::LoadU32 { dst, p, off },
            Width::Word => Op::Load { dst, p, off },
        };
        self.emit(op);
    }

    /// Writes a scalar.
    pub(super) fn store_scalar(&mut self, p: Reg, off: u16, src: Reg, class: Class) {
        let op = match class.width() {
            Width::I8 | Width::U8 => Op::Store8 { p, off, src },
            Width::I16 | Width::U16 => Op::Store16 { p, off, src },
            Width::I32 | Width::U32 => Op::Store32 { p, off, src },
            Width::Word => Op::Store { p, off, src },
        };
        self.emit(op);
    }

    /// Brings a result of this type back into its range.
    pub(super) fn wrap(&mut self, reg: Reg, class: Class) {
        if class.width() != Width::Word {
            self.wrap_to(reg, reg, class);
        }
    }

    /// `R[dst] := R[a]`, brought into the range of the type.
    pub(super) fn wrap_to(&mut self, dst: Reg, a: Reg, class: Class) {
        let op = match class.width() {
            Width::I8 => Op::Sext8 { dst, a },
            Width::U8 => Op::Zext8 { dst, a },
            Width::I16 => Op::Sext16 { dst, a },
            Width::U16 => Op::Zext16 { dst, a },
            Width::I32 => Op::Sext32 { dst, a },
            Width::U32 => Op::Zext32 { dst, a },
            Width::Word => Op::Move { dst, src: a },
        };
        self.emit(op);
    }

    /// A scalar whose upper bytes may be stale, read from a copied aggregate, as it must be in a slot.
    pub(super) fn is_stale(class: Class) -> bool {
        matches!(class.width(), Width::I8 | Width::I16 | Width::I32)
    }

    /// `R[dst] := a box that holds R[src..]`
    pub(super) fn new_box(&mut self, dst: Reg, src: Reg, ty: TypeId) {
        self.emit(Op::NewInit { dst, src });
        self.ext_type(ty);
    }

    /// `R[dst] := a zeroed box`
    pub(super) fn new_zero(&mut self, dst: Reg, ty: TypeId) {
        let ty = self.cx.rtype(ty).as_u32();
        self.emit(Op::New { dst, ty });
    }

    // ---- facts ----

    /// The canonical type of an expression in this instance.
    pub(super) fn ty(&mut self, expr: ExprId) -> TypeId {
        let ty = self.cx.info.type_of(expr);
        self.subst(ty)
    }

    /// The canonical type in this instance.
    pub(super) fn subst(&mut self, ty: TypeId) -> TypeId {
        let inst = self.inst.clone();
        self.cx.substitute(ty, &inst)
    }

    /// The canonical type of an object in this instance.
    pub(super) fn obj_ty(&mut self, obj: ObjId) -> TypeId {
        let ty = self.cx.objects[obj].ty();
        self.subst(ty)
    }

    /// The class of an expression's type.
    pub(super) fn class(&mut self, expr: ExprId) -> Class {
        let ty = self.ty(expr);
        self.cx.class(ty)
    }

    /// The expression without parentheses.
    pub(super) fn unparen(&self, expr: ExprId) -> ExprId {
        self.cx.unparen(expr)
    }
}
