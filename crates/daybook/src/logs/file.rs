//! Logs as a file, written while they are read.
//!
//! Not here: reading them in chunks (`logs::list`), what a client is answered (`logs::export`).

use super::model::Log;
use crate::{
    Error, Result,
    http::{Field, Raw, Refusal, refuse, text},
    table::{inert, written},
};
use serde_json::{Value, json};

/// What kind of file is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// A table.
    #[default]
    Csv,
    /// An array of the objects that the list shows.
    Json,
    /// One of those objects a line.
    Ndjson,
}

impl Format {
    /// Each of them.
    pub(super) const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Ndjson];

    /// Its name in the query and as the file's extension.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
        }
    }

    /// Its media type.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}

impl Field for Format {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let name = text(raw)?;
        match Self::ALL.into_iter().find(|format| format.name() == name) {
            Some(format) => Ok(format),
            None => refuse(format!("\"{name}\" is not a valid choice.")),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "enum": Self::ALL.map(Self::name) })
    }
}

/// What comes before the first log.
pub(super) fn opening(format: Format) -> Result<Vec<u8>> {
    match format {
        Format::Csv => {
            let columns = ["id", "action", "timestamp", "metadata", "status", "user"];
            written(|table| table.write_record(columns))
        }
        Format::Json => Ok(b"[".to_vec()),
        Format::Ndjson => Ok(Vec::new()),
    }
}

/// Some logs; `first` when none came before them.
pub(super) fn rows(format: Format, logs: &[Log], first: bool) -> Result<Vec<u8>> {
    if format == Format::Csv {
        return written(|table| logs.iter().try_for_each(|log| table.write_record(cells(log))));
    }
    let mut text = Vec::new();
    for (index, log) in logs.iter().enumerate() {
        if format == Format::Json && !(first && index == 0) {
            text.push(b',');
        }
        let begin = text.len();
        serde_json::to_writer(&mut text, log).map_err(Error::internal)?;
        if format == Format::Ndjson {
            join_lines(&mut text[begin..]);
            text.push(b'\n');
        }
    }
    Ok(text)
}

/// Metadata is written as it came, perhaps on several lines. A line break in JSON stands between
/// values alone, where a space says the same.
fn join_lines(json: &mut [u8]) {
    for byte in json.iter_mut().filter(|byte| matches!(byte, b'\n' | b'\r')) {
        *byte = b' ';
    }
}

fn cells(log: &Log) -> [String; 6] {
    [
        log.id.to_string(),
        inert(&log.action).into_owned(),
        log.timestamp.to_string(),
        inert(log.metadata.as_json().unwrap_or_default()).into_owned(),
        log.status.word().to_owned(),
        log.user.to_string(),
    ]
}

/// What comes after the last log.
pub(super) fn closing(format: Format) -> &'static [u8] {
    match format {
        Format::Json => b"]\n",
        Format::Csv | Format::Ndjson => b"",
    }
}
