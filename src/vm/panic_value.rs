//! Turns a fault into the value that the guest's `recover` sees: one of package runtime's error types.

use crate::index::RTypeId;
use crate::vm::fault::{Assertion, Fault};
use crate::vm::heap::{Header, mem};
use crate::vm::{Ctx, Vm, string};

impl Ctx<'_> {
    /// The interface word of a fault at an instruction. Programs without package runtime get a string.
    pub(crate) fn fault_value(&mut self, fault: Fault, ip: u64) -> Result<u64, Fault> {
        let runtime = self.vm.program.runtime;
        let error = runtime.error_string;
        let simple = |text: &str| text.to_owned();
        let (ty, text) = match fault {
            Fault::Value(word) => return Ok(word),
            Fault::NilDeref => (
                error,
                simple("invalid memory address or nil pointer dereference"),
            ),
            Fault::DivideByZero => (error, simple("integer divide by zero")),
            Fault::NegativeShift => (error, simple("negative shift amount")),
            Fault::MakeSliceLen => (error, simple("makeslice: len out of range")),
            Fault::MakeSliceCap => (error, simple("makeslice: cap out of range")),
            Fault::Uncomparable(ty) => (
                error,
                format!("comparing uncomparable type {}", self.type_name(ty)),
            ),
            Fault::Unhashable(ty) => (
                error,
                format!("hash of unhashable type {}", self.type_name(ty)),
            ),
            Fault::Runtime(text) => (error, text),
            Fault::Plain(text) => (runtime.plain_error, text.to_owned()),
            Fault::Bounds(bounds) => {
                let at = self.vm.code.locate(ip);
                let unsigned =
                    at.is_some_and(|(func, pc)| self.vm.program.funcs[func].has_unsigned_bound(pc));
                return self.boxed(runtime.bounds_error, &bounds.text(unsigned));
            }
            Fault::Assertion(assertion) => {
                let text = assertion_text(self.vm, &assertion);
                return self.pointed(runtime.type_assertion_error, &text);
            }
            Fault::PanicNil => {
                return self.pointed(runtime.panic_nil_error, "panic called with nil argument");
            }
            Fault::Text(text) | Fault::Fatal(text) => (runtime.string, text),
            Fault::OutOfMemory | Fault::Limit(_) => return Err(fault),
        };
        let text = string::new(&mut self.alloc, text.as_bytes())?;
        Ok(tagged(ty.or(runtime.string), text))
    }

    fn type_name(&self, ty: RTypeId) -> &str {
        self.vm.program.rtypes.get(ty).map_or("?", |ty| &ty.name)
    }

    /// A value of a struct type with one string field.
    fn boxed(&mut self, ty: Option<RTypeId>, text: &str) -> Result<u64, Fault> {
        let text = string::new(&mut self.alloc, text.as_bytes())?;
        let Some(ty) = ty else {
            return Ok(tagged(self.vm.program.runtime.string, text));
        };
        let object = self.alloc.alloc(Header::WORDS, 16)?;
        mem::store(object, u64::from(ty.as_u32()));
        mem::store(object + 8, text);
        Ok(object)
    }

    /// A pointer to such a struct.
    fn pointed(&mut self, ty: Option<RTypeId>, text: &str) -> Result<u64, Fault> {
        let text = string::new(&mut self.alloc, text.as_bytes())?;
        let Some(ty) = ty else {
            return Ok(tagged(self.vm.program.runtime.string, text));
        };
        let object = self.alloc.alloc(Header::WORDS, 8)?;
        mem::store(object, text);
        Ok(tagged(Some(ty), object))
    }
}

/// An interface of a pointer-shaped type.
fn tagged(ty: Option<RTypeId>, pointer: u64) -> u64 {
    u64::from(ty.map_or(0, RTypeId::as_u32)) << 48 | pointer
}

/// Go's words for a failed type assertion.
pub(crate) fn assertion_text(vm: &Vm, assertion: &Assertion) -> String {
    let types = &vm.program.rtypes;
    let name = |ty: RTypeId| types.get(ty).map_or("?", |ty| &ty.name);
    let operand = assertion.operand.map_or("interface", name);
    let wanted = name(assertion.wanted);
    let Some(dynamic) = assertion.dynamic else {
        return format!("interface conversion: {operand} is nil, not {wanted}");
    };
    let (concrete, path) = (name(dynamic), |ty: RTypeId| {
        types.get(ty).map(|ty| &ty.pkg_path)
    });
    match &assertion.missing {
        Some(method) => {
            format!("interface conversion: {concrete} is not {wanted}: missing method {method}")
        }
        None if concrete != wanted => {
            format!("interface conversion: {operand} is {concrete}, not {wanted}")
        }
        None => {
            let scope = if path(dynamic) == path(assertion.wanted) {
                "scopes"
            } else {
                "packages"
            };
            format!(
                "interface conversion: {operand} is {concrete}, not {wanted} (types from different {scope})"
            )
        }
    }
}
