//! What is served: every feature's routes, on one page.

use crate::{
    activities,
    app::App,
    chat, history,
    http::{Connection, Routes, document, shield},
    identity::{self, cookies},
    logs, notifications, ops, pages, profiles, streams, takeout, tasks,
};
use axum::{Router, extract::Request, response::Response};
use bytes::Bytes;
use std::sync::LazyLock;
use tower_service::Service;

/// Every route, by feature.
pub fn routes() -> Routes {
    Routes::default()
        .and(identity::routes())
        .and(activities::routes())
        .and(logs::routes())
        .and(tasks::routes())
        .and(chat::routes())
        .and(profiles::routes())
        .and(history::routes())
        .and(notifications::routes())
        .and(takeout::routes())
        .and(streams::routes())
        .and(pages::routes())
        .and(ops::routes())
}

/// The OpenAPI document of every route. It is made when it is first asked for: that takes some megabytes for a moment,
/// which a server at rest would keep.
pub fn openapi() -> Bytes {
    static OPENAPI: LazyLock<Bytes> =
        LazyLock::new(|| Bytes::from(document(&routes()).to_string()));
    OPENAPI.clone()
}

/// What answers the requests of a running application: the routes, and what stands before them all.
///
/// That is composed of functions, because each layer of a router is a box of its own for each request.
#[derive(Clone)]
pub struct Front {
    app: App,
    routes: Router,
}

impl Front {
    /// The front of an application.
    pub fn new(app: &App) -> Self {
        let routes = routes().into_router().fallback(pages::serve_asset).with_state(app.clone());
        Self { app: app.clone(), routes }
    }

    /// Answers a request that came over a connection.
    pub async fn answer(mut self, connection: Connection, request: Request) -> Response {
        let routed = async |request| match self.routes.call(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let with_cookies = |request| cookies::gather(request, routed);
        shield::shield(&self.app, connection, request, with_cookies).await
    }
}
