//! Mails that tell the owner of an account what was done to it.
//!
//! Invariants: a notice goes to the address that the account had before the change, for who took an account over also
//! takes its address; it holds no link that would stand for a password.

use daybook_db::Tx;
use serde::Deserialize;
use serde_json::json;

use super::{Letter, Occasion};
use crate::{error::Result, identity::users::User, mail::outbox, time::Timestamp};

/// What was done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// It has another password, and its sessions were ended.
    PasswordChanged,
    /// It has another name.
    UsernameChanged,
    /// Its mails go elsewhere.
    EmailChanged,
}

/// What the text needs beside the account.
#[derive(Deserialize)]
struct Parameters {
    /// The address before the change.
    to: String,
    /// The name before the change.
    username: String,
}

impl Notice {
    const ALL: [Self; 3] = [Self::PasswordChanged, Self::UsernameChanged, Self::EmailChanged];

    fn kind(self) -> &'static str {
        match self {
            Self::PasswordChanged => "password_changed",
            Self::UsernameChanged => "username_changed",
            Self::EmailChanged => "email_changed",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::PasswordChanged => (
                "Password changed",
                "has a new password. Whoever was signed in with the old one was signed out",
            ),
            Self::UsernameChanged => ("Username changed", "has a new username"),
            Self::EmailChanged => {
                ("Mail address changed", "has a new mail address. This one gets no more mails")
            }
        }
    }

    /// Tells the owner, in the transaction of the change. `before` is the account as it was; without an address there is
    /// nobody to tell.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put(self, tx: &mut Tx<'_>, before: &User, now: Timestamp) -> Result<()> {
        if before.email.is_empty() {
            return Ok(());
        }
        let parameters = json!({ "to": before.email, "username": before.username });
        outbox::put(tx, self.kind(), before.id, &parameters, now)
    }
}

/// `None` when the mail is of another kind.
pub(super) fn write(Occasion { site, due, user, .. }: Occasion<'_>) -> Option<Letter> {
    let notice = Notice::ALL.into_iter().find(|notice| notice.kind() == due.kind)?;
    let Parameters { to, username } = serde_json::from_str(&due.parameters).ok()?;
    let (subject, what) = notice.words();
    let now_named = match user.username == username {
        true => String::new(),
        false => format!(", now {}", user.username),
    };
    let text = format!(
        "The account {username}{now_named} at {} {what}. It was done at {} (UTC).\n\n\
         If it was you, there is nothing to do.\n\n\
         If it was not you, set another password at once, and tell who runs the server:\n\n\
         {}/password/reset\n",
        site.name, due.created_at, site.url
    );
    Some(Letter { to: Some(to), subject: subject.to_owned(), text })
}
