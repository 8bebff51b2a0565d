//! Why a mail did not get out.
//!
//! Not here: what becomes of it then (`job`).

use std::io;

/// Why a mail did not get out this time. Nothing that a server wrote is in it, for that names people.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The mail server will not have this mail: a 5xx.
    #[error("the mail server refused it with {0}")]
    Refused(u16),
    /// The mail server will not have this mail now: a 4xx.
    #[error("the mail server answered {0}")]
    Later(u16),
    /// The mail server was not reached; other mails would fare alike.
    #[error("the mail server: {0}")]
    Away(&'static str),
    /// The console or the folder.
    #[error("{0}")]
    Here(#[from] io::Error),
}
