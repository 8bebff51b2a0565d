//! What is served: every feature's routes, on one page.

use crate::{
    activities,
    app::App,
    chat, history,
    http::{Routes, document, shield},
    identity, logs, notifications, ops, pages, profiles, streams, takeout, tasks,
};
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
};
use bytes::Bytes;
use std::sync::LazyLock;

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

/// The router of a running application.
pub fn router(app: &App) -> Router {
    routes()
        .into_router()
        .fallback(pages::serve_asset)
        .layer(from_fn(identity::cookies::layer))
        .layer(from_fn_with_state(app.clone(), shield::shield))
        .with_state(app.clone())
}
