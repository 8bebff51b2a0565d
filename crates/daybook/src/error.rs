//! The one error of the application, and how it is told to a client.
//!
//! A constructor for each refusal of the contract's error table; what is unknown becomes an opaque
//! 500, logged once, here. Invariant: no body made here tells anything of the inside.
//!
//! Not here: the messages of single fields (`http::field`).

use crate::http::Input;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

/// The result of everything that can refuse a request.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal, or a failure, with the answer that a client gets for it.
#[derive(Debug)]
pub struct Error {
    status: StatusCode,
    body: Value,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// What went wrong inside; logged, never sent.
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
    challenge: bool,
}

/// Marks a 401 that wants `WWW-Authenticate`; the feature's routes know which.
#[derive(Clone, Copy, Debug)]
pub struct Challenged;

/// Marks a 500, which gets its request id where that is known.
#[derive(Clone, Copy, Debug)]
pub struct Opaque;

impl Error {
    /// An answer with a body of its own, for the few that the table does not hold.
    pub fn answer(status: StatusCode, body: Value) -> Self {
        Self { status, body, headers: Vec::new(), cause: None, challenge: false }
    }

    /// `{"detail": …}` with a status.
    pub fn detail(status: StatusCode, detail: impl Into<String>) -> Self {
        Self::answer(status, json!({ "detail": detail.into() }))
    }

    /// 400 `{"detail": …}`: the request as a whole cannot be read.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::detail(StatusCode::BAD_REQUEST, detail)
    }

    /// 400 with one message on one field.
    pub fn field(name: &str, message: impl Into<String>) -> Self {
        Self::fields([(name.to_owned(), json!([message.into()]))])
    }

    /// 400 with what is wrong with each field, in the order given.
    pub fn fields(fields: impl IntoIterator<Item = (String, Value)>) -> Self {
        Self::answer(StatusCode::BAD_REQUEST, Value::Object(Map::from_iter(fields)))
    }

    /// 400 with these fields, and then those of another one.
    pub fn and(mut self, other: Self) -> Self {
        if let (Value::Object(fields), Value::Object(others)) = (&mut self.body, other.body) {
            fields.extend(others);
        }
        self
    }

    /// Whether it tells of fields, or of the request as a whole.
    pub fn is_of_fields(&self) -> bool {
        self.status == StatusCode::BAD_REQUEST && self.body.get("detail").is_none()
    }

    /// 400 with the fields in the order in which an input declares them.
    pub fn in_order<T: Input>(self) -> Self {
        let names = T::properties().into_iter().map(|property| property.name);
        let told = names.filter_map(|name| Some((name.to_owned(), self.body.get(name)?.clone())));
        Self::fields(told)
    }

    /// 400 with a message that belongs to no field.
    pub fn non_field(message: impl Into<String>) -> Self {
        Self::field("non_field_errors", message)
    }

    /// 401: no credentials came.
    pub fn not_authenticated() -> Self {
        Self::bad_credentials(json!({ "detail": "Authentication credentials were not provided." }))
    }

    /// 401 with the body of the credential that was refused, and a challenge.
    pub fn bad_credentials(body: Value) -> Self {
        Self { challenge: true, ..Self::answer(StatusCode::UNAUTHORIZED, body) }
    }

    /// 403: authenticated, but not allowed.
    pub fn forbidden() -> Self {
        Self::detail(StatusCode::FORBIDDEN, "You do not have permission to perform this action.")
    }

    /// 404: not there, or somebody else's; the two are one.
    pub fn not_found() -> Self {
        Self::detail(StatusCode::NOT_FOUND, "Not found.")
    }

    /// 405, with the methods that there are.
    pub fn method_not_allowed(method: &http::Method, allow: &str) -> Self {
        let error = Self::detail(
            StatusCode::METHOD_NOT_ALLOWED,
            format!("Method \"{method}\" not allowed."),
        );
        match HeaderValue::from_str(allow) {
            Ok(allow) => error.with_header(header::ALLOW, allow),
            Err(_) => error,
        }
    }

    /// 408: the rest of the request did not come in time.
    pub fn timed_out() -> Self {
        Self::detail(StatusCode::REQUEST_TIMEOUT, "The rest of the request did not come in time.")
    }

    /// 413: the body is over its limit (bytes).
    pub fn too_large(limit: usize) -> Self {
        Self::detail(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("The body is larger than {limit} bytes."),
        )
    }

    /// 415: no reader for this kind of body.
    pub fn unsupported_media_type(media: &str) -> Self {
        Self::detail(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!("Unsupported media type \"{media}\" in request."),
        )
    }

    /// 429, with the seconds to wait.
    pub fn throttled(seconds: i64) -> Self {
        let unit = if seconds == 1 { "second" } else { "seconds" };
        Self::detail(
            StatusCode::TOO_MANY_REQUESTS,
            format!("Request was throttled. Expected available in {seconds} {unit}."),
        )
        .with_header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// 503: worth another try in a second.
    pub fn busy() -> Self {
        Self::detail(StatusCode::SERVICE_UNAVAILABLE, "The server is busy. Try again.")
            .with_header(header::RETRY_AFTER, HeaderValue::from_static("1"))
    }

    /// 507: nothing can be written until there is space again.
    pub fn storage_full() -> Self {
        Self::detail(StatusCode::INSUFFICIENT_STORAGE, "Storage is full.")
    }

    /// 500: a defect of ours, opaque to the client and logged with its cause.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::detail(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error.").because(cause)
    }

    /// The same error with its cause, for the log.
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The same error with one header more.
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The status that a client gets.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The JSON body that a client gets; forms take their messages from it.
    pub fn body(&self) -> &Value {
        &self.body
    }
}

impl From<daybook_db::Error> for Error {
    fn from(error: daybook_db::Error) -> Self {
        match error {
            daybook_db::Error::Busy | daybook_db::Error::Unavailable(_) => {
                Self::busy().because(error)
            }
            daybook_db::Error::StorageFull => Self::storage_full().because(error),
            other => Self::internal(other),
        }
    }
}

/// For logs, and for bodies that are cut short; clients get [`Error::body`].
impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.status),
            None => write!(f, "{}: {}", self.status, self.body),
        }
    }
}

impl std::error::Error for Error {}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Some(cause) = &self.cause {
            let cause: &dyn std::error::Error = cause.as_ref();
            if self.status == StatusCode::INTERNAL_SERVER_ERROR {
                tracing::error!(status = 500, cause, "request failed");
            } else {
                tracing::warn!(status = self.status.as_u16(), cause, "request refused");
            }
        }
        let mut response = (
            self.status,
            [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))],
            self.body.to_string(),
        )
            .into_response();
        response.headers_mut().extend(self.headers);
        if self.challenge {
            response.extensions_mut().insert(Challenged);
        }
        if self.status == StatusCode::INTERNAL_SERVER_ERROR {
            response.extensions_mut().insert(Opaque);
        }
        response
    }
}
