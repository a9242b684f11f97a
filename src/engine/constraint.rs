//! Which files of a directory belong to its package: by their names and their `//go:build` lines, as the `go` command
//! decides for linux/amd64 without cgo.

/// The minor version of the language, whose `go1.N` tags hold up to it.
const GO_MINOR: u32 = 27;

const SYSTEMS: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
    "zos",
];

const ARCHITECTURES: &[&str] = &[
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "arm64",
    "arm64be",
    "armbe",
    "loong64",
    "mips",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "mipsle",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

/// Whether a name is that of a Go file that `go` reads; tests are left to `go test`.
pub(super) fn is_go_file(name: &str) -> bool {
    name.ends_with(".go") && !name.starts_with(['_', '.'])
}

/// Whether it is a file of tests.
pub(super) fn is_test(name: &str) -> bool {
    name.ends_with("_test.go")
}

/// Whether a file of this name is for this system: `x_windows.go` is not, `windows.go` is.
pub(super) fn name_matches(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let Some((_, suffixes)) = stem.split_once('_') else {
        return true;
    };
    let mut parts: Vec<&str> = suffixes.split('_').collect();
    if parts.last() == Some(&"test") {
        parts.pop();
    }
    let is_system = |name: &&str| SYSTEMS.contains(name);
    let is_architecture = |name: &&str| ARCHITECTURES.contains(name);
    match parts[..] {
        [.., system, architecture] if is_system(&system) && is_architecture(&architecture) => {
            tag_holds(system) && tag_holds(architecture)
        }
        [.., last] if is_system(&last) || is_architecture(&last) => tag_holds(last),
        _ => true,
    }
}

/// Whether the `//go:build` line of a text, if there is one, holds; an error in words if it cannot be understood.
pub(super) fn text_matches(text: &str) -> Result<bool, String> {
    let mut lines = go_build_lines(text);
    let Some(line) = lines.next() else {
        return Ok(true);
    };
    if lines.next().is_some() {
        return Err("multiple //go:build comments".to_owned());
    }
    let mut parser = Parser { rest: line.trim() };
    let holds = parser.either(0).and_then(|holds| match parser.token() {
        "" => Ok(holds),
        token => Err(format!("unexpected token {token}")),
    });
    holds.map_err(|problem| format!("parsing //go:build line: {problem}"))
}

/// What stands behind `//go:build` in lines of their own among the comments at the beginning.
fn go_build_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut in_comment = false;
    let lines = text.lines().map(str::trim);
    let found = lines.map_while(move |line| {
        let found = line.strip_prefix("//go:build").filter(|_| !in_comment);
        in_comment = ends_in_comment(line, in_comment)?;
        Some(found.filter(|expr| expr.is_empty() || expr.starts_with([' ', '\t'])))
    });
    found.flatten()
}

/// Whether the end of a line is within a `/* comment */`; nothing if the line is more than comments.
fn ends_in_comment(line: &str, mut in_comment: bool) -> Option<bool> {
    let mut rest = line;
    loop {
        if in_comment {
            let Some((_, after)) = rest.split_once("*/") else {
                return Some(true);
            };
            rest = after.trim_start();
        }
        if rest.is_empty() || rest.starts_with("//") {
            return Some(false);
        }
        rest = rest.strip_prefix("/*")?;
        in_comment = true;
    }
}

fn tag_holds(tag: &str) -> bool {
    match tag.strip_prefix("go1.") {
        Some(minor) => minor
            .parse()
            .is_ok_and(|minor: u32| (1..=GO_MINOR).contains(&minor)),
        None => matches!(tag, "linux" | "amd64" | "amd64.v1" | "unix" | "gc"),
    }
}

/// `a && (b || !c)`; errors are in the words of `go`.
struct Parser<'a> {
    rest: &'a str,
}

/// How deep parentheses may be nested.
const MAX_DEPTH: u32 = 1000;

impl<'a> Parser<'a> {
    fn either(&mut self, depth: u32) -> Result<bool, String> {
        let mut holds = self.both(depth)?;
        while self.accept("||") {
            holds |= self.both(depth)?;
        }
        Ok(holds)
    }

    fn both(&mut self, depth: u32) -> Result<bool, String> {
        let mut holds = self.operand(depth)?;
        while self.accept("&&") {
            holds &= self.operand(depth)?;
        }
        Ok(holds)
    }

    fn operand(&mut self, depth: u32) -> Result<bool, String> {
        if depth > MAX_DEPTH {
            return Err("build expression too large".to_owned());
        }
        if self.accept("!") {
            if self.rest.starts_with('!') {
                return Err("double negation not allowed".to_owned());
            }
            return Ok(!self.operand(depth + 1)?);
        }
        if self.accept("(") {
            let holds = self.either(depth + 1)?;
            return match self.accept(")") {
                true => Ok(holds),
                false => Err("missing close paren".to_owned()),
            };
        }
        match self.token() {
            "" => Err("unexpected end of expression".to_owned()),
            tag if tag.starts_with(is_tag) => {
                self.accept(tag);
                Ok(tag_holds(tag))
            }
            token => Err(format!("unexpected token {token}")),
        }
    }

    /// What comes next.
    fn token(&self) -> &'a str {
        let tag = self.rest.find(|c| !is_tag(c)).unwrap_or(self.rest.len());
        let operator = match self.rest.get(..2) {
            Some("||" | "&&") => 2,
            _ => self.rest.chars().next().map_or(0, char::len_utf8),
        };
        &self.rest[..if tag > 0 { tag } else { operator }]
    }

    fn accept(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }
}

fn is_tag(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in [
            "a.go",
            "linux.go",
            "windows.go",
            "a_linux.go",
            "a_amd64.go",
            "a_linux_amd64.go",
            "a_foo.go",
            "a_unix.go",
        ] {
            assert!(name_matches(name), "{name}");
        }
        for name in [
            "a_windows.go",
            "a_arm64.go",
            "a_linux_arm64.go",
            "a_windows_amd64.go",
            "_linux_js.go",
            "a_js.x.go",
        ] {
            assert!(!name_matches(name), "{name}");
        }
    }

    #[test]
    fn lines() {
        for (text, expected) in [
            ("package a", true),
            ("//go:build linux\n\npackage a", true),
            (
                "// text\n\n/* text\n*/ //go:build ignore\n//go:build ignore\npackage a",
                false,
            ),
            ("package a\n//go:build ignore\n", true),
            ("//go:buildx ignore\npackage a", true),
            ("//go:build !linux || (gc && go1.27)\npackage a", true),
            ("//go:build go1.28\npackage a", false),
            ("//go:build !(linux&&amd64)\npackage a", false),
        ] {
            assert_eq!(text_matches(text), Ok(expected), "{text}");
        }
        for (text, problem) in [
            ("//go:build \n", "unexpected end of expression"),
            ("//go:build a bar\n", "unexpected token bar"),
            ("//go:build !!a\n", "double negation not allowed"),
            ("//go:build (a\n", "missing close paren"),
            ("//go:build a && || b\n", "unexpected token ||"),
        ] {
            let expected = format!("parsing //go:build line: {problem}");
            assert_eq!(text_matches(text), Err(expected), "{text}");
        }
    }
}
