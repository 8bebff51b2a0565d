//! Mailed links: asking for one, and opening it.
//!
//! Invariant: no answer, and no time that it takes, tells whether an address is known.
//! Not here: what the two parts of a link are (`mail_token`), what the mails say (`mail`).

use super::{
    client::Client,
    email::{self, Email},
    mail_token::{self, Purpose},
    security_log,
    throttle::{self, MailVerdict},
    users::{self, User},
};
use crate::{
    app::App,
    error::{Error, Result},
    mail::outbox,
    time::SECOND,
};
use serde_json::json;

/// Puts a mail for each account of the address into the outbox.
///
/// # Errors
/// 429 when the asker asked too often.
pub async fn send(app: &App, client: &Client, address: &Email, purpose: Purpose) -> Result<()> {
    let (identity, now) = (app.identity.clone(), app.clock.now());
    let (address, from, throttled) =
        (address.as_str().to_owned(), client.peer.address, app.config.throttle);
    let verdict = app.db.write(move |tx| -> Result<MailVerdict> {
        let verdict = if throttled {
            throttle::admit_mail(tx, &identity.keys, &email::fold(&address), from, now)?
        } else {
            MailVerdict::Send
        };
        let readers = users::find_by_email(tx, &address)?;
        for reader in
            readers.iter().filter(|user| verdict == MailVerdict::Send && may_get(user, purpose))
        {
            outbox::put(tx, purpose.name(), reader.id, &json!({}), now)?;
        }
        Ok(verdict)
    });
    match verdict.await? {
        MailVerdict::Wait(seconds) => {
            security_log::refused(None, "mail throttled");
            Err(Error::throttled(seconds))
        }
        MailVerdict::Send | MailVerdict::Enough => {
            app.mail.wake();
            Ok(())
        }
    }
}

fn may_get(user: &User, purpose: Purpose) -> bool {
    match purpose {
        Purpose::Activation => user.awaits_activation,
        Purpose::PasswordReset | Purpose::UsernameReset => {
            user.is_active && user.password.is_usable()
        }
    }
}

/// The account that a link is for.
///
/// # Errors
/// 400 when it is not, or no longer, one that opens anything.
pub async fn open(app: &App, uid: &str, token: &str, purpose: Purpose) -> Result<User> {
    let unknown = || Error::field("uid", "Invalid user id or user doesn't exist.");
    let id = mail_token::read_uid(uid).ok_or_else(unknown)?;
    let user = app.db.read(move |tx| users::find(tx, id)).await?.ok_or_else(unknown)?;
    let now = app.clock.now().0 / SECOND;
    let good = mail_token::verify(&app.identity.keys, purpose, id, user.stamp, token, now);
    if good { Ok(user) } else { Err(invalid_token()) }
}

/// 400: the link was used, or is too old, or was never one of ours.
pub fn invalid_token() -> Error {
    Error::field("token", "Invalid token for given user.")
}

/// Switches an account on; `false` when it does not wait for that.
///
/// # Errors
/// When the database fails.
pub async fn activate(app: &App, account: &User) -> Result<bool> {
    let (identity, id) = (app.identity.clone(), account.id);
    app.db
        .write(move |tx| {
            identity.forget_user_after_commit(tx, id);
            users::activate(tx, id)
        })
        .await
}
