//! Syntax trees to a checked program: names resolved, every expression typed, constants computed, all mistakes found.
//!
//! The structure, the rules and the words are those of gc's type checker (`cmd/compile/internal/types2`). It knows nothing of
//! files on disk, of bytecode and of the standard library: packages arrive parsed, in dependency order.
//!
//! How it works: [`resolve`] collects the package-level objects; [`decl`] checks an object when something first asks
//! for it; expressions are checked into an [`operand::Operand`]; function bodies and whatever must wait are queued
//! ([`Checker::later`]). An invalid operand means that an error was reported: nothing more is said about it.

mod assign;
mod basic;
mod builtins;
pub mod call;
pub mod canon;
mod composite;
pub mod constant;
mod convert;
mod cycles;
mod decl;
pub mod env;
pub mod errors;
pub mod expr;
pub mod flow;
mod generic;
pub mod identical;
mod implements;
mod imports;
mod index_expr;
mod infer;
pub mod info;
mod initorder;
mod instantiate;
mod late;
mod literals;
pub mod lookup;
mod mono;
pub mod object;
pub mod operand;
mod operators;
mod package;
mod predicates;
mod range;
mod record;
mod resolve;
pub mod scope;
mod selector;
mod signature;
pub mod sizes;
mod stmt;
mod string;
mod subst;
pub mod types;
pub mod typeset;
pub mod typestring;
mod typexpr;
mod under;
mod unify;
pub mod universe;
pub mod untyped;
mod version;

use cranelift_entity::packed_option::PackedOption;
use cranelift_entity::{PrimaryMap, SecondaryMap};
use hashbrown::{HashMap, HashSet};

use crate::diag::Diagnostic;
use crate::index::{ObjId, PkgId, ScopeId, TypeId};
use crate::source::SourceMap;
use crate::syntax::ast::{self, Ast};

use env::{Action, DeclInfo, DeclInfoId, Env};
use info::Info;
use object::{Object, Package};
use scope::Scopes;
use types::Types;
use universe::Universe;

/// A package to be checked.
#[derive(Debug, Default)]
pub struct PackageInput {
    /// Its import path; `main` for the program.
    pub path: String,
    /// Its files.
    pub files: Vec<ast::File>,
    /// It belongs to the standard library: functions may lack a body.
    pub std: bool,
    /// The paths of the packages that it imports, of those that are checked with it.
    pub imports: Vec<String>,
    /// What is known to be wrong with its texts. With a syntax error it is not checked.
    pub diagnostics: Vec<Diagnostic>,
}

/// A checked program.
pub struct Checked {
    /// All types.
    pub types: Types,
    /// All objects.
    pub objects: PrimaryMap<ObjId, Object>,
    /// All scopes.
    pub scopes: Scopes,
    /// The packages in dependency order, the program last.
    pub packages: PrimaryMap<PkgId, Package>,
    /// The tables beside the syntax tree.
    pub info: Info,
}

/// What may differ from Go as `go run` compiles a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The version of the language, `1.N`, that packages outside the library are written in; the newest without one.
    pub lang: Option<u32>,
    /// `assert` and `trace` are predeclared, as in Go's own tests of the type checker.
    pub test_functions: bool,
}

/// As [`check_program_with`], without options.
pub fn check_program(
    ast: &mut Ast,
    sources: &SourceMap,
    packages: Vec<PackageInput>,
) -> (Checked, Vec<Diagnostic>) {
    check_program_with(ast, sources, packages, Options::default())
}

