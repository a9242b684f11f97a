//! A compiled program: functions, constants, methods, and what the VM must know by name.

use std::sync::Arc;

use cranelift_entity::PrimaryMap;

use crate::bytecode::constant::Constants;
use crate::bytecode::op::Op;
use crate::bytecode::rtype::RTypes;
use crate::index::{FuncId, MethodId, RTypeId};
use crate::source::{SourceMap, Span};

/// A compiled program. Immutable, shared by every VM that runs it.
#[derive(Debug)]
pub struct Program {
    /// All functions, with the wrappers that the compiler made.
    pub funcs: PrimaryMap<FuncId, Function>,
    /// All types that values have at run time, with the methods that interface calls find.
    pub rtypes: RTypes,
    /// What `LoadConst` loads.
    pub constants: Constants,
    /// How many words the package-level variables take.
    pub global_words: u32,
    /// What `CallNative` calls, by index.
    pub natives: Vec<NativeDecl>,
    /// Names of methods; a `CallIface` holds one of these.
    pub methods: PrimaryMap<MethodId, MethodName>,
    /// Initialises the packages in order, then calls `main.main`. It has neither parameters nor results.
    pub entry: FuncId,
    /// The types whose values the VM itself makes.
    pub runtime: RuntimeTypes,
    /// Where the spans point.
    pub sources: Arc<SourceMap>,
}

/// One function.
#[derive(Clone, Debug, Default)]
pub struct Function {
    /// As Go's tracebacks print it: `main.main`, `main.(*T).Run`, `main.main.func1`, `main.Map[...]`.
    pub name: Box<str>,
    /// What it does.
    pub code: Vec<Op>,
    /// Highest slot + 1, with the windows of outgoing calls (which reach as far as the callee's parameters, context and results).
    pub nslots: u16,
    /// Words of the parameters, without the context.
    pub param_words: u16,
    /// What the caller puts after the parameters.
    pub context: Context,
    /// Words of the results.
    pub result_words: u16,
    /// Where the function continues when a deferred call of it recovered: `RunDefers` and the return of the result variables.
    /// Present exactly in functions with `defer`.
    pub recover_pc: Option<u32>,
    /// Source ranges by first instruction, sorted.
    pub lines: Vec<(u32, Span)>,
    /// Made by the compiler (method wrappers, deferred built-ins): not shown in tracebacks, and looked through by `recover`.
    pub wrapper: bool,
    /// Where in the text indices and bounds are that have an unsigned type: a huge one is not negative in messages.
    pub unsigned_bounds: Vec<u32>,
}

impl Function {
    /// Whether an instruction has a bound of an unsigned type.
    pub fn has_unsigned_bound(&self, pc: u32) -> bool {
        let Some(span) = self.span_at(pc) else {
            return false;
        };
        let mut bounds = self.unsigned_bounds.iter();
        bounds.any(|at| (span.lo..span.hi).contains(at))
    }

    /// The source range of an instruction.
    pub fn span_at(&self, pc: u32) -> Option<Span> {
        let after = self.lines.partition_point(|&(first, _)| first <= pc);
        after.checked_sub(1).map(|at| self.lines[at].1)
    }

    /// The words a caller fills: parameters and context.
    pub fn argument_words(&self) -> u16 {
        self.param_words.saturating_add(self.context.words())
    }
}

/// What a function finds in the slots after its parameters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Context {
    /// Nothing it reads.
    #[default]
    None,
    /// The closure object that it was called through.
    Closure,
    /// The receiver, of this many words.
    Receiver(u16),
}

impl Context {
    /// How many words that is.
    pub fn words(self) -> u16 {
        match self {
            Context::None => 0,
            Context::Closure => 1,
            Context::Receiver(words) => words,
        }
    }
}

/// A function that Rust implements, as the bytecode knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NativeDecl {
    /// `pkg.Func` or `pkg.(*T).Method`; `std` has the table from names to functions.
    pub name: Box<str>,
    /// Words of the arguments, with the receiver.
    pub param_words: u16,
    /// Words of the results.
    pub result_words: u16,
}

/// The name of a method; unexported names of two packages differ.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MethodName {
    /// The identifier.
    pub name: Box<str>,
    /// The package path of an unexported name.
    pub package: Option<Box<str>>,
}

/// Types and names that the VM makes values of or calls, where the program has them. All are in the Go-source package `runtime`.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuntimeTypes {
    /// `type errorString string`: `Error()` puts `runtime error: ` before it.
    pub error_string: Option<RTypeId>,
    /// `type plainError string`.
    pub plain_error: Option<RTypeId>,
    /// `type boundsError struct { text string }`: the text without `runtime error: `.
    pub bounds_error: Option<RTypeId>,
    /// `*TypeAssertionError` for `type TypeAssertionError struct { text string }`: the whole text.
    pub type_assertion_error: Option<RTypeId>,
    /// `*PanicNilError` for `type PanicNilError struct { _ int }`.
    pub panic_nil_error: Option<RTypeId>,
    /// The predeclared `string`.
    pub string: Option<RTypeId>,
    /// The predeclared `error`.
    pub error: Option<RTypeId>,
    /// `fmt.Stringer`, if the program has package fmt; so are the next two.
    pub stringer: Option<RTypeId>,
    /// `fmt.GoStringer`.
    pub go_stringer: Option<RTypeId>,
    /// `fmt.Formatter`.
    pub formatter: Option<RTypeId>,
    /// The method name `Error`, if any type has it.
    pub error_method: Option<MethodId>,
    /// The method name `String`, if any type has it.
    pub string_method: Option<MethodId>,
}
