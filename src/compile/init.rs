//! What runs before `main.main`: package variables in order of initialisation, then the `init` functions.

use hashbrown::HashMap;

use crate::bytecode::op::Op;
use crate::bytecode::program::{Function, RuntimeTypes};
use crate::check::info::InitStep;
use crate::check::types::Type;
use crate::index::{ExprId, FuncId, ObjId, PkgId, RTypeId, TypeId};
use crate::source::{FileId, Span};
use crate::syntax::ast::ExprKind;

use super::call::Callee;
use super::func::Fb;
use super::function::symbol_path;
use super::layout::{Class, Sig};
use super::place::Place;
use super::{Compiler, FuncKey};

/// A step of initialisation, and the function made for it.
#[derive(Debug)]
pub(super) struct Step {
    step: InitStep,
    pkg: PkgId,
    /// It belongs to the library and has been left out so far.
    pending: bool,
    func: Option<FuncId>,
}

impl Compiler<'_> {
    /// The steps of all packages in order. Those of the program are compiled; those of the library when something mentions
    /// what they initialise, or when they only have an effect: `var _ = f()`.
    pub(super) fn init_steps(&mut self) -> Vec<Step> {
        let mut steps = Vec::new();
        let packages: Vec<PkgId> = self.packages.keys().collect();
        for pkg in packages {
            let std = self.packages[pkg].std;
            for step in self.info.init_order[pkg].clone() {
                steps.push(Step {
                    step,
                    pkg,
                    pending: std,
                    func: None,
                });
            }
        }
        for step in &mut steps {
            if !step.pending {
                step.func = Some(self.compile_step(&step.step, step.pkg));
            }
        }
        steps
    }

    /// Compiles the library steps that have become necessary; says whether there were any.
    pub(super) fn more_init_steps(&mut self, steps: &mut [Step]) -> bool {
        let mut more = false;
        for step in steps.iter_mut().filter(|step| step.pending) {
            let lhs = &step.step.lhs;
            let effect = lhs.iter().all(|&obj| self.is_blank_object(obj));
            let needed = lhs.iter().any(|obj| self.globals.contains_key(obj))
                || effect && self.has_call(step.step.rhs);
            if needed {
                step.pending = false;
                step.func = Some(self.compile_step(&step.step, step.pkg));
                more = true;
            }
        }
        more
    }

    fn compile_step(&mut self, step: &InitStep, pkg: PkgId) -> FuncId {
        let func = self.reserve_function();
        let span = self.ast.exprs[step.rhs].span;
        let name = format!("{}.init", symbol_path(&self.packages[pkg].path));
        let mut fb = Fb::new(self, name, Sig::default(), span);
        fb.literals = fb.cx.init_literals.get(&pkg).copied().unwrap_or(0);
        fb.init_step(step);
        fb.emit(Op::Return0 {});
        let literals = fb.literals;
        let function = fb.finish();
        self.init_literals.insert(pkg, literals);
        self.funcs[func] = function;
        func
    }

    /// The functions `init` of all packages, in order.
    pub(super) fn init_functions(&mut self) -> Vec<(PkgId, FuncId)> {
        let mut list = Vec::new();
        let packages: Vec<PkgId> = self.packages.keys().collect();
        for pkg in packages {
            let mut count = 0;
            for (_, obj) in self.packages[pkg].funcs.clone() {
                let object = &self.objects[obj];
                let method = object.as_func().is_some_and(|func| func.method);
                if !method && self.ast.text(object.name) == "init" {
                    let name = format!("{}.init.{count}", symbol_path(&self.packages[pkg].path));
                    self.init_names.insert(obj, name);
                    count += 1;
                    list.push((pkg, self.func(FuncKey::Declared(obj, [].into()))));
                }
            }
        }
        list
    }

    /// The function that runs everything.
    pub(super) fn entry(
        &mut self,
        steps: &[Step],
        inits: &[(PkgId, FuncId)],
        main: Option<FuncId>,
    ) -> Function {
        let span = Span::point(FileId::from_u32(0), 0);
        let mut order: HashMap<PkgId, Vec<FuncId>> = HashMap::new();
        for step in steps {
            order.entry(step.pkg).or_default().extend(step.func);
        }
        for &(pkg, func) in inits {
            order.entry(pkg).or_default().push(func);
        }
        let packages: Vec<PkgId> = self.packages.keys().collect();
        let mut fb = Fb::new(self, "runtime.main".to_owned(), Sig::default(), span);
        fb.wrapper = true;
        let sig = Sig::default();
        let w = fb.window(&sig, 0);
        let funcs = packages
            .into_iter()
            .filter_map(|pkg| order.remove(&pkg))
            .flatten();
        for func in funcs.chain(main) {
            fb.emit_ready(Callee::Func(func), w, &sig);
        }
        fb.emit(Op::Return0 {});
        fb.finish()
    }

    /// The descriptors of the types that the VM itself makes values of.
    pub(super) fn runtime_types(&mut self) -> RuntimeTypes {
        let error_sig = self
            .types
            .type_set(TypeId::ERROR)
            .methods
            .first()
            .map(|method| (method.name, method.sig));
        let mut known = RuntimeTypes {
            string: Some(self.rtype(TypeId::STRING)),
            ..RuntimeTypes::default()
        };
        if let Some((error, sig)) = error_sig {
            let id = self.method_id(error, None, sig);
            self.called.insert(id);
            known.error_method = Some(id);
            if let Some(string) = self.ast.names.lookup("String") {
                let id = self.method_id(string, None, sig);
                self.called.insert(id);
                known.string_method = Some(id);
            }
        }
        known.error = Some(self.rtype(TypeId::ERROR));
        if let Some(runtime) = self.package("runtime") {
            known.error_string = self.runtime_type(runtime, "errorString", false);
            known.plain_error = self.runtime_type(runtime, "plainError", false);
            known.bounds_error = self.runtime_type(runtime, "boundsError", false);
            known.type_assertion_error = self.runtime_type(runtime, "TypeAssertionError", true);
            known.panic_nil_error = self.runtime_type(runtime, "PanicNilError", true);
        }
        if let Some(fmt) = self.package("fmt") {
            known.stringer = self.runtime_type(fmt, "Stringer", false);
            known.go_stringer = self.runtime_type(fmt, "GoStringer", false);
            known.formatter = self.runtime_type(fmt, "Formatter", false);
        }
        known
    }

    fn package(&self, path: &str) -> Option<PkgId> {
        let mut packages = self.packages.iter();
        packages.find(|(_, pkg)| pkg.path == path).map(|(id, _)| id)
    }

    /// A type of run-time errors that are only a text.
    pub(super) fn runtime_error_type(&mut self, name: &str) -> TypeId {
        let runtime = self
            .packages
            .iter()
            .find(|(_, pkg)| pkg.path == "runtime")
            .map(|(id, _)| id);
        let symbol = self.ast.names.lookup(name);
        let obj = runtime
            .zip(symbol)
            .and_then(|(pkg, symbol)| self.scopes.arena[self.packages[pkg].scope].lookup(symbol));
        match obj {
            Some(obj) => self.objects[obj].ty(),
            None => TypeId::STRING,
        }
    }

    fn runtime_type(&mut self, pkg: PkgId, name: &str, pointer: bool) -> Option<RTypeId> {
        let symbol = self.ast.names.lookup(name)?;
        let obj: ObjId = self.scopes.arena[self.packages[pkg].scope].lookup(symbol)?;
        let ty = self.objects[obj].ty();
        if !matches!(self.types.get(ty), Type::Named(_)) {
            return None;
        }
        let ty = match pointer {
            true => self.types.pointer(ty),
            false => ty,
        };
        Some(self.rtype(ty))
    }
}

