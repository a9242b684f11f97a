//! A checked program to bytecode.
//!
//! Only what `main.main` and the initialisation of the packages can reach is compiled: [`Compiler::func`] hands out numbers
//! of functions and queues them. Generic functions are compiled once per list of type arguments ([`generics`]). Methods are
//! compiled when they are called, or when a type that has them may be in an interface and something calls a
//! method of that name through one. Nothing here reports mistakes of the program: the checker has done that, and whatever
//! reaches this stage is valid, except for values too large for a frame.

mod access;
mod arith;
mod assign;
mod builtins;
mod call;
mod choice;
mod closure;
mod code;
mod cond;
mod control;
mod convert;
mod defer;
mod define;
mod escape;
mod expr;
mod func;
mod function;
mod generics;
mod init;
mod layout;
mod layout_of;
mod literal;
mod method;
mod methods;
mod order;
mod place;
mod range;
mod rangefunc;
mod returns;
mod rtypes;
mod select;
mod stmt;
mod switch;
mod walk;
mod wrappers;

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use cranelift_entity::packed_option::PackedOption;
use cranelift_entity::{EntityRef, PrimaryMap, SecondaryMap};
use hashbrown::{HashMap, HashSet};

use crate::bytecode::constant::Constants;
use crate::bytecode::program::{Function, MethodName, NativeDecl, Program};
use crate::bytecode::rtype::{PointerMap, RTypes, new_table};
use crate::check::Checked;
use crate::check::info::Info;
use crate::check::object::{Object, Package};
use crate::check::scope::Scopes;
use crate::check::types::Types;
use crate::diag::{Code, Diagnostic};
use crate::index::{ExprId, FuncId, MethodId, ObjId, PkgId, RTypeId, Symbol, TypeId};
use crate::source::{FileId, SourceMap, Span};
use crate::syntax::ast::{Ast, ExprKind};

use call::Callee;
use closure::LiteralJob;
use defer::{BuiltinJob, Held};
use generics::Inst;
use layout::{Layout, Slot};
use methods::{MethodEntry, Target};

/// How many functions a program may have: instances of generic functions may double with each call.
const MAX_FUNCTIONS: usize = 1 << 17;

type Map<K, V> = HashMap<K, V, foldhash::fast::FixedState>;
type Set<T> = HashSet<T, foldhash::fast::FixedState>;

/// Compiles a program that was checked without errors. The diagnostics are limits that it exceeds.
pub fn compile(
    ast: &Ast,
    checked: &mut Checked,
    sources: Arc<SourceMap>,
) -> Result<Program, Vec<Diagnostic>> {
    let mut compiler = Compiler::new(ast, checked);
    let (entry, runtime) = compiler.run();
    if !compiler.diagnostics.is_empty() {
        return Err(compiler.diagnostics);
    }
    Ok(Program {
        funcs: compiler.funcs,
        rtypes: compiler.rtypes,
        constants: compiler.constants,
        global_words: compiler.global_words,
        natives: compiler.natives,
        methods: compiler.methods,
        entry,
        runtime,
        sources,
    })
}

/// Which function: what is asked for twice is compiled once.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum FuncKey {
    /// A declared function or method with type arguments.
    Declared(ObjId, Rc<[TypeId]>),
    /// The function of a method value.
    Bound {
        target: Target,
        words: u32,
        sig: TypeId,
    },
    /// The function of a method expression.
    Expr {
        recv: TypeId,
        obj: ObjId,
        sig: TypeId,
    },
    /// The method of a dynamic type, where its declared method cannot take the receiver as it is.
    Table { recv: TypeId, method: MethodId },
    /// A function around a native.
    Native(u32),
    /// The function of a closure that holds a callee and `args` words for it.
    Held {
        callee: Held,
        args: u32,
        params: u32,
        results: u32,
    },
}

/// A function to be compiled.
#[derive(Debug)]
enum Job {
    Key(FuncKey),
    Literal(LiteralJob),
    Builtin(BuiltinJob),
}

