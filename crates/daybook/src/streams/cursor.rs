//! Where a stream stands, as answers tell it: `Daybook-Seq: me=<epoch>.<seq>`.
//!
//! It is read before what it stands for, or in the same transaction, so that a client that applies only
//! later events misses none.
//! Not here: the cursors that clients send (`socket::live`).

use daybook_db::Tx;
use daybook_live::Cursor;
use http::{HeaderName, HeaderValue};

use super::{Stream, emit::Outbox, store};
use crate::error::{Error, Result};

/// The header that carries a cursor.
pub const DAYBOOK_SEQ: HeaderName = HeaderName::from_static("daybook-seq");

/// The last event of a stream.
///
/// # Errors
/// When the database fails.
pub fn cursor(tx: &mut Tx<'_>, stream: Stream) -> Result<Cursor> {
    let publisher = tx.local::<Outbox>().publisher();
    let epoch = publisher.unwrap_or_default().epoch.read(tx)?;
    Ok(Cursor { epoch, seq: store::head(tx, stream)? })
}

/// The value of [`DAYBOOK_SEQ`] for the stream that its reader knows by `name` (`me`, `room:<name>`).
///
/// # Errors
/// When the name does not fit into a header.
pub fn daybook_seq(name: &str, cursor: &Cursor) -> Result<HeaderValue> {
    HeaderValue::try_from(format!("{name}={cursor}")).map_err(Error::internal)
}
