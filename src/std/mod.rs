//! The standard library: one row per package, each a Go source and the natives that it declares without body.
//!
//! A function is added by writing it in `<pkg>.go`; if Rust must do it, its body is left out there and a row of that name
//! is added to `NATIVES` in `<pkg>.rs`. The Go declaration is the type that the checker uses; a test compares both sides.

use crate::vm::native::NativeFn;

/// Natives by the name of the function that they implement.
pub type Natives = &'static [(&'static str, NativeFn)];

/// A package of the standard library.
#[derive(Clone, Copy)]
pub struct PackageSource {
    /// Its import path.
    pub path: &'static str,
    /// Its Go sources: file name and text.
    pub files: &'static [(&'static str, &'static str)],
    /// Its natives, in any order.
    pub natives: &'static [Natives],
}

macro_rules! packages {
    ($($path:literal: [$($file:literal),*] $natives:expr;)*) => {
        /// All packages, by path.
        pub const PACKAGES: &[PackageSource] = &[$(PackageSource {
            path: $path,
            files: &[$(($file, include_str!($file))),*],
            natives: $natives,
        }),*];
    };
}

packages! {
    "bufio": ["bufio.go"] &[];
    "bytes": ["bytes.go"] &[];
    "context": ["context.go"] &[];
    "errors": ["errors.go"] &[];
    "fmt": ["fmt.go"] &[];
    "io": ["io.go"] &[];
    "math": ["math.go"] &[];
    "math/bits": ["bits.go"] &[];
    "math/rand": ["rand.go"] &[];
    "os": ["os.go"] &[];
    "runtime": ["runtime.go"] &[];
    "sort": ["sort.go"] &[];
    "strconv": ["strconv.go"] &[];
    "strings": ["strings.go"] &[];
    "sync": ["sync.go"] &[];
    "sync/atomic": ["atomic.go"] &[];
    "time": ["time.go", "time_format.go", "time_sleep.go"] &[];
    "unicode": ["unicode.go"] &[];
    "unicode/utf8": ["utf8.go"] &[];
}

/// Packages that every program has, imported or not.
pub const ALWAYS: &[&str] = &["runtime"];

/// The package with this import path.
pub fn find(path: &str) -> Option<&'static PackageSource> {
    let at = PACKAGES.binary_search_by(|p| p.path.cmp(path)).ok()?;
    PACKAGES.get(at)
}

/// The native behind a function without body, written `path.Func`.
pub fn find_native(name: &str) -> Option<NativeFn> {
    let (path, function) = name.rsplit_once('.')?;
    let mut natives = find(path)?.natives.iter().copied().flatten();
    natives.find(|row| row.0 == function).map(|row| row.1)
}
