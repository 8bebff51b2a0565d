//! What nodes write to each other: a head, and a note after the other.
//!
//! Invariants: whatever comes is read without a panic, or not at all; an event that is large, or whose
//! history is not known, stays at home, and the hint says only how far its stream is.
//! Not here: how it travels (`link`).

use std::sync::Arc;

use bytes::{Buf, BufMut};

use super::{
    link::CHANNELS,
    report,
    text::{put_text, text},
};
use crate::{Event, Hint, Note, Signal, Told};

/// Raised whenever the form changes: nodes of two versions then only heal from each other, and know nobody there.
const VERSION: u8 = 3;
/// The most bytes of an event that travels.
const LONGEST_PAYLOAD: usize = 8 * 1024;

/// What comes first in a note.
const HINT: u8 = 0;
const REPORT: u8 = 1;
const SIGNAL: u8 = 2;

/// The channels of nodes that share a name: other versions and other Daybooks have other ones.
pub(super) fn channels(name: &str) -> [String; CHANNELS] {
    std::array::from_fn(|number| format!("daybook:hints:{VERSION}:{name}:{number}"))
}

/// A message of this link, without notes: it is only to come back.
pub(super) fn beat(link: u64) -> Vec<u8> {
    let mut message = Vec::with_capacity(64);
    message.put_u8(VERSION);
    message.put_u64(link);
    message
}

/// Adds a note to a message.
pub(super) fn add(message: &mut Vec<u8>, note: &Note) {
    message.put_u8(match note.told {
        Told::Hint(_) => HINT,
        Told::Report(_) => REPORT,
        Told::Signal(_) => SIGNAL,
    });
    message.put_u64(note.node);
    put_text(message, note.epoch.as_deref().unwrap_or_default());
    match &note.told {
        Told::Hint(hint) => add_hint(message, hint, note.epoch.is_some()),
        Told::Report(report) => report::add(message, report),
        Told::Signal(signal) => {
            put_text(message, &signal.stream);
            put_text(message, &signal.payload);
        }
    }
}

fn add_hint(message: &mut Vec<u8>, hint: &Hint, is_known: bool) {
    put_text(message, &hint.stream);
    message.put_u64(hint.seq);
    let fits = |event: &&Arc<Event>| is_known && event.payload.len() <= LONGEST_PAYLOAD;
    let event = hint.event.as_ref().filter(fits);
    message.put_u8(event.is_some().into());
    if let Some(event) = event {
        put_text(message, &event.kind);
        put_text(message, &event.payload);
    }
}

/// Which link wrote a message, and the notes in it; `None` when it is of another form.
pub(super) fn read(mut message: &[u8]) -> Option<(u64, Vec<Note>)> {
    if message.try_get_u8().ok()? != VERSION {
        return None;
    }
    let link = message.try_get_u64().ok()?;
    let mut notes = Vec::new();
    while message.has_remaining() {
        notes.push(note(&mut message)?);
    }
    Some((link, notes))
}

fn note(message: &mut &[u8]) -> Option<Note> {
    let kind = message.try_get_u8().ok()?;
    let node = message.try_get_u64().ok()?;
    let epoch = Some(text(message)?).filter(|epoch| !epoch.is_empty());
    let told = match kind {
        HINT => Told::Hint(hint(message)?),
        REPORT => Told::Report(report::read(message)?),
        SIGNAL => Told::Signal(Arc::new(Signal::new(text(message)?, text(message)?))),
        _ => return None,
    };
    Some(Note { node, epoch, told })
}

fn hint(message: &mut &[u8]) -> Option<Hint> {
    let stream = text(message)?;
    let seq = message.try_get_u64().ok()?;
    let event = match message.try_get_u8().ok()? {
        0 => None,
        _ => {
            let (kind, payload) = (text(message)?, text(message)?);
            Some(Arc::new(Event::new(Arc::clone(&stream), seq, kind, payload)))
        }
    };
    Some(Hint { stream, seq, event })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(note: &Note) -> impl Clone + PartialEq + std::fmt::Debug + '_ {
        let Told::Hint(hint) = &note.told else { panic!("{note:?}") };
        let event = hint.event.as_ref().map(|event| (&*event.kind, &*event.payload));
        (note.node, note.epoch.as_deref(), &hint.stream, hint.seq, event)
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            node: u64, link: u64, epoch in "[a-z0-9]{1,8}", stream in "\\PC{1,20}", seq: u64,
            event in proptest::option::of(("\\PC{0,20}", "\\PC{0,300}")),
        ) {
            let event = event.map(|(kind, payload)| {
                Arc::new(Event::new(stream.as_str(), seq, kind, payload))
            });
            let hint = Told::Hint(Hint { stream: stream.into(), seq, event });
            let note = Note { node, epoch: Some(epoch.into()), told: hint };
            let mut message = beat(link);
            add(&mut message, &note);
            add(&mut message, &note);
            let (from, notes) = read(&message).expect("a message");
            prop_assert_eq!(from, link);
            prop_assert_eq!(notes.iter().map(told).collect::<Vec<_>>(), vec![told(&note); 2]);
        }

        #[test]
        fn whatever_comes_does_no_harm(mut message: Vec<u8>, version: bool) {
            if version && let Some(first) = message.first_mut() {
                *first = VERSION;
            }
            let _ = read(&message);
        }
    }

    #[test]
    fn a_large_event_stays_at_home_and_one_of_an_unknown_history_too() {
        for (epoch, length, travels) in [
            (Some("k3"), LONGEST_PAYLOAD, true),
            (Some("k3"), LONGEST_PAYLOAD + 1, false),
            (None, 1, false),
        ] {
            let event = Arc::new(Event::new("user:1", 7, "note", "x".repeat(length)));
            let epoch = epoch.map(Arc::from);
            let mut message = beat(1);
            let hint = Told::Hint(Hint { stream: "user:1".into(), seq: 7, event: Some(event) });
            add(&mut message, &Note { node: 1, epoch, told: hint });
            let (_, notes) = read(&message).expect("a message");
            let (seq, event) = {
                let Told::Hint(hint) = &notes[0].told else { panic!("{notes:?}") };
                (hint.seq, hint.event.is_some())
            };
            assert_eq!((seq, event), (7, travels));
        }
    }
}
