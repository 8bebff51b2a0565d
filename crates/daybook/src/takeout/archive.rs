//! A ZIP in the making: what goes in comes out as the bytes of the file, a little later.
//!
//! Invariant: nothing that came out is looked at again, so sizes and checksums follow each entry's data,
//! in 64 bits, for who knows how much will come.
//!
//! Not here: what goes in (`takeout::entries`).

use crate::{Error, Result, time::Timestamp};
use jiff::tz::TimeZone;
use parking_lot::Mutex;
use std::{
    io::{self, Write},
    mem,
    sync::Arc,
};
use zip::{
    CompressionMethod, DateTime, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

/// Of nine: texts are a tenth of their size already, at a cost that is hardly felt.
const LEVEL: i64 = 1;
/// Who may read the files once they are unpacked: their owner.
const MODE: u32 = 0o600;

/// The bytes that nobody has taken yet.
#[derive(Clone, Debug, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A ZIP that was begun.
pub(super) struct Archive {
    zip: ZipWriter<StreamWriter<Written>>,
    written: Written,
    options: SimpleFileOptions,
}

impl Archive {
    /// One without entries; all of them will be dated with this instant.
    pub(super) fn new(now: Timestamp) -> Self {
        let written = Written::default();
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(LEVEL))
            .large_file(true)
            .unix_permissions(MODE)
            .last_modified_time(dated(now));
        Self { zip: ZipWriter::new_stream(written.clone()), written, options }
    }

    /// Begins an entry; the one before is whole.
    pub(super) fn begin(&mut self, name: &str) -> Result<()> {
        self.zip.start_file(name, self.options).map_err(Error::internal)
    }

    /// Puts something into the entry.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.zip.write_all(bytes).map_err(Error::internal)
    }

    /// What is ready to be sent.
    pub(super) fn take(&self) -> Vec<u8> {
        mem::take(&mut self.written.0.lock())
    }

    /// The rest, with the list of the entries.
    pub(super) fn finish(self) -> Result<Vec<u8>> {
        self.zip.finish().map_err(Error::internal)?;
        Ok(mem::take(&mut self.written.0.lock()))
    }
}

/// ZIP knows the years from 1980 to 2107, and of seconds the even ones.
fn dated(now: Timestamp) -> DateTime {
    let time = now.to_jiff().to_zoned(TimeZone::UTC);
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(time.year()).unwrap_or_default();
    let (month, day) = (part(time.month()), part(time.day()));
    let (hour, minute, second) = (part(time.hour()), part(time.minute()), part(time.second()));
    DateTime::from_date_and_time(year, month, day, hour, minute, second).unwrap_or_default()
}
