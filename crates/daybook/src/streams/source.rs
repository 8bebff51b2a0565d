//! The two questions of the hub, answered by the database.
//!
//! Not here: what the hub makes of the answers (`daybook-live`).

use std::sync::Arc;

use daybook_live::{Failure, Source};

use super::{Database, store};

pub(super) fn source(db: &Database) -> Source {
    let (heads, epoch) = db.source();
    let after = heads.clone();
    Source::new(
        move |streams| {
            let (db, epoch) = (heads.clone(), Arc::clone(&epoch));
            async move {
                let read = db.read(move |tx| store::heads(tx, &epoch, &streams)).await;
                read.map_err(Failure::from)
            }
        },
        move |stream, seq, limit| {
            let db = after.clone();
            async move {
                let read = db.read(move |tx| store::after(tx, &stream, seq, limit)).await;
                read.map_err(Failure::from)
            }
        },
    )
}
