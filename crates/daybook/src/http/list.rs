//! Lists: bare arrays, newest first; asked for, in pages.
//!
//! `?limit=` and `?before=<id>` page by key and carry `Link: <…>; rel="next"`; `?page=` answers
//! DRF's `{"count", "next", "previous", "results"}`; without either the whole list is streamed in
//! chunks, each its own short read, in constant memory.
//!
//! Not here: which rows are in a list (the features' stores).

use super::{
    Peer, Query,
    body::pairs,
    describe::{Describe, Operation},
    scalar::{Integer, Text},
};
use crate::{
    app::App,
    error::{Error, Result},
};
use axum::{
    extract::{FromRequestParts, OriginalUri},
    response::{IntoResponse, Response},
};
use bytes::{BufMut, Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream};
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header, request::Parts};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use std::{future::ready, marker::PhantomData};

/// The most rows that one read takes, whatever is asked for.
pub const CHUNK: i64 = 500;
/// Rows of a `?page=`.
pub const PAGE: i64 = 50;

crate::input! {
    /// How much of a list is wanted.
    pub struct PagingFields {
        /// At most so many, 1 to 500.
        pub limit: Option<Integer<{ i64::MIN }, { i64::MAX }>>,
        /// Only those before the one with this id, in the list's default order.
        pub before: Option<Integer<{ i64::MIN }, { i64::MAX }>>,
        /// A page of 50, from 1 (or `last`); answers `count`, `next`, `previous` and `results`.
        pub page: Option<Text<0, 20>>,
    }
}

/// What part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// All of it.
    Whole,
    /// So many rows before an id.
    Before {
        /// 1 to 500.
        limit: i64,
        /// The id that the part ends before; `None` from the newest.
        before: Option<i64>,
    },
    /// A page by its number; `None` is the last one.
    Page(Option<i64>),
}

/// The paging that a request asks for, and the address to continue from.
#[derive(Clone, Debug)]
pub struct Paged {
    /// What is wanted.
    pub paging: Paging,
    uri: Uri,
    origin: String,
}

impl FromRequestParts<App> for Paged {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let Query(fields) = Query::<PagingFields>::from_request_parts(parts, app).await?;
        let paging = match fields {
            PagingFields { page: Some(page), .. } => Paging::Page(page_number(page.as_str())?),
            PagingFields { limit: None, before: None, .. } => Paging::Whole,
            PagingFields { limit, before, .. } => Paging::Before {
                limit: limit.map_or(PAGE, Integer::get).clamp(1, CHUNK),
                before: before.map(Integer::get),
            },
        };
        let uri = match parts.extensions.get::<OriginalUri>() {
            Some(OriginalUri(uri)) => uri.clone(),
            None => parts.uri.clone(),
        };
        Ok(Self { paging, uri, origin: Peer::of(parts).origin(&app.config) })
    }
}

fn page_number(text: &str) -> Result<Option<i64>> {
    match text.parse::<i64>() {
        Ok(number) if number >= 1 => Ok(Some(number)),
        _ if text == "last" => Ok(None),
        _ => Err(invalid_page()),
    }
}

/// 404: there is no such page.
pub fn invalid_page() -> Error {
    Error::detail(http::StatusCode::NOT_FOUND, "Invalid page.")
}

impl Paged {
    /// This address with some parameters set, and those of `None` left out.
    fn with(&self, changes: &[(&str, Option<String>)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs(self.uri.query().unwrap_or_default().as_bytes()) {
            if !changes.iter().any(|(changed, _)| *changed == name) {
                query.append_pair(&name, &value);
            }
        }
        for (name, value) in changes {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{}{mark}{query}", self.origin, self.uri.path())
    }

    /// Where the rows after a place are, which these parameters name.
    pub fn next(&self, place: &[(&str, String)]) -> String {
        let place: Vec<_> =
            place.iter().map(|(name, value)| (*name, Some(value.clone()))).collect();
        self.with(&place)
    }

    /// Where another page is; the first has no number.
    pub fn page(&self, number: i64) -> String {
        self.with(&[("page", (number > 1).then(|| number.to_string()))])
    }
}

/// A list, whole or in part, with the headers that tell how to go on.
pub struct List<T> {
    rows: Rows,
    headers: HeaderMap,
    of: PhantomData<fn() -> T>,
}

enum Rows {
    Unchanged,
    Ready(Bytes),
    Streamed(axum::body::Body),
}

/// A page as DRF's `PageNumberPagination` has it.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Envelope<T> {
    count: i64,
    next: Option<String>,
    previous: Option<String>,
    results: Vec<T>,
}

/// What a list that has pages answers.
#[derive(JsonSchema)]
#[schemars(inline)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is only described")]
enum Listing<T> {
    Rows(Vec<T>),
    Page(Envelope<T>),
}

impl<T> List<T> {
    fn of(rows: Rows) -> Self {
        Self { rows, headers: HeaderMap::new(), of: PhantomData }
    }

