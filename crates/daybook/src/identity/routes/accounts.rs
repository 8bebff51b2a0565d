//! The task tracker's names: register, login, logout and me.

use axum::extract::State;
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;

use super::{shown::Account, tokens::end_own};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Body, Created, Json, Refuses, ResetContent, Routes, Text},
    identity::{
        CurrentUser, Pair,
        client::Client,
        cookies::Jar,
        fields::{Lenient, MaybeEmail, Password},
        login,
        sessions::{self, Kind, Why},
        sign_up::{self, Candidate, prepare},
        token::jwt,
        username::Username,
        users,
    },
    input,
    time::SECOND,
};

pub(super) fn routes() -> Routes {
    Routes::new("identity")
        .post(
            ["/api/accounts/register/", "/user/register/"],
            register_account,
            "Makes an account and logs in with a pair of JWTs.",
        )
        .post(
            ["/api/accounts/login/", "/user/login/"],
            log_in_account,
            "Logs in with a pair of JWTs and answers the user too.",
        )
        .post(
            ["/api/accounts/logout/", "/user/logout/"],
            log_out_account,
            "Ends the session of a refresh token.",
        )
        .get(
            ["/api/accounts/me/", "/user/me/"],
            find_account,
            "The user of this request, with names.",
        )
}

input! {
    /// A new account, its password twice.
    struct Registration {
        username: Username,
        email: Option<MaybeEmail>,
        first_name: Option<Text<0, 150>>,
        last_name: Option<Text<0, 150>>,
        password: Password,
        password2: Password,
    }
}

input! {
    /// Name and password, never refused field by field.
    struct LooseCredentials {
        username: Lenient,
        password: Lenient,
    }
}

input! {
    /// The refresh token whose session ends.
    struct Logout {
        refresh: Lenient,
    }
}

/// A pair of JWTs, and whose they are.
#[derive(Debug, Serialize, JsonSchema)]
struct LoggedIn {
    access: String,
    refresh: String,
    user: Account,
}

impl LoggedIn {
    fn new(pair: Pair, user: Account) -> Self {
        Self { access: pair.access, refresh: pair.refresh, user }
    }
}

async fn register_account(
    State(app): State<App>,
    client: Client,
    body: Body<Registration>,
) -> Result<Created<LoggedIn>> {
    let input = sign_up::read(&app, &client, &body).await?;
    if input.password.trimmed().expose() != input.password2.trimmed().expose() {
        return Err(Error::field("password2", "Passwords do not match."));
    }
    let candidate = Candidate {
        first_name: input.first_name.map(Text::into_string).unwrap_or_default(),
        last_name: input.last_name.map(Text::into_string).unwrap_or_default(),
        ..Candidate::new(&input.username, input.email, &input.password)
    };
    let new = prepare(&app, candidate.clone(), "non_field_errors").await?;
    let signed_up = login::sign_up(&app, &client, new, Some((Kind::Jwt, None))).await?;
    let session = signed_up.session.unwrap_or_default();
    let pair = Pair::issue(&app.identity.keys, signed_up.user, session, 0, signed_up.at);
    let account = Account {
        id: signed_up.user,
        username: candidate.username,
        email: candidate.email,
        first_name: candidate.first_name,
        last_name: candidate.last_name,
    };
    Ok(Created(LoggedIn::new(pair, account)))
}

async fn log_in_account(
    State(app): State<App>,
    _: Refuses<401>,
    client: Client,
    body: Body<LooseCredentials>,
) -> Result<Json<LoggedIn>> {
    let input = body.read()?;
    let (name, password) = (input.username.trimmed(), input.password.secret());
    if name.is_empty() || password.expose().trim().is_empty() {
        return Err(Error::bad_request("Username and password required."));
    }
    let found = login::with_pair(&app, &client, name, password, Kind::Jwt).await?;
    let (user, pair) =
        found.ok_or_else(|| Error::detail(StatusCode::UNAUTHORIZED, "Invalid credentials."))?;
    Ok(Json(LoggedIn::new(pair, user.into())))
}

/// Its known front end sends no token: then the session of the request ends all the same.
async fn log_out_account(
    State(app): State<App>,
    user: CurrentUser,
    client: Client,
    jar: Jar,
    body: Body<Logout>,
) -> Result<ResetContent> {
    let input = body.read()?;
    if input.refresh.trimmed().is_empty() {
        end_own(&app, &user, &client, &jar).await?;
        return Err(Error::bad_request("Refresh token required."));
    }
    let now = app.clock.now();
    let invalid = || Error::bad_request("Invalid token.");
    let refresh = jwt::verify(
        &app.identity.keys,
        jwt::Kind::Refresh,
        input.refresh.trimmed(),
        now.0 / SECOND,
    );
    let refresh = refresh.ok().filter(|refresh| refresh.user == user.id).ok_or_else(invalid)?;
    let identity = app.identity.clone();
    let ended = app.db.write(move |tx| -> Result<bool> {
        let live = sessions::find(tx, refresh.session, now)?;
        let current = live.is_some_and(|live| live.generation == refresh.generation);
        let why = Why::LoggedOut;
        Ok(current && sessions::end(tx, &identity, refresh.user, refresh.session, why, now)?)
    });
    if !ended.await? {
        return Err(invalid());
    }
    if user.by_cookie && user.session == Some(refresh.session) {
        jar.clear_session(client.peer.secure);
    }
    Ok(ResetContent)
}

async fn find_account(State(app): State<App>, user: CurrentUser) -> Result<Json<Account>> {
    let found = app.db.read(move |tx| users::find(tx, user.id)).await?;
    Ok(Json(found.ok_or_else(Error::not_found)?.into()))
}