/// The state of compiling a program.
struct Compiler<'a> {
    // What is compiled.
    ast: &'a Ast,
    types: &'a mut Types,
    objects: &'a PrimaryMap<ObjId, Object>,
    scopes: &'a Scopes,
    packages: &'a PrimaryMap<PkgId, Package>,
    info: &'a Info,
    blank: Option<Symbol>,

    // What it becomes.
    funcs: PrimaryMap<FuncId, Function>,
    rtypes: RTypes,
    constants: Constants,
    natives: Vec<NativeDecl>,
    methods: PrimaryMap<MethodId, MethodName>,
    global_words: u32,
    diagnostics: Vec<Diagnostic>,

    // What was asked for before.
    func_ids: Map<FuncKey, FuncId>,
    native_ids: Map<Box<str>, u32>,
    globals: Map<ObjId, u32>,
    rtype_ids: Map<TypeId, RTypeId>,
    rtype_types: Vec<(RTypeId, TypeId)>,
    method_ids: Map<(Symbol, Option<PkgId>, TypeId), MethodId>,
    method_sets: Map<TypeId, Rc<[MethodEntry]>>,
    canonical: SecondaryMap<TypeId, PackedOption<TypeId>>,
    layouts: SecondaryMap<TypeId, Option<Layout>>,
    struct_slots: Map<TypeId, Rc<[Slot]>>,
    go_sizes: Map<TypeId, (u64, u64)>,
    pointer_maps: Map<TypeId, PointerMap>,
    instances: Map<(ObjId, Rc<[TypeId]>), Rc<Inst>>,
    local_types: Map<(TypeId, Vec<TypeId>), TypeId>,
    no_inst: Rc<Inst>,
    calls: SecondaryMap<ExprId, Option<bool>>,
    init_names: Map<ObjId, String>,
    init_literals: Map<PkgId, u32>,

    // What is still to be done.
    queue: VecDeque<(FuncId, Job)>,
    /// Methods that something calls through an interface.
    called: Set<MethodId>,
    /// The functions in method tables.
    table_funcs: Map<(TypeId, MethodId), FuncId>,
    /// What method tables hold for methods that nothing calls, by words of the receiver.
    absent: Map<u16, FuncId>,
}

