//! What is served: every feature's routes, on one page.

use crate::{
    app::App,
    error::Error,
    http::{Routes, shield},
    identity, ops,
};
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
};

/// Every route, by feature.
pub fn routes() -> Routes {
    Routes::default().and(identity::routes()).and(ops::routes())
}

/// The router of a running application.
pub fn router(app: &App) -> Router {
    routes()
        .into_router()
        .fallback(async || Error::not_found())
        .layer(from_fn(identity::cookies::layer))
        .layer(from_fn_with_state(app.clone(), shield::shield))
        .with_state(app.clone())
}
