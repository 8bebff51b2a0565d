//! `/registration`, also known as `/signup/`.

use super::{
    form::{Form, Problems},
    login::Next,
    shell::Page,
    visitor::{Visitor, safe_next},
};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Query, Text},
    identity::{
        Pair,
        fields::{MaybeEmail, Password},
        login,
        sessions::Kind,
        sign_up::{self, Candidate, prepare},
        username::Username,
    },
    input,
};
use askama::Template;
use axum::extract::State;

/// Where a sign-up leads when nobody says.
const LEADS_TO: &str = "/settings";

input! {
    /// A sign-up by form.
    pub(super) struct SignUp {
        username: Username,
        email: Option<MaybeEmail>,
        password: Password,
        password2: Password,
        next: Option<Text<0, 2000>>,
    }
}

#[derive(Template)]
#[template(path = "sign_up.html")]
struct SignUpPage<'a> {
    visitor: &'a Visitor,
    form: &'a Problems,
    next: &'a str,
}

pub(super) async fn show_sign_up(
    State(app): State<App>,
    visitor: Visitor,
    Query(query): Query<Next>,
) -> Result<Page> {
    let next = query.next.map(Text::into_string).unwrap_or_default();
    let plain = SignUpPage { visitor: &visitor, form: &Problems::default(), next: &next };
    visitor.page(&app, "Sign up", None, &plain).await
}

pub(super) async fn post_sign_up(State(app): State<App>, form: Form<SignUp>) -> Result<Page> {
    match sign_up(&app, &form).await {
        Ok(page) => Ok(page),
        Err(error) if error.status().is_server_error() => Err(error),
        Err(error) => {
            let problems = form.problems(&error);
            let plain =
                SignUpPage { visitor: &form.visitor, form: &problems, next: form.value("next") };
            let page = form.visitor.page(&app, "Sign up", Some(&problems), &plain).await?;
            Ok(page.telling(&error))
        }
    }
}

async fn sign_up(app: &App, form: &Form<SignUp>) -> Result<Page> {
    let wanted = sign_up::read(app, &form.visitor.client, &form.body).await?;
    if wanted.password.trimmed().expose() != wanted.password2.trimmed().expose() {
        return Err(Error::field("password2", "Passwords do not match."));
    }
    let candidate = Candidate::new(&wanted.username, wanted.email, &wanted.password);
    let username = candidate.username.clone();
    let new = prepare(app, candidate, "password").await?;
    let made = login::sign_up(app, &form.visitor.client, new, Some((Kind::Browser, None))).await?;
    if let Some(session) = made.session {
        let pair = Pair::issue(&app.identity.keys, made.user, session, 0, made.at);
        form.visitor.keep_session(app, &username, &pair).await?;
    }
    let next = wanted.next.as_ref().and_then(|next| safe_next(next.as_str()));
    Ok(Page::see(next.unwrap_or(LEADS_TO)))
}
