//! A value on its way into a statement or out of a row, the same for both engines.
//!
//! Invariant: `Debug` shows the kind of a value, never the value.
//!
//! Not here: the engines' own encodings (`sqlite/statements.rs`, `postgres/types.rs`).

use std::{borrow::Cow, fmt, sync::Arc};

/// One parameter or one cell. Times are `Int` (microseconds UTC), JSON is `Text`.
#[derive(Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A 64-bit integer.
    Int(i64),
    /// A double.
    Real(f64),
    /// Text without NUL.
    Text(&'a str),
    /// A boolean: `boolean` on PostgreSQL, 0 or 1 on SQLite.
    Bool(bool),
    /// Bytes.
    Blob(&'a [u8]),
}

impl Value<'_> {
    /// The kind's name, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int(_) => "an integer",
            Self::Real(_) => "a real number",
            Self::Text(_) => "text",
            Self::Bool(_) => "a boolean",
            Self::Blob(_) => "bytes",
        }
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

/// The parameters of a statement: `params![id, &name, done]`, in the order of `$1`, `$2`, `$3`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] as &[$crate::Value<'_>] };
}

macro_rules! from {
    ($($type:ty => |$value:ident| $made:expr;)*) => {
        $(impl<'a> From<$type> for Value<'a> {
            fn from($value: $type) -> Self { $made }
        })*
    };
}

from! {
    i64 => |v| Value::Int(v);
    i32 => |v| Value::Int(v.into());
    u32 => |v| Value::Int(v.into());
    u16 => |v| Value::Int(v.into());
    u8 => |v| Value::Int(v.into());
    f64 => |v| Value::Real(v);
    bool => |v| Value::Bool(v);
    &'a i64 => |v| Value::Int(*v);
    &'a f64 => |v| Value::Real(*v);
    &'a bool => |v| Value::Bool(*v);
    &'a str => |v| Value::Text(v);
    &'a String => |v| Value::Text(v);
    &'a Arc<str> => |v| Value::Text(v);
    &'a Box<str> => |v| Value::Text(v);
    &'a Cow<'_, str> => |v| Value::Text(v);
    &'a [u8] => |v| Value::Blob(v);
    &'a Vec<u8> => |v| Value::Blob(v);
    // Named one by one: a general `&Option<T>` would let the compiler look for `&Option<Option<…>>` without end.
    &'a Option<i64> => |v| Value::from(v.as_ref());
    &'a Option<f64> => |v| Value::from(v.as_ref());
    &'a Option<bool> => |v| Value::from(v.as_ref());
    &'a Option<String> => |v| Value::from(v.as_ref());
    &'a Option<Arc<str>> => |v| Value::from(v.as_ref());
    &'a Option<Vec<u8>> => |v| Value::from(v.as_ref());
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(v: &'a [u8; N]) -> Self {
        Value::Blob(v)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(v: Option<T>) -> Self {
        v.map_or(Value::Null, Into::into)
    }
}
