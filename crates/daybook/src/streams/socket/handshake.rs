//! The request that opens a socket: who, from where, and the upgrade itself.
//!
//! A browser shows a script neither status nor body of a refused handshake. So who is nobody is let in
//! and told by a close code; cookies from another site are refused outright.
//! Not here: what a socket says (`Face`).

use std::net::IpAddr;

use axum::{
    extract::{FromRequestParts, WebSocketUpgrade, ws::WebSocket},
    response::{IntoResponse, Response},
};
use daybook_live::{Client, Close, Owner};
use http::{StatusCode, request::Parts};
use schemars::SchemaGenerator;

use super::{Face, parting, parting::End, session};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Operation, Peer},
    identity::{CurrentUser, authenticate},
};

/// The one protocol that is spoken; clients that offer none speak it too.
const PROTOCOL: &str = "daybook.v1";
/// Bytes; they are the memory of an idle socket, whose client says little.
const READ_BUFFER: usize = 1024;
/// Bytes; what waits is written in one call when there is more.
const WRITE_BUFFER: usize = 4 * 1024;
/// Bytes that may wait to be written: a buffer, and the longest frame on top of it, which is the list of a crowd.
const LONGEST_WRITE: usize = 4 * 1024 * 1024;
/// Bytes at which reading stops. What is over [`session::LONGEST`] and below is refused politely.
const LONGEST_READ: usize = 256 * 1024;

/// A socket that wants to open.
pub struct Handshake {
    app: App,
    upgrade: WebSocketUpgrade,
    /// Who, if anybody.
    pub user: Option<CurrentUser>,
    address: IpAddr,
}

impl FromRequestParts<App> for Handshake {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let user = match authenticate::for_socket(app, parts).await {
            Ok(user) => user,
            Err(error) if error.status() == StatusCode::UNAUTHORIZED => None,
            Err(error) => return Err(error),
        };
        Self::of(parts, app, user).await
    }
}

impl Handshake {
    async fn of(parts: &mut Parts, app: &App, user: Option<CurrentUser>) -> Result<Self> {
        let address = Peer::of(parts).address;
        let upgrade = WebSocketUpgrade::from_request_parts(parts, app).await;
        let upgrade = upgrade
            .map_err(|_| Error::detail(StatusCode::UPGRADE_REQUIRED, "This is a WebSocket."))?
            .protocols([PROTOCOL])
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(WRITE_BUFFER)
            .max_write_buffer_size(LONGEST_WRITE)
            .max_message_size(LONGEST_READ)
            .max_frame_size(LONGEST_READ);
        Ok(Self { app: app.clone(), upgrade, user, address })
    }

    /// Opens the socket; `begin` subscribes and makes its face.
    pub fn open<F: Face>(self, begin: impl FnOnce(&Client) -> F + Send + 'static) -> Upgrade {
        let owner = Owner {
            user: self.user.as_ref().map(|user| user.id),
            session: self.user.as_ref().and_then(|user| user.session),
            address: self.address,
        };
        self.hosted(move |app, socket| async move {
            match app.hub.connect(owner) {
                Ok(client) => {
                    let face = begin(&client);
                    session::run(app, socket, client, owner.session, face).await;
                }
                Err(close) => parting::part(socket, End::Close(close)).await,
            }
        })
    }

    /// Opens the socket only to say why it is not let in.
    pub fn refuse(self, close: Close) -> Upgrade {
        self.hosted(move |_, socket| parting::part(socket, End::Close(close)))
    }

    fn hosted<G: Future<Output = ()> + Send + 'static>(
        self,
        guest: impl FnOnce(App, WebSocket) -> G + Send + 'static,
    ) -> Upgrade {
        let app = self.app;
        Upgrade(self.upgrade.on_upgrade(async move |socket| {
            let host = app.clone();
            host.host(guest(app, socket));
        }))
    }
}

impl Describe for Handshake {
    fn describe(_: &mut Operation, _: &mut SchemaGenerator) {}
}

/// A socket that wants to open, of somebody; who is nobody is refused at once: 401.
///
/// A script in a browser learns nothing from that. It is for sockets whose clients were promised a status.
pub struct Guarded {
    /// What opens it.
    pub handshake: Handshake,
    /// Who.
    pub user: CurrentUser,
}

impl FromRequestParts<App> for Guarded {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let user = authenticate::for_socket(app, parts).await?;
        let user = user.ok_or_else(Error::not_authenticated)?;
        Ok(Self { handshake: Handshake::of(parts, app, Some(user.clone())).await?, user })
    }
}

impl Describe for Guarded {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        CurrentUser::describe(operation, schemas);
    }
}

/// 101: the connection is a WebSocket from now on.
pub struct Upgrade(Response);

impl IntoResponse for Upgrade {
    fn into_response(self) -> Response {
        self.0
    }
}

impl Describe for Upgrade {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.answers.extend([(101, None), (403, None), (426, None)]);
    }
}
