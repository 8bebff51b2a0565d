//! Pairs of JWTs: `SimpleJWT`'s endpoints, under Djoser's names and the task tracker's.

use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::{
    app::App,
    error::{Error, Result},
    http::{Body, Json, Refuses, Routes, Text},
    identity::{Pair, client::Client, fields::Password, login, refresh, sessions::Kind},
    input,
};

pub(super) fn routes() -> Routes {
    Routes::new("identity")
        .post("/api/auth/jwt/create/", create_jwt, "Logs in with a pair of JWTs.")
        .post(
            ["/api/auth/jwt/refresh/", "/api/accounts/refresh/", "/user/refresh/"],
            refresh_jwt,
            "Buys a new pair with a refresh token.",
        )
        .post(
            ["/api/auth/jwt/verify/", "/api/accounts/verify/", "/user/verify/"],
            verify_jwt,
            "Tells whether a token is good.",
        )
}

input! {
    /// Name and password.
    struct Credentials {
        username: Text<1, 10_000>,
        password: Password,
    }
}

input! {
    /// A refresh token.
    struct Refresh {
        refresh: Text<1, 10_000>,
    }
}

input! {
    /// A token of either kind.
    struct Token {
        token: Text<1, 10_000>,
    }
}

/// A pair of JWTs.
#[derive(Debug, Serialize, JsonSchema)]
struct Tokens {
    access: String,
    refresh: String,
}

impl From<Pair> for Tokens {
    fn from(pair: Pair) -> Self {
        Self { access: pair.access, refresh: pair.refresh }
    }
}

/// Nothing to tell.
#[derive(Debug, Serialize, JsonSchema)]
struct Good {}

async fn create_jwt(
    State(app): State<App>,
    _: Refuses<401>,
    client: Client,
    body: Body<Credentials>,
) -> Result<Json<Tokens>> {
    let input = body.read()?;
    let (name, password) = (input.username.as_str(), input.password.as_given());
    let found = login::with_pair(&app, &client, name, password, Kind::Jwt).await?;
    let (_, pair) = found.ok_or_else(|| {
        Error::bad_credentials(
            json!({ "detail": "No active account found with the given credentials" }),
        )
    })?;
    Ok(Json(pair.into()))
}

async fn refresh_jwt(
    State(app): State<App>,
    _: Refuses<401>,
    body: Body<Refresh>,
) -> Result<Json<Tokens>> {
    let input = body.read()?;
    Ok(Json(refresh::rotate(&app, input.refresh.as_str()).await?.into()))
}

async fn verify_jwt(
    State(app): State<App>,
    _: Refuses<401>,
    body: Body<Token>,
) -> Result<Json<Good>> {
    let input = body.read()?;
    refresh::verify(&app, input.token.as_str()).await?;
    Ok(Json(Good {}))
}
