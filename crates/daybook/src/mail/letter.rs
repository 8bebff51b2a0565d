//! What the mails say.
//!
//! Invariants: text alone; names and addresses cannot split a header (the builder refuses line
//! breaks, and the field types let none in); a link's token is made here, when the mail is sent.

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
    identity::{
        keys::Keys,
        mail_token::{self, Purpose},
        users::User,
    },
    time::{SECOND, Timestamp},
};

/// Where links lead, and who writes.
#[derive(Debug)]
pub(super) struct Site {
    /// Scheme and host, without a last slash.
    url: String,
    /// The host's name.
    name: String,
    from: Mailbox,
}

impl Site {
    pub(super) fn new(config: &Config) -> Result<Self, TransportError> {
        let url = config.public_url.clone().unwrap_or_else(|| format!("http://{}", config.listen));
        let host = url.split_once("://").map_or(url.as_str(), |(_, host)| host);
        let name = host.split(['/', ':']).next().unwrap_or(host).to_owned();
        let from = config.email_from.parse().map_err(|_| TransportError::Sender)?;
        Ok(Self { url, name, from })
    }
}

/// The mail for a user; `None` when there is nobody, or nothing, to write to.
pub(super) fn write(
    site: &Site,
    keys: &Keys,
    due: &Due,
    user: &User,
    now: Timestamp,
) -> Result<Option<Message>, lettre::error::Error> {
    let Some(purpose) = purpose(&due.kind) else { return Ok(None) };
    let Ok(address) = user.email.parse() else { return Ok(None) };
    let uid = mail_token::uid(user.id);
    let expires = now.0 / SECOND + mail_token::LIFETIME;
    let token = mail_token::issue(keys, purpose, user.id, user.stamp, expires);
    let link = format!("{}/{}/{uid}/{token}", site.url, path(purpose));
    let (subject, why) = words(purpose);
    let body = format!(
        "You get this mail because {why} for the account {} at {}.\n\n\
         Open this link within an hour. It works once.\n\n{link}\n\n\
         If it was not you, do nothing: without the link, nothing changes.\n",
        user.username, site.name
    );
    let seconds = u64::try_from(now.0 / SECOND).unwrap_or_default();
    let message = Message::builder()
        .message_id(Some(format!("<{}@{}>", due.message_id, site.name)))
        .date(UNIX_EPOCH + Duration::from_secs(seconds))
        .from(site.from.clone())
        .to(Mailbox::new(None, address))
        .subject(format!("{subject} on {}", site.name))
        .header(ContentType::TEXT_PLAIN)
        .body(unbroken(body))?;
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

fn purpose(kind: &str) -> Option<Purpose> {
    [Purpose::Activation, Purpose::PasswordReset, Purpose::UsernameReset]
        .into_iter()
        .find(|purpose| purpose.name() == kind)
}

/// Where the page of a link is.
fn path(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Activation => "activate",
        Purpose::PasswordReset => "password/reset",
        Purpose::UsernameReset => "username/reset",
    }
}

fn words(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Activation => ("Account activation", "an activation was asked"),
        Purpose::PasswordReset => ("Password reset", "a new password was asked"),
        Purpose::UsernameReset => ("Username reset", "a new username was asked"),
    }
}
