//! Versions of the language: what a file in an older one may not use. Spec: Appendix, Language versions.
//!
//! A package has one version, which a line `//go:build go1.N` before the package clause changes for its file.

use crate::source::FileId;

use super::Checker;
use super::errors::At;

/// The oldest version that such a line can ask for.
const OLDEST_BY_LINE: u32 = 21;

impl Checker<'_> {
    /// What is being checked may use what version `1.minor` brought.
    pub(super) fn allows(&self, minor: u32) -> bool {
        self.env.lang.is_none_or(|lang| lang >= minor)
    }

    /// Reports what version `1.minor` brought, in a file of an older version; false then.
    pub(super) fn requires(&mut self, at: impl At, minor: u32, what: &str) -> bool {
        if self.env.lang.is_none() && self.options.lang.is_none() {
            return true;
        }
        let file = at.span(self).file;
        let allowed = self.lang_of(file).is_none_or(|lang| lang >= minor);
        if !allowed {
            self.error(at, format!("{what} requires go1.{minor} or later"));
        }
        allowed
    }

    /// The version of a file of the package that is being checked; nothing stands for the newest.
    pub(super) fn lang_of(&self, file: FileId) -> Option<u32> {
        if self.packages[self.pkg].std {
            return None;
        }
        let text = &*self.sources.file(file).text;
        match version_line(text) {
            Some(minor) => Some(minor.max(OLDEST_BY_LINE)),
            None => self.options.lang,
        }
    }
}

/// The version that a `//go:build` line before the package clause demands: the newest of those joined by `&&`.
fn version_line(text: &str) -> Option<u32> {
    let head = text
        .lines()
        .take_while(|line| !line.starts_with("package "));
    let line = head
        .filter_map(|line| line.strip_prefix("//go:build "))
        .next()?;
    let tags = line.split("&&").map(str::trim);
    tags.filter_map(|tag| tag.strip_prefix("go1.")?.parse().ok())
        .max()
}
