//! `/activate/…`: an account is switched on, by a button.

use super::{Link, answer, stale};
use crate::{
    app::App,
    error::Result,
    identity::{mail_link, mail_token::Purpose},
    pages::{flash::Flash, form::HiddenForm, shell::Page, visitor::Visitor},
};
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "activate.html")]
struct ActivationPage<'a> {
    visitor: &'a Visitor,
    username: &'a str,
}

fn activation_page(visitor: &Visitor, username: &str) -> Result<Page> {
    Ok(Page::standalone("Activation", &ActivationPage { visitor, username })?.hidden())
}

pub(in crate::pages) async fn show_activation(
    State(app): State<App>,
    visitor: Visitor,
    link: Link,
) -> Result<Page> {
    match link.owner(&app, Purpose::Activation).await? {
        Some(user) if user.awaits_activation => activation_page(&visitor, &user.username),
        _ => stale(&visitor, None),
    }
}

pub(in crate::pages) async fn post_activation(
    State(app): State<App>,
    link: Link,
    HiddenForm(form): HiddenForm<()>,
) -> Result<Page> {
    let Some(user) = link.owner(&app, Purpose::Activation).await? else {
        return stale(&form.visitor, None);
    };
    let done = mail_link::activate(&app, &user).await;
    answer(done, &form.visitor, Flash::Activated, None, |_| {
        activation_page(&form.visitor, &user.username)
    })
}
