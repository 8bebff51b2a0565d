//! `/logs`: the action logs. The API takes them at the same path, so the page is for who asks for HTML;
//! a program is told that there is nothing to GET.
//!
//! Not here: lists of other users' logs, files (`logs`).

use super::{
    shell::Page,
    visitor::{Member, Visitor},
};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Operation, Refuses},
    identity::CurrentUser,
    logs::{model::Log, select},
};
use askama::Template;
use axum::{
    extract::{FromRequestParts, State},
    response::{IntoResponse, Response},
};
use http::{header, request::Parts};
use schemars::SchemaGenerator;

/// How many logs the plain list shows.
const SHOWN: i64 = 50;
/// What else can be done at this path.
const ALLOWED: &str = "POST, OPTIONS";

/// Somebody who reads pages.
pub struct Reader(Member);

impl FromRequestParts<App> for Reader {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let accept = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        if accept.is_some_and(|accept| accept.contains("text/html")) {
            return Member::from_request_parts(parts, app).await.map(Self);
        }
        let known = CurrentUser::from_request_parts(parts, app).await;
        let refused =
            known.err().unwrap_or_else(|| Error::method_not_allowed(&parts.method, ALLOWED));
        Err(refused.into_response())
    }
}

impl Describe for Reader {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Member::describe(operation, schemas);
        CurrentUser::describe(operation, schemas);
    }
}

#[derive(Template)]
#[template(path = "logs.html")]
struct LogsPage<'a> {
    visitor: &'a Visitor,
    logs: &'a [Log],
    user: i64,
}

/// The page.
///
/// # Errors
/// When the database cannot be read.
pub async fn show_logs(
    State(app): State<App>,
    _: Refuses<405>,
    Reader(member): Reader,
) -> Result<Page> {
    let user = member.user.id;
    let logs = app.db.read(move |tx| Ok::<_, Error>(select::newest(tx, user, SHOWN)?)).await?;
    let plain = LogsPage { visitor: &member.visitor, logs: &logs, user };
    member.visitor.page(&app, "Logs", None, &plain).await
}
