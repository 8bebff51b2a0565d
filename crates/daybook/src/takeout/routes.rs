//! The download.
//!
//! Not here: what is in it (`takeout::entries`).

use super::{entries::Small, packing::packed};
use crate::{
    App, Error, Result,
    history::record_export,
    http::{Describe, Operation},
    identity::CurrentUser,
    time::Timestamp,
};
use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use http::header;
use schemars::SchemaGenerator;
use serde_json::json;

const MEDIA_TYPE: &str = "application/zip";

pub(super) async fn export_account(State(app): State<App>, user: CurrentUser) -> Result<Zip> {
    let (now, me, session) = (app.clock.now(), user.id, user.session);
    let read = app.db.read(move |tx| Small::read(tx, me, session, now));
    let small = read.await?.ok_or_else(Error::not_found)?;
    record_export(&app, (me, me), "account", "zip").await?;
    let entries = small.and_the_rest(&app, &user, now)?;
    Ok(Zip { now, body: Body::from_stream(packed(entries, now)) })
}

/// A ZIP; cut short, if reading fails.
pub(super) struct Zip {
    now: Timestamp,
    body: Body,
}

impl IntoResponse for Zip {
    fn into_response(self) -> Response {
        let day = self.now.to_jiff().strftime("%Y-%m-%d");
        let headers = [
            (header::CONTENT_TYPE, MEDIA_TYPE.to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"daybook-{day}.zip\"")),
            // What a browser kept of it would outlive the session.
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        (headers, self.body).into_response()
    }
}

impl Describe for Zip {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        let binary = json!({ "type": "string", "contentMediaType": MEDIA_TYPE });
        operation.answers.push((200, Some((MEDIA_TYPE, binary))));
    }
}
