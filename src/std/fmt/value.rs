//! Values of any type as text: a walk along type descriptors.
//!
//! Where a value has a method that prints it, the walk cannot call it: it takes the result if one was given, and asks for
//! the call otherwise. The Go half makes the calls and starts the walk again; as it goes the same way each time, results
//! are simply consumed in order.

use crate::bytecode::rtype::{Kind, RType, RTypes, Shape};
use crate::index::RTypeId;
use crate::std::word::{self, Val};
use crate::vm::Vm;
use crate::vm::heap::mem;
use crate::vm::interrupt::Limit;

use super::text::{Flags, Text};

/// A method that a value prints itself with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Method {
    Error,
    String,
    GoString,
    Format,
}

/// A call that is needed to go on.
pub(super) struct Request {
    pub(super) value: Val,
    pub(super) method: Method,
    pub(super) verb: char,
    pub(super) flags: Flags,
}

/// What a call gave.
pub(super) struct Answer {
    /// The string; what is behind it is there as long as the native runs.
    pub(super) text: u64,
    /// Printed as it is, whatever the verb.
    pub(super) raw: bool,
}

/// Values nested deeper than this end the walk: Go's would overflow its stack.
const MAX_DEPTH: u32 = 1000;

/// A walk.
pub(super) struct Printer<'a> {
    pub(super) text: Text<'a>,
    pub(super) types: &'a RTypes,
    vm: &'a Vm,
    answers: std::vec::IntoIter<Answer>,
    pub(super) requests: Vec<Request>,
    /// An `Errorf` is printing: `%w` is a verb.
    wrap: bool,
    /// The operands that `%w` formatted, by index.
    pub(super) wrapped: Vec<usize>,
    /// The operand or nested value that complaints are about.
    current: Option<Val>,
    /// Inside a complaint: no methods.
    erroring: bool,
    pub(super) too_deep: bool,
    /// There is no memory for what it takes to print something.
    too_large: bool,
    /// How many entries of maps were sorted.
    pub(super) entries: u64,
}

impl<'a> Printer<'a> {
    pub(super) fn new(vm: &'a Vm, answers: Vec<Answer>, wrap: bool) -> Self {
        Printer {
            text: Text::new((vm.heap.available() / 2) as usize, vm.heap.patience()),
            types: &vm.program.rtypes,
            vm,
            answers: answers.into_iter(),
            requests: Vec::new(),
            wrap,
            wrapped: Vec::new(),
            current: None,
            erroring: false,
            too_deep: false,
            too_large: false,
            entries: 0,
        }
    }

    /// Whether the walk must end: too much text, nested too deeply, or the VM shall stop.
    pub(super) fn stopped(&self) -> bool {
        self.too_deep || self.too_long() || self.interrupted().is_some()
    }

    /// Why the VM shall stop, if it shall.
    pub(super) fn interrupted(&self) -> Option<Limit> {
        self.vm.interrupt.requested()
    }

    /// Whether there is more text than allowed, or would have to be more of something else.
    pub(super) fn too_long(&self) -> bool {
        self.too_large || self.text.out.len() > self.text.limit
    }

