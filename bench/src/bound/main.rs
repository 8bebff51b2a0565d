//! The bound: what cannot be left out, and nothing else. axum, the check of a signature, one insert in a group commit.
//!
//! No validation, no events, no errors worth the name; the sessions are not looked up, a list is read by one statement.
//! It says how fast a server of this make could be at best on the machine at hand.
//! Not here: anything that a product needs.

mod store;
mod token;

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use tokio::{net::TcpListener, sync::Semaphore};

use self::store::Store;

type Failure = Box<dyn std::error::Error + Send + Sync>;

struct Bound {
    store: Store,
    /// As many as there are cores to hash on.
    hashing: Semaphore,
    /// The hash of the one password.
    hash: String,
}

#[derive(Deserialize)]
struct New {
    activity_name: String,
    duration: i64,
}

/// An activity as it is stored and shown.
#[derive(Clone, Serialize)]
pub(crate) struct Activity {
    pub(crate) id: i64,
    pub(crate) activity_name: String,
    pub(crate) duration: i64,
    pub(crate) timestamp: i64,
}

#[derive(Serialize)]
struct Token {
    token: String,
}

#[derive(Deserialize)]
struct Credentials {
    username: String,
    password: String,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let address: SocketAddr = args.next().ok_or("an address, please")?.parse()?;
    let file: PathBuf = args.next().ok_or("a file, please")?.into();
    let bound = Arc::new(Bound {
        store: Store::open(&file)?,
        hashing: Semaphore::new(2),
        hash: hasher()?.hash_password(b"correct horse battery")?.to_string(),
    });
    let router = Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/api/signup/", post(sign_up))
        .route("/api/login/", post(log_in))
        .route("/api/activities/", post(create).get(list))
        .with_state(bound);
    let listener = TcpListener::bind(address).await?;
    Ok(axum::serve(listener, router).await?)
}

fn hasher() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| error.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// A token for the user with the number in the name.
async fn sign_up(body: Bytes) -> Response {
    let Ok(who) = serde_json::from_slice::<Credentials>(&body) else { return refused() };
    let digits: String = who.username.chars().filter(char::is_ascii_digit).collect();
    json(StatusCode::OK, &Token { token: token::issue(digits.parse().unwrap_or_default()) })
}

async fn log_in(State(bound): State<Arc<Bound>>, body: Bytes) -> Response {
    let Ok(who) = serde_json::from_slice::<Credentials>(&body) else { return refused() };
    let Ok(_turn) = bound.hashing.acquire().await else { return refused() };
    let hash = bound.hash.clone();
    let verified = tokio::task::spawn_blocking(move || {
        let hash = PasswordHash::new(&hash)?;
        hasher().unwrap_or_default().verify_password(who.password.as_bytes(), &hash)
    });
    match verified.await {
        Ok(Ok(())) => json(StatusCode::OK, &Token { token: token::issue(0) }),
        _ => refused(),
    }
}

async fn create(State(bound): State<Arc<Bound>>, headers: HeaderMap, body: Bytes) -> Response {
    let (Some(user), Ok(new)) = (user(&headers), serde_json::from_slice::<New>(&body)) else {
        return refused();
    };
    match bound.store.insert(user, new.activity_name, new.duration).await {
        Some(activity) => json(StatusCode::CREATED, &activity),
        None => refused(),
    }
}

async fn list(State(bound): State<Arc<Bound>>, headers: HeaderMap) -> Response {
    let Some(user) = user(&headers) else { return refused() };
    match bound.store.newest(user).await {
        Some(activities) => json(StatusCode::OK, &activities),
        None => refused(),
    }
}

fn user(headers: &HeaderMap) -> Option<i64> {
    let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    token::verify(header.strip_prefix("Bearer ")?)
}

fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let body = serde_json::to_vec(value).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn refused() -> Response {
    StatusCode::BAD_REQUEST.into_response()
}