/// Checks a program. The packages come in dependency order; each may import those before it. As with gc, a package is only
/// looked at if nothing is wrong with those that it imports. Diagnostics come in the order in which gc finds them: it
/// stops after ten and sorts what it prints.
pub fn check_program_with(
    ast: &mut Ast,
    sources: &SourceMap,
    packages: Vec<PackageInput>,
    options: Options,
) -> (Checked, Vec<Diagnostic>) {
    let exprs = ast.exprs.len();
    let mut types = Types::new();
    let mut objects = PrimaryMap::new();
    let mut scopes = Scopes::default();
    let tests = options.test_functions;
    let universe = universe::declare(&mut ast.names, &mut types, &mut objects, &mut scopes, tests);
    let mut known = PrimaryMap::new();
    let id = known.next_key();
    known.push(universe::unsafe_package(
        &mut ast.names,
        &mut objects,
        &mut scopes,
        id,
    ));
    let mut checker = Checker {
        ast,
        sources,
        universe,
        types,
        objects,
        scopes,
        packages: known,
        options,
        info: Info {
            types: SecondaryMap::with_capacity(exprs),
            objects: SecondaryMap::with_capacity(exprs),
            ..Info::default()
        },
        diagnostics: Vec::new(),
        functions: 0,
        pkg: PkgId::from_u32(0),
        decls: PrimaryMap::new(),
        obj_map: SecondaryMap::new(),
        obj_list: Vec::new(),
        imports: Vec::new(),
        dot_imports: HashMap::default(),
        methods: HashMap::default(),
        first_error: false,
        delayed: Vec::new(),
        obj_path: Vec::new(),
        path_index: SecondaryMap::new(),
        seen_valid: HashSet::default(),
        too_complex: false,
        mono: Default::default(),
        instances: Default::default(),
        env: Env::default(),
    };
    let mut failed = HashSet::new();
    for package in packages {
        let path = package.path.clone();
        let imports_failed = package.imports.iter().any(|path| failed.contains(path));
        if imports_failed || !checker.check_package(package) {
            failed.insert(path);
        }
    }
    let checked = Checked {
        types: checker.types,
        objects: checker.objects,
        scopes: checker.scopes,
        packages: checker.packages,
        info: checker.info,
    };
    (checked, checker.diagnostics)
}

/// The state of checking.
pub struct Checker<'a> {
    // What is checked, and what is found: for the whole program.
    /// The syntax trees.
    pub ast: &'a Ast,
    /// The texts, for positions in messages.
    pub sources: &'a SourceMap,
    /// See [`Options`].
    pub(in crate::check) options: Options,
    /// Predeclared things.
    pub universe: Universe,
    /// All types.
    pub types: Types,
    /// All objects.
    pub objects: PrimaryMap<ObjId, Object>,
    /// All scopes.
    pub scopes: Scopes,
    /// The packages checked so far and the one being checked.
    pub packages: PrimaryMap<PkgId, Package>,
    /// The tables.
    pub info: Info,
    /// What is wrong, in gc's order.
    pub diagnostics: Vec<Diagnostic>,
    /// How many functions, declared and literal, have been entered; numbers [`object::Var::owner`].
    pub(super) functions: u32,

    // For the package that is being checked.
    /// The package.
    pub pkg: PkgId,
    /// How its objects are declared.
    pub(super) decls: PrimaryMap<DeclInfoId, DeclInfo>,
    /// The declaration of each package-level object and method.
    pub(super) obj_map: SecondaryMap<ObjId, PackedOption<DeclInfoId>>,
    /// The objects of `obj_map` in source order.
    pub(super) obj_list: Vec<ObjId>,
    /// The names that its files import.
    pub(super) imports: Vec<ObjId>,
    /// The import that brought a name into a file scope with `import .`.
    pub(super) dot_imports: HashMap<(ScopeId, ObjId), ObjId>,
    /// The methods of type names whose types have not been checked yet.
    pub(super) methods: HashMap<ObjId, Vec<ObjId>>,
    /// An error has been reported.
    pub(super) first_error: bool,
    /// What must wait: until the end of a statement, or of the package.
    pub(super) delayed: Vec<Action<'a>>,
    /// The objects that are being checked, each because the one before it asked.
    pub(super) obj_path: Vec<ObjId>,
    /// Where on that path each object is, from 1; 0 if it is not.
    pub(super) path_index: SecondaryMap<ObjId, u32>,
    /// Named types that are known to be finite.
    pub(super) seen_valid: HashSet<TypeId, foldhash::fast::FixedState>,
    /// A type was too complex to see whether it is finite; that was reported.
    pub(in crate::check) too_complex: bool,
    /// Which type parameters flow into which.
    pub(in crate::check) mono: mono::MonoGraph,
    /// Instances of generic types.
    pub(in crate::check) instances: instantiate::Instances,

    // For the object that is being checked.
    /// Where we are.
    pub env: Env,
}
