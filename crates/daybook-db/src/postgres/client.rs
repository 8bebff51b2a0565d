//! The client library on a thread that blocks, with an end to each wait.
//!
//! A server that is frozen, or behind a network that swallows everything, closes nothing and sends nothing: its kernel
//! may even acknowledge what we say. Only a clock of our own ends that.
//!
//! Invariant: after a wait without an answer the connection is closed; what became of the statement is not known.
//!
//! Not here: how long a wait may be (`connection.rs`), what an error means (`errors.rs`).

use std::{
    fmt,
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::Poll,
    time::{Duration, Instant},
};

use futures_util::future::{Fuse, FutureExt as _, TryFutureExt as _, try_join};
use tokio::{
    runtime::{Builder, Runtime},
    time::{timeout, timeout_at},
};
use tokio_postgres::{Config, Row, Statement, ToStatement, types::ToSql};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long a good-bye may take.
const FAREWELL: Duration = Duration::from_millis(100);

/// Why a statement has no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The library says so, or the server in its words.
    Told(tokio_postgres::Error),
    /// Nothing came in time.
    Silence,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told(error) => error.fmt(f),
            Self::Silence => f.write_str("the server does not answer"),
        }
    }
}

/// Statements that answer nothing, said on the same way to the server as what is asked next, and how long their answer
/// may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    pub(super) sql: &'static str,
    pub(super) within: Duration,
}

impl Before {
    async fn say(self, client: &tokio_postgres::Client) -> Result<(), Failure> {
        let said = timeout(self.within, client.batch_execute(self.sql)).await;
        said.map_err(|_| Failure::Silence)?.map_err(Failure::Told)
    }
}

/// Moves bytes between the socket and the library's client.
type Driver = Pin<Box<dyn Future<Output = Result<(), tokio_postgres::Error>> + Send>>;

struct Wire {
    client: tokio_postgres::Client,
    driver: Fuse<Driver>,
}

/// A connection.
pub(super) struct Client {
    runtime: Runtime,
    /// `None` once the connection is closed.
    wire: Option<Wire>,
    due: Option<Instant>,
    before: Option<Before>,
}

impl Client {
    /// Connects within a time, the server's greeting included.
    pub(super) fn connect(
        config: &Config,
        connector: MakeRustlsConnect,
        within: Duration,
    ) -> Result<Self, Failure> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|_| Failure::Silence)?;
        let connected =
            runtime.block_on(async { timeout(within, config.connect(connector)).await });
        let (client, connection) =
            connected.map_err(|_| Failure::Silence)?.map_err(Failure::Told)?;
        let wire = Wire { client, driver: (Box::pin(connection) as Driver).fuse() };
        Ok(Self { runtime, wire: Some(wire), due: None, before: None })
    }

    /// When each wait ends from now on; `None` for never.
    pub(super) fn set_due(&mut self, due: Option<Instant>) {
        self.due = due;
    }

    /// When each wait ends.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Says something together with what is asked next, which fails where this does.
    pub(super) fn say_before(&mut self, before: Before) {
        self.before = Some(before);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.wire.as_ref().is_none_or(|wire| wire.client.is_closed())
    }

    pub(super) fn prepare(&mut self, sql: &str) -> Result<Statement, Failure> {
        self.wait(async |client| client.prepare(sql).await)
    }

    pub(super) fn execute<S: ToStatement + ?Sized>(
        &mut self,
        statement: &S,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, Failure> {
        self.wait(async |client| client.execute(statement, params).await)
    }

    pub(super) fn query<S: ToStatement + ?Sized>(
        &mut self,
        statement: &S,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, Failure> {
        self.wait(async |client| client.query(statement, params).await)
    }

    /// Runs statements that answer nothing.
    pub(super) fn batch_execute(&mut self, sql: &str) -> Result<(), Failure> {
        self.wait(async |client| client.batch_execute(sql).await)
    }

    fn wait<T>(
        &mut self,
        ask: impl AsyncFnOnce(&tokio_postgres::Client) -> Result<T, tokio_postgres::Error>,
    ) -> Result<T, Failure> {
        let Some(mut wire) = self.wire.take() else {
            return Err(Failure::Silence);
        };
        let before = self.before.take();
        let answer = self.answer(&mut wire, before, ask);
        if !matches!(answer, Err(Failure::Silence)) {
            self.wire = Some(wire);
        }
        answer
    }

    fn answer<T>(
        &self,
        Wire { client, driver }: &mut Wire,
        before: Option<Before>,
        ask: impl AsyncFnOnce(&tokio_postgres::Client) -> Result<T, tokio_postgres::Error>,
    ) -> Result<T, Failure> {
        let mut answer = pin!(async {
            let asked = ask(client).map_err(Failure::Told);
            match before {
                // What is polled first is said first.
                Some(before) => Ok(try_join(before.say(client), asked).await?.1),
                None => asked.await,
            }
        });
        let both = poll_fn(|cx| {
            // What is asked lies ready when the driver looks, and leaves without another turn.
            if let Poll::Ready(answer) = answer.as_mut().poll(cx) {
                return Poll::Ready(answer);
            }
            if let Poll::Ready(Err(error)) = driver.poll_unpin(cx) {
                return Poll::Ready(Err(Failure::Told(error)));
            }
            answer.as_mut().poll(cx)
        });
        let end = self.runtime.block_on(async {
            match self.due {
                None => Ok(both.await),
                Some(due) => timeout_at(due.into(), both).await,
            }
        });
        end.map_err(|_| Failure::Silence)?
    }
}

impl Drop for Client {
    /// The driver says good-bye once the client is gone.
    fn drop(&mut self) {
        if let Some(Wire { client, driver }) = self.wire.take() {
            drop(client);
            // A server that does not listen is left without one.
            _ = self.runtime.block_on(async { timeout(FAREWELL, driver).await });
        }
    }
}
