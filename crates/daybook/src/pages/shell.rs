//! The document around every page: the built app's, filled in.

use super::{flash::Message, form::Problems};
use crate::{
    error::{Error, Result},
    http::{Describe, Operation},
};
use askama::Template;
use axum::response::{IntoResponse, Response};
use daybook_web::{BOOT_MARK, PAGE_MARK, index_html};
use http::{HeaderName, HeaderValue, StatusCode, header};
use schemars::SchemaGenerator;
use serde::Serialize;

/// What the app knows before it asks anything; a JSON block in the page.
#[derive(Debug, Serialize)]
pub(super) struct Boot<'a> {
    pub(super) user: Option<Viewer<'a>>,
    pub(super) csrf: &'a str,
    pub(super) messages: &'a [Message],
    pub(super) form: Option<&'a Problems>,
    pub(super) version: &'static str,
}

/// Who looks at the page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Viewer<'a> {
    pub(super) id: i64,
    pub(super) username: &'a str,
    pub(super) email: &'a str,
    pub(super) timezone: &'a str,
    pub(super) is_staff: bool,
}

/// A document, or the way to another one.
#[derive(Debug)]
pub struct Page {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    html: String,
}

impl Page {
    /// The app's page with its boot data and its plain face.
    pub(super) fn new(title: &str, boot: &Boot<'_>, plain: &impl Template) -> Result<Self> {
        let boot = serde_json::to_string(boot).map_err(Error::internal)?;
        // Inside a script block only `<` could end it.
        let boot = boot.replace('<', "\\u003c");
        let boot = format!("<script type=\"application/json\" id=\"boot\">{boot}</script>");
        let plain = plain.render().map_err(Error::internal)?;
        let html = index_html()
            .replacen("<title>Daybook</title>", &format!("<title>{title} · Daybook</title>"), 1)
            .replacen(BOOT_MARK, &boot, 1)
            .replacen(PAGE_MARK, &plain, 1);
        Ok(Self { status: StatusCode::OK, headers: Vec::new(), html })
    }

    /// A page that is no place of the app, in the app's look.
    pub(super) fn standalone(title: &str, plain: &impl Template) -> Result<Self> {
        let plain = plain.render().map_err(Error::internal)?;
        let head: String = head_lines("<link rel=\"stylesheet\"")
            .chain(head_lines("<link rel=\"icon\""))
            .collect();
        let html = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{title} · Daybook</title>{head}<script src=\"/theme.js\"></script></head>\
             <body>{plain}</body></html>"
        );
        Ok(Self { status: StatusCode::OK, headers: Vec::new(), html })
    }

    /// 303: what was posted is done, and this is the place to look at.
    pub(super) fn see(target: &str) -> Self {
        Self::elsewhere(StatusCode::SEE_OTHER, target)
    }

    /// 302: look there first.
    pub(super) fn found(target: &str) -> Self {
        Self::elsewhere(StatusCode::FOUND, target)
    }

    fn elsewhere(status: StatusCode, target: &str) -> Self {
        let location =
            HeaderValue::try_from(target).unwrap_or_else(|_| HeaderValue::from_static("/"));
        Self { status, headers: vec![(header::LOCATION, location)], html: String::new() }
    }

    /// A form that is shown again: its mistakes are in it, and only a throttle is told by the status.
    pub(super) fn telling(self, error: &Error) -> Self {
        match error.status() {
            StatusCode::TOO_MANY_REQUESTS => self.with_status(error.status()),
            _ => self,
        }
    }

    /// The same page, of whose address no other is told.
    pub(super) fn hidden(mut self) -> Self {
        self.headers.push((header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")));
        self
    }

    /// The same page with another status.
    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }
}

/// The tags of the built page that begin so.
fn head_lines(begin: &'static str) -> impl Iterator<Item = &'static str> {
    let page = index_html();
    page.match_indices(begin).filter_map(move |(at, _)| page[at..].split_inclusive('>').next())
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        let mut response = (self.status, [(header::CONTENT_TYPE, kind)], self.html).into_response();
        response.headers_mut().extend(self.headers);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

impl Describe for Page {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        let html = || Some(("text/html", serde_json::json!({ "type": "string" })));
        operation.answers.extend([(200, html()), (303, html()), (429, html())]);
    }
}
