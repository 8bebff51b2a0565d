//! Mailed links: asking for one, and what its two last parts open.
//!
//! Not here: whose a link is (`mail_link`), what the mails say (`mail`), the pages of links (`pages`).

use axum::extract::State;

use crate::{
    app::App,
    error::{Error, Result},
    history::By,
    http::{Body, NoContent, Refuses, Routes, Text},
    identity::{
        account, client::Client, email::Email, fields::Password, mail_link, mail_token::Purpose,
        username::Username,
    },
    input,
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
    mail_link::send(&app, &client, &body.read()?.email, Purpose::Activation).await?;
    Ok(NoContent)
}

async fn reset_password(
    State(app): State<App>,
    client: Client,
    body: Body<Address>,
) -> Result<NoContent> {
    mail_link::send(&app, &client, &body.read()?.email, Purpose::PasswordReset).await?;
    Ok(NoContent)
}

async fn reset_username(
    State(app): State<App>,
    client: Client,
    body: Body<Address>,
) -> Result<NoContent> {
    mail_link::send(&app, &client, &body.read()?.email, Purpose::UsernameReset).await?;
    Ok(NoContent)
}

async fn activate_user(
    State(app): State<App>,
    _: Refuses<403>,
    body: Body<Link>,
) -> Result<NoContent> {
    let input = body.read()?;
    let (uid, token) = (input.uid.as_str(), input.token.as_str());
    let user = mail_link::open(&app, uid, token, Purpose::Activation).await?;
    if mail_link::activate(&app, &user).await? {
        return Ok(NoContent);
    }
    Err(Error::detail(http::StatusCode::FORBIDDEN, "Stale token for given user."))
}

async fn reset_password_confirm(
    State(app): State<App>,
    body: Body<PasswordLink>,
) -> Result<NoContent> {
    let input = body.read()?;
    let (uid, token) = (input.uid.as_str(), input.token.as_str());
    let user = mail_link::open(&app, uid, token, Purpose::PasswordReset).await?;
    let new = input.new_password.trimmed();
    let changed = account::set_password(&app, user, new, "new_password", By::Link, None);
    if changed.await? { Ok(NoContent) } else { Err(mail_link::invalid_token()) }
}

async fn reset_username_confirm(
    State(app): State<App>,
    body: Body<UsernameLink>,
) -> Result<NoContent> {
    let input = body.read()?;
    let (uid, token) = (input.uid.as_str(), input.token.as_str());
    let user = mail_link::open(&app, uid, token, Purpose::UsernameReset).await?;
    let renamed = account::rename(&app, user, &input.new_username, "new_username");
    if renamed.await? { Ok(NoContent) } else { Err(mail_link::invalid_token()) }
}
