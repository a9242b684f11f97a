//! Types as text: as gc's messages print them, and as the run time does.

use std::fmt::Write;

use crate::index::{Names, PkgId, Symbol, TypeId};
use crate::syntax::ast::ChanDir;

use super::types::{Interface, Method, Param, Signature, Type, TypeParam, Types};

/// How much is written of types so large that nobody can read them.
const MAX_LEN: usize = 1 << 14;

/// Whose words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// gc's messages: `struct{X int}`, `interface{}`, parameter names shown.
    Check,
    /// `%T` and panics: `struct { X int }`, `interface {}`, no parameter names.
    Runtime,
}

/// What is added to a type parameter, if anything.
pub type Shadowing<'a> = &'a dyn Fn(&TypeParam) -> Option<String>;

/// Writes types.
pub struct TypeWriter<'a> {
    /// The types.
    pub types: &'a Types,
    /// The texts of names.
    pub names: &'a Names,
    /// What stands before the `.` of a name of this package; nothing if empty.
    pub qualifier: &'a dyn Fn(PkgId) -> String,
    /// The same within type arguments.
    pub args_qualifier: &'a dyn Fn(PkgId) -> String,
    /// Whose words.
    pub style: Style,
    /// Show the names of parameters.
    pub param_names: bool,
    /// The text so far.
    pub out: String,
    /// Types that are being written.
    pub(super) seen: Vec<TypeId>,
    /// What is added to a type parameter that has the name of something predeclared.
    pub shadowing: Option<Shadowing<'a>>,
}

