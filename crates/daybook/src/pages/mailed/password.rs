//! `/password/reset/…`: a new password; all sessions end.

use super::{Link, answer, stale};
use crate::{
    app::App,
    error::{Error, Result},
    history::By,
    identity::{account, fields::Password, mail_token::Purpose, users::User},
    input,
    pages::{
        flash::Flash,
        forgot,
        form::{Form, HiddenForm, Problems},
        shell::Page,
        visitor::Visitor,
    },
};
use askama::Template;
use axum::extract::State;

input! {
    /// A new password, twice.
    pub(in crate::pages) struct NewPassword {
        password: Password,
        password2: Password,
    }
}

#[derive(Template)]
#[template(path = "new_password.html")]
struct PasswordPage<'a> {
    visitor: &'a Visitor,
    form: &'a Problems,
    username: &'a str,
}

fn password_page(visitor: &Visitor, form: &Problems, username: &str) -> Result<Page> {
    let page = Page::standalone("New password", &PasswordPage { visitor, form, username })?;
    Ok(page.hidden())
}

pub(in crate::pages) async fn show_new_password(
    State(app): State<App>,
    visitor: Visitor,
    link: Link,
) -> Result<Page> {
    match link.owner(&app, Purpose::PasswordReset).await? {
        Some(user) => password_page(&visitor, &Problems::default(), &user.username),
        None => stale(&visitor, Some(forgot::PASSWORD)),
    }
}

pub(in crate::pages) async fn post_new_password(
    State(app): State<App>,
    link: Link,
    HiddenForm(form): HiddenForm<NewPassword>,
) -> Result<Page> {
    let again = Some(forgot::PASSWORD);
    let Some(user) = link.owner(&app, Purpose::PasswordReset).await? else {
        return stale(&form.visitor, again);
    };
    let username = user.username.clone();
    let done = set_password(&app, user, &form).await;
    answer(done, &form.visitor, Flash::PasswordChanged, again, |error| {
        password_page(&form.visitor, &form.problems(error), &username)
    })
}

async fn set_password(app: &App, user: User, form: &Form<NewPassword>) -> Result<bool> {
    let wanted = form.body.read()?;
    let new = wanted.password.trimmed();
    if new.expose() != wanted.password2.trimmed().expose() {
        return Err(Error::field("password2", "Passwords do not match."));
    }
    account::set_password(app, user, new, "password", By::Link, None).await
}
