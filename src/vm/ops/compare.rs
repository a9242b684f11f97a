//! Comparisons to a bool.

use crate::vm::dispatch::{Machine, Ret};
use crate::vm::operand::{Dest, Source};

value_ops! {
    EqInt(m, a: impl Source, b: impl Source) a.word(&m) == b.word(&m);
    NeInt(m, a: impl Source, b: impl Source) a.word(&m) != b.word(&m);
    LtInt(m, a: impl Source, b: impl Source) a.int(&m) < b.int(&m);
    LeInt(m, a: impl Source, b: impl Source) a.int(&m) <= b.int(&m);
    LtUint(m, a: impl Source, b: impl Source) a.word(&m) < b.word(&m);
    LeUint(m, a: impl Source, b: impl Source) a.word(&m) <= b.word(&m);
    EqF64(m, a: impl Source, b: impl Source) a.float(&m) == b.float(&m);
    NeF64(m, a: impl Source, b: impl Source) a.float(&m) != b.float(&m);
    LtF64(m, a: impl Source, b: impl Source) a.float(&m) < b.float(&m);
    LeF64(m, a: impl Source, b: impl Source) a.float(&m) <= b.float(&m);
}
