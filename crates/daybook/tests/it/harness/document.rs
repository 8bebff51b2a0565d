//! What the OpenAPI document says of an answer: every answer that any test gets is held against it.
//!
//! The operation is there, the status and the kind of body are among those that are told, a JSON
//! body fits its schema, and one that is no refusal has no field that the schema does not name.
//! Schemas are compiled once, when they are first wanted.
//!
//! Not here: whether an answer is the right one (the tests).

use super::Answer;
use jsonschema::Validator;
use parking_lot::Mutex;
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

/// What may be answered where the document says nothing: not found, not this way, not you.
const UNTOLD: [u16; 7] = [400, 401, 403, 404, 405, 429, 503];
/// Paths of files, which are no operations.
const FILES: [&str; 4] = ["/assets/", "/theme.js", "/favicon.svg", "/manifest.webmanifest"];

static DOCUMENT: LazyLock<Document> = LazyLock::new(Document::new);

/// Fails the test when the document does not tell of this answer.
#[track_caller]
pub(crate) fn check(method: &Method, path: &str, answer: &Answer) {
    if let Err(lie) = DOCUMENT.allows(method, path, answer) {
        panic!(
            "the OpenAPI document and {method} {path} disagree: {lie}\n{} {}",
            answer.status,
            answer.lossy()
        );
    }
}

/// The document as this build writes it.
pub(crate) fn document() -> &'static Value {
    &DOCUMENT.whole
}

struct Document {
    whole: Value,
    /// The schemas, with nothing in an object but what they name.
    strict: Value,
    validators: Mutex<HashMap<(String, u16), Arc<Validator>>>,
}

impl Document {
    fn new() -> Self {
        let whole = daybook::http::document(&daybook::router::routes());
        let mut strict = whole["components"].clone();
        close(&mut strict);
        Self { whole, strict, validators: Mutex::default() }
    }

    fn allows(&self, method: &Method, path: &str, answer: &Answer) -> Result<(), String> {
        let Some((template, methods)) = self.path(path) else {
            let file = FILES.iter().any(|file| path.starts_with(file));
            return untold(answer, file);
        };
        let verb = if method == Method::HEAD { Method::GET } else { method.clone() };
        let Some(operation) = methods.get(&verb.as_str().to_ascii_lowercase()) else {
            return untold(answer, method == Method::OPTIONS);
        };
        let response = &operation["responses"][answer.status.to_string()];
        if response.is_null() {
            return Err("the status is not told".into());
        }
        if method == Method::HEAD {
            return Ok(());
        }
        let Some(contents) = response["content"].as_object() else {
            return if answer.is_empty() { Ok(()) } else { Err("a body is not told".into()) };
        };
        let kind = answer.header("content-type").split(';').next().unwrap_or_default();
        let content = contents.get(kind).ok_or_else(|| format!("`{kind}` is not told"))?;
        if kind != "application/json" {
            return Ok(());
        }
        let key = (format!("{verb} {template}"), answer.status);
        self.validator(key, &content["schema"])
            .validate(&answer.json())
            .map_err(|error| format!("at `{}`: {error}", error.instance_path()))
    }

    /// The path of the document that a request's path is served by; one without a variable first.
    fn path(&self, path: &str) -> Option<(&String, &Map<String, Value>)> {
        let paths = self.whole["paths"].as_object().expect("paths");
        let asked: Vec<_> = segments(path);
        let fits = |template: &str| {
            let told = segments(template);
            told.len() == asked.len()
                && told
                    .iter()
                    .zip(&asked)
                    .all(|(told, asked)| told.starts_with('{') || told == asked)
        };
        let mut fitting: Vec<_> = paths.iter().filter(|(template, _)| fits(template)).collect();
        fitting.sort_by_key(|(template, _)| template.matches('{').count());
        let (template, methods) = fitting.first()?;
        Some((template, methods.as_object().expect("methods")))
    }

    fn validator(&self, key: (String, u16), schema: &Value) -> Arc<Validator> {
        let known = self.validators.lock().get(&key).cloned();
        known.unwrap_or_else(|| {
            let mut schema = schema.clone();
            let components = if key.1 < 400 {
                close(&mut schema);
                &self.strict
            } else {
                &self.whole["components"]
            };
            let schema = json!({ "allOf": [schema], "components": components });
            let options = jsonschema::options().should_validate_formats(true);
            let validator = Arc::new(options.build(&schema).expect("a JSON schema"));
            self.validators.lock().insert(key, Arc::clone(&validator));
            validator
        })
    }
}

fn segments(path: &str) -> Vec<&str> {
    path.trim_end_matches('/').split('/').collect()
}

fn untold(answer: &Answer, well: bool) -> Result<(), String> {
    if well || UNTOLD.contains(&answer.status) { Ok(()) } else { Err("it is not told".into()) }
}

/// Lets no object have more than what is told of it.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(keys) => {
            if keys.contains_key("properties") && !keys.contains_key("additionalProperties") {
                keys.insert("additionalProperties".into(), false.into());
            }
            keys.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
