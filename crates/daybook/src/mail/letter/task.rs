//! Mails that tell of a task: a reminder, or that it is due soon.
//!
//! Invariant: a title is one line here, whatever it holds.

use daybook_db::Tx;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::json;

use super::{Letter, Occasion};
use crate::{
    error::Result,
    http::Choice,
    identity::users::User,
    mail::outbox,
    notifications::{Kind, Notification},
    time::Timestamp,
};

/// What its kind begins with; the rest is the notification's.
const KIND: &str = "task_";

/// What the text needs beside the account.
#[derive(Deserialize)]
struct Parameters {
    title: String,
    /// Microseconds.
    instant: i64,
}

/// Tells a user by mail what was told in the app, in the transaction of that. Without an address there is nobody to tell.
///
/// # Errors
/// When the database fails.
pub fn tell_of_task(
    tx: &mut Tx<'_>,
    user: &User,
    told: &Notification,
    now: Timestamp,
) -> Result<()> {
    if user.email.is_empty() {
        return Ok(());
    }
    let parameters = json!({ "title": told.title, "instant": told.instant.0 });
    let kind = format!("{KIND}{}", told.kind.word());
    outbox::put(tx, &kind, user.id, &parameters, now)
}

/// `None` when the mail is of another kind.
pub(super) fn write(Occasion { site, due, user, .. }: Occasion<'_>) -> Option<Letter> {
    let kind = Kind::of(due.kind.strip_prefix(KIND)?)?;
    let Parameters { title, instant } = serde_json::from_str(&due.parameters).ok()?;
    let title = one_line(&title);
    let zone = TimeZone::get(&user.timezone).unwrap_or(TimeZone::UTC);
    let when = Timestamp(instant).to_jiff().to_zoned(zone);
    let when = when.strftime("%A, %-d %B %Y, %H:%M %Z");
    let (subject, what) = match kind {
        Kind::Reminder => (format!("Reminder: {title}"), "You wanted to be reminded of this task"),
        Kind::Due => (format!("Due soon: {title}"), "This task is due"),
        Kind::Mention => return None,
    };
    let text = format!(
        "{what} on {when}:\n\n{title}\n\n{}/tasks\n\n\
         You get this mail because you own the task at {}.\n",
        site.url, site.name
    );
    Some(Letter { to: None, subject, text })
}

fn one_line(text: &str) -> String {
    let parts = text.split(|c: char| c.is_control() || c.is_whitespace());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