impl<'a> Compiler<'a> {
    fn new(ast: &'a Ast, checked: &'a mut Checked) -> Compiler<'a> {
        Compiler {
            ast,
            types: &mut checked.types,
            objects: &checked.objects,
            scopes: &checked.scopes,
            packages: &checked.packages,
            info: &checked.info,
            blank: ast.names.lookup("_"),
            funcs: PrimaryMap::new(),
            rtypes: new_table(),
            constants: Constants::default(),
            natives: Vec::new(),
            methods: PrimaryMap::new(),
            global_words: 0,
            diagnostics: Vec::new(),
            func_ids: Map::default(),
            native_ids: Map::default(),
            globals: Map::default(),
            rtype_ids: Map::default(),
            rtype_types: Vec::new(),
            method_ids: Map::default(),
            method_sets: Map::default(),
            canonical: SecondaryMap::new(),
            layouts: SecondaryMap::new(),
            struct_slots: Map::default(),
            go_sizes: Map::default(),
            pointer_maps: Map::default(),
            instances: Map::default(),
            local_types: Map::default(),
            no_inst: Rc::default(),
            calls: SecondaryMap::new(),
            init_names: Map::default(),
            init_literals: Map::default(),
            queue: VecDeque::new(),
            called: Set::default(),
            table_funcs: Map::default(),
            absent: Map::default(),
        }
    }

    /// Compiles everything that is reachable.
    fn run(&mut self) -> (FuncId, crate::bytecode::program::RuntimeTypes) {
        let entry = self.reserve_function();
        let runtime = self.runtime_types();
        let mut steps = self.init_steps();
        let inits = self.init_functions();
        let main = self.main_function();
        // Functions bring types and method calls, types and method calls bring methods, all bring variables to initialise.
        loop {
            self.drain();
            if self.funcs.len() > MAX_FUNCTIONS {
                self.limit("too many functions");
                break;
            }
            let methods = self.request_methods();
            let steps = self.more_init_steps(&mut steps);
            if !methods && !steps && self.queue.is_empty() {
                break;
            }
        }
        let function = self.entry(&steps, &inits, main);
        self.funcs[entry] = function;
        self.fill_method_tables();
        (entry, runtime)
    }

    fn main_function(&mut self) -> Option<FuncId> {
        let main = self.ast.names.lookup("main")?;
        let pkg = self.packages.iter().find(|(_, pkg)| pkg.path == "main")?;
        let obj = self.scopes.arena[pkg.1.scope].lookup(main)?;
        Some(self.func(FuncKey::Declared(obj, [].into())))
    }

    fn drain(&mut self) {
        while self.funcs.len() <= MAX_FUNCTIONS
            && let Some((func, job)) = self.queue.pop_front()
        {
            let function = match job {
                Job::Key(key) => self.compile_key(&key),
                Job::Literal(job) => self.compile_literal(job),
                Job::Builtin(job) => self.compile_builtin(job),
            };
            self.funcs[func] = function;
        }
    }

    fn compile_key(&mut self, key: &FuncKey) -> Function {
        match key {
            FuncKey::Declared(obj, targs) => self.compile_declared(*obj, targs),
            FuncKey::Bound { target, words, sig } => self.compile_bound(target, *words, *sig),
            FuncKey::Expr { recv, obj, sig } => self.compile_method_expression(*recv, *obj, *sig),
            FuncKey::Native(native) => self.compile_native_wrapper(*native),
            &FuncKey::Held {
                callee,
                args,
                params,
                results,
            } => self.compile_held(callee, args, params, results),
            FuncKey::Table { recv, method } => {
                let set = self.method_set(*recv);
                match set.iter().find(|entry| entry.id == *method) {
                    Some(entry) => self.compile_table_method(*recv, entry),
                    None => Function::default(),
                }
            }
        }
    }

    /// The number of a function; it will be compiled.
    fn func(&mut self, key: FuncKey) -> FuncId {
        if let Some(&func) = self.func_ids.get(&key) {
            return func;
        }
        let func = self.reserve_function();
        self.func_ids.insert(key.clone(), func);
        self.queue.push_back((func, Job::Key(key)));
        func
    }

    /// A number for a function that the caller fills in.
    fn reserve_function(&mut self) -> FuncId {
        self.funcs.push(Function::default())
    }

    /// The number of a function literal; it will be compiled.
    fn literal(&mut self, job: LiteralJob) -> FuncId {
        let func = self.reserve_function();
        self.queue.push_back((func, Job::Literal(job)));
        func
    }

    /// The number of the function of a postponed predeclared function.
    fn postponed_builtin(&mut self, job: BuiltinJob) -> FuncId {
        let func = self.reserve_function();
        self.queue.push_back((func, Job::Builtin(job)));
        func
    }

    /// How to call a declared function or method.
    fn callee(&mut self, obj: ObjId, targs: &Rc<[TypeId]>) -> Callee {
        let native = self.objects[obj]
            .as_func()
            .is_some_and(|func| !func.has_body && func.decl.is_some());
        match native {
            true => Callee::Native(self.native(obj, targs)),
            false => Callee::Func(self.func(FuncKey::Declared(obj, targs.clone()))),
        }
    }

    /// The function that the value of a declared function refers to.
    fn function_for_value(&mut self, obj: ObjId, targs: &Rc<[TypeId]>) -> FuncId {
        match self.callee(obj, targs) {
            Callee::Native(native) => self.func(FuncKey::Native(native)),
            Callee::Func(func) => func,
            Callee::Closure(_) | Callee::Iface(..) => self.reserve_function(),
        }
    }

    /// The number of a native that a declaration without body stands for.
    fn native(&mut self, obj: ObjId, targs: &Rc<[TypeId]>) -> u32 {
        let name = self.function_name(obj);
        let sig = self.method_signature(obj, targs);
        let sig = self.signature(sig);
        let args = self.declared_argument_words(obj, targs);
        self.native_named(&name, args, sig.result_words)
    }

    /// Words of the parameters and the receiver of a declared function.
    fn declared_argument_words(&mut self, obj: ObjId, targs: &Rc<[TypeId]>) -> u32 {
        let sig = self.method_signature(obj, targs);
        let words = self.signature(sig).param_words;
        let recv = self
            .types
            .as_signature(self.objects[obj].ty())
            .and_then(|sig| sig.recv.as_ref())
            .map(|recv| recv.ty);
        let Some(recv) = recv else {
            return words;
        };
        let inst = self.method_instance(obj, targs);
        let recv = self.substitute(recv, &inst);
        words + self.words(recv)
    }

    fn native_named(&mut self, name: &str, param_words: u32, result_words: u32) -> u32 {
        if let Some(&id) = self.native_ids.get(name) {
            return id;
        }
        let id = self.natives.len() as u32;
        self.natives.push(NativeDecl {
            name: name.into(),
            param_words: param_words as u16,
            result_words: result_words as u16,
        });
        self.native_ids.insert(name.into(), id);
        id
    }

    /// The first word of a package variable.
    fn global(&mut self, obj: ObjId) -> u32 {
        if let Some(&word) = self.globals.get(&obj) {
            return word;
        }
        let ty = self.objects[obj].ty();
        let ty = self.canon(ty);
        let words = self.words(ty).max(1);
        let word = self.global_words;
        self.global_words = match word.checked_add(words) {
            Some(next) if next < 1 << 28 => next,
            _ => {
                self.limit("package variables are too large");
                word
            }
        };
        self.globals.insert(obj, word);
        word
    }

    /// The number of an interface's method.
    fn interface_method(
        &mut self,
        interface: TypeId,
        name: Symbol,
        pkg: Option<PkgId>,
    ) -> MethodId {
        let set = &self.types.type_set(interface).methods;
        let found = set
            .iter()
            .find(|method| method.name == name && (method.exported || method.pkg.expand() == pkg))
            .or_else(|| set.iter().find(|method| method.name == name))
            .map(|method| (method.sig, method.exported, method.pkg.expand()));
        match found {
            Some((sig, exported, pkg)) => self.method_id(name, pkg.filter(|_| !exported), sig),
            None => self.method_id(name, pkg, TypeId::INVALID),
        }
    }

    /// Requests the methods of dynamic types that something may call; says whether there were new ones.
    fn request_methods(&mut self) -> bool {
        let mut more = false;
        let mut at = 0;
        while at < self.rtype_types.len() {
            let (_, ty) = self.rtype_types[at];
            at += 1;
            let set = self.method_set(ty);
            for entry in set.iter() {
                if !self.called.contains(&entry.id)
                    || self.table_funcs.contains_key(&(ty, entry.id))
                {
                    continue;
                }
                let func = self.table_function(ty, entry);
                self.table_funcs.insert((ty, entry.id), func);
                more = true;
            }
        }
        more
    }

    /// The function that a method table holds.
    fn table_function(&mut self, ty: TypeId, entry: &MethodEntry) -> FuncId {
        if let Target::Method { obj, targs, ptr } = &entry.target
            && entry.path.is_empty()
            && *ptr == matches!(self.types.get(ty), crate::check::types::Type::Pointer(_))
            && let Callee::Func(func) = self.callee(*obj, targs)
        {
            return func;
        }
        self.func(FuncKey::Table {
            recv: ty,
            method: entry.id,
        })
    }

    /// The expression without parentheses.
    fn unparen(&self, mut expr: ExprId) -> ExprId {
        while let ExprKind::Paren(inner) = self.ast.exprs[expr].kind {
            expr = inner;
        }
        expr
    }

    /// The expression is `_`.
    fn is_blank(&self, expr: ExprId) -> bool {
        self.ast
            .name(expr)
            .is_some_and(|name| Some(name) == self.blank)
    }

    /// The object is named `_`.
    fn is_blank_object(&self, obj: ObjId) -> bool {
        Some(self.objects[obj].name) == self.blank
    }

    /// The name node is where the object is declared.
    fn declares(&self, name: ExprId, obj: ObjId) -> bool {
        self.objects[obj].span == Some(self.ast.exprs[name].span)
    }

    /// The object is this function of the library.
    fn is_library(&self, obj: ObjId, path: &str, name: &str) -> bool {
        let object = &self.objects[obj];
        let pkg = object.pkg.expand();
        self.ast.text(object.name) == name
            && pkg.is_some_and(|pkg| self.packages[pkg].std && self.packages[pkg].path == path)
    }

    /// The program is too large in some way.
    fn limit(&mut self, message: &str) {
        self.limit_at(Span::point(FileId::new(0), 0), message);
    }

    /// The program is too large in some way, here.
    fn limit_at(&mut self, span: Span, message: &str) {
        if self.diagnostics.len() < 10 {
            self.diagnostics
                .push(Diagnostic::error(Code::Type, span, message));
        }
    }
}
