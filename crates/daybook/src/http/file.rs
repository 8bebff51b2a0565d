//! A file to be kept, written while it is sent.
//!
//! Not here: which formats there are, and how each is written (the features).

use super::{Choice, Describe, Operation};
use crate::Result;
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use futures_util::Stream;
use http::header;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::json;

/// The media type of an array of the objects that a list shows.
pub const JSON: &str = "application/json";

/// In what a feature's rows can be written; the word of each is its file's extension.
pub trait FileFormat: Choice {
    /// A row of the JSON file.
    type Row: JsonSchema;
    /// What the file is called before its extension.
    const NAME: &'static str;

    /// The media type of the file.
    fn media_type(self) -> &'static str;
}

/// A file; cut short, if reading fails.
pub struct File<F> {
    format: F,
    body: Body,
}

impl<F: FileFormat> File<F> {
    /// A file that is made of these parts.
    pub fn new(format: F, parts: impl Stream<Item = Result<Vec<u8>>> + Send + 'static) -> Self {
        Self { format, body: Body::from_stream(parts) }
    }
}

impl<F: FileFormat> IntoResponse for File<F> {
    fn into_response(self) -> Response {
        let (name, extension) = (F::NAME, self.format.word());
        let headers = [
            (header::CONTENT_TYPE, self.format.media_type().to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{extension}\"")),
        ];
        (headers, self.body).into_response()
    }
}

impl<F: FileFormat> Describe for File<F> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        operation.answers::<Vec<F::Row>>(200, schemas);
        let others = F::ALL.iter().map(|format| format.media_type()).filter(|media| *media != JSON);
        for media in others {
            let media = media.split(';').next().unwrap_or_default();
            operation.answers.push((200, Some((media, json!({ "type": "string" })))));
        }
    }
}
