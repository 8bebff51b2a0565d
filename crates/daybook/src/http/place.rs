//! Where a request is served, as its handler tells what stands before the routes.
//!
//! Not here: which paths there are (`http::routes`), what is done with it (`http::shield`).

use crate::app::App;
use axum::{extract::Request, handler::Handler};
use std::sync::{Arc, OnceLock};

/// Where a request is served.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The path, with the names of its parameters.
    pub(super) path: &'static str,
    /// What `WWW-Authenticate` says there.
    pub(super) challenge: &'static str,
}

/// The place of a request, once it is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Served(Arc<OnceLock<Place>>);

impl Served {
    /// The place; none when no route has that path.
    pub(super) fn place(&self) -> Option<Place> {
        self.0.get().copied()
    }
}

/// A handler that tells where it serves.
#[derive(Clone)]
pub(super) struct Placed<H> {
    pub(super) handler: H,
    pub(super) place: Place,
}

impl<H: Handler<T, App>, T> Handler<T, App> for Placed<H> {
    type Future = H::Future;

    fn call(self, request: Request, app: App) -> Self::Future {
        if let Some(served) = request.extensions().get::<Served>() {
            served.0.get_or_init(|| self.place);
        }
        self.handler.call(request, app)
    }
}
