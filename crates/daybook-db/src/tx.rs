//! A transaction as domain code sees it: statements, hooks around the COMMIT, and state of its own.
//!
//! Invariants:
//! - after a statement failed, every later one and the COMMIT fail with the same error, on both engines;
//! - hooks and state belong to one try: a retry starts with none.
//!
//! Not here: BEGIN, COMMIT and retries; the engines' workers do those.

use std::{any::Any, borrow::Cow, collections::VecDeque, time::Instant};

use crate::{
    Engine, Error, FromRow, Result, Row, Value,
    options::{Rewrite, Terms},
};

/// Runs after COMMIT.
pub(crate) type AfterCommit = Box<dyn FnOnce() + Send>;
type BeforeCommit = Box<dyn FnOnce(&mut Tx<'_>) -> Result<()> + Send>;

/// A connection inside a transaction: what the two engines do differently.
pub(crate) trait Session {
    fn engine(&self) -> Engine;

    /// Interrupts what still runs at this time, as far as the engine can.
    fn set_deadline(&mut self, at: Instant);

    /// Runs a statement and counts the rows that it changed.
    fn run(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64>;

    /// Runs an `insert` of one row and answers its id; `None` when a conflict left it out.
    fn insert(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Option<i64>>;

    /// Runs a statement and shows each row that it returns.
    fn query(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()>;
}

/// One transaction on one connection.
pub struct Tx<'c> {
    session: &'c mut (dyn Session + 'c),
    deadline: Instant,
    rewrite: Option<Rewrite>,
    failure: Option<Error>,
    before: VecDeque<BeforeCommit>,
    after: Vec<AfterCommit>,
    locals: Vec<Box<dyn Any + Send>>,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(session: &'c mut (dyn Session + 'c), terms: Terms) -> Self {
        let deadline = Instant::now() + terms.limit;
        session.set_deadline(deadline);
        Self {
            session,
            deadline,
            rewrite: terms.rewrite,
            failure: None,
            before: VecDeque::new(),
            after: Vec::new(),
            locals: Vec::new(),
        }
    }

    /// All rows that the statement returns.
    pub fn all<T: FromRow>(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.query(sql, params, &mut |row| {
            rows.push(T::from_row(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row, if there is one.
    pub fn opt<T: FromRow>(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Option<T>> {
        let mut first = None;
        self.query(sql, params, &mut |row| {
            if first.is_none() {
                first = Some(T::from_row(row)?);
            }
            Ok(())
        })?;
        Ok(first)
    }

    /// The first row, or [`Error::NoRow`].
    pub fn one<T: FromRow>(&mut self, sql: &str, params: &[Value<'_>]) -> Result<T> {
        self.opt(sql, params)?.ok_or(Error::NoRow)
    }

    /// Runs the statement and answers how many rows it changed.
    pub fn run(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64> {
        self.admit(params)?;
        let text = self.text(sql);
        let changed = self.session.run(&text, params);
        self.keep(changed)
    }

    /// Inserts one row, in a table whose key is a number `id`, and answers that; `None` when `on conflict do nothing` left
    /// it out. The text ends without `returning`, for whose sake SQLite would make a table of its own.
    pub fn insert(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Option<i64>> {
        self.admit(params)?;
        let text = self.text(sql);
        let id = self.session.insert(&text, params);
        self.keep(id)
    }

    /// Whether no other transaction writes before this one ends: what it reads it may change without a lock.
    pub fn writes_alone(&self) -> bool {
        self.engine() == Engine::Sqlite
    }

    /// Registers what follows a successful COMMIT. It runs before the answer is sent and must not block.
    pub fn after_commit(&mut self, f: impl FnOnce() + Send + 'static) {
        self.after.push(Box::new(f));
    }

    /// Registers what ends the transaction, once the closure is done. A hook may register further ones.
    pub fn before_commit(&mut self, f: impl FnOnce(&mut Tx<'_>) -> Result<()> + Send + 'static) {
        self.before.push_back(Box::new(f));
    }

    /// The state of type `T` that belongs to this transaction alone.
    pub fn local<T: Default + Send + 'static>(&mut self) -> &mut T {
        let found = self.locals.iter().position(|state| state.is::<T>());
        let index = found.unwrap_or_else(|| {
            self.locals.push(Box::<T>::default());
            self.locals.len() - 1
        });
        match self.locals[index].downcast_mut() {
            Some(state) => state,
            None => unreachable!("the entry was found, or made, by its type"),
        }
    }

    /// Which database this is.
    pub fn engine(&self) -> Engine {
        self.session.engine()
    }

    /// Runs the hooks that were registered for the end, then tells whether this transaction may commit.
    pub(crate) fn finish(&mut self) -> Result<()> {
        while let Some(hook) = self.before.pop_front() {
            hook(self)?;
        }
        self.failure.clone().map_or(Ok(()), Err)
    }

    /// What spoiled this transaction, if anything did.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.failure.clone()
    }

    /// The hooks for after the COMMIT.
    pub(crate) fn into_hooks(self) -> Vec<AfterCommit> {
        self.after
    }

    fn query(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        self.admit(params)?;
        let text = self.text(sql);
        let end = self.session.query(&text, params, each);
        self.keep(end)
    }

    /// The statement as it is run.
    fn text<'s>(&self, sql: &'s str) -> Cow<'s, str> {
        match self.rewrite.and_then(|rewrite| rewrite(sql)) {
            Some(other) => Cow::Owned(other),
            None => Cow::Borrowed(sql),
        }
    }

    fn admit(&mut self, params: &[Value<'_>]) -> Result<()> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        if Instant::now() >= self.deadline {
            return self.keep(Err(Error::too_slow()));
        }
        let nul =
            |value: &Value<'_>| matches!(value, Value::Text(text) if text.as_bytes().contains(&0));
        match params.iter().position(nul) {
            Some(index) => Err(Error::NulInText(index + 1)),
            None => Ok(()),
        }
    }

    fn keep<T>(&mut self, end: Result<T>) -> Result<T> {
        if let Err(failure) = &end {
            self.failure = Some(failure.clone());
        }
        end
    }
}
