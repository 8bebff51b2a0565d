//! A write that a client may repeat: with an `Idempotency-Key`, it happens once.
//!
//! The key's row is the first thing in the transaction, so that of two at once one waits for the
//! other, and answers what it answered. Kept for 24 hours. Sign-up, login and token endpoints take
//! a plain [`Body`]: no secret is kept.
//!
//! Not here: `client_id` on sockets, which does the same for messages.

use super::{
    answer::{Answer, respond},
    body::Body,
    input::Input,
};
use crate::{
    app::App,
    error::{Error, Result},
    identity::CurrentUser,
    time::{DAY, Timestamp},
};
use axum::{
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use daybook_db::{FromRow, Row, Tx, params};
use http::StatusCode;
use sha2::{Digest, Sha256};
use std::{fmt::Write as _, sync::Arc};

const CLAIM: &str = "insert into idempotency_keys (user_id, key, request, created_at) values ($1, $2, $3, $4) \
                     on conflict (user_id, key) do nothing";
const FIND: &str =
    "select request, status, body from idempotency_keys where user_id = $1 and key = $2";
const EXPIRE: &str =
    "delete from idempotency_keys where user_id = $1 and key = $2 and created_at < $3";
const KEEP: &str =
    "update idempotency_keys set status = $3, body = $4 where user_id = $1 and key = $2";

/// How long a key is remembered, in microseconds.
pub const KEY_LIFETIME: i64 = DAY;
const LONGEST_KEY: usize = 255;

/// An authenticated write: its body, not yet opened, and the key that makes a repeat harmless.
#[derive(Debug)]
pub struct Change<T = ()> {
    app: App,
    body: Body<T>,
    key: Option<Key>,
}

#[derive(Clone, Debug)]
struct Key {
    text: String,
    /// SHA-256 of method, path and body, in hex.
    request: String,
}

/// The answer of a [`Change`]: fresh, or what the first request with this key was told.
#[derive(Debug)]
pub enum Once<A> {
    /// It was done now.
    Fresh(A),
    /// It was done before; nothing was written.
    Repeated {
        /// The status of the first answer.
        status: StatusCode,
        /// The body of the first answer.
        body: Option<String>,
    },
}

impl<T: Input + 'static> Change<T> {
    /// The body, for what must be done before the transaction.
    pub fn body(&self) -> &Body<T> {
        &self.body
    }

    /// Runs the change in one transaction, unless this key has done it already.
    pub async fn write<A: Answer>(
        self,
        user: &CurrentUser,
        change: impl Fn(&mut Tx<'_>, &Body<T>) -> Result<A> + Send + 'static,
    ) -> Result<Once<A>> {
        let Self { app, body, key } = self;
        let user_id = user.id;
        let now = app.clock.now();
        let Some(key) = key else {
            return app.db.write(move |tx| change(tx, &body).map(Once::Fresh)).await;
        };
        let key = Arc::new(key);
        app.db
            .write(move |tx| {
                if let Some(repeated) = claim(tx, user_id, &key, now)? {
                    return Ok(repeated);
                }
                let answer = change(tx, &body)?;
                let told = answer.body().map_err(Error::internal)?.map(String::from_utf8);
                let told = told.transpose().map_err(Error::internal)?;
                let status = i64::from(A::STATUS.as_u16());
                tx.run(KEEP, params![user_id, &key.text, status, told.as_deref()])?;
                Ok(Once::Fresh(answer))
            })
            .await
    }
}

/// Takes the key for this request, or finds what it was answered before.
fn claim<A>(tx: &mut Tx<'_>, user_id: i64, key: &Key, now: Timestamp) -> Result<Option<Once<A>>> {
    tx.run(EXPIRE, params![user_id, &key.text, now.0 - KEY_LIFETIME])?;
    if tx.run(CLAIM, params![user_id, &key.text, &key.request, now.0])? == 1 {
        return Ok(None);
    }
    let earlier: Earlier = tx.one(FIND, params![user_id, &key.text])?;
    if earlier.request != key.request {
        return Err(Error::detail(StatusCode::CONFLICT, "This key was used for another request."));
    }
    let status = u16::try_from(earlier.status).map_err(Error::internal)?;
    let status = StatusCode::from_u16(status).map_err(Error::internal)?;
    Ok(Some(Once::Repeated { status, body: earlier.body }))
}

struct Earlier {
    request: String,
    status: i64,
    body: Option<String>,
}

impl FromRow for Earlier {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        Ok(Self { request: row.get(0)?, status: row.get(1)?, body: row.get(2)? })
    }
}

impl<T: Input> FromRequest<App> for Change<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let key = request
            .headers()
            .get("idempotency-key")
            .map(|value| value.to_str().unwrap_or_default());
        let key = match key {
            Some(key) if key.is_empty() || key.len() > LONGEST_KEY => {
                return Err(Error::bad_request(format!(
                    "An Idempotency-Key has 1 to {LONGEST_KEY} ASCII characters."
                )));
            }
            key => key.map(str::to_owned),
        };
        let named =
            key.map(|text| (text, format!("{} {}", request.method(), request.uri().path())));
        let body = Body::from_request(request, app).await?;
        let key = named.map(|(text, target)| {
            let request = fingerprint(&target, body.bytes());
            Key { text, request }
        });
        Ok(Self { app: app.clone(), body, key })
    }
}

fn fingerprint(target: &str, body: &[u8]) -> String {
    let digest = Sha256::new().chain_update(target).chain_update([0]).chain_update(body).finalize();
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl<A: Answer> IntoResponse for Once<A> {
    fn into_response(self) -> Response {
        match self {
            Self::Fresh(answer) => super::answer::answer(&answer),
            Self::Repeated { status, body } => respond(status, body.map(String::into_bytes)),
        }
    }
}
