//! What nodes write to each other: a head, and a hint after the other.
//!
//! Invariants: whatever comes is read without a panic, or not at all; an event that is large, or whose
//! history is not known, stays at home, and the hint says only how far its stream is.
//! Not here: how it travels (`link`).

use std::sync::Arc;

use bytes::{Buf, BufMut};

use crate::{Event, Hint};

/// Raised whenever the form changes: nodes of two versions then only heal from each other.
const VERSION: u8 = 1;
/// The most bytes of an event that travels.
const LONGEST_PAYLOAD: usize = 8 * 1024;

/// A message of this node, without hints: it is only to come back.
pub(super) fn beat(node: u64) -> Vec<u8> {
    let mut message = Vec::with_capacity(64);
    message.put_u8(VERSION);
    message.put_u64(node);
    message
}

/// Adds a hint to a message.
pub(super) fn add(message: &mut Vec<u8>, hint: &Hint) {
    put_text(message, hint.epoch.as_deref().unwrap_or_default());
    put_text(message, &hint.stream);
    message.put_u64(hint.seq);
    let event = hint
        .event
        .as_ref()
        .filter(|event| hint.epoch.is_some() && event.payload.len() <= LONGEST_PAYLOAD);
    message.put_u8(event.is_some().into());
    if let Some(event) = event {
        put_text(message, &event.kind);
        put_text(message, &event.payload);
    }
}

/// Who wrote a message, and the hints in it; `None` when it is of another form.
pub(super) fn read(mut message: &[u8]) -> Option<(u64, Vec<Hint>)> {
    if message.try_get_u8().ok()? != VERSION {
        return None;
    }
    let node = message.try_get_u64().ok()?;
    let mut hints = Vec::new();
    while message.has_remaining() {
        hints.push(hint(&mut message, node)?);
    }
    Some((node, hints))
}

fn hint(message: &mut &[u8], node: u64) -> Option<Hint> {
    let epoch = Some(text(message)?).filter(|epoch| !epoch.is_empty());
    let stream = text(message)?;
    let seq = message.try_get_u64().ok()?;
    let event = match message.try_get_u8().ok()? {
        0 => None,
        _ => Some(Arc::new(Event::new(stream.clone(), seq, text(message)?, text(message)?))),
    };
    Some(Hint { node, epoch, stream, seq, event })
}

fn put_text(message: &mut Vec<u8>, text: &str) {
    // No name and no payload that travels is longer.
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    message.put_u32(length);
    message.put_slice(text.as_bytes());
}

fn text(message: &mut &[u8]) -> Option<Arc<str>> {
    let length = usize::try_from(message.try_get_u32().ok()?).ok()?;
    let (text, rest) = message.split_at_checked(length)?;
    *message = rest;
    std::str::from_utf8(text).ok().map(Arc::from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(hint: &Hint) -> impl Clone + PartialEq + std::fmt::Debug + '_ {
        let event = hint.event.as_ref().map(|event| (&*event.kind, &*event.payload));
        (hint.node, hint.epoch.as_deref(), &hint.stream, hint.seq, event)
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            node: u64, epoch in "[a-z0-9]{1,8}", stream in "\\PC{1,20}", seq: u64,
            event in proptest::option::of(("\\PC{0,20}", "\\PC{0,300}")),
        ) {
            let event = event.map(|(kind, payload)| {
                Arc::new(Event::new(stream.as_str(), seq, kind, payload))
            });
            let hint = Hint { node, epoch: Some(epoch.into()), stream: stream.into(), seq, event };
            let mut message = beat(node);
            add(&mut message, &hint);
            add(&mut message, &hint);
            let (from, hints) = read(&message).expect("a message");
            prop_assert_eq!(from, node);
            prop_assert_eq!(hints.iter().map(told).collect::<Vec<_>>(), vec![told(&hint); 2]);
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
            let hint = Hint { node: 1, epoch, stream: "user:1".into(), seq: 7, event: Some(event) };
            add(&mut message, &hint);
            let (_, hints) = read(&message).expect("a message");
            assert_eq!((hints[0].seq, hints[0].event.is_some()), (7, travels));
        }
    }
}
