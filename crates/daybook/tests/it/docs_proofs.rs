//! The pages that say what is proven name tests that exist, and count what they list.
//!
//! Not here: whether a test proves what a page says of it; that is for readers.

use std::{collections::BTreeMap, fs, path::PathBuf};

/// The pages that name tests.
const PAGES: [&str; 3] = ["ASVS.md", "SECURITY.md", "RELIABILITY.md"];

/// Where a path may begin: the suite, the code beside its unit tests, and the lower crates.
const ROOTS: [&str; 8] = [
    "crates/daybook/tests/it",
    "crates/daybook/src",
    "crates/daybook-db/tests",
    "crates/daybook-db/tests/suite",
    "crates/daybook-db/src",
    "crates/daybook-live/tests",
    "crates/daybook-live/src",
    "crates/daybook-web/src",
];

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: impl AsRef<str>) -> Option<String> {
    fs::read_to_string(repository().join(path.as_ref())).ok()
}

/// What stands in backticks and looks like a test or a module: `a::b`, perhaps after the name of a
/// crate, or `web/e2e/a.test.mjs::what it does`.
fn tests_named_in(page: &str) -> impl Iterator<Item = &str> {
    let named = page.split('`').skip(1).step_by(2).filter(|named| named.contains("::"));
    let named =
        named.map(|it| if it.contains('/') { it } else { it.rsplit(' ').next().unwrap_or(it) });
    let is_ours = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_:".contains(c);
    named.filter(move |it| it.contains('/') || it.chars().all(is_ours))
}

/// `a::b` is `a/b.rs`, `a/b/mod.rs` or `a/b/main.rs` under a root, or the function `b` of `a`; what
/// has a `/` is a file and the name of a test in it.
fn exists(named: &str) -> bool {
    let Some((path, name)) = named.rsplit_once("::") else { return false };
    if path.contains('/') {
        return read(path).is_some_and(|text| text.contains(&format!("test(\"{name}\"")));
    }
    let function = format!("fn {name}(");
    module(named).next().is_some() || module(path).any(|text| text.contains(&function))
}

fn module(path: &str) -> impl Iterator<Item = String> {
    let file = path.replace("::", "/");
    let ends = ["", "/mod", "/main"];
    let files = ROOTS
        .iter()
        .flat_map(move |root| ends.map(|end| format!("{root}/{file}{end}.rs")))
        .collect::<Vec<_>>();
    files.into_iter().filter_map(read)
}

#[test]
fn each_test_that_a_page_names_is_there() {
    let mut missing = Vec::new();
    for page in PAGES {
        let Some(text) = read(format!("docs/{page}")) else { continue };
        let named = tests_named_in(&text).filter(|named| !exists(named));
        missing.extend(named.map(|named| format!("{page}: {named}")));
    }
    assert!(missing.is_empty(), "no such tests: {missing:#?}");
}

#[test]
fn the_security_requirements_are_counted() {
    let page = read("docs/ASVS.md").expect("the page");
    let mut counts = BTreeMap::from([("met", 0), ("n/a", 0), ("open", 0)]);
    for row in page.lines().filter(|line| line.starts_with("| V")) {
        let cells: Vec<_> = row.split(" | ").collect();
        // The table of what is open has three columns.
        let [requirements, _, verdict, _] = cells[..] else { continue };
        *counts.get_mut(verdict).expect(row) += requirements.split(", ").count();
    }
    let [met, away, open] = ["met", "n/a", "open"].map(|verdict| counts[verdict]);
    let told =
        format!("{} requirements: {met} met, {away} do not apply, {open} open", met + away + open);
    assert!(page.contains(&told), "docs/ASVS.md should say: {told}");
}
