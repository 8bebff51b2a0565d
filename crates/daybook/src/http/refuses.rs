//! Refusals of a handler's own, told by its signature as all else is.
//!
//! Not here: what any request may be refused with (`http::openapi`), how it is told
//! (`crate::error`).

use super::describe::{Describe, Operation};
use crate::{app::App, error::Error};
use axum::extract::FromRequestParts;
use http::request::Parts;
use schemars::{JsonSchema, SchemaGenerator};
use std::{collections::BTreeMap, marker::PhantomData};

/// The handler that takes this may refuse with `STATUS` and a body of `B`.
#[derive(Clone, Copy, Debug)]
pub struct Refuses<const STATUS: u16, B = Detail>(PhantomData<fn() -> B>);

impl<const STATUS: u16, B> FromRequestParts<App> for Refuses<STATUS, B> {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &App) -> Result<Self, Error> {
        Ok(Self(PhantomData))
    }
}

impl<const STATUS: u16, B: JsonSchema> Describe for Refuses<STATUS, B> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        operation.answers::<B>(STATUS, schemas);
    }
}

/// `{"detail": …}`: the body of every refusal that is not about fields; a credential's has more.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is only described")]
pub struct Detail {
    detail: String,
    /// What a program may go by.
    code: Option<String>,
    /// Which kinds of token it was taken for.
    messages: Option<Vec<BTreeMap<String, String>>>,
    /// Under which the log tells more.
    request_id: Option<String>,
}

/// 400: the request as a whole, or what is wrong with each field.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is only described")]
pub(super) enum Invalid {
    Whole(Detail),
    Fields(BTreeMap<String, Wrong>),
}

/// The messages on a field, or those on the items of a list by their index.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is only described")]
pub(super) enum Wrong {
    Field(Vec<String>),
    Items(BTreeMap<String, Vec<String>>),
}
