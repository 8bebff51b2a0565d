//! What the mails say.
//!
//! Invariants: text alone; names and addresses cannot split a header (the builder refuses line
//! breaks, and the field types let none in); what was typed by people stands on lines of its own making.
//! Not here: the texts themselves (`link`, `notice`, `task`), and when a mail is due (the features).

mod link;
mod notice;
mod task;

use std::time::{Duration, UNIX_EPOCH};

use lettre::{
    Message,
    message::{
        Body, Mailbox,
        header::{ContentTransferEncoding, ContentType},
    },
};

use super::{outbox::Due, transport::TransportError};
use crate::{
    config::Config,
    identity::{keys::Keys, users::User},
    time::{SECOND, Timestamp},
};

pub use notice::Notice;
pub use task::tell_of_task;

/// Where links lead, and who writes.
#[derive(Debug)]
pub(super) struct Site {
    /// Scheme and host, without a last slash.
    url: String,
    /// The host's name.
    name: String,
    from: Mailbox,
}

/// A subject, without the site's name, and a text.
struct Letter {
    /// Another address than the user's own.
    to: Option<String>,
    subject: String,
    text: String,
}

impl Site {
    pub(super) fn new(config: &Config) -> Result<Self, TransportError> {
        let url = config.public_url.clone().unwrap_or_else(|| format!("http://{}", config.listen));
        let host = url.split_once("://").map_or(url.as_str(), |(_, host)| host);
        let name = host.split(['/', ':']).next().unwrap_or(host).to_owned();
        let from = config.email_from.parse().map_err(|_| TransportError::Sender)?;
        Ok(Self { url, name, from })
    }

    /// The host's name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// What is known when a mail is written.
#[derive(Clone, Copy)]
pub(super) struct Occasion<'a> {
    pub(super) site: &'a Site,
    pub(super) keys: &'a Keys,
    pub(super) due: &'a Due,
    pub(super) user: &'a User,
    pub(super) now: Timestamp,
}

/// The mail for a user; `None` when there is nobody, or nothing, to write to.
pub(super) fn write(occasion: Occasion<'_>) -> Result<Option<Message>, lettre::error::Error> {
    let Occasion { site, due, user, now, .. } = occasion;
    let letter =
        link::write(occasion).or_else(|| notice::write(occasion)).or_else(|| task::write(occasion));
    let Some(letter) = letter else { return Ok(None) };
    let Ok(address) = letter.to.as_ref().unwrap_or(&user.email).parse() else { return Ok(None) };
    let seconds = u64::try_from(now.0 / SECOND).unwrap_or_default();
    let message = Message::builder()
        .message_id(Some(format!("<{}@{}>", due.message_id, site.name)))
        .date(UNIX_EPOCH + Duration::from_secs(seconds))
        .from(site.from.clone())
        .to(Mailbox::new(None, address))
        .subject(format!("{} on {}", letter.subject, site.name))
        .header(ContentType::TEXT_PLAIN)
        .body(unbroken(letter.text))?;
    Ok(Some(message))
}

/// Plain text goes as it is, so that no link is broken over two lines.
fn unbroken(text: String) -> Body {
    const LONGEST_LINE: usize = 998;
    if text.is_ascii() && text.lines().all(|line| line.len() <= LONGEST_LINE) {
        let text = text.replace('\n', "\r\n");
        return Body::dangerous_pre_encoded(text.into_bytes(), ContentTransferEncoding::SevenBit);
    }
    Body::new(text)
}
