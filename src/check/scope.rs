//! Scopes: what a name means where.

use cranelift_entity::PrimaryMap;
use cranelift_entity::packed_option::PackedOption;
use hashbrown::HashMap;
use smallvec::SmallVec;

use crate::index::{ObjId, ScopeId, Symbol};

/// A block that names are declared in.
#[derive(Default)]
pub struct Scope {
    /// The enclosing block.
    pub parent: PackedOption<ScopeId>,
    /// It belongs to a function: its parameters and outermost declarations.
    pub is_func: bool,
    names: SmallVec<[(Symbol, ObjId); 4]>,
    /// Filled when there are too many names to search one by one.
    index: Option<Box<HashMap<Symbol, ObjId, foldhash::fast::FixedState>>>,
}

/// How many names are searched one by one.
const LINEAR: usize = 8;

impl Scope {
    /// What the name means in this block itself.
    pub fn lookup(&self, name: Symbol) -> Option<ObjId> {
        match &self.index {
            Some(index) => index.get(&name).copied(),
            None => self
                .names
                .iter()
                .find(|(other, _)| *other == name)
                .map(|(_, obj)| *obj),
        }
    }

    /// Declares a name, or returns what it already means here.
    pub fn insert(&mut self, name: Symbol, obj: ObjId) -> Option<ObjId> {
        if let Some(other) = self.lookup(name) {
            return Some(other);
        }
        self.names.push((name, obj));
        match &mut self.index {
            Some(index) => {
                index.insert(name, obj);
            }
            None if self.names.len() > LINEAR => {
                self.index = Some(Box::new(self.names.iter().copied().collect()));
            }
            None => {}
        }
        None
    }

    /// The declared names in order of declaration.
    pub fn names(&self) -> &[(Symbol, ObjId)] {
        &self.names
    }
}

/// All scopes of a program.
#[derive(Default)]
pub struct Scopes {
    /// The scopes; the first is the universe.
    pub arena: PrimaryMap<ScopeId, Scope>,
}

impl Scopes {
    /// A new block inside another.
    pub fn open(&mut self, parent: Option<ScopeId>) -> ScopeId {
        self.arena.push(Scope {
            parent: parent.into(),
            ..Scope::default()
        })
    }

    /// The innermost meaning of a name, and the scope it was found in.
    pub fn lookup(&self, scope: ScopeId, name: Symbol) -> Option<(ScopeId, ObjId)> {
        let mut next = Some(scope);
        while let Some(scope) = next {
            if let Some(obj) = self.arena[scope].lookup(name) {
                return Some((scope, obj));
            }
            next = self.arena[scope].parent.expand();
        }
        None
    }
}
