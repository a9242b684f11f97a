//! The opcodes: what the compiler emits, the verifier proves, the disassembler prints and the VM runs.
//!
//! Notation: `R[a]` is slot `a` of the frame, `R[a..+n]` are `n` slots from `a`. `M[p]` is heap memory. An operand that
//! may be absent is [`Reg::NONE`]. Three operands of 16 bits fit; further ones are in the [`Op::Ext`] that follows, and
//! are written `ext.a`, `ext.b`, `ext.c` (or `ext32` for `b` and `c` read together). Jumps count instructions from the
//! jump itself. Names: `Int` is 64 bits whatever the sign; `I32`, `U8`, … give width and sign; `F64`, `F32` are floats.
//! Division, indexing, nil pointers and so on panic as Go does, with Go's text.
#![allow(
    rustdoc::broken_intra_doc_links,
    reason = "`R[a]` is notation, no link"
)]

/// A frame slot.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Reg(pub u16);

impl Reg {
    /// No register: the operand is absent.
    pub const NONE: Reg = Reg(u16::MAX);
}

/// Calls `$then!` with the whole table, one row per opcode: doc, name, operands.
///
/// Operand types: `Reg` a slot, `i16` an immediate, `u16` a count, field offset in words or small index, `i32` a jump
/// (named `to`), `u32` an index (`func`, `ty`, `global`, `konst`, `native`, `method`); a 16-bit jump is an `i16` named `to`.
#[macro_export]
macro_rules! for_each_op {
    ($then:ident) => {
        $then! {
        // ---- moves and constants ----
        /// Data of the op before it; never run.
        Ext { a: Reg, b: u16, c: u16 }
        /// Does nothing.
        Nop {}
        /// R[dst] := R[src]
        Move { dst: Reg, src: Reg }
        /// R[dst] := R[src] if R[cond] is not 0
        MoveIf { dst: Reg, src: Reg, cond: Reg }
        /// R[dst..+n] := R[src..+n], as if copied at once
        MoveN { dst: Reg, src: Reg, n: u16 }
        /// R[dst] := imm, sign-extended
        LoadImm { dst: Reg, imm: i32 }
        /// R[dst] := constant word konst of the program (wide numbers, string objects, closures)
        LoadConst { dst: Reg, konst: u32 }
        /// R[dst..+n] := 0
        Zero { dst: Reg, n: u16 }
        /// R[dst] := global word
        LoadGlobal { dst: Reg, global: u32 }
        /// global word := R[src]
        StoreGlobal { src: Reg, global: u32 }
        /// R[dst] := address of global word
        GlobalAddr { dst: Reg, global: u32 }

        // ---- integers; results of narrow types are brought back into range by Sext/Zext or the narrow forms ----
        /// R[dst] := R[a] + R[b]
        AddInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] - R[b]
        SubInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] * R[b]
        MulInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] / R[b], signed; panics on zero, wraps on overflow
        DivInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] % R[b], signed
        RemInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] / R[b], unsigned
        DivUint { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] % R[b], unsigned
        RemUint { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] & R[b]
        AndInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] | R[b]
        OrInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] ^ R[b]
        XorInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] &^ R[b]
        AndNotInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] << R[b]; R[b] unsigned, 64 and more give 0
        ShlInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] >> R[b], arithmetic; R[b] unsigned, 64 and more give the sign
        ShrInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] >> R[b], logical; R[b] unsigned, 64 and more give 0
        ShrUint { dst: Reg, a: Reg, b: Reg }
        /// panics "negative shift amount" if R[a] < 0
        CheckShift { a: Reg }
        /// R[dst] := R[a] + imm
        AddImm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] * imm
        MulImm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] / imm, signed; imm is neither 0 nor -1
        DivImm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] / 2, signed
        Half { dst: Reg, a: Reg }
        /// R[dst] := R[a] / 2^imm, signed, 0 < imm < 63
        DivPow { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] % imm, signed; imm is neither 0 nor -1
        RemImm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] & imm (sign-extended)
        AndImm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] | imm
        OrImm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] ^ imm
        XorImm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] << imm, 0 ≤ imm < 64
        ShlImm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] >> imm, arithmetic, 0 ≤ imm < 64
        ShrImm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] >> imm, logical, 0 ≤ imm < 64
        ShrUImm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := -R[a]
        NegInt { dst: Reg, a: Reg }
        /// R[dst] := ^R[a]
        NotInt { dst: Reg, a: Reg }
        /// R[dst] := !R[a] for a bool
        NotBool { dst: Reg, a: Reg }
        /// R[dst] := R[a] + R[b], wrapped to int32
        AddI32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] - R[b], wrapped to int32
        SubI32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] * R[b], wrapped to int32
        MulI32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] + R[b], wrapped to uint32
        AddU32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] - R[b], wrapped to uint32
        SubU32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] * R[b], wrapped to uint32
        MulU32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] << R[b], wrapped to uint32
        ShlU32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] << imm, wrapped to uint32
        ShlU32Imm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := R[a] rotated left by imm within 32 bits
        RotlU32Imm { dst: Reg, a: Reg, imm: i16 }
        /// R[dst] := low 8 bits of R[a], sign-extended
        Sext8 { dst: Reg, a: Reg }
        /// R[dst] := low 16 bits of R[a], sign-extended
        Sext16 { dst: Reg, a: Reg }
        /// R[dst] := low 32 bits of R[a], sign-extended
        Sext32 { dst: Reg, a: Reg }
        /// R[dst] := low 8 bits of R[a]
        Zext8 { dst: Reg, a: Reg }
        /// R[dst] := low 16 bits of R[a]
        Zext16 { dst: Reg, a: Reg }
        /// R[dst] := low 32 bits of R[a]
        Zext32 { dst: Reg, a: Reg }

        // ---- floats ----
        /// R[dst] := R[a] + R[b]
        AddF64 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] - R[b]
        SubF64 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] * R[b]
        MulF64 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] / R[b]
        DivF64 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := -R[a]
        NegF64 { dst: Reg, a: Reg }
        /// R[dst] := √R[a]
        SqrtF64 { dst: Reg, a: Reg }
        /// R[dst] := min(R[a], R[b]) with Go's rules for NaN and negative zero
        MinF64 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := max(R[a], R[b]) with Go's rules for NaN and negative zero
        MaxF64 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] + R[b]
        AddF32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] - R[b]
        SubF32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] * R[b]
        MulF32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] / R[b]
        DivF32 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := -R[a]
        NegF32 { dst: Reg, a: Reg }
        /// R[dst] := float64(int64 R[a])
        IntToF64 { dst: Reg, a: Reg }
        /// R[dst] := float64(uint64 R[a])
        UintToF64 { dst: Reg, a: Reg }
        /// R[dst] := int64(float64 R[a]), as amd64 does (out of range gives the minimum)
        F64ToInt { dst: Reg, a: Reg }
        /// R[dst] := int32(float64 R[a]), as amd64 does (out of range gives the minimum)
        F64ToI32 { dst: Reg, a: Reg }
        /// R[dst] := uint64(float64 R[a]), as gc's amd64 code does
        F64ToUint { dst: Reg, a: Reg }
        /// R[dst] := float32(float64 R[a])
        F64ToF32 { dst: Reg, a: Reg }
        /// R[dst] := float64(float32 R[a])
        F32ToF64 { dst: Reg, a: Reg }
        /// R[dst] := float32(int64 R[a])
        IntToF32 { dst: Reg, a: Reg }
        /// R[dst] := float32(uint64 R[a])
        UintToF32 { dst: Reg, a: Reg }
        /// complex128 values are two float words; R[dst..+2] := R[a..+2] * R[b..+2]
        MulC128 { dst: Reg, a: Reg, b: Reg }
        /// R[dst..+2] := R[a..+2] / R[b..+2], with Go's rules for infinities and NaN
        DivC128 { dst: Reg, a: Reg, b: Reg }

        // ---- comparisons to a bool ----
        /// R[dst] := R[a] == R[b] as words (integers, bools, pointers, chans, maps/funcs/slices against nil)
        EqInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] != R[b]
        NeInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] < R[b], signed
        LtInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] <= R[b], signed
        LeInt { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] < R[b], unsigned
        LtUint { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] <= R[b], unsigned
        LeUint { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] == R[b], floats
        EqF64 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] != R[b], floats
        NeF64 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] < R[b], floats
        LtF64 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] <= R[b], floats
        LeF64 { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] == R[b], strings
        EqStr { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] != R[b], strings
        NeStr { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] < R[b], strings
        LtStr { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] <= R[b], strings
        LeStr { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[a] == R[b], interfaces; panics on an uncomparable dynamic type
        EqIface { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := the values of type ext32 at R[a..] and R[b..] are equal (structs, arrays, anything)
        EqType { dst: Reg, a: Reg, b: Reg }

        // ---- jumps; every taken one spends budget ----
        /// continue at to
        Jump { to: i32 }
        /// if R[cond]
        JumpIf { cond: Reg, to: i32 }
        /// if !R[cond]
        JumpIfNot { cond: Reg, to: i32 }
        /// if R[a] == R[b]
        JEq { a: Reg, b: Reg, to: i16 }
        /// if R[a] != R[b]
        JNe { a: Reg, b: Reg, to: i16 }
        /// if R[a] < R[b], signed
        JLt { a: Reg, b: Reg, to: i16 }
        /// if R[a] <= R[b], signed
        JLe { a: Reg, b: Reg, to: i16 }
        /// if R[a] < R[b], unsigned
        JLtU { a: Reg, b: Reg, to: i16 }
        /// if R[a] <= R[b], unsigned
        JLeU { a: Reg, b: Reg, to: i16 }
        /// if R[a] == imm
        JEqImm { a: Reg, imm: i16, to: i16 }
        /// if R[a] != imm
        JNeImm { a: Reg, imm: i16, to: i16 }
        /// if R[a] < imm, signed
        JLtImm { a: Reg, imm: i16, to: i16 }
        /// if R[a] <= imm, signed
        JLeImm { a: Reg, imm: i16, to: i16 }
        /// if R[a] > imm, signed
        JGtImm { a: Reg, imm: i16, to: i16 }
        /// if R[a] >= imm, signed
        JGeImm { a: Reg, imm: i16, to: i16 }
        /// if R[a] < R[b], floats
        JLtF64 { a: Reg, b: Reg, to: i16 }
        /// if R[a] <= R[b], floats
        JLeF64 { a: Reg, b: Reg, to: i16 }
        /// if !(R[a] < R[b]), floats
        JNotLtF64 { a: Reg, b: Reg, to: i16 }
        /// if !(R[a] <= R[b]), floats
        JNotLeF64 { a: Reg, b: Reg, to: i16 }
        /// if R[a] == R[b], floats
        JEqF64 { a: Reg, b: Reg, to: i16 }
        /// if R[a] != R[b], floats
        JNeF64 { a: Reg, b: Reg, to: i16 }
        /// if R[a] == R[b], strings
        JEqStr { a: Reg, b: Reg, to: i16 }
        /// if R[a] != R[b], strings
        JNeStr { a: Reg, b: Reg, to: i16 }
        /// R[i] := R[i] + 1; if R[i] < R[n], signed
        IncJLt { i: Reg, n: Reg, to: i16 }
        /// R[i] := R[i] + 1; if R[i] < imm, signed
        IncJLtImm { i: Reg, imm: i16, to: i16 }
        /// R[i] := R[i] + 1; if R[i] <= R[n], signed
        IncJLe { i: Reg, n: Reg, to: i16 }
        /// R[i] := R[i] - 1; if R[i] >= imm, signed
        DecJGeImm { i: Reg, imm: i16, to: i16 }
        /// R[i] := R[i] + R[step]; if R[i] <= R[ext.a], signed; ext precedes nothing else
        AddJLe { i: Reg, step: Reg, to: i16 }
        /// R[i] := R[i] + R[step]; if R[i] < R[ext.a], signed
        AddJLt { i: Reg, step: Reg, to: i16 }
        /// continue at pc + 1 + R[a] (a run of Jump ops follows) if 0 <= R[a] < n, else at pc + 1 + n
        JumpTable { a: Reg, n: u16 }

        // ---- pointers: panic on nil; off counts words ----
        /// R[dst] := M[R[p] + 8*off], 64 bits
        Load { dst: Reg, p: Reg, off: u16 }
        /// R[dst] := 8 bits at R[p] + 8*off, sign-extended
        LoadI8 { dst: Reg, p: Reg, off: u16 }
        /// 8 bits, zero-extended
        LoadU8 { dst: Reg, p: Reg, off: u16 }
        /// 16 bits, sign-extended
        LoadI16 { dst: Reg, p: Reg, off: u16 }
        /// 16 bits, zero-extended
        LoadU16 { dst: Reg, p: Reg, off: u16 }
        /// 32 bits, sign-extended
        LoadI32 { dst: Reg, p: Reg, off: u16 }
        /// 32 bits, zero-extended
        LoadU32 { dst: Reg, p: Reg, off: u16 }
        /// R[dst..+n] := n words at R[p]
        LoadN { dst: Reg, p: Reg, n: u16 }
        /// M[R[p] + 8*off] := R[src], 64 bits
        Store { p: Reg, off: u16, src: Reg }
        /// 8 bits
        Store8 { p: Reg, off: u16, src: Reg }
        /// 16 bits
        Store16 { p: Reg, off: u16, src: Reg }
        /// 32 bits
        Store32 { p: Reg, off: u16, src: Reg }
        /// n words at R[p] := R[src..+n]
        StoreN { p: Reg, src: Reg, n: u16 }
        /// R[dst] := R[p] + 8*off, nil-checked
        FieldAddr { dst: Reg, p: Reg, off: u16 }
        /// panics if R[p] is nil
        NilCheck { p: Reg }
        /// n words at R[p] := n words at R[q] (n may be large: ext32)
        CopyMem { p: Reg, q: Reg }
        /// n words at R[p] := 0 (ext32)
        ZeroMem { p: Reg }
        /// M[R[p] + 8*off] := itself + R[src] (64 bits)
        AddField { p: Reg, off: u16, src: Reg }
        /// M[R[p] + 8*off] := itself + imm (64 bits)
        AddFieldImm { p: Reg, off: u16, imm: i16 }
        /// R[dst] := R[a] + M[R[p] + 8*ext.b], floats
        AddF64Field { dst: Reg, a: Reg, p: Reg }
        /// R[dst] := R[a] * M[R[p] + 8*ext.b], floats
        MulF64Field { dst: Reg, a: Reg, p: Reg }

        // ---- slices and arrays: panic out of range ----
        /// R[dst] := len of the slice
        SliceLen { dst: Reg, s: Reg }
        /// R[dst] := cap of the slice
        SliceCap { dst: Reg, s: Reg }
        /// R[dst] := R[s][R[i]], 64-bit elements
        Index { dst: Reg, s: Reg, i: Reg }
        /// 8-bit signed elements
        IndexI8 { dst: Reg, s: Reg, i: Reg }
        /// 8-bit unsigned or bool elements
        IndexU8 { dst: Reg, s: Reg, i: Reg }
        /// 16-bit signed elements
        IndexI16 { dst: Reg, s: Reg, i: Reg }
        /// 16-bit unsigned elements
        IndexU16 { dst: Reg, s: Reg, i: Reg }
        /// 32-bit signed elements
        IndexI32 { dst: Reg, s: Reg, i: Reg }
        /// 32-bit unsigned or float32 elements
        IndexU32 { dst: Reg, s: Reg, i: Reg }
        /// R[dst..+n] := R[s][R[i]], elements of n = ext.b words
        IndexN { dst: Reg, s: Reg, i: Reg }
        /// R[s][R[i]] := R[src], 64-bit elements
        SetIndex { s: Reg, i: Reg, src: Reg }
        /// 8-bit elements
        SetIndex8 { s: Reg, i: Reg, src: Reg }
        /// 16-bit elements
        SetIndex16 { s: Reg, i: Reg, src: Reg }
        /// 32-bit elements
        SetIndex32 { s: Reg, i: Reg, src: Reg }
        /// elements of n = ext.b words
        SetIndexN { s: Reg, i: Reg, src: Reg }
        /// R[dst] := word ext.b of R[s][R[i]], elements of ext.c words
        IndexField { dst: Reg, s: Reg, i: Reg }
        /// word ext.b of R[s][R[i]] := R[src], elements of ext.c words
        SetIndexField { s: Reg, i: Reg, src: Reg }
        /// R[dst] := address of R[s][R[i]]; ext32 is the element's size in bytes
        IndexAddr { dst: Reg, s: Reg, i: Reg }
        /// R[dst] := R[s][R[i]][R[ext.a]] for a slice of slices with 64-bit elements
        Index2 { dst: Reg, s: Reg, i: Reg }
        /// R[dst] := address of element R[i] of the array at address R[p]: ext.a unused, ext32 = length; the next Ext's ext32 = element bytes
        ArrayAddr { dst: Reg, p: Reg, i: Reg }
        /// R[dst] := element R[i] of the array at address R[p]; ext.a = unused, ext.b = width code (see Width), ext.c unused; the next Ext's ext32 = length
        ArrayLoad { dst: Reg, p: Reg, i: Reg }
        /// element R[i] of the array at address R[p] := R[src]; same Exts as ArrayLoad
        ArrayStore { p: Reg, i: Reg, src: Reg }
        /// R[dst..] := element R[i] of the array in R[base..]; ext.a = words of an element that is no scalar, else 0, ext.b = width code, ext.c = length (arrays in frames are small)
        RegIndex { dst: Reg, base: Reg, i: Reg }
        /// element R[i] of the array in R[base..] := R[src..]; same Ext as RegIndex
        RegSetIndex { base: Reg, i: Reg, src: Reg }
        /// panics "index out of range" unless 0 <= R[i] < R[n]
        CheckIndex { i: Reg, n: Reg }
        /// R[dst] := R[x][R[lo]:R[ext.a]:R[ext.b]] of a slice; absent bounds are NONE; the next Ext's ext32 is the slice type
        SliceSlice { dst: Reg, x: Reg, lo: Reg }
        /// R[dst] := R[x][R[lo]:R[ext.a]] of a string
        SliceStr { dst: Reg, x: Reg, lo: Reg }
        /// R[dst] := the array at address R[x], sliced; bounds as SliceSlice; the next Ext's ext32 is the slice type, the one after: ext32 = array length
        SliceArray { dst: Reg, x: Reg, lo: Reg }
        /// R[dst] := make([]T, R[len], R[cap]); ext32 = slice type
        MakeSlice { dst: Reg, len: Reg, cap: Reg }
        /// R[dst] := a slice of n new elements taken from R[src..] (n * element words); ext32 = slice type; used by literals and variadic calls
        SliceOf { dst: Reg, src: Reg, n: u16 }
        /// R[dst] := append(R[s], value R[src..]); ext32 = slice type
        Append { dst: Reg, s: Reg, src: Reg }
        /// R[dst] := append(R[s], R[src]...); ext32 = slice type
        AppendSlice { dst: Reg, s: Reg, src: Reg }
        /// R[dst] := append([]byte R[s], string R[src]...); ext32 = slice type
        AppendStr { dst: Reg, s: Reg, src: Reg }
        /// R[dst] := copy(R[to], R[from]); ext32 = slice type of to
        CopySlice { dst: Reg, to: Reg, from: Reg }
        /// R[dst] := copy([]byte R[to], string R[from])
        CopyStr { dst: Reg, to: Reg, from: Reg }
        /// clear(R[s]); ext32 = slice type
        ClearSlice { s: Reg }
        /// R[dst] := address of the array under slice R[s] if its length is at least ext32, else panics (conversion to array pointer; nil slice gives nil)
        SliceToArray { dst: Reg, s: Reg }

        // ---- strings ----
        /// R[dst] := len
        StrLen { dst: Reg, s: Reg }
        /// R[dst] := byte R[i] of R[s]
        StrIndex { dst: Reg, s: Reg, i: Reg }
        /// R[dst] := R[a] + R[b]
        Concat { dst: Reg, a: Reg, b: Reg }
        /// R[dst] := R[src] + … + R[src+n-1]
        ConcatN { dst: Reg, src: Reg, n: u16 }
        /// R[dst] := rune at byte R[i] of R[s] (0xFFFD if invalid), R[dst+1] := index of the next one; R[i] is in range
        StrDecode { dst: Reg, s: Reg, i: Reg }
        /// R[dst] := string([]byte R[a])
        StrFromBytes { dst: Reg, a: Reg }
        /// R[dst] := []byte(string R[a]); ext32 = slice type
        BytesFromStr { dst: Reg, a: Reg }
        /// R[dst] := string([]rune R[a])
        StrFromRunes { dst: Reg, a: Reg }
        /// R[dst] := []rune(string R[a]); ext32 = slice type
        RunesFromStr { dst: Reg, a: Reg }
        /// R[dst] := string(rune R[a]); out of range gives U+FFFD
        StrFromRune { dst: Reg, a: Reg }

        // ---- maps; the map type is ext32 ----
        /// R[dst] := make(map, R[hint] or NONE)
        MakeMap { dst: Reg, hint: Reg }
        /// R[dst] := len, 0 if nil
        MapLen { dst: Reg, m: Reg }
        /// R[dst..] := R[m][R[key..]], zero if absent
        MapGet { dst: Reg, m: Reg, key: Reg }
        /// R[dst..] := R[m][R[key..]] and R[the next Ext's a] := present
        MapGetOk { dst: Reg, m: Reg, key: Reg }
        /// R[m][R[key..]] := R[src..]; panics on nil
        MapSet { m: Reg, key: Reg, src: Reg }
        /// R[dst..] := R[m][R[key..]] for a later MapSet of the same key (m[k] op= v): as MapGet, but panics on nil
        MapGetForSet { dst: Reg, m: Reg, key: Reg }
        /// delete(R[m], R[key..])
        MapDelete { m: Reg, key: Reg }
        /// clear(R[m])
        MapClear { m: Reg }
        /// R[it] := a new iterator over R[m]
        MapIter { it: Reg, m: Reg }
        /// if the iterator has an entry: R[key..], R[value..] (either may be NONE) := it, else jump: the Ext after the type's holds `to` in ext32 (from this op)
        MapNext { it: Reg, key: Reg, value: Reg }

        // ---- allocation, interfaces ----
        /// R[dst] := address of a new zeroed object of type ty
        New { dst: Reg, ty: u32 }
        /// R[dst] := a new array object of ext32 elements … of type ty: only through MakeSlice; here: a new box holding R[src..] of type ext32
        NewInit { dst: Reg, src: Reg }
        /// R[dst] := closure of function ext32 with captures R[src..+n]
        MakeClosure { dst: Reg, src: Reg, n: u16 }
        /// R[dst] := interface of dynamic type ext32 holding R[src..]
        MakeIface { dst: Reg, src: Reg }
        /// R[dst] := interface of pointer-shaped dynamic type ty holding R[src]
        MakeIfacePtr { dst: Reg, src: Reg, ty: u16 }
        /// R[dst] := type id of interface R[a], 0 if nil
        IfaceType { dst: Reg, a: Reg }
        /// R[dst..] := value of interface R[a], whose dynamic type is known to be ext32
        IfaceValue { dst: Reg, a: Reg }
        /// R[dst..] := R[a].(T), T = ext32 concrete: panics on mismatch; the next Ext's ext32 = static interface type of R[a] (for the text)
        Assert { dst: Reg, a: Reg }
        /// R[dst..] := value and R[ok] := true, or zero and false; ext32 = T concrete
        AssertOk { dst: Reg, a: Reg, ok: Reg }
        /// R[dst] := R[a].(I), I = ext32 interface type: panics if nil or a method is missing
        AssertIface { dst: Reg, a: Reg }
        /// R[dst] := R[a] or nil, R[ok] := whether it implements I = ext32
        AssertIfaceOk { dst: Reg, a: Reg, ok: Reg }
        /// R[dst] := whether the dynamic type of R[a] implements I = ext32 (false if nil)
        Implements { dst: Reg, a: Reg }

        // ---- calls: the callee's slot 0 is R[w]; R[w-1] is its link word ----
        /// call func
        Call { w: Reg, func: u32 }
        /// call closure R[f]; its closure word goes to R[w + n]; panics if nil
        CallClosure { w: Reg, f: Reg, n: u16 }
        /// call method ext32 of interface R[x]; the receiver goes to R[w + n ..]; panics if nil
        CallIface { w: Reg, x: Reg, n: u16 }
        /// call native: arguments at R[w..], results to R[w..]
        CallNative { w: Reg, native: u32 }
        /// return without results
        Return0 {}
        /// return R[src]
        Return1 { src: Reg }
        /// return R[src..+n]
        Return { src: Reg, n: u16 }
        /// return imm
        ReturnImm { imm: i16 }
        /// run this frame's deferred calls in windows at R[w]
        RunDefers { w: Reg }
        /// defer call of func with n argument and receiver words R[w..+n], n = the callee's
        DeferCall { w: Reg, func: u32 }
        /// defer call of closure R[f] with n argument words R[w..+n]; a nil closure panics when it runs
        DeferClosure { w: Reg, f: Reg, n: u16 }
        /// defer call of method ext32 of interface R[x] with n argument words R[w..+n]; panics now if nil
        DeferIface { w: Reg, x: Reg, n: u16 }
        /// R[dst] := a number for this frame, for DeferMove
        FrameId { dst: Reg }
        /// the newest deferred call of this frame becomes one of the frame with the number R[frame], below on the stack
        DeferMove { frame: Reg }
        /// go: as Call
        GoCall { w: Reg, func: u32 }
        /// go: as CallClosure; a nil closure is a fatal error
        GoClosure { w: Reg, f: Reg, n: u16 }
        /// go: as CallIface
        GoIface { w: Reg, x: Reg, n: u16 }
        /// panic(interface R[a])
        Panic { a: Reg }
        /// R[dst] := recover()
        Recover { dst: Reg }
        /// missing return or unreachable code: an internal error of the VM
        Unreachable {}

        // ---- channels ----
        /// R[dst] := make(chan, R[size] or NONE); ext32 = channel type
        MakeChan { dst: Reg, size: Reg }
        /// R[c] <- R[src..]
        Send { c: Reg, src: Reg }
        /// R[dst..] := <-R[c] (dst may be NONE), R[ok] := received (ok may be NONE); n = element words
        Recv { dst: Reg, c: Reg, ok: Reg }
        /// close(R[c])
        Close { c: Reg }
        /// R[dst] := len(R[c])
        ChanLen { dst: Reg, c: Reg }
        /// R[dst] := cap(R[c])
        ChanCap { dst: Reg, c: Reg }
        /// R[dst] := index of the case that proceeded; n cases follow as SelectSend / SelectRecv; with default, -1 if none is ready
        Select { dst: Reg, n: u16, default: u16 }
        /// case R[c] <- R[src..]
        SelectSend { c: Reg, src: Reg }
        /// case R[dst..], R[ok] = <-R[c]; dst and ok may be NONE
        SelectRecv { dst: Reg, c: Reg, ok: Reg }
                }
    };
}

macro_rules! define_ops {
    ($($(#[$doc:meta])* $name:ident { $($field:ident : $ty:ty),* })*) => {
        /// An instruction.
        #[derive(Clone, Copy, PartialEq, Debug)]
        #[repr(u16)]
        #[allow(missing_docs, reason = "the operands are explained by the variant's register-transfer line")]
        pub enum Op {
            $($(#[$doc])* $name { $($field: $ty),* },)*
        }
    };
}

for_each_op!(define_ops);

const _: () = assert!(size_of::<Op>() == 8);
