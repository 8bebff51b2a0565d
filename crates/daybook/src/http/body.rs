//! A request's body, not yet opened.
//!
//! The extractor only collects bytes, within a limit; the handler opens them when the object that
//! they are meant for was found, so that a 404 goes before a 400.
//!
//! Not here: what is in a field (`http::field`), writing once under a key (`http::change`).

use super::{
    field::Upload,
    input::{Fields, Input, parse_error, read_input},
};
use crate::{
    app::App,
    error::{Error, Result},
};
use axum::extract::{FromRequest, Request};
use bytes::{Bytes, BytesMut};
use futures_util::{FutureExt, stream};
use http::{StatusCode, header};
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::{Value, json, value::RawValue};
use std::{marker::PhantomData, time::Duration};
use tokio::time::{Instant, timeout_at};

/// Bytes a second that a body must bring, or its client only holds the connection.
const SLOWEST: u64 = 1_024;

/// What a body held that may be one or several.
#[derive(Clone, Debug)]
pub enum Batch<T> {
    /// One object.
    One(T),
    /// An array of them.
    Many(Vec<T>),
}

/// What a multipart body held, by name.
#[derive(Default)]
struct Parts {
    pairs: Vec<(String, String)>,
    files: Vec<(String, Upload)>,
}

/// A body that reads as `T`: JSON, a form, or multipart.
#[derive(Clone, Debug)]
pub struct Body<T> {
    bytes: Bytes,
    content_type: String,
    reads_as: PhantomData<fn() -> T>,
}

impl<T: Input> Body<T> {
    /// A body that has come.
    pub(crate) fn of(bytes: Bytes, content_type: String) -> Self {
        Self { bytes, content_type, reads_as: PhantomData }
    }

    /// Opens the body; every field's error at once.
    pub fn read(&self) -> Result<T> {
        self.read_as()
    }

    /// Opens the same body as something else that is in it.
    pub fn read_as<U: Input>(&self) -> Result<U> {
        if self.bytes.is_empty() {
            return read_input(Fields::from_pairs([]));
        }
        match self.media_type().as_str() {
            "application/json" => read_input(Fields::from_json(&self.bytes)?),
            "application/x-www-form-urlencoded" => {
                read_input(Fields::from_pairs(pairs(&self.bytes)))
            }
            "multipart/form-data" => {
                let Parts { pairs, files } = self.parts()?;
                read_input(Fields::from_multipart(pairs, files))
            }
            _ => Err(Error::unsupported_media_type(&self.content_type)),
        }
    }

    /// Opens a body that is one object, or a JSON array of at most so many. The errors of several are
    /// told by their places, with `{}` for the good ones.
    pub fn read_each(&self, most: usize) -> Result<Batch<T>> {
        let begins = self.bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        if begins != Some(&b'[') || self.media_type() != "application/json" {
            return self.read().map(Batch::One);
        }
        let items: Vec<&RawValue> =
            serde_json::from_slice(&self.bytes).map_err(|error| parse_error(&error))?;
        if items.len() > most {
            let message = format!("Ensure this field has no more than {most} elements.");
            return Err(Error::non_field(message));
        }
        let mut read = Vec::with_capacity(items.len());
        let mut told = vec![json!({}); items.len()];
        for (item, told) in items.into_iter().zip(&mut told) {
            match Fields::from_json(item.get().as_bytes()).and_then(read_input) {
                Ok(item) => read.push(item),
                // What cannot be read at all is no matter of one of them.
                Err(error) if error.body().get("detail").is_some() => return Err(error),
                Err(error) => *told = error.body().clone(),
            }
        }
        match read.len() == told.len() {
            true => Ok(Batch::Many(read)),
            false => Err(Error::answer(StatusCode::BAD_REQUEST, Value::Array(told))),
        }
    }

    /// The names and values of a form, as they were typed; none of another kind of body.
    pub fn pairs(&self) -> Result<Vec<(String, String)>> {
        match self.media_type().as_str() {
            "application/x-www-form-urlencoded" => Ok(pairs(&self.bytes)),
            "multipart/form-data" => Ok(self.parts()?.pairs),
            _ => Ok(Vec::new()),
        }
    }

    /// The bytes as they came; what an idempotency key is bound to.
    pub(super) fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    fn media_type(&self) -> String {
        let media = self.content_type.split(';').next().unwrap_or_default();
        media.trim().to_ascii_lowercase()
    }

    fn parts(&self) -> Result<Parts> {
        let unreadable = |reason: &dyn std::fmt::Display| {
            Error::bad_request(format!("Multipart form parse error - {reason}"))
        };
        let boundary = multer::parse_boundary(&self.content_type)
            .map_err(|_| unreadable(&"Invalid boundary in multipart: None"))?;
        let whole = stream::iter([Ok::<_, std::convert::Infallible>(self.bytes.clone())]);
        let mut multipart = multer::Multipart::new(whole, boundary);
        let read = async {
            let mut parts = Parts::default();
            while let Some(part) = multipart.next_field().await? {
                let Some(name) = part.name().map(str::to_owned) else { continue };
                match part.file_name() {
                    None => parts.pairs.push((name, part.text().await?)),
                    // What a browser sends when no file was chosen.
                    Some("") => {}
                    Some(_) => parts.files.push((name, Upload { bytes: part.bytes().await? })),
                }
            }
            Ok::<_, multer::Error>(parts)
        };
        // All bytes are here, so this never waits.
        match read.now_or_never() {
            Some(Ok(parts)) => Ok(parts),
            Some(Err(error)) => Err(unreadable(&error)),
            None => Err(unreadable(&"unexpected end")),
        }
    }
}

/// The pairs of a form-encoded text; `+` is a space, bad UTF-8 becomes the replacement character.
pub(super) fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}

impl<T> FromRequest<App> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let content_type = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let multipart = content_type.starts_with("multipart/");
        // A file of the largest size, and what is typed beside it.
        let room = if multipart { app.config.upload_limit } else { 0 };
        let limit = app.config.body_limit.saturating_add(room);
        let bytes = collect(request.into_body(), limit, app.config.read_timeout).await?;
        Ok(Self { bytes, content_type, reads_as: PhantomData })
    }
}

/// All of a body that keeps coming, within the limit. A pause may last as long as the patience; so
/// may, on the whole, the lag behind [`SLOWEST`].
async fn collect(body: axum::body::Body, limit: usize, patience: Duration) -> Result<Bytes> {
    let mut body = Limited::new(body, limit);
    let mut whole = BytesMut::new();
    let begun = Instant::now();
    loop {
        let on_the_whole = begun + patience + Duration::from_secs(whole.len() as u64 / SLOWEST);
        let due = on_the_whole.min(Instant::now() + patience);
        match timeout_at(due, body.frame()).await {
            Ok(None) => return Ok(whole.freeze()),
            Ok(Some(Ok(frame))) => match frame.into_data() {
                Ok(data) if whole.is_empty() && body.is_end_stream() => return Ok(data),
                Ok(data) => whole.extend_from_slice(&data),
                Err(_) => {} // trailers say nothing here
            },
            Ok(Some(Err(error))) if error.is::<LengthLimitError>() => {
                return Err(Error::too_large(limit));
            }
            Ok(Some(Err(_))) => return Err(Error::bad_request("The body ended early.")),
            Err(_) => return Err(Error::timed_out()),
        }
    }
}
