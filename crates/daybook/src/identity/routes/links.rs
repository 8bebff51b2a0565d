//! Mailed links: asking for one, and what its two last parts open.
//!
//! Invariant: no answer, and no time that it takes, tells whether an address is known.
//! Not here: what the mails say (`mail`).

use axum::extract::State;

use super::me::{person, rename};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Body, NoContent, Refuses, Routes, Text},
    identity::{
        client::Client,
        email::{self, Email},
        fields::Password,
        mail_token::{self, Purpose},
        sessions,
        sign_up::good,
        throttle::{self, MailVerdict},
        username::Username,
        users::{self, PasswordHash, User},
    },
    input,
    mail::outbox,
    time::SECOND,
};

pub(super) fn routes() -> Routes {
    Routes::new("identity")
        .post(
            "/api/auth/users/activation/",
            activate_user,
            "Switches an account on, by a mailed link.",
        )
        .post(
            "/api/auth/users/resend_activation/",
            resend_activation,
            "Mails the link that switches an account on.",
        )
        .post(
            "/api/auth/users/reset_password/",
            reset_password,
            "Mails a link that sets a new password.",
        )
        .post(
            "/api/auth/users/reset_password_confirm/",
            reset_password_confirm,
            "Sets a new password, by a mailed link; all sessions end.",
        )
        .post(
            "/api/auth/users/reset_username/",
            reset_username,
            "Mails a link that sets a new name.",
        )
        .post(
            "/api/auth/users/reset_username_confirm/",
            reset_username_confirm,
            "Sets a new name, by a mailed link.",
        )
}

input! {
    /// Where to send a mail.
    struct Address {
        email: Email,
    }
}

input! {
    /// The two last parts of a link.
    struct Link {
        uid: Text<1, 100>,
        token: Text<1, 200>,
    }
}

input! {
    /// A link, and a new password.
    struct PasswordLink {
        uid: Text<1, 100>,
        token: Text<1, 200>,
        new_password: Password,
    }
}

input! {
    /// A link, and a new name.
    struct UsernameLink {
        uid: Text<1, 100>,
        token: Text<1, 200>,
        new_username: Username,
    }
}

async fn resend_activation(
    State(app): State<App>,
    client: Client,
    body: Body<Address>,
) -> Result<NoContent> {
    send(&app, &client, &body.read()?.email, Purpose::Activation).await
}

async fn reset_password(
    State(app): State<App>,
    client: Client,
    body: Body<Address>,
) -> Result<NoContent> {
    send(&app, &client, &body.read()?.email, Purpose::PasswordReset).await
}

async fn reset_username(
    State(app): State<App>,
    client: Client,
    body: Body<Address>,
) -> Result<NoContent> {
    send(&app, &client, &body.read()?.email, Purpose::UsernameReset).await
}

/// Puts a mail for each account of the address into the outbox.
async fn send(app: &App, client: &Client, address: &Email, purpose: Purpose) -> Result<NoContent> {
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
            outbox::put(tx, purpose.name(), reader.id, now)?;
        }
        Ok(verdict)
    });
    match verdict.await? {
        MailVerdict::Wait(seconds) => Err(Error::throttled(seconds)),
        MailVerdict::Send | MailVerdict::Enough => {
            app.mail.wake();
            Ok(NoContent)
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

async fn activate_user(
    State(app): State<App>,
    _: Refuses<403>,
    body: Body<Link>,
) -> Result<NoContent> {
    let input = body.read()?;
    let user = open(&app, input.uid.as_str(), input.token.as_str(), Purpose::Activation).await?;
    let identity = app.identity.clone();
    let activated = app.db.write(move |tx| -> Result<bool> {
        identity.forget_user_after_commit(tx, user.id);
        users::activate(tx, user.id)
    });
    if activated.await? {
        return Ok(NoContent);
    }
    Err(Error::detail(http::StatusCode::FORBIDDEN, "Stale token for given user."))
}

async fn reset_password_confirm(
    State(app): State<App>,
    body: Body<PasswordLink>,
) -> Result<NoContent> {
    let input = body.read()?;
    let user = open(&app, input.uid.as_str(), input.token.as_str(), Purpose::PasswordReset).await?;
    let new = input.new_password.trimmed();
    good(&new, &person(&user), "new_password")?;
    let hash = PasswordHash(app.identity.passwords.hash(new).await?);
    let (identity, stamp) = (app.identity.clone(), users::new_stamp());
    let changed = app.db.write(move |tx| -> Result<bool> {
        let changed = users::set_password(tx, &user, &hash, stamp)?;
        if changed {
            sessions::end_others(tx, &identity, user.id, None)?;
        }
        Ok(changed)
    });
    if changed.await? { Ok(NoContent) } else { Err(invalid_token()) }
}

async fn reset_username_confirm(
    State(app): State<App>,
    body: Body<UsernameLink>,
) -> Result<NoContent> {
    let input = body.read()?;
    let user = open(&app, input.uid.as_str(), input.token.as_str(), Purpose::UsernameReset).await?;
    if rename(&app, user, &input.new_username).await? {
        Ok(NoContent)
    } else {
        Err(invalid_token())
    }
}

/// The account that a link is for.
async fn open(app: &App, uid: &str, token: &str, purpose: Purpose) -> Result<User> {
    let unknown = || Error::field("uid", "Invalid user id or user doesn't exist.");
    let id = mail_token::read_uid(uid).ok_or_else(unknown)?;
    let user = app.db.read(move |tx| users::find(tx, id)).await?.ok_or_else(unknown)?;
    let now = app.clock.now().0 / SECOND;
    let good = mail_token::verify(&app.identity.keys, purpose, id, user.stamp, token, now);
    if good { Ok(user) } else { Err(invalid_token()) }
}

fn invalid_token() -> Error {
    Error::field("token", "Invalid token for given user.")
}
