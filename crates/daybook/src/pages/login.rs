//! `/login`.

use super::{
    form::{Form, Problems},
    shell::Page,
    visitor::{Visitor, safe_next},
};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Query, Text},
    identity::{fields::Password, login, sessions::Kind},
    input,
};
use askama::Template;
use axum::extract::State;

/// Where a login leads when nobody says.
const LEADS_TO: &str = "/profilepage";

input! {
    /// Where to go after the login.
    pub(super) struct Next {
        /// A path on this server.
        pub(super) next: Option<Text<0, 2000>>,
    }
}

input! {
    /// A login by form.
    pub(super) struct Login {
        username: Text<1, 150>,
        password: Password,
        next: Option<Text<0, 2000>>,
    }
}

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage<'a> {
    visitor: &'a Visitor,
    form: &'a Problems,
    next: &'a str,
}

pub(super) async fn show_login(
    State(app): State<App>,
    visitor: Visitor,
    Query(query): Query<Next>,
) -> Result<Page> {
    let next = query.next.map(Text::into_string).unwrap_or_default();
    let plain = LoginPage { visitor: &visitor, form: &Problems::default(), next: &next };
    visitor.page(&app, "Sign in", None, &plain).await
}

pub(super) async fn post_login(State(app): State<App>, form: Form<Login>) -> Result<Page> {
    match log_in(&app, &form).await {
        Ok(page) => Ok(page),
        Err(error) if error.status().is_server_error() => Err(error),
        Err(error) => {
            let problems = form.problems(&error);
            let plain =
                LoginPage { visitor: &form.visitor, form: &problems, next: form.value("next") };
            let page = form.visitor.page(&app, "Sign in", Some(&problems), &plain).await?;
            Ok(page.telling(&error))
        }
    }
}

async fn log_in(app: &App, form: &Form<Login>) -> Result<Page> {
    let credentials = form.body.read()?;
    let name = credentials.username.as_str();
    let password = credentials.password.as_given();
    let begun = login::with_pair(app, &form.visitor.client, name, password, Kind::Browser).await?;
    let (user, pair) = begun.ok_or_else(|| Error::non_field("Wrong username or password."))?;
    form.visitor.keep_session(app, &user.username, &pair).await?;
    let next = credentials.next.as_ref().and_then(|next| safe_next(next.as_str()));
    Ok(Page::see(next.unwrap_or(LEADS_TO)))
}
