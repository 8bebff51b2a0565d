//! Mails with a link that stands for a password.
//!
//! Invariant: a link's token is made here, when the mail is sent, and lives for an hour from then.

use super::{Letter, Occasion};
use crate::{
    identity::mail_token::{self, Purpose},
    time::SECOND,
};

/// `None` when the mail is of another kind.
pub(super) fn write(occasion: Occasion<'_>) -> Option<Letter> {
    let Occasion { site, keys, due, user, now } = occasion;
    let purpose = purpose(&due.kind)?;
    let uid = mail_token::uid(user.id);
    let expires = now.0 / SECOND + mail_token::LIFETIME;
    let token = mail_token::issue(keys, purpose, user.id, user.stamp, expires);
    let link = format!("{}/{}/{uid}/{token}", site.url, path(purpose));
    let (subject, why) = words(purpose);
    let text = format!(
        "You get this mail because {why} for the account {} at {}.\n\n\
         Open this link within an hour. It works once.\n\n{link}\n\n\
         If it was not you, do nothing: without the link, nothing changes.\n",
        user.username, site.name
    );
    Some(Letter { to: None, subject: subject.to_owned(), text })
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
