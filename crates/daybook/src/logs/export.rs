//! All logs of a user, or those that a filter leaves, as a file that is written while it is sent.
//!
//! Not here: how a file is written (`logs::file`).

use super::{
    access::Whose,
    file::{self, Format},
    filter::LogFilter,
    list::chunks,
    model::Log,
    select::Slice,
};
use crate::{
    App, Result,
    history::record_export,
    http::{Describe, Operation, Query},
};
use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use futures_util::{Stream, StreamExt, TryStreamExt, future::ready, stream};
use http::header;
use schemars::SchemaGenerator;
use serde_json::json;

crate::input! {
    /// What kind of file is wanted.
    pub(super) struct FileFormat {
        /// A table, an array of objects, or an object a line.
        pub(super) format: Option<Format>,
    }
}

pub(super) async fn export_logs(
    State(app): State<App>,
    Whose { owner, viewer }: Whose,
    Query((filter, file)): Query<(LogFilter, FileFormat)>,
) -> Result<File> {
    let format = file.format.unwrap_or_default();
    let opening = file::opening(format)?;
    let mut chunks = Box::pin(chunks(app.clone(), owner, filter, Slice::First, i64::MAX));
    // The first chunk is read before the answer begins, so that a busy server can still say so.
    let first = chunks.try_next().await?.unwrap_or_default();
    record_export(&app, (owner, viewer.id), "logs", format.name()).await?;
    let first = file::rows(format, &first, true);
    let rest = chunks.map(move |logs| file::rows(format, &logs?, false));
    let closing = Ok(file::closing(format).to_vec());
    let begin = stream::iter([Ok(opening), first]);
    let file = begin.chain(rest).chain(stream::once(ready(closing)));
    Ok(File { format, body: Body::from_stream(file) })
}

/// All logs of a user, chunk by chunk, an object a line.
pub fn all(app: App, user: i64) -> impl Stream<Item = Result<Vec<u8>>> + Send {
    let chunks = chunks(app, user, LogFilter::default(), Slice::First, i64::MAX);
    chunks.map(|logs| file::rows(Format::Ndjson, &logs?, false))
}

/// A file; cut short, if reading fails.
pub(super) struct File {
    format: Format,
    body: Body,
}

impl IntoResponse for File {
    fn into_response(self) -> Response {
        let name = self.format.name();
        let headers = [
            (header::CONTENT_TYPE, self.format.media_type().to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"logs.{name}\"")),
        ];
        (headers, self.body).into_response()
    }
}

impl Describe for File {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        operation.answers::<Vec<Log>>(200, schemas);
        for format in [Format::Csv, Format::Ndjson] {
            let media = format.media_type().split(';').next().unwrap_or_default();
            operation.answers.push((200, Some((media, json!({ "type": "string" })))));
        }
    }
}
