//! Noting what happened, and writing it down as the last thing before the COMMIT.
//!
//! Invariants: streams are written in sorted order, so that two transactions never wait for each other
//! in a circle, and their rows are locked for a moment only; a payload is JSON of at most
//! [`LONGEST_PAYLOAD`] bytes, says that it was left out, or is short by another rule; a retried transaction emits anew.
//! Not here: who may see what was emitted.

use std::sync::Arc;

use daybook_db::Tx;
use daybook_live::{Event, Hub};
use serde::{Deserialize, Serialize};
use serde_json::{json, value::RawValue};

use super::{
    Stream,
    publisher::Publisher,
    store::{self, Noted},
};
use crate::error::{Error, Result};

/// Bytes of JSON; a longer object is announced by its id alone.
pub const LONGEST_PAYLOAD: usize = 8 * 1024;

/// What one transaction wants to tell.
#[derive(Default)]
pub(super) struct Outbox {
    publisher: Option<Arc<Publisher>>,
    events: Vec<Noted>,
}

impl Outbox {
    pub(super) fn publisher(&self) -> Option<Arc<Publisher>> {
        self.publisher.clone()
    }

    pub(super) fn hub(&self) -> Option<Hub> {
        self.publisher.as_ref().and_then(|publisher| publisher.hub().cloned())
    }
}

/// Gives the transaction its way to the hub.
pub(super) fn attach(tx: &mut Tx<'_>, publisher: &Arc<Publisher>) {
    tx.local::<Outbox>().publisher = Some(Arc::clone(publisher));
}

/// Tells everybody who follows `stream` that this happened to `object`, if the transaction commits.
/// The object is as GET answers it to them.
///
/// # Errors
/// When the object is no JSON.
pub fn emit(
    tx: &mut Tx<'_>,
    stream: Stream,
    kind: &'static str,
    object: &(impl Serialize + ?Sized),
) -> Result<()> {
    let payload = serde_json::to_string(object).map_err(Error::internal)?;
    let payload = if payload.len() > LONGEST_PAYLOAD { omitted(&payload)? } else { payload };
    note(tx, stream, kind, payload);
    Ok(())
}

/// The same for an object that is short by a rule of its own: it is told whole, for sockets on which nobody can fetch it.
///
/// # Errors
/// When the object is no JSON.
pub fn emit_whole(
    tx: &mut Tx<'_>,
    stream: Stream,
    kind: &'static str,
    object: &(impl Serialize + ?Sized),
) -> Result<()> {
    let payload = serde_json::to_string(object).map_err(Error::internal)?;
    note(tx, stream, kind, payload);
    Ok(())
}

fn note(tx: &mut Tx<'_>, stream: Stream, kind: &'static str, payload: String) {
    let outbox = tx.local::<Outbox>();
    outbox.events.push(Noted { stream, kind, payload });
    if outbox.events.len() == 1 {
        tx.before_commit(flush);
    }
}

fn omitted(payload: &str) -> Result<String> {
    #[derive(Deserialize)]
    struct Identified<'a> {
        #[serde(borrow)]
        id: Option<&'a RawValue>,
    }
    let object: Identified<'_> = serde_json::from_str(payload).map_err(Error::internal)?;
    Ok(json!({ "id": object.id, "omitted": true }).to_string())
}

fn flush(tx: &mut Tx<'_>) -> daybook_db::Result<()> {
    let outbox = tx.local::<Outbox>();
    let mut events = std::mem::take(&mut outbox.events);
    let publisher = outbox.publisher().unwrap_or_default();
    let now = publisher.clock.now();
    // Stable: events of one stream keep their order.
    events.sort_by_key(|event| event.stream);
    let mut written = Vec::with_capacity(events.len());
    for of_stream in events.chunk_by(|one, next| one.stream == next.stream) {
        let id: Arc<str> = of_stream[0].stream.to_string().into();
        let first = store::append(tx, &id, of_stream, now)?;
        written.extend(of_stream.iter().zip(first..).map(|(event, seq)| {
            Event::new(Arc::clone(&id), seq, event.kind, event.payload.as_str())
        }));
    }
    if let Some(hub) = publisher.hub().cloned() {
        tx.after_commit(move || hub.deliver(written));
    }
    Ok(())
}
