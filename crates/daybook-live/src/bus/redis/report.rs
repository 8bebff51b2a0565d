//! How nodes write of who is present.
//!
//! Invariant: whatever comes is read without a panic, or not at all.
//! Not here: what surrounds it (`wire`).

use std::sync::Arc;

use bytes::{Buf, BufMut};

use super::text::{put_text, text};
use crate::Person;
use crate::presence::{Change, Report};

const ALIVE: u8 = 0;
const CHANGED: u8 = 1;
const WHOLE: u8 = 2;
const ASK_ALL: u8 = 3;
const ASK_ONE: u8 = 4;
const GONE: u8 = 5;

pub(super) fn add(message: &mut Vec<u8>, report: &Report) {
    match report {
        Report::Alive { version } => {
            message.put_u8(ALIVE);
            message.put_u64(*version);
        }
        Report::Changed { version, changes } => {
            message.put_u8(CHANGED);
            message.put_u64(*version);
            put_count(message, changes.len());
            for Change { stream, person, is_present } in changes {
                put_person(message, stream, person);
                message.put_u8((*is_present).into());
            }
        }
        Report::Whole { version, part, is_last, people } => {
            message.put_u8(WHOLE);
            message.put_u64(*version);
            message.put_u32(*part);
            message.put_u8((*is_last).into());
            put_count(message, people.len());
            people.iter().for_each(|(stream, person)| put_person(message, stream, person));
        }
        Report::Ask { of: None } => message.put_u8(ASK_ALL),
        Report::Ask { of: Some(node) } => {
            message.put_u8(ASK_ONE);
            message.put_u64(*node);
        }
        Report::Gone => message.put_u8(GONE),
    }
}

pub(super) fn read(message: &mut &[u8]) -> Option<Report> {
    Some(match message.try_get_u8().ok()? {
        ALIVE => Report::Alive { version: message.try_get_u64().ok()? },
        CHANGED => {
            let version = message.try_get_u64().ok()?;
            let change = |message: &mut &[u8]| {
                let (stream, person) = person(message)?;
                Some(Change { stream, person, is_present: flag(message)? })
            };
            Report::Changed { version, changes: several(message, change)? }
        }
        WHOLE => {
            let version = message.try_get_u64().ok()?;
            let part = message.try_get_u32().ok()?;
            let is_last = flag(message)?;
            Report::Whole { version, part, is_last, people: several(message, person)? }
        }
        ASK_ALL => Report::Ask { of: None },
        ASK_ONE => Report::Ask { of: Some(message.try_get_u64().ok()?) },
        GONE => Report::Gone,
        _ => return None,
    })
}

fn put_count(message: &mut Vec<u8>, count: usize) {
    // No report names more people.
    message.put_u32(u32::try_from(count).unwrap_or(u32::MAX));
}

fn put_person(message: &mut Vec<u8>, stream: &str, person: &Person) {
    put_text(message, stream);
    message.put_i64(person.id);
    put_text(message, &person.name);
}

fn person(message: &mut &[u8]) -> Option<(Arc<str>, Person)> {
    let stream = text(message)?;
    let id = message.try_get_i64().ok()?;
    Some((stream, Person { id, name: text(message)? }))
}

fn flag(message: &mut &[u8]) -> Option<bool> {
    Some(message.try_get_u8().ok()? != 0)
}

/// As many as are said to be there. Nothing is set aside for them before they are.
fn several<T>(message: &mut &[u8], mut one: impl FnMut(&mut &[u8]) -> Option<T>) -> Option<Vec<T>> {
    let count = message.try_get_u32().ok()?;
    let mut read = Vec::new();
    for _ in 0..count {
        read.push(one(message)?);
    }
    Some(read)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn people() -> impl Strategy<Value = Vec<(Arc<str>, Person)>> {
        let person = ("[a-z]{1,6}:[0-9]{1,3}", any::<i64>(), "\\PC{0,12}");
        let person = person.prop_map(|(stream, id, name)| {
            (Arc::from(stream.as_str()), Person { id, name: name.as_str().into() })
        });
        proptest::collection::vec(person, 0..5)
    }

    fn reports() -> impl Strategy<Value = Report> {
        let changed = (any::<u64>(), people(), any::<bool>());
        prop_oneof![
            any::<u64>().prop_map(|version| Report::Alive { version }),
            changed.prop_map(|(version, people, is_present)| {
                let change = |(stream, person)| Change { stream, person, is_present };
                Report::Changed { version, changes: people.into_iter().map(change).collect() }
            }),
            (any::<u64>(), any::<u32>(), any::<bool>(), people()).prop_map(
                |(version, part, is_last, people)| Report::Whole { version, part, is_last, people }
            ),
            any::<Option<u64>>().prop_map(|of| Report::Ask { of }),
            Just(Report::Gone),
        ]
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(report in reports()) {
            let mut message = Vec::new();
            add(&mut message, &report);
            let mut rest = message.as_slice();
            prop_assert_eq!(read(&mut rest), Some(report));
            prop_assert!(rest.is_empty());
            for cut in 0..message.len() {
                prop_assert_eq!(read(&mut &message[..cut]), None, "cut at {}", cut);
            }
        }
    }
}
