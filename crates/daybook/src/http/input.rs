//! Reads the fields of a body or query into a struct, and tells every field's error at once.
//!
//! [`input!`](crate::input) declares such a struct; its fields are read, and their errors told, in
//! the order of their declaration. Unknown fields are ignored: a client may send back the whole
//! object that it was given.
//!
//! Not here: what a value may be (`http::field`), how a body arrives (`http::body`).

use super::{
    field::{Field, Raw, Refusal, Upload, python_type},
    object::Object,
};
use crate::error::{Error, Result};
use serde_json::{Map, Value, json, value::RawValue};
use std::collections::HashMap;

/// A struct that can be read from a request; made by [`input!`](crate::input).
pub trait Input: Sized {
    /// Reads every field; `None` when one was refused, with the reasons kept in `fields`.
    fn read(fields: &mut Fields<'_>) -> Option<Self>;

    /// The properties, in order.
    fn properties() -> Vec<Property>;

    /// JSON Schema of the object.
    fn schema() -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for property in Self::properties() {
            let mut schema = property.schema;
            if let (Some(schema), false) = (schema.as_object_mut(), property.about.is_empty()) {
                schema.insert("description".into(), property.about.into());
            }
            properties.insert(property.name.into(), schema);
            if property.required {
                required.push(property.name);
            }
        }
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    }
}

/// One field of an [`Input`], as the OpenAPI document shows it.
#[derive(Debug)]
pub struct Property {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its doc comment.
    pub about: String,
    /// Whether it must come.
    pub required: bool,
    /// JSON Schema of its value.
    pub schema: Value,
}

/// Declares a struct that is read from a request.
///
/// ```ignore
/// input! {
///     /// What a client sends to log an activity.
///     pub struct NewActivity {
///         /// What was done.
///         pub activity_name: Text<1, 100>,
///         pub duration: Option<Minutes>,
///     }
/// }
/// ```
#[macro_export]
macro_rules! input {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[doc = $about:literal])* $field_vis:vis $field:ident : $type:ty),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis struct $name { $($(#[doc = $about])* $field_vis $field: $type),* }

        impl $crate::http::Input for $name {
            fn read(fields: &mut $crate::http::Fields<'_>) -> Option<Self> {
                $(let $field = fields.take::<$type>(stringify!($field));)*
                Some(Self { $($field: $field?),* })
            }

            fn properties() -> Vec<$crate::http::Property> {
                vec![$($crate::http::Property {
                    name: stringify!($field),
                    about: concat!($($about),*).trim().to_owned(),
                    required: <$type as $crate::http::Field>::REQUIRED,
                    schema: <$type as $crate::http::Field>::schema(),
                }),*]
            }
        }
    };
}

/// A body, or query, of no fields.
impl Input for () {
    fn read(_: &mut Fields<'_>) -> Option<Self> {
        Some(())
    }

    fn properties() -> Vec<Property> {
        Vec::new()
    }
}

/// The fields of one, and then those of the other.
impl<A: Input, B: Input> Input for (A, B) {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let (first, second) = (A::read(fields), B::read(fields));
        first.zip(second)
    }

    fn properties() -> Vec<Property> {
        A::properties().into_iter().chain(B::properties()).collect()
    }
}

/// The fields that came, and what was wrong with those that were taken.
pub struct Fields<'a> {
    source: Source<'a>,
    files: HashMap<String, Upload>,
    errors: Vec<(String, Refusal)>,
}

enum Source<'a> {
    Json(Object<'a>),
    Form(HashMap<String, Vec<String>>),
}

impl<'a> Fields<'a> {
    /// The fields of a JSON object; any other JSON is refused as DRF refuses it.
    pub(super) fn from_json(body: &'a [u8]) -> Result<Self> {
        let raw: &RawValue = serde_json::from_slice(body).map_err(|error| parse_error(&error))?;
        match raw.get().as_bytes().first() {
            Some(b'{') => {
                let object =
                    serde_json::from_str(raw.get()).map_err(|error| parse_error(&error))?;
                Ok(Self::of(Source::Json(object)))
            }
            Some(b'n') => Err(Error::non_field("No data provided")),
            _ => {
                let found = python_type(raw);
                Err(Error::non_field(format!(
                    "Invalid data. Expected a dictionary, but got {found}."
                )))
            }
        }
    }

    /// The fields of a form, a multipart body or a query string.
    pub(super) fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form: HashMap<String, Vec<String>> = HashMap::new();
        for (name, value) in pairs {
            form.entry(name).or_default().push(value);
        }
        Self::of(Source::Form(form))
    }

    /// The fields and files of a multipart body.
    pub(super) fn from_multipart(
        pairs: impl IntoIterator<Item = (String, String)>,
        files: impl IntoIterator<Item = (String, Upload)>,
    ) -> Self {
        Self { files: files.into_iter().collect(), ..Self::from_pairs(pairs) }
    }

    fn of(source: Source<'a>) -> Self {
        Self { source, files: HashMap::new(), errors: Vec::new() }
    }

    /// Whether a field came at all, be it empty.
    pub fn came(&self, name: &str) -> bool {
        match &self.source {
            Source::Json(object) => object.get(name).is_some(),
            Source::Form(form) => form.contains_key(name),
        }
    }

    /// Whether a value came for a field: no `null`, and no empty one of a form.
    pub fn has(&self, name: &str) -> bool {
        match &self.source {
            Source::Json(object) => object.get(name).is_some_and(|raw| raw.get() != "null"),
            Source::Form(form) => {
                form.get(name).is_some_and(|values| values.iter().any(|it| !it.is_empty()))
            }
        }
    }

    /// What a form or query brought under every name that begins with `prefix`, by the rest of the
    /// name, in its order; of several values the last.
    pub fn after(&self, prefix: &str) -> Vec<(String, String)> {
        let Source::Form(form) = &self.source else { return Vec::new() };
        let found = form.iter().filter_map(|(name, values)| {
            Some((name.strip_prefix(prefix)?.to_owned(), values.last()?.clone()))
        });
        let mut found: Vec<_> = found.collect();
        found.sort();
        found
    }

    /// Refuses a field for what its own type cannot know.
    pub fn refuse(&mut self, name: &str, refusal: Refusal) {
        self.errors.push((name.to_owned(), refusal));
    }

    /// One field; its error is kept for [`read_input`].
    pub fn take<T: Field>(&mut self, name: &'static str) -> Option<T> {
        let raw = match &self.source {
            Source::Json(object) => object.get(name).map(Raw::Json),
            Source::Form(form) => form.get(name).map(|values| Raw::Form(values)),
        };
        let read = match self.files.get(name) {
            Some(file) if T::TAKES_FILES => T::upload(file),
            _ => raw.map_or_else(T::absent, T::parse),
        };
        match read {
            Ok(value) => Some(value),
            Err(refusal) => {
                self.errors.push((name.to_owned(), refusal));
                None
            }
        }
    }
}

/// Reads a whole input, or tells what is wrong with each of its fields.
pub(super) fn read_input<T: Input>(mut fields: Fields<'_>) -> Result<T> {
    match T::read(&mut fields) {
        Some(input) if fields.errors.is_empty() => Ok(input),
        _ => Err(Error::fields(fields.errors)),
    }
}

pub(super) fn parse_error(error: &serde_json::Error) -> Error {
    Error::bad_request(format!("JSON parse error - {error}"))
}
