//! Reading a row: one conversion for both engines, so a boolean is a `bool` whether it came as `true` or as 1.
//!
//! Not here: how a cell is fetched (`sqlite/statements.rs`, `postgres/types.rs`).

use std::{any::type_name, sync::Arc};

use crate::{Error, Result, Value, postgres, sqlite};

/// One row of an answer. Columns count from 0.
pub struct Row<'r>(Source<'r>);

enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

impl<'r> Row<'r> {
    pub(crate) fn sqlite(row: &'r rusqlite::Row<'r>) -> Self {
        Self(Source::Sqlite(row))
    }

    pub(crate) fn postgres(row: &'r tokio_postgres::Row) -> Self {
        Self(Source::Postgres(row))
    }

    /// The column as `T`.
    pub fn get<T: Column>(&self, index: usize) -> Result<T> {
        let value = match self.0 {
            Source::Sqlite(row) => sqlite::cell(row, index)?,
            Source::Postgres(row) => postgres::cell(row, index)?,
        };
        T::from_value(value).ok_or(Error::Column {
            index,
            found: value.kind(),
            wanted: type_name::<T>(),
        })
    }
}

/// A type that one column can be read as. Newtypes of the domain may implement it.
pub trait Column: Sized {
    /// `None` when the value is of another kind.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

impl Column for i64 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Int(v) => Some(v),
            _ => None,
        }
    }
}

impl Column for bool {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bool(v) => Some(v),
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl Column for f64 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Real(v) => Some(v),
            _ => None,
        }
    }
}

impl Column for String {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(v) => Some(v.to_owned()),
            _ => None,
        }
    }
}

impl Column for Arc<str> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(v) => Some(v.into()),
            _ => None,
        }
    }
}

impl Column for Vec<u8> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Blob(v) => Some(v.to_vec()),
            _ => None,
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

/// A type that a whole row can be read as.
pub trait FromRow: Sized {
    /// Reads the columns by their position in the statement.
    fn from_row(row: &Row<'_>) -> Result<Self>;
}

macro_rules! from_first_column {
    ($($type:ty),*) => {
        $(impl FromRow for $type {
            fn from_row(row: &Row<'_>) -> Result<Self> { row.get(0) }
        })*
    };
}

from_first_column!(i64, bool, f64, String, Arc<str>, Vec<u8>);

impl<T: Column> FromRow for Option<T> {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.get(0)
    }
}

macro_rules! from_tuple {
    ($($type:ident $index:literal),*) => {
        impl<$($type: Column),*> FromRow for ($($type,)*) {
            fn from_row(row: &Row<'_>) -> Result<Self> { Ok(($(row.get($index)?,)*)) }
        }
    };
}

from_tuple!(A 0);
from_tuple!(A 0, B 1);
from_tuple!(A 0, B 1, C 2);
from_tuple!(A 0, B 1, C 2, D 3);
from_tuple!(A 0, B 1, C 2, D 3, E 4);
from_tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
from_tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
from_tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
