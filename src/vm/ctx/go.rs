//! `go` statements, and what else starts goroutines.

use smallvec::SmallVec;

use crate::bytecode::op::Reg;
use crate::index::FuncId;
use crate::vm::Ctx;
use crate::vm::code::Inst;
use crate::vm::fault::Fault;
use crate::vm::goroutine::{G, Slot};
use crate::vm::interrupt::Limit;

impl Ctx<'_> {
    /// The goroutine that runs `program.entry`.
    pub fn main_goroutine(&mut self) -> Result<G, Fault> {
        self.new_goroutine(self.vm.program.entry, &[])
    }

    /// A goroutine that calls a function value without arguments, as `time.AfterFunc` does; `None` for nil.
    pub fn closure_goroutine(&mut self, closure: u64) -> Result<Option<G>, Fault> {
        if closure == 0 {
            return Ok(None);
        }
        self.new_goroutine_for(closure, &[]).map(Some)
    }

    fn new_goroutine(&mut self, func: FuncId, args: &[u64]) -> Result<G, Fault> {
        let vm = self.vm;
        if let Some(limit) = vm.limits.goroutines
            && vm.goroutines.count() as u64 >= limit
        {
            return Err(Fault::Limit(Limit::Goroutines));
        }
        let entry = &vm.code.entries()[func.as_u32() as usize];
        let mut g = vm.goroutines.take(
            &mut self.spare,
            entry.nslots.max(args.len() as u32) + 1,
            &vm.heap,
        )?;
        g.ip = entry.code() as u64;
        g.fp = Slot(1);
        g.parent = 0;
        g.creator = 0;
        let stack = g.stack.words_mut();
        stack[0] = (vm.code.exits.goroutine() as u64) << 16;
        stack[1..][..args.len()].copy_from_slice(args);
        Ok(g)
    }

    fn new_goroutine_for(&mut self, closure: u64, args: &[u64]) -> Result<G, Fault> {
        let func = FuncId::from_u32(crate::vm::heap::mem::load(closure) as u32);
        let mut window = SmallVec::<[u64; 16]>::from_slice(args);
        window.resize(self.vm.program.funcs[func].param_words as usize, 0);
        window.push(closure);
        self.new_goroutine(func, &window)
    }

    /// Lets a new goroutine run; false, with the fault set, if there cannot be one.
    fn start(&mut self, ip: *const Inst, g: Result<G, Fault>) -> bool {
        match g {
            Ok(mut g) => {
                g.creator = ip as u64;
                g.parent = self.g().id;
                self.host.spawn(g);
                true
            }
            Err(fault) => {
                self.set_fault(fault);
                false
            }
        }
    }

    fn window(&self, fp: *mut u64, w: Reg, n: u16) -> &[u64] {
        let first = fp.wrapping_add(w.0 as usize);
        // SAFETY: the verifier proved that the window is in the frame.
        unsafe { std::slice::from_raw_parts(first, n as usize) }
    }

    /// Starts a goroutine that calls a known function; false, with the fault set, if there cannot be one more.
    #[inline(never)]
    pub(crate) fn go_call(&mut self, ip: *const Inst, fp: *mut u64, w: Reg, func: u32) -> bool {
        let func = FuncId::from_u32(func);
        let n = self.vm.program.funcs[func].argument_words();
        let args = SmallVec::<[u64; 16]>::from_slice(self.window(fp, w, n));
        let g = self.new_goroutine(func, &args);
        self.start(ip, g)
    }

    /// Starts a goroutine that calls a closure; false, with the fault set, if that is nil.
    #[inline(never)]
    pub(crate) fn go_closure(
        &mut self,
        ip: *const Inst,
        fp: *mut u64,
        closure: u64,
        w: Reg,
        n: u16,
    ) -> bool {
        if closure == 0 {
            self.set_fault(Fault::Fatal("go of nil func value".into()));
            return false;
        }
        let args = SmallVec::<[u64; 16]>::from_slice(self.window(fp, w, n));
        let g = self.new_goroutine_for(closure, &args);
        self.start(ip, g)
    }

    /// Starts a goroutine that calls a method of an interface; false, with the fault set, if that is nil.
    #[inline(never)]
    pub(crate) fn go_iface(
        &mut self,
        ip: *const Inst,
        fp: *mut u64,
        word: u64,
        method: u32,
        w: Reg,
        n: u16,
    ) -> bool {
        let Some((func, receiver)) = self.method_call(word, method) else {
            return false;
        };
        let mut args = SmallVec::<[u64; 16]>::from_slice(self.window(fp, w, n));
        args.extend_from_slice(&receiver);
        let g = self.new_goroutine(FuncId::from_u32(func), &args);
        self.start(ip, g)
    }
}