    fn rtype(&self, ty: RTypeId) -> &'a RType {
        &self.types[ty]
    }

    /// The name of a value's type.
    pub(super) fn type_name(&self, value: Val) -> &'a str {
        &self.rtype(value.ty).name
    }

    /// An operand's integer value, for `*`.
    pub(super) fn as_int(&self, value: Val) -> Option<i64> {
        let kind = self.rtype(value.ty).kind();
        let word = value.scalar(self.types);
        (kind.signed() || kind.unsigned() && word <= i64::MAX as u64).then_some(word as i64)
    }

    /// The value in an interface; `None` for nil.
    fn dynamic(&self, iface: Val) -> Option<Val> {
        word::iface_value(self.types, iface.scalar(self.types))
    }

    /// Prints operands as Print does.
    pub(super) fn print(&mut self, args: &[Option<Val>]) {
        let mut before_was_string = true;
        for (i, &arg) in args.iter().enumerate() {
            let string = arg.is_some_and(|v| self.rtype(v.ty).kind() == Kind::String);
            if i > 0 && !string && !before_was_string {
                self.text.str(" ");
            }
            self.arg(arg, 'v');
            before_was_string = string;
            if self.stopped() {
                return;
            }
        }
    }

    /// Prints operands as Println does.
    pub(super) fn println(&mut self, args: &[Option<Val>]) {
        for (i, &arg) in args.iter().enumerate() {
            if i > 0 {
                self.text.str(" ");
            }
            self.arg(arg, 'v');
            if self.stopped() {
                return;
            }
        }
        self.text.str("\n");
    }

    /// Prints an operand.
    pub(super) fn arg(&mut self, arg: Option<Val>, verb: char) {
        self.current = arg;
        let Some(value) = arg else {
            match verb {
                'T' | 'v' => self.text.pad(b"<nil>"),
                _ => self.bad_verb(verb),
            }
            return;
        };
        match verb {
            'T' => {
                let name = &self.rtype(value.ty).name;
                self.text.string(name.as_bytes());
            }
            'p' => self.pointer(value, 'p'),
            _ => {
                if !self.method(value, verb) {
                    self.value(value, verb, 0, false);
                }
            }
        }
    }

    fn bad_verb(&mut self, verb: char) {
        let outer = std::mem::replace(&mut self.erroring, true);
        self.text.str(&format!("%!{verb}("));
        match self.current {
            None => self.text.str("<nil>"),
            Some(value) => {
                let name = &self.rtype(value.ty).name;
                self.text.str(name);
                self.text.str("=");
                self.value(value, 'v', 0, false);
            }
        }
        self.text.str(")");
        self.erroring = outer;
    }

    /// Whether a type has the method.
    fn has_method(&self, ty: RTypeId, method: Method) -> bool {
        if self.types[ty].methods.is_empty() {
            return false;
        }
        let known = &self.vm.program.runtime;
        let iface = match method {
            Method::Error => known.error,
            Method::String => known.stringer,
            Method::GoString => known.go_stringer,
            Method::Format => known.formatter,
        };
        iface.is_some_and(|iface| self.vm.implements.get(self.types, ty, iface))
    }

    /// Prints a value by its own method, if it has one.
    fn method(&mut self, value: Val, verb: char) -> bool {
        if self.erroring {
            return false;
        }
        let is_error = self.has_method(value.ty, Method::Error);
        let mut verb = verb;
        if verb == 'w' {
            if !self.wrap || !is_error {
                self.bad_verb(verb);
                return true;
            }
            verb = 'v';
        }
        let method = if self.has_method(value.ty, Method::Format) {
            Method::Format
        } else if self.text.flags.sharp_v {
            if !self.has_method(value.ty, Method::GoString) {
                return false;
            }
            Method::GoString
        } else if !matches!(verb, 'v' | 's' | 'x' | 'X' | 'q') {
            return false;
        } else if is_error {
            Method::Error
        } else if self.has_method(value.ty, Method::String) {
            Method::String
        } else {
            return false;
        };
        match self.answers.next() {
            Some(answer) if answer.raw && method == Method::GoString => {
                self.text.string(word::str_bytes(answer.text));
            }
            Some(answer) if answer.raw => self
                .text
                .out
                .extend_from_slice(word::str_bytes(answer.text)),
            Some(answer) => self.string(word::str_bytes(answer.text), verb),
            None => {
                let room = self.text.limit.saturating_sub(self.text.out.len());
                // As Rust's list, and as one for the guest.
                self.too_large |= self.requests.len() > room / (3 * size_of::<Request>());
                self.requests.push(Request {
                    value,
                    method,
                    verb,
                    flags: self.text.flags,
                });
            }
        }
        true
    }

    fn string(&mut self, text: &[u8], verb: char) {
        match verb {
            'v' if self.text.flags.sharp_v => self.text.quoted(text),
            'v' | 's' => self.text.string(text),
            'x' => self.text.hex_bytes(text, false),
            'X' => self.text.hex_bytes(text, true),
            'q' => self.text.quoted(text),
            _ => self.bad_verb(verb),
        }
    }

    /// Prints a value. `hidden` says that it was reached through an unexported field, so that its methods are not used.
    fn value(&mut self, value: Val, verb: char, depth: u32, hidden: bool) {
        if depth > MAX_DEPTH {
            self.too_deep = true;
        }
        if self.stopped() {
            return;
        }
        if depth > 0 && !hidden {
            self.current = Some(value);
            if self.method(value, verb) {
                return;
            }
        }
        use Kind::*;
        let ty = self.rtype(value.ty);
        match ty.kind() {
            Bool => match verb {
                't' | 'v' => self.text.boolean(value.scalar(self.types) != 0),
                _ => self.bad_verb(verb),
            },
            Int | Int8 | Int16 | Int32 | Int64 => self.integer(value, true, verb),
            Uint | Uint8 | Uint16 | Uint32 | Uint64 | Uintptr => self.integer(value, false, verb),
            Float32 | Float64 => self.float(value, verb),
            Complex64 | Complex128 => self.complex(value, verb),
            String => {
                let text = word::str_bytes(value.scalar(self.types));
                self.string(text, verb);
            }
            Map => self.map(value, verb, depth, hidden),
            Struct => self.structure(value, verb, depth, hidden),
            Interface => match self.dynamic(value) {
                Some(inner) => self.value(inner, verb, depth + 1, hidden),
                None if self.text.flags.sharp_v => {
                    self.text.str(&ty.name);
                    self.text.str("(nil)");
                }
                None => self.text.str("<nil>"),
            },
            Array | Slice => self.list(value, verb, depth, hidden),
            Pointer => self.pointee(value, verb, depth, hidden),
            Chan | Func | UnsafePointer => self.pointer(value, verb),
        }
    }

    fn integer(&mut self, value: Val, signed: bool, verb: char) {
        let n = value.scalar(self.types);
        match verb {
            'v' if self.text.flags.sharp_v && !signed => self.text.hex(n, true),
            'v' | 'd' => self.text.integer(n, 10, signed, 'd'),
            'b' => self.text.integer(n, 2, signed, verb),
            'o' | 'O' => self.text.integer(n, 8, signed, verb),
            'x' | 'X' => self.text.integer(n, 16, signed, verb),
            'c' => self.text.character(n),
            'q' => self.text.quoted_character(n),
            'U' => self.text.unicode(n),
            _ => self.bad_verb(verb),
        }
    }

    fn float(&mut self, value: Val, verb: char) {
        let bits = if self.rtype(value.ty).kind() == Kind::Float32 {
            32
        } else {
            64
        };
        let f = word::float(value.scalar(self.types), bits);
        match verb {
            'v' => self.text.float(f, bits, 'g', -1),
            'b' | 'g' | 'G' | 'x' | 'X' => self.text.float(f, bits, verb, -1),
            'f' | 'e' | 'E' => self.text.float(f, bits, verb, 6),
            'F' => self.text.float(f, bits, 'f', 6),
            _ => self.bad_verb(verb),
        }
    }

    fn complex(&mut self, value: Val, verb: char) {
        let bits = if self.rtype(value.ty).kind() == Kind::Complex64 {
            32
        } else {
            64
        };
        let re = word::float(value.word(0), bits);
        let im = word::float(value.word(1), bits);
        match verb {
            'v' => self.text.complex(re, im, bits, 'g', -1),
            'b' | 'g' | 'G' | 'x' | 'X' => self.text.complex(re, im, bits, verb, -1),
            'f' | 'e' | 'E' => self.text.complex(re, im, bits, verb, 6),
            'F' => self.text.complex(re, im, bits, 'f', 6),
            _ => self.bad_verb(verb),
        }
    }

    fn map(&mut self, value: Val, verb: char, depth: u32, hidden: bool) {
        let sharp_v = self.text.flags.sharp_v;
        let map = value.scalar(self.types);
        if sharp_v {
            let name = &self.rtype(value.ty).name;
            self.text.str(name);
            if map == 0 {
                return self.text.str("(nil)");
            }
            self.text.str("{");
        } else {
            self.text.str("map[");
        }
        let room = self.text.limit.saturating_sub(self.text.out.len()) as u64;
        if crate::vm::map::len(map) > room / word::BYTES_PER_ENTRY {
            self.too_large = true;
            return;
        }
        self.entries += crate::vm::map::len(map);
        let look = || self.interrupted().map_or(Ok(()), Err);
        let Ok(entries) = word::sorted_entries(self.types, &self.vm.maps, value, look) else {
            return;
        };
        for (i, (key, elem)) in entries.into_iter().enumerate() {
            if i > 0 {
                self.text.str(if sharp_v { ", " } else { " " });
            }
            self.value(key, verb, depth + 1, hidden);
            self.text.str(":");
            self.value(elem, verb, depth + 1, hidden);
            if self.stopped() {
                return;
            }
        }
        self.text.str(if sharp_v { "}" } else { "]" });
    }

    fn structure(&mut self, value: Val, verb: char, depth: u32, hidden: bool) {
        let flags = self.text.flags;
        let ty = self.rtype(value.ty);
        if flags.sharp_v {
            self.text.str(&ty.name);
        }
        self.text.str("{");
        for (i, field) in ty.fields().iter().enumerate() {
            if i > 0 {
                self.text.str(if flags.sharp_v { ", " } else { " " });
            }
            if flags.plus_v || flags.sharp_v {
                self.text.str(&field.name);
                self.text.str(":");
            }
            let hidden = hidden || !field.exported();
            let mut inner = value.part(field.ty, field.offset);
            if self.rtype(field.ty).kind() == Kind::Interface
                && let Some(dynamic) = self.dynamic(inner)
            {
                inner = dynamic;
            }
            self.value(inner, verb, depth + 1, hidden);
        }
        self.text.str("}");
    }

    fn list(&mut self, value: Val, verb: char, depth: u32, hidden: bool) {
        let ty = self.rtype(value.ty);
        let sharp_v = self.text.flags.sharp_v;
        let elem = ty.elem().expect("arrays and slices have elements");
        let (data, len) = match ty.shape {
            Shape::Array { len, .. } => (value.addr(), len),
            _ => {
                let (data, len, _) = word::slice_parts(value.scalar(self.types));
                (data, len)
            }
        };
        if self.rtype(elem).kind() == Kind::Uint8 && matches!(verb, 's' | 'q' | 'x' | 'X') {
            let mut bytes = Vec::new();
            mem::read_bytes(&mut bytes, data, len.min(self.text.limit as u64 + 1));
            return self.string(&bytes, verb);
        }
        let nil = ty.kind() == Kind::Slice && value.scalar(self.types) == 0;
        // A []byte is a list of numbers, whatever methods its elements have, and has its short name.
        let plain_bytes = depth == 0 && &*ty.name == "[]uint8" && matches!(verb, 'v' | 'd');
        if sharp_v {
            self.text.str(if plain_bytes { "[]byte" } else { &ty.name });
            if nil {
                return self.text.str("(nil)");
            }
        }
        self.text.str(if sharp_v { "{" } else { "[" });
        let stride = u64::from(self.rtype(elem).stride);
        for i in 0..len {
            if i > 0 {
                self.text.str(if sharp_v { ", " } else { " " });
            }
            let item = Val::at(elem, data + i * stride);
            if plain_bytes && !sharp_v {
                let byte = item.scalar(self.types);
                self.text.integer(byte, 10, false, verb);
            } else {
                self.value(item, verb, depth + 1, hidden);
            }
            if self.stopped() {
                return;
            }
        }
        self.text.str(if sharp_v { "}" } else { "]" });
    }

    fn pointee(&mut self, value: Val, verb: char, depth: u32, hidden: bool) {
        let address = value.scalar(self.types);
        let elem = self.rtype(value.ty).elem().expect("pointers have elements");
        let composite = matches!(
            self.rtype(elem).kind(),
            Kind::Array | Kind::Slice | Kind::Struct | Kind::Map
        );
        if depth == 0 && address != 0 && composite {
            self.text.str("&");
            return self.value(Val::at(elem, address), verb, depth + 1, hidden);
        }
        self.pointer(value, verb);
    }

    fn pointer(&mut self, value: Val, verb: char) {
        let ty = self.rtype(value.ty);
        let address = match ty.kind() {
            Kind::Chan | Kind::Func | Kind::Map | Kind::Pointer | Kind::UnsafePointer => {
                value.scalar(self.types)
            }
            Kind::Slice => word::slice_parts(value.scalar(self.types)).0,
            _ => return self.bad_verb(verb),
        };
        let sharp = self.text.flags.sharp;
        match verb {
            'v' if self.text.flags.sharp_v => {
                self.text.str("(");
                self.text.str(&ty.name);
                self.text.str(")(");
                if address == 0 {
                    self.text.str("nil");
                } else {
                    self.text.hex(address, true);
                }
                self.text.str(")");
            }
            'v' if address == 0 => self.text.pad(b"<nil>"),
            'v' | 'p' => self.text.hex(address, !sharp),
            'd' => self.text.integer(address, 10, false, verb),
            'b' => self.text.integer(address, 2, false, verb),
            'o' => self.text.integer(address, 8, false, verb),
            'x' | 'X' => self.text.integer(address, 16, false, verb),
            _ => self.bad_verb(verb),
        }
    }
}
