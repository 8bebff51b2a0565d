//! Mails: put into the outbox with what caused them, and sent by a task beside the requests.
//!
//! Invariants: a mail is stored in the transaction of its cause, and never dropped; it is sent
//! twice only if the process dies between the two marks, and then with the same Message-ID; links
//! begin with `PUBLIC_URL`, never with what a client wrote; text only.
//! Not here: when a mail is due (the features).

mod failure;
mod job;
mod letter;
pub mod outbox;
mod smtp;
mod transport;

use tokio::sync::Notify;

pub use job::run;
pub use letter::{Notice, tell_of_task};
pub use transport::TransportError;

use crate::config::Config;
use transport::Transport;

/// How mails leave this node.
#[derive(Debug)]
pub struct Mail {
    transport: Transport,
    site: letter::Site,
    waiting: Notify,
}

impl Mail {
    /// Prepares what the configuration asks for.
    ///
    /// # Errors
    /// When `EMAIL_URL` or `EMAIL_FROM` cannot be used.
    pub fn open(config: &Config) -> Result<Self, TransportError> {
        let site = letter::Site::new(config)?;
        let transport = Transport::open(config.email_url.expose(), site.name())?;
        Ok(Self { transport, site, waiting: Notify::new() })
    }

    /// Whether mails get to people; the console, which nobody chose, does not count.
    pub fn is_configured(&self) -> bool {
        !matches!(self.transport, Transport::Console)
    }

    /// Tells the task that the outbox has something new.
    pub fn wake(&self) {
        self.waiting.notify_one();
    }
}
