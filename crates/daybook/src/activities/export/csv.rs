//! Activities as a table: the columns are the fields of the object that the list shows.
//!
//! Invariant: no cell is a formula. A text that a spreadsheet would compute gets an apostrophe in
//! front, and so does one that begins with an apostrophe: taking one away gives the text back.

use crate::{Error, Result, activities::model::Activity};
use std::borrow::Cow;

const COLUMNS: [&str; 10] = [
    "id",
    "user",
    "activity_name",
    "duration",
    "timestamp",
    "started_at",
    "ended_at",
    "running",
    "note",
    "tags",
];

pub(super) fn header() -> Result<Vec<u8>> {
    written(|table| table.write_record(COLUMNS))
}

pub(super) fn rows(activities: &[Activity]) -> Result<Vec<u8>> {
    written(|table| {
        activities.iter().try_for_each(|activity| {
            let ended_at = activity.ended_at.map(|time| time.to_string()).unwrap_or_default();
            table.write_record([
                activity.id.to_string().as_str(),
                &inert(&activity.user),
                &inert(&activity.activity_name),
                &activity.duration.to_string(),
                &activity.timestamp.to_string(),
                &activity.started_at.to_string(),
                &ended_at,
                if activity.running { "true" } else { "false" },
                &inert(&activity.note),
                &inert(&activity.tags.join(", ")),
            ])
        })
    })
}

fn written(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> Result<Vec<u8>> {
    let mut table = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    write(&mut table).map_err(Error::internal)?;
    table.into_inner().map_err(|error| Error::internal(error.to_string()))
}

/// The text as a cell that no spreadsheet computes.
fn inert(text: &str) -> Cow<'_, str> {
    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\''];
    if text.starts_with(begins) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}
