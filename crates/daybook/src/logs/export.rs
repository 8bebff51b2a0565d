//! All logs of a user, or those that a filter leaves, as a file that is written while it is sent.
//!
//! Not here: how a file is written (`logs::file`).

use super::{
    access::Whose,
    file::{self, Format},
    filter::LogFilter,
    list::chunks,
    select::Slice,
};
use crate::{
    App, Result,
    history::record_export,
    http::{Choice, File, FileFormat, Query},
};
use axum::extract::State;
use futures_util::{Stream, StreamExt, TryStreamExt, future::ready, stream};

crate::input! {
    /// What kind of file is wanted.
    pub(super) struct Wanted {
        /// A table, an array of objects, or an object a line.
        pub(super) format: Option<Format>,
    }
}

pub(super) async fn export_logs(
    State(app): State<App>,
    Whose { owner, viewer }: Whose,
    Query((filter, file)): Query<(LogFilter, Wanted)>,
) -> Result<File<Format>> {
    let format = file.format.unwrap_or_default();
    let opening = file::opening(format)?;
    let mut chunks = Box::pin(chunks(app.clone(), owner, filter, Slice::First, i64::MAX));
    // The first chunk is read before the answer begins, so that a busy server can still say so.
    let first = chunks.try_next().await?.unwrap_or_default();
    record_export(&app, (owner, viewer.id), Format::NAME, format.word()).await?;
    let first = file::rows(format, &first, true);
    let rest = chunks.map(move |logs| file::rows(format, &logs?, false));
    let closing = Ok(file::closing(format).to_vec());
    let begin = stream::iter([Ok(opening), first]);
    let file = begin.chain(rest).chain(stream::once(ready(closing)));
    Ok(File::new(format, file))
}

/// All logs of a user, chunk by chunk, an object a line.
pub fn all(app: App, user: i64) -> impl Stream<Item = Result<Vec<u8>>> + Send {
    let chunks = chunks(app, user, LogFilter::default(), Slice::First, i64::MAX);
    chunks.map(|logs| file::rows(Format::Ndjson, &logs?, false))
}
