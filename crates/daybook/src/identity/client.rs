//! What a login notes of the client that asks.
//!
//! Not here: which forwarding headers are believed (`http::Peer`).

use axum::extract::FromRequestParts;
use http::{header, request::Parts};
use schemars::SchemaGenerator;

use super::cookies;
use crate::{
    app::App,
    error::{Error, Result},
    history::Origin,
    http::{Describe, Operation, Peer},
};

/// The longest that a client's name for itself is kept, in characters.
const LONGEST_AGENT: usize = 300;

/// The client of a request.
#[derive(Clone, Debug)]
pub struct Client {
    /// Where it is, and how it came.
    pub peer: Peer,
    /// What it calls itself.
    pub agent: String,
    /// The cookie of a known device.
    pub device: Option<String>,
}

impl Client {
    /// Reads a request's head.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Self {
            peer: Peer::of(parts),
            agent: agent.unwrap_or_default().chars().take(LONGEST_AGENT).collect(),
            device: cookies::read(&parts.headers, cookies::DEVICE).map(str::to_owned),
        }
    }
}

impl Client {
    /// Where it is and what it calls itself, to be kept.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Origin { address: self.peer.address.to_string(), agent: self.agent.clone() }
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        Ok(Self::of(parts))
    }
}

impl Describe for Client {
    fn describe(_: &mut Operation, _: &mut SchemaGenerator) {}
}
