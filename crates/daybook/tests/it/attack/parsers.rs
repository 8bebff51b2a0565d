//! Each parser of our own over its corpus, and over bytes that are near to it.
//!
//! The corpus in `fuzz/corpus/` is what the fuzzers of `make attack` begin with; what they find is
//! put there. Not here: the laws, which stand beside the parsers (`daybook::parsers`).

use daybook::parsers::PARSERS;
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};
use std::{fs, path::PathBuf};

/// Bytes at which grammars turn.
const SIGNS: &[u8] = b"\0\t\r\n \"#$%&'()*+,-./0:;<=>?@[\\]_`aAeEzZT{|}~\x7f\x80\xc0\xed\xff";

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name);
    let files = fs::read_dir(&folder).unwrap_or_else(|_| panic!("{name} has no corpus"));
    let seeds: Vec<Vec<u8>> =
        files.map(|file| fs::read(file.expect("a file").path()).expect("a seed")).collect();
    assert!(!seeds.is_empty(), "{name} has no seed");
    seeds
}

/// A seed with some bytes changed, added or cut, and sometimes another one behind it.
fn near(seeds: &[Vec<u8>]) -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![prop::sample::select(SIGNS), any::<u8>()];
    let changes = prop::collection::vec((any::<Index>(), 0..4_u8, byte), 0..8);
    let seed = || prop::sample::select(seeds.to_vec());
    (seed(), prop::option::weighted(0.2, seed()), changes).prop_map(|(mut bytes, more, changes)| {
        bytes.extend(more.into_iter().flatten());
        for (at, how, byte) in changes {
            let at = at.index(bytes.len() + 1);
            match how {
                0 => bytes.insert(at, byte),
                1 => bytes.truncate(at),
                2 if at < bytes.len() => _ = bytes.remove(at),
                _ if at < bytes.len() => bytes[at] = byte,
                _ => bytes.push(byte),
            }
        }
        bytes
    })
}

fn check(name: &str, parse: fn(&[u8]), cases: u32, bytes: &impl Strategy<Value = Vec<u8>>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let checked = TestRunner::new(config).run(bytes, |bytes| {
        parse(&bytes);
        Ok(())
    });
    assert!(checked.is_ok(), "{name}: {checked:?}");
}

#[test]
fn no_parser_panics_on_what_is_near_to_its_corpus() {
    for (name, parse) in PARSERS {
        let seeds = corpus(name);
        seeds.iter().for_each(|seed| parse(seed));
        check(name, *parse, 5_000, &near(&seeds));
    }
}

#[test]
fn no_parser_panics_on_any_bytes() {
    for (name, parse) in PARSERS {
        check(name, *parse, 1_000, &prop::collection::vec(any::<u8>(), 0..300));
    }
}

#[test]
fn each_parser_has_a_fuzz_target() {
    let targets = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/Cargo.toml");
    let targets = fs::read_to_string(targets).expect("the targets");
    for (name, _) in PARSERS {
        assert!(targets.contains(&format!("name = \"{name}\"")), "{name} has no target in fuzz/");
    }
}
