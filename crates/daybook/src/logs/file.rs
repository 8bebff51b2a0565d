//! Logs as a file, written while they are read.
//!
//! Not here: reading them in chunks (`logs::list`), what a client is answered (`logs::export`).

use super::model::Log;
use crate::{
    Error, Result,
    http::{FileFormat, file},
    table::{self, inert, written},
};

crate::choice! {
    /// What kind of file is wanted.
    #[derive(Default)]
    pub(super) enum Format {
        /// A table.
        #[default]
        Csv = "csv",
        /// An array of the objects that the list shows.
        Json = "json",
        /// One of those objects a line.
        Ndjson = "ndjson",
    }
}

impl FileFormat for Format {
    type Row = Log;
    const NAME: &'static str = "logs";

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => table::MEDIA_TYPE,
            Self::Json => file::JSON,
            Self::Ndjson => "application/x-ndjson",
        }
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
