//! Tables as files: CSV that no spreadsheet computes.
//!
//! Invariant: no cell made by [`inert`] is a formula. A text that a spreadsheet would compute gets an
//! apostrophe in front, and so does one that begins with an apostrophe: taking one away gives the
//! text back.
//!
//! Not here: which columns there are (the features).

use crate::{Error, Result};
use std::borrow::Cow;

/// What a table is called in a `Content-Type`.
pub const MEDIA_TYPE: &str = "text/csv; charset=utf-8";

/// The rows that `write` writes, as CSV with every cell quoted.
pub fn written(
    write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>,
) -> Result<Vec<u8>> {
    let mut table = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    write(&mut table).map_err(Error::internal)?;
    table.into_inner().map_err(|error| Error::internal(error.to_string()))
}

/// The text as a cell that no spreadsheet computes.
pub fn inert(text: &str) -> Cow<'_, str> {
    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\''];
    if text.starts_with(begins) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}
