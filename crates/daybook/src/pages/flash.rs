//! A message that is shown once, on the page after a post.
//!
//! The cookie holds a word, never a text: somebody who sets it can only choose among ours.

use serde::Serialize;

/// A line on the page.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Message {
    pub(super) level: &'static str,
    pub(super) text: &'static str,
}

/// What may be told after a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flash {
    Logged,
    Started,
    Stopped,
    NoTimer,
    Deleted,
    SessionEnded,
    SettingsUpdated,
    SignedOut,
    MailSent,
    PasswordChanged,
    NameChanged,
    Activated,
    AccountDeleted,
}

const ALL: [(Flash, &str, Message); 13] = [
    (Flash::Logged, "logged", success("Logged.")),
    (Flash::Started, "started", success("The timer runs.")),
    (Flash::Stopped, "stopped", success("The timer was stopped, and its time logged.")),
    (Flash::NoTimer, "no-timer", Message { level: "error", text: "No timer is running." }),
    (Flash::Deleted, "deleted", success("Deleted.")),
    (Flash::SessionEnded, "session-ended", success("The session was ended.")),
    (Flash::SettingsUpdated, "settings-updated", success("Settings updated.")),
    (Flash::SignedOut, "signed-out", success("You are signed out.")),
    (
        Flash::MailSent,
        "mail-sent",
        success("If an account has this address, a mail is on its way to it."),
    ),
    (Flash::PasswordChanged, "password-changed", success("The password is set. Sign in with it.")),
    (Flash::NameChanged, "name-changed", success("The username is set. Sign in with it.")),
    (
        Flash::AccountDeleted,
        "account-deleted",
        success("Your account and all that was in it is gone."),
    ),
    (Flash::Activated, "activated", success("The account is active. Sign in.")),
];

const fn success(text: &'static str) -> Message {
    Message { level: "success", text }
}

impl Flash {
    /// The word in the cookie.
    pub(super) fn word(self) -> &'static str {
        ALL.iter().find(|(flash, ..)| *flash == self).map_or("", |(_, word, _)| word)
    }
}

/// The message of a cookie's word.
pub(super) fn read(word: &str) -> Option<Message> {
    ALL.iter().find(|(_, known, _)| *known == word).map(|(.., message)| *message)
}
