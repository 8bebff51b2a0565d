//! The query string, read in the contract's words; an empty value is no filter.
//!
//! Not here: paging (`http::list`).

use super::{
    body::pairs,
    input::{Fields, Input, read_input},
};
use crate::{
    app::App,
    error::{Error, Result},
};
use axum::extract::FromRequestParts;
use http::request::Parts;

/// The query string, read as `T`.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T: Input> FromRequestParts<App> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        query_of(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

/// Reads a query string as `T`.
pub(crate) fn query_of<T: Input>(query: &str) -> Result<T> {
    let given = pairs(query.as_bytes()).into_iter().filter(|(_, value)| !value.is_empty());
    read_input(Fields::from_pairs(given))
}
