//! One connection at work: BEGIN, statements, COMMIT, and what its errors mean for it.
//!
//! A read is one way to the server: its BEGIN goes with its first statement, and so does the COMMIT of a read before it.
//! Reads that were asked for before one looked at the database look with it, in its transaction. A write waits for its
//! BEGIN: without one, its first statement would be committed alone.
//!
//! Invariants: once `lost`, it is never used again; no wait for the server is without an end; a connection that rests has
//! no open transaction.
//!
//! Not here: which job runs, and how often (`worker.rs`).

use std::{
    mem,
    time::{Duration, Instant},
};

use tokio_postgres::{Statement, types::ToSql};

use super::{
    client::{Before, Client, Failure},
    errors,
    server::Server,
    statements::Statements,
};
use crate::{
    Engine, Error, Result, Row, Value,
    job::{Job, Kind},
    tx,
};

/// What a BEGIN may take; whoever asked does not wait longer for one.
const BEGIN: Duration = Duration::from_secs(2);
/// What a COMMIT or ROLLBACK may take, however little time the job has left.
const END: Duration = Duration::from_millis(500);

macro_rules! begin {
    (read) => {
        "begin isolation level repeatable read, read only"
    };
    (write) => {
        "begin isolation level read committed, read write"
    };
}

/// Where a connection stands between two statements. Between two jobs it rests, or the next one's transaction was begun
/// together with the COMMIT before it, or will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// No transaction is open.
    Rest,
    /// A read is to begin with its first statement.
    Begins,
    /// A transaction is open.
    Open,
    /// A read is open that is over; it is to end, and the next one to begin, with the next one's first statement.
    Follows,
}

impl Stage {
    fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Follows)
    }

    /// What is said before the next statement.
    fn before(self) -> Option<Before> {
        let sql = match self {
            Self::Rest | Self::Open => return None,
            Self::Begins => begin!(read),
            Self::Follows => concat!("commit; ", begin!(read)),
        };
        Some(Before { sql, within: BEGIN })
    }
}

pub(super) struct Connection {
    client: Client,
    statements: Statements,
    kind: Kind,
    stage: Stage,
    /// The snapshot of the read that is open is no older.
    looked: Instant,
    lost: bool,
    silent: bool,
    again: bool,
}

impl Connection {
    pub(super) fn open(server: &Server) -> Result<Self> {
        let client = server.connect()?;
        Ok(Self {
            client,
            statements: Statements::default(),
            kind: Kind::Read,
            stage: Stage::Rest,
            looked: Instant::now(),
            lost: false,
            silent: false,
            again: false,
        })
    }

    pub(super) fn begin(&mut self, kind: Kind) -> Result<()> {
        self.again = false;
        if self.stage != Stage::Rest && self.kind == kind {
            return Ok(());
        }
        self.kind = kind;
        if kind == Kind::Read {
            self.stage = Stage::Begins;
            return Ok(());
        }
        self.client.set_due(Some(Instant::now() + BEGIN));
        self.control(begin!(write))?;
        self.stage = Stage::Open;
        Ok(())
    }

    /// Commits, unless that was rolled back. When the next transaction is known already, it begins on the same way to the
    /// server; a read that may see what this one saw goes on in it.
    pub(super) fn commit(&mut self, next: Option<&Job>) -> Result<()> {
        if let Some(next) = next
            && (self.kind, next.kind) == (Kind::Read, Kind::Read)
        {
            if self.stage == Stage::Open && next.asked() > self.looked {
                self.stage = Stage::Follows;
            }
            return Ok(());
        }
        if !mem::replace(&mut self.stage, Stage::Rest).is_open() {
            return Ok(());
        }
        let next = next.map(|next| next.kind);
        let end = self.control(match next {
            None => "commit",
            Some(Kind::Read) => concat!("commit; ", begin!(read)),
            Some(Kind::Write) => concat!("commit; ", begin!(write)),
        });
        if let (Some(kind), Ok(())) = (next, &end) {
            (self.kind, self.stage) = (kind, Stage::Open);
        }
        match end {
            Err(_) if self.lost => Err(Error::unavailable("the connection was lost during COMMIT")),
            end => end,
        }
    }

    pub(super) fn rollback(&mut self) {
        let stage = mem::replace(&mut self.stage, Stage::Rest);
        if stage.is_open() && !self.lost && self.control("rollback").is_err() {
            self.lost = true;
        }
    }

    /// True when the connection must be replaced.
    pub(super) fn lost(&self) -> bool {
        self.lost
    }

    /// True when it was lost because the server did not answer in time.
    pub(super) fn silent(&self) -> bool {
        self.silent
    }

    /// True when the transaction failed in a way that running it again may cure.
    pub(super) fn again(&self) -> bool {
        self.again && !self.lost
    }

    fn control(&mut self, sql: &str) -> Result<()> {
        let least = Instant::now() + END;
        let due = self.client.due().map_or(least, |due| due.max(least));
        self.client.set_due(Some(due));
        let end = self.client.batch_execute(sql);
        end.map_err(|error| self.note(&error, sql))
    }

    fn with<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        f: impl FnOnce(&mut Client, &Statement, &[&(dyn ToSql + Sync)]) -> Result<T, Failure>,
    ) -> Result<T> {
        if let Some(before) = mem::replace(&mut self.stage, Stage::Open).before() {
            self.looked = Instant::now();
            self.client.say_before(before);
        }
        let prepared = self.statements.get(&mut self.client, sql);
        let statement = prepared.map_err(|error| self.note(&error, sql))?;
        let expected = statement.params().len();
        if expected != params.len() {
            return Err(Error::Parameters { expected, given: params.len() });
        }
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as _).collect();
        f(&mut self.client, &statement, &params).map_err(|error| self.note(&error, sql))
    }

    /// Remembers what an error means for this connection and sorts it for the caller.
    fn note(&mut self, failure: &Failure, sql: &str) -> Error {
        if errors::outlived_its_plan(failure) {
            self.statements.forget();
            self.again = true;
        }
        self.silent |= matches!(failure, Failure::Silence);
        self.again |= errors::lost_a_race(failure);
        self.lost |= errors::breaks(failure) || self.client.is_closed();
        match errors::sorted(failure, sql) {
            // The server became a standby under us: the primary is elsewhere.
            Error::ReadOnly if self.kind == Kind::Write => {
                self.lost = true;
                Error::unavailable("the server takes no writes")
            }
            sorted => sorted,
        }
    }
}

impl tx::Session for Connection {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    /// The server ends a slow statement by itself, by `statement_timeout`. This is for one that is silent.
    fn set_deadline(&mut self, at: Instant) {
        self.client.set_due(Some(at));
    }

    fn run(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64> {
        self.with(sql, params, Client::execute)
    }

    fn insert(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Option<i64>> {
        let mut id = None;
        self.query(&format!("{sql} returning id"), params, &mut |row| {
            id = Some(row.get(0)?);
            Ok(())
        })?;
        Ok(id)
    }

    fn query(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let rows = self.with(sql, params, Client::query)?;
        rows.iter().try_for_each(|row| each(&Row::postgres(row)))
    }
}
