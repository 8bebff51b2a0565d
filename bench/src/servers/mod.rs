//! The servers that are measured: each started on a free port of 127.0.0.1 with a folder of its own, and gone with its
//! value.
//!
//! Not here: what is asked of them (`crate::jobs`).

mod daybook;
mod django;
mod pocketbase;
mod postgres;
mod process;
mod redis;
mod socketio;
pub(crate) mod speech;

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tokio::time::{MissedTickBehavior, interval};

use self::process::Process;
use crate::{
    Result, World,
    load::http::{Connection, request},
    measure::{Usage, usage},
};

/// How long a server may take to answer.
const START: Duration = Duration::from_secs(60);
/// How often it is asked meanwhile.
const LOOK: Duration = Duration::from_micros(500);

/// Which server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Daybook,
    DaybookOnPostgres,
    Daphne,
    Uvicorn,
    UvicornOnPostgres,
    Gunicorn,
    PocketBase,
    SocketIo,
    Bound,
}

impl Kind {
    /// How it is called in tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Daybook => "Daybook",
            Self::DaybookOnPostgres => "Daybook, PostgreSQL",
            Self::Daphne => "Django, Daphne",
            Self::Uvicorn => "Django, uvicorn × 2",
            Self::UvicornOnPostgres => "Django, uvicorn × 2, PostgreSQL",
            Self::Gunicorn => "Django, gunicorn × 2",
            Self::PocketBase => "PocketBase",
            Self::SocketIo => "socket.io",
            Self::Bound => "bound",
        }
    }

    /// Starts it on a new folder.
    pub(crate) async fn start(self, world: &World) -> Result<Server> {
        self.start_in(world, TempDir::with_prefix("daybook-bench-")?).await
    }

    /// Starts it on a folder that it may have used before.
    pub(crate) async fn start_in(self, world: &World, folder: TempDir) -> Result<Server> {
        let address = free_address()?;
        let mut started = match self {
            Self::Daybook => daybook::start(world, address, folder.path(), false).await,
            Self::DaybookOnPostgres => daybook::start(world, address, folder.path(), true).await,
            Self::Daphne | Self::Uvicorn | Self::UvicornOnPostgres | Self::Gunicorn => {
                django::start(world, self, address, folder.path()).await
            }
            Self::PocketBase => pocketbase::start(world, address, folder.path()),
            Self::SocketIo => socketio::start(world, address, folder.path()),
            Self::Bound => daybook::start_bound(world, address, folder.path()),
        }?;
        let begun = started.begun;
        let path = if self == Self::PocketBase { "/api/health" } else { "/healthz" };
        if let Err(error) = answers(address, path).await {
            return Err(format!("{}: {error}\n{}", self.name(), started.main.last_words()).into());
        }
        let took = begun.elapsed();
        started.helpers.reverse();
        let Started { main, helpers, .. } = started;
        Ok(Server { kind: self, address, took, main, _helpers: helpers, folder })
    }
}

/// The processes of a server that may not answer yet.
struct Started {
    main: Process,
    /// In the order of their start.
    helpers: Vec<Process>,
    /// When the server itself was started.
    begun: Instant,
}

impl Started {
    fn alone(command: std::process::Command, folder: &Path) -> Result<Self> {
        Self::with(command, folder, Vec::new())
    }

    fn with(command: std::process::Command, folder: &Path, helpers: Vec<Process>) -> Result<Self> {
        let begun = Instant::now();
        let main = Process::start(command, &folder.join("server.log"))?;
        Ok(Self { main, helpers, begun })
    }
}

/// A server that answers.
pub(crate) struct Server {
    pub(crate) kind: Kind,
    pub(crate) address: SocketAddr,
    /// From its start to its first answer.
    pub(crate) took: Duration,
    main: Process,
    _helpers: Vec<Process>,
    folder: TempDir,
}

impl Server {
    /// What it has used so far; helpers (Redis, PostgreSQL) not counted.
    pub(crate) fn usage(&self) -> Usage {
        usage(self.main.group)
    }

    /// Stops it and answers its folder.
    pub(crate) fn stop(self) -> TempDir {
        drop(self.main);
        self.folder
    }

    /// Asks once.
    pub(crate) async fn ask(&self, request: &[u8]) -> Result<(u16, Vec<u8>)> {
        let mut connection = Connection::new(self.address);
        let answer = connection.ask(request).await?;
        Ok((answer.status, answer.body.to_vec()))
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// Waits until the server answers anything.
async fn answers(address: SocketAddr, path: &str) -> Result<()> {
    let request = request("GET", path, &[("Connection", "close")], "");
    let until = Instant::now() + START;
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while Instant::now() < until {
        looks.tick().await;
        if Connection::new(address).ask(&request).await.is_ok() {
            return Ok(());
        }
    }
    Err("it does not answer".into())
}
