//! `/username/reset/…`: what the name is, and a new one.

use super::{Link, answer, stale};
use crate::{
    app::App,
    error::Result,
    identity::{account, mail_token::Purpose, username::Username},
    input,
    pages::{
        flash::Flash,
        forgot,
        form::{HiddenForm, Problems},
        shell::Page,
        visitor::Visitor,
    },
};
use askama::Template;
use axum::extract::State;

input! {
    /// A new name.
    pub(in crate::pages) struct NewUsername {
        username: Username,
    }
}

#[derive(Template)]
#[template(path = "new_username.html")]
struct UsernamePage<'a> {
    visitor: &'a Visitor,
    form: &'a Problems,
    username: &'a str,
}

fn username_page(visitor: &Visitor, form: &Problems, username: &str) -> Result<Page> {
    let page = Page::standalone("New username", &UsernamePage { visitor, form, username })?;
    Ok(page.hidden())
}

pub(in crate::pages) async fn show_new_username(
    State(app): State<App>,
    visitor: Visitor,
    link: Link,
) -> Result<Page> {
    match link.owner(&app, Purpose::UsernameReset).await? {
        Some(user) => username_page(&visitor, &Problems::default(), &user.username),
        None => stale(&visitor, Some(forgot::USERNAME)),
    }
}

pub(in crate::pages) async fn post_new_username(
    State(app): State<App>,
    link: Link,
    HiddenForm(form): HiddenForm<NewUsername>,
) -> Result<Page> {
    let again = Some(forgot::USERNAME);
    let Some(user) = link.owner(&app, Purpose::UsernameReset).await? else {
        return stale(&form.visitor, again);
    };
    let username = user.username.clone();
    let done = match form.body.read() {
        Ok(wanted) => account::rename(&app, user, &wanted.username, "username").await,
        Err(error) => Err(error),
    };
    answer(done, &form.visitor, Flash::NameChanged, again, |error| {
        username_page(&form.visitor, &form.problems(error), &username)
    })
}
