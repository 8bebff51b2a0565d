//! A text within a message: its length, then its bytes.
//!
//! Invariant: whatever comes is read without a panic, or not at all.
//! Not here: what it is a part of (`wire`, `report`).

use std::sync::Arc;

use bytes::{Buf, BufMut};

pub(super) fn put_text(message: &mut Vec<u8>, text: &str) {
    // No name and no payload that travels is longer.
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    message.put_u32(length);
    message.put_slice(text.as_bytes());
}

pub(super) fn text(message: &mut &[u8]) -> Option<Arc<str>> {
    let length = usize::try_from(message.try_get_u32().ok()?).ok()?;
    let (text, rest) = message.split_at_checked(length)?;
    *message = rest;
    std::str::from_utf8(text).ok().map(Arc::from)
}
