//! The two halves of the standard library belong together: a function without body in Go has a native, and a native is
//! declared in Go.

use std::collections::BTreeSet;

use minigo::std::PACKAGES;

/// The names of the functions that have no body: lines that begin a declaration and have no brace, but for empty structs.
fn declarations(text: &str) -> BTreeSet<&str> {
    let heads = text.lines().filter_map(|line| line.strip_prefix("func "));
    let has_body = |head: &str| head.replace("struct{}", "").contains('{');
    let bodiless = heads.filter(|head| !has_body(head) && !head.starts_with('('));
    bodiless
        .map(|head| head.split(['(', '[']).next().unwrap_or(head))
        .collect()
}

#[test]
fn every_function_without_body_has_its_native_and_vice_versa() {
    for package in PACKAGES {
        let declared: BTreeSet<&str> = package
            .files
            .iter()
            .flat_map(|(_, text)| declarations(text))
            .collect();
        let rows = package.natives.iter().copied().flatten();
        let native: Vec<&str> = rows.map(|row| row.0).collect();
        let unique: BTreeSet<&str> = native.iter().copied().collect();
        assert_eq!(declared, unique, "package {}", package.path);
        assert_eq!(
            unique.len(),
            native.len(),
            "package {} has a native twice",
            package.path
        );
    }
}

#[test]
fn packages_are_sorted_by_path() {
    assert!(PACKAGES.is_sorted_by_key(|package| package.path));
}