impl<'a> TypeWriter<'a> {
    /// An empty text.
    pub fn new(
        types: &'a Types,
        names: &'a Names,
        qualifier: &'a dyn Fn(PkgId) -> String,
        style: Style,
    ) -> TypeWriter<'a> {
        TypeWriter {
            types,
            names,
            qualifier,
            args_qualifier: qualifier,
            style,
            param_names: style == Style::Check,
            out: String::new(),
            seen: Vec::new(),
            shadowing: None,
        }
    }

    /// Writes a type.
    pub fn ty(&mut self, ty: TypeId) {
        if self.out.len() > MAX_LEN {
            if !self.out.ends_with('…') {
                self.out.push('…');
            }
            return;
        }
        if self.seen.contains(&ty) {
            self.out.push_str("<cycle>");
            return;
        }
        self.seen.push(ty);
        self.write(ty);
        self.seen.pop();
    }

    fn write(&mut self, ty: TypeId) {
        let types = self.types;
        match types.get(ty) {
            Type::Basic(basic) => self.out.push_str(match ty {
                TypeId::BYTE if self.style == Style::Check => "byte",
                TypeId::RUNE if self.style == Style::Check => "rune",
                _ => basic.name(),
            }),
            Type::Alias(_) if self.style == Style::Runtime => self.ty(types.unalias(ty)),
            Type::Pointer(elem) => self.prefixed("*", *elem),
            Type::Slice(elem) => self.prefixed("[]", *elem),
            Type::Array { len, elem } => self.prefixed(&format!("[{len}]"), *elem),
            Type::Map { key, elem } => {
                self.prefixed("map[", *key);
                self.prefixed("]", *elem);
            }
            Type::Chan { dir, elem } => self.chan(*dir, *elem),
            Type::Struct(_) => self.structure(ty),
            Type::Tuple(params) => self.tuple(params, false),
            Type::Signature(sig) => {
                self.out.push_str("func");
                self.signature(sig);
            }
            Type::Interface(interface) => self.interface(ty, interface),
            Type::Union(terms) => {
                for (i, term) in terms.iter().enumerate() {
                    self.out.push_str(if i > 0 { " | " } else { "" });
                    self.prefixed(if term.tilde { "~" } else { "" }, term.ty);
                }
            }
            Type::Named(named) => {
                self.type_name(named.pkg.expand(), named.name);
                match &named.inst {
                    Some(inst) => self.type_list(&inst.targs),
                    None => self.type_params(&named.tparams),
                }
            }
            Type::Alias(alias) => {
                self.type_name(alias.pkg.expand(), alias.name);
                match &alias.inst {
                    Some(inst) => self.type_list(&inst.targs),
                    None => self.type_params(&alias.tparams),
                }
            }
            Type::TypeParam(param) => {
                self.out.push_str(self.names.text(param.name));
                if let Some(note) = self.shadowing.and_then(|shadowing| shadowing(param)) {
                    self.out.push_str(&note);
                }
            }
        }
    }

    fn prefixed(&mut self, prefix: &str, ty: TypeId) {
        self.out.push_str(prefix);
        self.ty(ty);
    }

    fn chan(&mut self, dir: ChanDir, elem: TypeId) {
        let inner = matches!(
            self.types.get(elem),
            Type::Chan {
                dir: ChanDir::Recv,
                ..
            }
        );
        let parens = dir == ChanDir::Both && inner;
        self.out.push_str(match dir {
            ChanDir::Both => "chan ",
            ChanDir::Send => "chan<- ",
            ChanDir::Recv => "<-chan ",
        });
        self.prefixed(if parens { "(" } else { "" }, elem);
        self.out.push_str(if parens { ")" } else { "" });
    }

    fn structure(&mut self, ty: TypeId) {
        let types = self.types;
        let Type::Struct(fields) = types.get(ty) else {
            return;
        };
        self.open("struct", fields.is_empty());
        for (i, field) in fields.iter().enumerate() {
            self.out.push_str(if i > 0 { "; " } else { "" });
            if !field.embedded {
                self.out.push_str(self.names.text(field.name));
                self.out.push(' ');
            }
            self.ty(field.ty);
            if let Some(tag) = &field.tag {
                let _ = write!(self.out, " {}", super::constant::quote(tag.as_bytes()));
            }
        }
        self.close(fields.is_empty());
    }

    fn interface(&mut self, ty: TypeId, interface: &Interface) {
        if interface.is_comparable {
            self.out.push_str("interface{comparable}");
            return;
        }
        if interface.implicit
            && let ([], [embedded]) = (&interface.methods[..], &interface.embeddeds[..])
        {
            return self.ty(embedded.ty);
        }
        let flat: Vec<&Method> = match self.style {
            Style::Check => interface.methods.iter().collect(),
            Style::Runtime => {
                let methods = self.types.type_set(ty).methods.iter();
                methods.map(|method| &**method).collect()
            }
        };
        let embeddeds = match self.style {
            Style::Check => &interface.embeddeds[..],
            Style::Runtime => &[],
        };
        let empty = flat.is_empty() && embeddeds.is_empty();
        self.open("interface", empty);
        for (i, method) in flat.iter().enumerate() {
            self.out.push_str(if i > 0 { "; " } else { "" });
            if self.style == Style::Runtime && !method.exported {
                self.qualify(method.pkg.expand());
            }
            self.out.push_str(&method.text);
            if let Type::Signature(sig) = self.types.get(method.sig) {
                self.signature(sig);
            }
        }
        for (i, embedded) in embeddeds.iter().enumerate() {
            self.out
                .push_str(if i + flat.len() > 0 { "; " } else { "" });
            self.ty(embedded.ty);
        }
        self.close(empty);
    }

    fn open(&mut self, word: &str, empty: bool) {
        self.out.push_str(word);
        self.out.push_str(match (self.style, empty) {
            (Style::Check, _) => "{",
            (Style::Runtime, true) => " {",
            (Style::Runtime, false) => " { ",
        });
    }

    fn close(&mut self, empty: bool) {
        let spaced = self.style == Style::Runtime && !empty;
        self.out.push_str(if spaced { " }" } else { "}" });
    }

    /// Writes a list of types in brackets.
    fn type_list(&mut self, list: &[TypeId]) {
        let comma = match self.style {
            Style::Check => ", ",
            Style::Runtime => ",",
        };
        let outside = std::mem::replace(&mut self.qualifier, self.args_qualifier);
        self.out.push('[');
        for (i, &ty) in list.iter().enumerate() {
            self.prefixed(if i > 0 { comma } else { "" }, ty);
        }
        self.out.push(']');
        self.qualifier = outside;
    }

    /// Writes type parameters with their constraints; nothing if there are none.
    pub fn type_params(&mut self, list: &[TypeId]) {
        if list.is_empty() {
            return;
        }
        self.out.push('[');
        let mut previous: Option<TypeId> = None;
        for (i, &param) in list.iter().enumerate() {
            let bound = self.types.as_type_param(param).map(|param| param.bound);
            if i > 0 {
                if let Some(previous) = previous.filter(|_| bound != previous) {
                    self.prefixed(" ", previous);
                }
                self.out.push_str(", ");
            }
            previous = bound;
            self.ty(param);
        }
        if let Some(bound) = previous {
            self.prefixed(" ", bound);
        }
        self.out.push(']');
    }

    fn qualify(&mut self, pkg: Option<PkgId>) {
        if let Some(pkg) = pkg {
            let prefix = (self.qualifier)(pkg);
            if !prefix.is_empty() {
                self.out.push_str(&prefix);
                self.out.push('.');
            }
        }
    }

    /// Writes the qualified name of a package-level thing.
    pub fn type_name(&mut self, pkg: Option<PkgId>, name: Symbol) {
        self.qualify(pkg);
        self.out.push_str(self.names.text(name));
    }

    fn tuple(&mut self, params: &[Param], variadic: bool) {
        self.out.push('(');
        for (i, param) in params.iter().enumerate() {
            self.out.push_str(if i > 0 { ", " } else { "" });
            if let Some(name) = param.name.expand().filter(|_| self.param_names) {
                self.out.push_str(self.names.text(name));
                self.out.push(' ');
            }
            match self.types.get(param.ty) {
                Type::Slice(elem) if variadic && i + 1 == params.len() => {
                    self.prefixed("...", *elem)
                }
                _ if variadic && i + 1 == params.len() => {
                    self.ty(param.ty);
                    self.out.push_str("...");
                }
                _ => self.ty(param.ty),
            }
        }
        self.out.push(')');
    }

    /// Writes a signature without `func`.
    pub fn signature(&mut self, sig: &Signature) {
        let types = self.types;
        self.type_params(&sig.tparams);
        self.tuple(types.params(sig), sig.variadic);
        match types.results(sig) {
            [] => {}
            [result] if result.name.is_none() || !self.param_names => self.prefixed(" ", result.ty),
            results => {
                self.out.push(' ');
                self.tuple(results, false);
            }
        }
    }
}

impl Types {
    /// The text of a type.
    pub fn type_string(
        &self,
        ty: TypeId,
        names: &Names,
        qualifier: &dyn Fn(PkgId) -> String,
        style: Style,
    ) -> String {
        let mut writer = TypeWriter::new(self, names, qualifier, style);
        writer.ty(ty);
        writer.out
    }
}
