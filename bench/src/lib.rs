//! `make bench`: Daybook, the servers that it takes the place of, and the least that must be done, measured in turns in
//! one run on the machine at hand. Absolute figures differ from machine to machine; the ratios are what counts.
//!
//! Everything is started on free ports of 127.0.0.1, in temporary folders, and gone at the end.
//! Not here: the goals' reasons, and the latest figures (`docs/PERFORMANCE.md`).

mod jobs;
mod load;
mod measure;
mod pages;
mod report;
mod servers;
mod wait;
mod world;

use std::{io::Write, path::PathBuf, time::Duration};

use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

pub(crate) use self::world::World;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What a bench comes to.
pub type Result<T> = std::result::Result<T, Failure>;

/// Ends at the first SIGTERM or SIGINT.
async fn stopped() -> Failure {
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    "stopped".into()
}

/// Measures Daybook beside its peers.
#[derive(Parser)]
struct Options {
    /// Which jobs, with commas; all of them if none is named
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// How often each server has its turn; the table shows medians
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Seconds of load in a turn
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Daybook and the bound alone, without the peers
    #[arg(long)]
    alone: bool,
    /// Rows of the long table; a tenth of it are the logs of one user
    #[arg(long, default_value_t = 10_000_000)]
    rows: i64,
    /// The page whose tables are replaced by the new ones
    #[arg(long)]
    write: Option<PathBuf>,
}

/// Measures what the command line names.
///
/// # Errors
/// When a server cannot be started, or loses what it acknowledged.
pub fn run() -> Result<()> {
    let options = Options::parse();
    let world = World {
        rounds: options.rounds.max(1),
        time: Duration::from_secs_f64(options.seconds),
        alone: options.alone,
        rows: options.rows,
        ..World::beside_this_program()?
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|it| it == name);
    if let Some(name) = options.only.iter().find(|name| !jobs::NAMES.contains(&name.as_str())) {
        return Err(format!("there is no job {name}; there are {}", jobs::NAMES.join(", ")).into());
    }
    let mut out = std::io::stdout();
    for name in jobs::NAMES.into_iter().filter(|name| wanted(name)) {
        // Whoever stops the bench stops its servers: they end with the job that started them.
        let report = runtime.block_on(async {
            tokio::select! {
                report = jobs::run(name, &world) => report,
                stopped = stopped() => Err(stopped),
            }
        })?;
        let table = report.markdown();
        writeln!(out, "{table}\n{}\n", world::circumstances())?;
        if let Some(page) = &options.write {
            pages::replace(page, name, &format!("{table}\n{}", world::circumstances()))?;
        }
    }
    Ok(())
}
