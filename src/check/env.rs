//! Where the checker is, and what it has put off.

use cranelift_entity::entity_impl;
use hashbrown::HashSet;

use crate::index::{DeclId, ExprId, ObjId, ScopeId, Symbol, TypeId};
use crate::source::Span;
use crate::syntax::ast::OptExpr;

use super::Checker;
use super::constant::Value;

/// A package-level declaration of the package that is being checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeclInfoId(u32);
entity_impl!(DeclInfoId, "declinfo");

/// How a package-level object or method is declared.
#[derive(Debug)]
pub struct DeclInfo {
    /// The scope of the file that declares it.
    pub file_scope: ScopeId,
    /// The declaration.
    pub decl: DeclId,
    /// All variables of `var a, b = f()`; empty otherwise.
    pub lhs: Vec<ObjId>,
    /// The type of a constant or variable.
    pub typ: OptExpr,
    /// The value of a constant or variable.
    pub init: OptExpr,
    /// The constant's type and value come from an earlier line of its group.
    pub inherited: bool,
    /// Position in the group of a constant.
    pub iota: u32,
    /// The package-level objects that its value or body mentions, for the order of initialisation.
    pub deps: HashSet<ObjId, foldhash::fast::FixedState>,
}

/// The surroundings of what is being checked.
#[derive(Clone, Debug, Default)]
pub struct Env {
    /// The package-level declaration whose value or body it is.
    pub decl: Option<DeclInfoId>,
    /// The innermost scope.
    pub scope: Option<ScopeId>,
    /// The value of `iota` in a constant declaration.
    pub iota: Option<Value>,
    /// Where to report errors in an inherited constant value.
    pub errpos: Option<Span>,
    /// Inside a type parameter list.
    pub in_tparam_list: bool,
    /// The signature of the function.
    pub sig: Option<TypeId>,
    /// The number of the function; 0 at package level.
    pub func: u32,
    /// The local variables declared so far and the scopes that declare them.
    pub locals: Vec<(ScopeId, ObjId)>,
    /// The version of the language; the newest without one.
    pub lang: Option<u32>,
    /// The expression calls something or receives.
    pub has_call_or_recv: bool,
}

/// Something to be done later.
pub type Action<'a> = Box<dyn FnOnce(&mut Checker<'a>) + 'a>;

impl<'a> Checker<'a> {
    /// The innermost meaning of a name.
    pub fn lookup(&self, name: Symbol) -> Option<ObjId> {
        self.lookup_scope(name).map(|(_, obj)| obj)
    }

    /// The innermost meaning of a name, and the scope that declares it.
    pub fn lookup_scope(&self, name: Symbol) -> Option<(ScopeId, ObjId)> {
        self.scopes.lookup(self.env.scope?, name)
    }

    /// Puts something off: until the end of the statement, or of the package.
    pub fn later(&mut self, action: impl FnOnce(&mut Checker<'a>) + 'a) {
        self.delayed.push(Box::new(action));
    }

    /// Does what was put off since there were `top` things, and what that puts off.
    pub fn process_delayed(&mut self, top: usize) {
        // Actions append to the list while it is worked off; order of first come, first served.
        let mut next = top;
        while next < self.delayed.len() {
            let action = std::mem::replace(&mut self.delayed[next], Box::new(|_| {}));
            action(self);
            next += 1;
        }
        self.delayed.truncate(top);
    }

    /// Notes that the declaration being checked depends on a package-level object.
    pub fn add_decl_dep(&mut self, to: ObjId) {
        if let Some(from) = self.env.decl
            && self.obj_map[to].is_some()
        {
            self.decls[from].deps.insert(to);
            self.objects[to].mentioned = true;
        }
    }

    /// Opens a scope inside the current one.
    pub fn open_scope(&mut self) {
        self.env.scope = Some(self.scopes.open(self.env.scope));
    }

    /// Closes the current scope.
    pub fn close_scope(&mut self) {
        if let Some(scope) = self.env.scope {
            self.env.scope = self.scopes.arena[scope].parent.expand();
        }
    }

    /// The node of a name in parentheses or not.
    pub fn unparen(&self, mut expr: ExprId) -> ExprId {
        while let crate::syntax::ast::ExprKind::Paren(inner) = self.ast.exprs[expr].kind {
            expr = inner;
        }
        expr
    }
}
