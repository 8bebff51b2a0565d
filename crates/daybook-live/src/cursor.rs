//! A place in a stream as clients hold it: `<epoch>.<seq>`.
//!
//! The epoch names one history of the database. A restored or failed-over database starts another one,
//! so that an old cursor never looks current to it.
//! Not here: the place itself in this process (`node`, `client`).

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The last event that a client has seen in a stream.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The history to which `seq` belongs.
    pub epoch: Arc<str>,
    /// The last seen sequence number; 0 before the first event.
    pub seq: u64,
}

/// The text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadCursor;

/// Longest epoch that is read from a client.
const EPOCH_LENGTH: usize = 64;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.epoch, self.seq)
    }
}

impl FromStr for Cursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let (epoch, seq) = text.rsplit_once('.').ok_or(BadCursor)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if epoch.is_empty() || epoch.len() > EPOCH_LENGTH || !epoch.bytes().all(plain) {
            return Err(BadCursor);
        }
        if seq.is_empty() || !seq.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(BadCursor);
        }
        Ok(Self { epoch: epoch.into(), seq: seq.parse().map_err(|_| BadCursor)? })
    }
}

impl fmt::Display for BadCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a cursor of the form <epoch>.<seq>")
    }
}

impl std::error::Error for BadCursor {}

#[cfg(test)]
mod tests {
    use super::Cursor;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_cursor_is_refused() {
        for text in [
            "",
            ".",
            "k3f9",
            "k3f9.",
            ".41",
            "k3 f9.41",
            "k3f9.-1",
            "k3f9.+1",
            "k.99999999999999999999",
        ] {
            assert!(text.parse::<Cursor>().is_err(), "{text:?}");
        }
        assert!(format!("{}.1", "a".repeat(65)).parse::<Cursor>().is_err());
    }

    proptest! {
        #[test]
        fn a_printed_cursor_reads_back(epoch in "[a-z0-9-]{1,64}", seq: u64) {
            let cursor = Cursor { epoch: epoch.as_str().into(), seq };
            prop_assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor));
        }
    }
}
