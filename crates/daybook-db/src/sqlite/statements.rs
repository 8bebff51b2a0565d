//! Compiled statements of one connection, kept by text, and the binding of `$N`.
//!
//! To SQLite `$2` is a name, numbered by first appearance: in `$2, $1` the first slot is `$2`. Each statement therefore
//! keeps which parameter belongs in which slot, as SQLite itself reads the text: literals and comments need no care.
//!
//! Not here: errors (`errors.rs`).

use std::collections::HashMap;

use foldhash::fast::RandomState;
use rusqlite::{
    PrepFlags, ToSql,
    types::{ToSqlOutput, ValueRef},
};

use super::errors;
use crate::{Error, Result, STATEMENTS, Value};

/// Beyond this the texts are not a fixed set, and the cache starts anew.
const KEPT: usize = 1024;

/// A compiled statement.
pub(super) struct Prepared<'c> {
    pub(super) statement: rusqlite::Statement<'c>,
    /// For each slot of SQLite the parameter that belongs there, counted from 0.
    slots: Box<[usize]>,
    /// How many parameters the text names.
    params: usize,
}

/// The statements of one connection.
pub(super) struct Statements<'c> {
    sqlite: &'c rusqlite::Connection,
    /// The place of each text among the statements.
    places: HashMap<Box<str>, usize, RandomState>,
    kept: Vec<Prepared<'c>>,
}

impl<'c> Statements<'c> {
    pub(super) fn new(sqlite: &'c rusqlite::Connection) -> Self {
        Self { sqlite, places: HashMap::default(), kept: Vec::new() }
    }

    /// The compiled statement with its parameters bound.
    pub(super) fn bound(&mut self, sql: &str, params: &[Value<'_>]) -> Result<&mut Prepared<'c>> {
        let place = match self.places.get(sql) {
            Some(place) => *place,
            None => self.keep(sql)?,
        };
        let prepared = &mut self.kept[place];
        prepared.bind(sql, params)?;
        Ok(prepared)
    }

    fn keep(&mut self, sql: &str) -> Result<usize> {
        if self.kept.len() >= KEPT {
            self.places.clear();
            self.kept.clear();
        }
        self.kept.push(Prepared::new(self.sqlite, sql)?);
        tracing::trace!(target: STATEMENTS, engine = "sqlite", sql);
        let place = self.kept.len() - 1;
        self.places.insert(sql.into(), place);
        Ok(place)
    }
}

impl<'c> Prepared<'c> {
    fn new(sqlite: &'c rusqlite::Connection, sql: &str) -> Result<Self> {
        // Persistent: what it keeps is not taken from the little store of memory that running statements are quick by.
        let statement = sqlite
            .prepare_with_flags(sql, PrepFlags::SQLITE_PREPARE_PERSISTENT)
            .map_err(|error| errors::of_text(&error, sql))?;
        let slots = (1..=statement.parameter_count())
            .map(|slot| statement.parameter_name(slot).and_then(number))
            .collect::<Option<Box<[usize]>>>()
            .ok_or_else(|| Error::Statement("a parameter is not written $1, $2, …".into()))?;
        let params = slots.iter().max().map_or(0, |last| last + 1);
        Ok(Self { statement, slots, params })
    }

    fn bind(&mut self, sql: &str, params: &[Value<'_>]) -> Result<()> {
        if self.params != params.len() {
            return Err(Error::Parameters { expected: self.params, given: params.len() });
        }
        for (slot, param) in self.slots.iter().enumerate() {
            self.statement
                .raw_bind_parameter(slot + 1, Bound(&params[*param]))
                .map_err(|error| errors::of_run(&error, sql))?;
        }
        Ok(())
    }
}

/// `$3` is parameter 2, counted from 0.
fn number(name: &str) -> Option<usize> {
    name.strip_prefix('$')?.parse::<usize>().ok()?.checked_sub(1)
}

struct Bound<'v>(&'v Value<'v>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(v) => ValueRef::Integer(v),
            Value::Real(v) => ValueRef::Real(v),
            Value::Text(v) => ValueRef::Text(v.as_bytes()),
            Value::Bool(v) => ValueRef::Integer(v.into()),
            Value::Blob(v) => ValueRef::Blob(v),
        }))
    }
}

/// One cell of a row.
pub(crate) fn cell<'r>(row: &'r rusqlite::Row<'r>, index: usize) -> Result<Value<'r>> {
    let unreadable = |found| Error::Column { index, found, wanted: "a value" };
    match row.get_ref(index).map_err(|_| unreadable("absent"))? {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(v) => Ok(Value::Int(v)),
        ValueRef::Real(v) => Ok(Value::Real(v)),
        ValueRef::Text(v) => std::str::from_utf8(v)
            .map(Value::Text)
            .map_err(|_| unreadable("text that is not UTF-8")),
        ValueRef::Blob(v) => Ok(Value::Blob(v)),
    }
}
