//! An object as JSON, encoded once for all who get it: whoever asked, and whoever follows the stream.
//!
//! Not here: what becomes of it (`http::answer`, `streams::emit`).

use crate::error::{Error, Result};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use std::{borrow::Cow, marker::PhantomData};

/// The JSON of a `T`.
#[derive(Debug)]
pub struct Encoded<T> {
    json: Box<RawValue>,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Encoded<T> {
    /// Encodes an object.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn of(object: &T) -> Result<Self> {
        let json = to_raw_value(object).map_err(Error::internal)?;
        Ok(Self { json, of: PhantomData })
    }
}

impl<T> Serialize for Encoded<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

/// The schema of `T`.
impl<T: JsonSchema> JsonSchema for Encoded<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
