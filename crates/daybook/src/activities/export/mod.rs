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
    http::{FileFormat, file},
    ics as calendar, table,
};

crate::choice! {
    /// What kind of file is wanted.
    #[derive(Default)]
    pub enum Format {
        /// A table.
        #[default]
        Csv = "csv",
        /// An array of the objects that the list shows.
        Json = "json",
        /// A calendar.
        Ics = "ics",
    }
}

impl FileFormat for Format {
    type Row = Activity;
    const NAME: &'static str = "activities";

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => table::MEDIA_TYPE,
            Self::Json => file::JSON,
            Self::Ics => calendar::MEDIA_TYPE,
        }
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
