//! All activities as a file, written while they are read.
//!
//! A [`Writer`] turns chunks of activities into bytes; it keeps nothing of them.
//!
//! Not here: reading them in chunks (`activities::reports`).

mod csv;
mod ics;
mod json;

use super::model::Activity;
use crate::{
    Result,
    http::{Field, Raw, Refusal, refuse, text},
    ics as calendar,
};
use serde_json::{Value, json};

/// What kind of file is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A table.
    #[default]
    Csv,
    /// An array of the objects that the list shows.
    Json,
    /// A calendar.
    Ics,
}

impl Format {
    /// Its name in the query and as the file's extension.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ics => "ics",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Ics => calendar::MEDIA_TYPE,
        }
    }
}

impl Field for Format {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let name = text(raw)?;
        let formats = [Self::Csv, Self::Json, Self::Ics];
        match formats.into_iter().find(|format| format.name() == name) {
            Some(format) => Ok(format),
            None => refuse(format!("\"{name}\" is not a valid choice.")),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "enum": ["csv", "json", "ics"] })
    }
}

/// Writes one file.
#[derive(Debug)]
pub struct Writer {
    format: Format,
    nothing_yet: bool,
}

impl Writer {
    /// A file that was not begun.
    pub fn new(format: Format) -> Self {
        Self { format, nothing_yet: true }
    }

    /// What comes before the first activity.
    pub fn open(&self) -> Result<Vec<u8>> {
        match self.format {
            Format::Csv => csv::header(),
            Format::Json => Ok(b"[".to_vec()),
            Format::Ics => Ok(calendar::open("Activities").into_bytes()),
        }
    }

    /// The next activities.
    pub fn rows(&mut self, activities: &[Activity]) -> Result<Vec<u8>> {
        let first = self.nothing_yet;
        self.nothing_yet &= activities.is_empty();
        match self.format {
            Format::Csv => csv::rows(activities),
            Format::Json => json::rows(activities, first),
            Format::Ics => Ok(ics::events(activities)),
        }
    }

    /// What comes after the last activity.
    pub fn close(&self) -> &'static [u8] {
        match self.format {
            Format::Csv => b"",
            Format::Json => b"]\n",
            Format::Ics => calendar::CLOSE.as_bytes(),
        }
    }
}

#[cfg(test)]
#[path = "../export_tests.rs"]
mod tests;
