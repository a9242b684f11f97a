//! The standard library: for each package its Go source and the natives behind the functions without body.

use crate::vm::native::NativeFn;

/// A package of the library.
#[derive(Clone, Copy)]
pub struct PackageSource {
    /// Its import path.
    pub path: &'static str,
    /// Its source.
    pub go: &'static str,
    /// Its functions without body, by the name that Go prints: `time.now`, `strings.(*Builder).grow`.
    pub natives: &'static [(&'static str, NativeFn)],
}

impl PackageSource {
    /// The last element of the path.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }
}

/// All packages, sorted by path.
pub const PACKAGES: &[PackageSource] = &[];

/// Packages that every program has, imported or not.
pub const ALWAYS: &[&str] = &["runtime"];

/// The package with this path.
pub fn find(path: &str) -> Option<&'static PackageSource> {
    PACKAGES.iter().find(|package| package.path == path)
}

/// The native with this name.
pub fn find_native(name: &str) -> Option<NativeFn> {
    let natives = PACKAGES.iter().flat_map(|package| package.natives);
    natives
        .filter(|(candidate, _)| *candidate == name)
        .map(|(_, native)| *native)
        .next()
}
