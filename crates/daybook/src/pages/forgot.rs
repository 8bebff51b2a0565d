//! `/password/reset` and `/username/reset`: asking for a link by mail.
//!
//! Invariant: the answer is the same whether the address is known or not.
//! Not here: what the link opens (`mailed`).

use super::{
    flash::Flash,
    form::{Form, Problems},
    shell::Page,
    visitor::Visitor,
};
use crate::{
    app::App,
    error::Result,
    identity::{email::Email, mail_link, mail_token::Purpose},
    input,
};
use askama::Template;
use axum::extract::State;

input! {
    /// Where to send a link.
    pub(super) struct Address {
        email: Email,
    }
}

/// What was forgotten.
struct Forgotten {
    purpose: Purpose,
    path: &'static str,
    title: &'static str,
}

/// Where a link for a new password is asked for.
pub(super) const PASSWORD: &str = "/password/reset";
/// Where a link for a new name is asked for.
pub(super) const USERNAME: &str = "/username/reset";

const THE_PASSWORD: Forgotten =
    Forgotten { purpose: Purpose::PasswordReset, path: PASSWORD, title: "Forgot your password?" };
const THE_USERNAME: Forgotten =
    Forgotten { purpose: Purpose::UsernameReset, path: USERNAME, title: "Forgot your username?" };

impl Forgotten {
    /// What else may be forgotten.
    fn other(&self) -> &'static Self {
        if self.path == PASSWORD { &THE_USERNAME } else { &THE_PASSWORD }
    }
}

#[derive(Template)]
#[template(path = "forgot.html")]
struct ForgotPage<'a> {
    visitor: &'a Visitor,
    form: &'a Problems,
    forgotten: &'a Forgotten,
}

pub(super) async fn show_forgotten_password(visitor: Visitor) -> Result<Page> {
    page(&visitor, &Problems::default(), &THE_PASSWORD)
}

pub(super) async fn post_forgotten_password(
    State(app): State<App>,
    form: Form<Address>,
) -> Result<Page> {
    post(&app, &form, &THE_PASSWORD).await
}

pub(super) async fn show_forgotten_username(visitor: Visitor) -> Result<Page> {
    page(&visitor, &Problems::default(), &THE_USERNAME)
}

pub(super) async fn post_forgotten_username(
    State(app): State<App>,
    form: Form<Address>,
) -> Result<Page> {
    post(&app, &form, &THE_USERNAME).await
}

async fn post(app: &App, form: &Form<Address>, forgotten: &Forgotten) -> Result<Page> {
    let sent = match form.body.read() {
        Ok(Address { email }) => {
            mail_link::send(app, &form.visitor.client, &email, forgotten.purpose).await
        }
        Err(error) => Err(error),
    };
    match sent {
        Ok(()) => {
            form.visitor.tell(Flash::MailSent);
            Ok(Page::see("/login"))
        }
        Err(error) if error.status().is_server_error() => Err(error),
        Err(error) => Ok(page(&form.visitor, &form.problems(&error), forgotten)?.telling(&error)),
    }
}

fn page(visitor: &Visitor, form: &Problems, forgotten: &Forgotten) -> Result<Page> {
    Page::standalone(forgotten.title, &ForgotPage { visitor, form, forgotten })
}