impl Fb<'_, '_> {
    fn init_step(&mut self, step: &InitStep) {
        let rhs = self.unparen(step.rhs);
        match step.lhs[..] {
            [] => {
                let ty = self.ty(rhs);
                self.expr_as(rhs, ty);
            }
            [obj] => self.init_variable(obj, step.rhs),
            _ if self.is_comma_ok(rhs) => {
                let (value, ty, ok) = self.comma_ok(rhs);
                self.init_value(step.lhs[0], value, ty);
                self.init_value(step.lhs[1], ok, TypeId::BOOL);
            }
            _ => {
                let (mut src, types) = self.call_results(rhs);
                for (&obj, &ty) in step.lhs.iter().zip(&types) {
                    self.init_value(obj, src, ty);
                    src = Self::plus(src, self.cx.words(ty));
                }
            }
        }
    }

    fn init_variable(&mut self, obj: ObjId, rhs: ExprId) {
        let ty = self.obj_ty(obj);
        let inner = self.unparen(rhs);
        if self.cx.is_blank_object(obj) {
            let ty = self.ty(rhs);
            self.expr_as(rhs, ty);
            return;
        }
        let place = self.var_place(obj);
        // Tables are made in place: the variables are zero before.
        if let ExprKind::Composite { elems, .. } = self.cx.ast.exprs[inner].kind
            && matches!(self.cx.class(ty), Class::Array | Class::Struct)
            && self.cx.words(ty) > 8
            && self.ty(inner) == ty
        {
            let p = self.address(place, ty);
            return self.literal_memory(elems, ty, p, 0);
        }
        let src = self.expr_as(rhs, ty);
        self.store(place, ty, src);
    }

    fn init_value(&mut self, obj: ObjId, src: crate::bytecode::op::Reg, from: TypeId) {
        if self.cx.is_blank_object(obj) {
            return;
        }
        let to = self.obj_ty(obj);
        let place = self.var_place(obj);
        let mark = self.next;
        let slot = self.alloc_ty(to);
        self.convert_value(src, from, to, slot);
        if let Place::Global(_) = place {
            self.store(place, to, slot);
        }
        self.next = mark;
    }
}
