//! A form that was posted by a page of ours.
//!
//! The extractor checks the CSRF token, in the form's field or the script's header, so that no
//! handler can forget to.

use super::visitor::Visitor;
use crate::{
    app::App,
    error::{Error, Result},
    http::{Body, Describe, Input, Operation},
    identity::csrf,
};
use axum::extract::{FromRequest, FromRequestParts, Request};
use http::{StatusCode, header};
use schemars::SchemaGenerator;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The field that carries the CSRF token.
const TOKEN: &str = "csrfmiddlewaretoken";

/// A posted form, and who posted it.
pub(super) struct Form<T> {
    /// Who.
    pub(super) visitor: Visitor,
    /// What, not yet read.
    pub(super) body: Body<T>,
    values: BTreeMap<String, String>,
}

impl<T: Input> Form<T> {
    /// What was typed into a field.
    pub(super) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// What is wrong, with what was typed, to be shown again; passwords are not.
    pub(super) fn problems(&self, error: &Error) -> Problems {
        let values = self.values.clone().into_iter();
        let shown = values.filter(|(name, _)| name != TOKEN && !name.contains("password"));
        Problems { errors: messages(error), values: shown.collect() }
    }
}

/// What is wrong with a form, and what was typed.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Problems {
    errors: Map<String, Value>,
    values: BTreeMap<String, String>,
}

impl Problems {
    /// Nothing is wrong yet, and these are the values to begin with.
    pub(super) fn none_with<const N: usize>(values: [(&str, &str); N]) -> Self {
        let owned = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self { errors: Map::new(), values: owned.into() }
    }

    /// This is wrong with a field, and nothing of what was typed is known.
    pub(super) fn on(field: &str, message: &str) -> Self {
        Self { errors: Map::from_iter([(field.to_owned(), json!([message]))]), ..Self::default() }
    }

    /// What was not sent stands as it did before.
    pub(super) fn over(mut self, before: Self) -> Self {
        for (name, value) in before.values {
            self.values.entry(name).or_insert(value);
        }
        self
    }

    /// The messages on a field.
    pub(super) fn of(&self, field: &str) -> Vec<&str> {
        let messages = self.errors.get(field).and_then(Value::as_array);
        messages.map(|all| all.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
    }

    /// What was typed into a field.
    pub(super) fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }
}

/// The messages of a refusal by field; those of no field under `non_field_errors`.
fn messages(error: &Error) -> Map<String, Value> {
    match error.body() {
        Value::Object(fields) if !fields.contains_key("detail") => fields.clone(),
        body => {
            let detail = body.get("detail").and_then(Value::as_str).unwrap_or("It did not work.");
            Map::from_iter([("non_field_errors".to_owned(), json!([detail]))])
        }
    }
}

/// A form on a page that hides where it is: of such a page a browser says `Origin: null`, and no
/// more. What it may do comes from its address alone, not from cookies, so the token is enough.
pub(super) struct HiddenForm<T>(pub(super) Form<T>);

impl<T: Input> FromRequest<App> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        Self::open(request, app, false).await
    }
}

impl<T: Input> FromRequest<App> for HiddenForm<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        Form::open(request, app, true).await.map(Self)
    }
}

impl<T: Input> Form<T> {
    async fn open(request: Request, app: &App, hidden: bool) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let mut head = parts.clone();
        if hidden && head.headers.get(header::ORIGIN).is_some_and(|origin| origin == "null") {
            head.headers.remove(header::ORIGIN);
        }
        let body = Body::<T>::from_request(Request::from_parts(parts, body), app).await?;
        let values: BTreeMap<_, _> = body.pairs()?.into_iter().collect();
        let script = head.headers.get("x-csrftoken").and_then(|value| value.to_str().ok());
        let token = values.get(TOKEN).map(String::as_str).or(script);
        let by_cookies = visitor.user.is_some() && !hidden;
        csrf::check_request(&app.identity, &head, token, by_cookies).map_err(|refusal| {
            Error::detail(StatusCode::FORBIDDEN, format!("CSRF Failed: {refusal}"))
        })?;
        Ok(Self { visitor, body, values })
    }
}

impl<T: Input> Describe for Form<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Visitor::describe(operation, schemas);
        Body::<T>::describe(operation, schemas);
        operation.answers.push((403, None));
    }
}

impl<T: Input> Describe for HiddenForm<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Form::<T>::describe(operation, schemas);
    }
}