    /// 304: the client has this list, under this tag.
    pub fn unchanged(tag: HeaderValue) -> Self {
        Self::of(Rows::Unchanged).tagged(tag)
    }

    /// A list as it was answered before.
    pub(super) fn again(json: Bytes, link: Option<HeaderValue>) -> Self {
        let list = Self::of(Rows::Ready(json));
        match link {
            Some(link) => list.with(header::LINK, link),
            None => list,
        }
    }

    /// The JSON of a list that is not streamed, and where the next part is.
    pub(super) fn text(&self) -> Option<(&Bytes, Option<&HeaderValue>)> {
        match &self.rows {
            Rows::Ready(json) => Some((json, self.headers.get(header::LINK))),
            Rows::Unchanged | Rows::Streamed(_) => None,
        }
    }

    /// The same list under a tag.
    pub fn tagged(self, tag: HeaderValue) -> Self {
        self.with(header::ETAG, tag)
    }

    /// The same list with one header more.
    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

impl<T: Serialize + Send + 'static> List<T> {
    fn ready(value: &impl Serialize) -> Result<Self> {
        let json = serde_json::to_vec(value).map_err(Error::internal)?;
        Ok(Self::of(Rows::Ready(json.into())))
    }

    /// Rows that are all there; `next` is where the following ones are.
    pub fn part(rows: &[T], next: Option<&str>) -> Result<Self> {
        let list = Self::ready(&rows)?;
        Ok(match next.map(|next| HeaderValue::try_from(format!("<{next}>; rel=\"next\""))) {
            Some(Ok(link)) => list.with(header::LINK, link),
            _ => list,
        })
    }

    /// Page `number` (from 1) of `count` rows.
    pub fn page(rows: Vec<T>, number: i64, count: i64, paged: &Paged) -> Result<Self> {
        Self::ready(&Envelope {
            count,
            next: (number * PAGE < count).then(|| paged.page(number + 1)),
            previous: (number > 1).then(|| paged.page(number - 1)),
            results: rows,
        })
    }

    /// The whole list, chunk by chunk; a chunk that fails cuts the answer short, so that a client
    /// cannot take a part for the whole.
    pub fn streamed(chunks: impl Stream<Item = Result<Vec<T>>> + Send + 'static) -> Self {
        let opened = stream::once(ready(Ok(Bytes::from_static(b"["))));
        let mut first = true;
        let rows = chunks.map(move |chunk| {
            let mut text = BytesMut::new();
            for row in &chunk? {
                if !std::mem::take(&mut first) {
                    text.put_u8(b',');
                }
                serde_json::to_writer((&mut text).writer(), row).map_err(Error::internal)?;
            }
            Ok::<_, Error>(text.freeze())
        });
        let closed = stream::once(ready(Ok(Bytes::from_static(b"]"))));
        let body = opened.chain(rows).chain(closed);
        Self::of(Rows::Streamed(axum::body::Body::from_stream(body)))
    }
}

impl<T> IntoResponse for List<T> {
    fn into_response(self) -> Response {
        let body = match self.rows {
            Rows::Unchanged => {
                return (http::StatusCode::NOT_MODIFIED, self.headers).into_response();
            }
            Rows::Ready(json) => json.into(),
            Rows::Streamed(body) => body,
        };
        let mut response = body.into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response.headers_mut().extend(self.headers);
        response
    }
}

impl<T: JsonSchema> Describe for List<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        if operation.paged {
            operation.answers::<Listing<T>>(200, schemas);
        } else {
            operation.answers::<Vec<T>>(200, schemas);
        }
    }
}

impl Describe for Paged {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Query::<PagingFields>::describe(operation, schemas);
        operation.paged = true;
        operation.answers.push((404, None));
    }
}
