//! Sign-up and login with an opaque token: the activity tracker's, DRF's and Djoser's names.

use axum::extract::State;
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::{
    app::App,
    error::{Error, Result},
    http::{Body, Json, NoContent, Refuses, Routes, Text},
    identity::{
        CurrentUser,
        client::Client,
        cookies::Jar,
        fields::{Lenient, MaybeEmail, Password},
        login,
        secret::Secret,
        sessions,
        sessions::{Kind, Why},
        sign_up::{self, Candidate, prepare},
        token::opaque,
        username::Username,
    },
    input,
};

pub(super) fn routes() -> Routes {
    Routes::new("identity")
        .post("/api/signup/", sign_up, "Makes an account and logs in with a token.")
        .post("/api/login/", log_in, "Logs in with a token.")
        .post("/api/token/", create_token, "Logs in with a token, as DRF's authtoken does.")
        .post("/api/auth/token/login/", create_auth_token, "Logs in with a token, as Djoser does.")
        .and(logouts())
}

fn logouts() -> Routes {
    Routes::new("identity")
        .challenge("Token")
        .post("/api/logout/", log_out, "Ends the session of this request.")
        .post(
            "/api/auth/token/logout/",
            delete_auth_token,
            "Ends the session of this request, as Djoser does.",
        )
}

input! {
    /// A new account.
    struct SignUp {
        username: Username,
        email: Option<MaybeEmail>,
        password: Password,
    }
}

input! {
    /// Name and password.
    struct Credentials {
        username: Text<1, 10_000>,
        password: Password,
    }
}

input! {
    /// Name and password, never refused field by field.
    struct LooseCredentials {
        username: Lenient,
        password: Lenient,
    }
}

/// A token, and whose it is.
#[derive(Debug, Serialize, JsonSchema)]
struct NamedToken {
    token: String,
    username: String,
}

/// A token.
#[derive(Debug, Serialize, JsonSchema)]
struct Token {
    token: String,
}

/// A token, as Djoser names it.
#[derive(Debug, Serialize, JsonSchema)]
struct AuthToken {
    auth_token: String,
}

/// What wrong credentials are told at `/api/login/` alone.
#[derive(Debug, Serialize, JsonSchema)]
struct WrongCredentials {
    error: &'static str,
}

/// What a logout says.
#[derive(Debug, Serialize, JsonSchema)]
struct Message {
    message: &'static str,
}

async fn sign_up(
    State(app): State<App>,
    client: Client,
    body: Body<SignUp>,
) -> Result<Json<NamedToken>> {
    let input = sign_up::read(&app, &client, &body).await?;
    let candidate = Candidate::new(&input.username, input.email, &input.password);
    let new = prepare(&app, candidate, "password").await?;
    let username = new.username.clone();
    let token = opaque::generate();
    let session = (Kind::Token, Some(opaque::fingerprint(token.expose())));
    login::sign_up(&app, &client, new, Some(session)).await?;
    Ok(Json(NamedToken { token: token.expose().to_owned(), username }))
}

async fn log_in(
    State(app): State<App>,
    _: Refuses<401, WrongCredentials>,
    client: Client,
    body: Body<Credentials>,
) -> Result<Json<NamedToken>> {
    let input = body.read()?;
    let found =
        login::with_token(&app, &client, input.username.as_str(), input.password.as_given())
            .await?;
    let (user, token) = found.ok_or_else(|| {
        Error::answer(StatusCode::UNAUTHORIZED, json!({ "error": "Invalid credentials" }))
    })?;
    Ok(Json(NamedToken { token: token.expose().to_owned(), username: user.username }))
}

async fn create_token(
    State(app): State<App>,
    client: Client,
    body: Body<Credentials>,
) -> Result<Json<Token>> {
    let input = body.read()?;
    let token = buy(&app, &client, input.username.as_str(), input.password.as_given()).await?;
    Ok(Json(Token { token: token.expose().to_owned() }))
}

async fn create_auth_token(
    State(app): State<App>,
    client: Client,
    body: Body<LooseCredentials>,
) -> Result<Json<AuthToken>> {
    let input = body.read()?;
    let (name, password) = (input.username.trimmed(), input.password.secret());
    if name.is_empty() || password.expose().trim().is_empty() {
        return Err(unable());
    }
    let token = buy(&app, &client, name, password).await?;
    Ok(Json(AuthToken { auth_token: token.expose().to_owned() }))
}

async fn buy(app: &App, client: &Client, name: &str, password: &Secret) -> Result<Secret> {
    let found = login::with_token(app, client, name, password).await?;
    found.map(|(_, token)| token).ok_or_else(unable)
}

fn unable() -> Error {
    Error::non_field("Unable to log in with provided credentials.")
}

async fn log_out(
    State(app): State<App>,
    user: CurrentUser,
    client: Client,
    jar: Jar,
) -> Result<Json<Message>> {
    end_own(&app, &user, &client, &jar).await?;
    Ok(Json(Message { message: "Logged out successfully" }))
}

async fn delete_auth_token(
    State(app): State<App>,
    user: CurrentUser,
    client: Client,
    jar: Jar,
) -> Result<NoContent> {
    end_own(&app, &user, &client, &jar).await?;
    Ok(NoContent)
}

/// Ends the session of this request; Basic has none.
pub(super) async fn end_own(
    app: &App,
    user: &CurrentUser,
    client: &Client,
    jar: &Jar,
) -> Result<()> {
    if let Some(session) = user.session {
        let (identity, user, now) = (app.identity.clone(), user.id, app.clock.now());
        app.db
            .write(move |tx| sessions::end(tx, &identity, user, session, Why::LoggedOut, now))
            .await?;
    }
    if user.by_cookie {
        jar.clear_session(client.peer.secure);
    }
    Ok(())
}
