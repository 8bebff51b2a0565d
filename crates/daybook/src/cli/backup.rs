//! `daybook backup` and `daybook restore`.
//!
//! A backup is made beside a running server; a restore wants it stopped, keeps what was there, and begins a new epoch, so
//! that no client takes the older data for newer.
//!
//! Not here: copying and looking (`daybook-db`), what a database must hold (`crate::checks`).

use super::{Failure, tell};
use crate::{
    app::database_url,
    checks::CHECKS,
    config::Config,
    data_folder::DataFolder,
    streams::{NewEpoch, begin_epoch},
};
use clap::Args;
use daybook_db::{Db, Options};
use std::path::{Path, PathBuf};

const NOT_OURS: &str = "PostgreSQL has its own tools. Save it with `pg_dump --format=custom --file=FILE \"$DATABASE_URL\"`, \
     bring it back with `pg_restore`, then run `daybook restore --new-epoch`, so that clients start over.";

#[derive(Args)]
pub(super) struct Backup {
    /// The file to write; one that is there is replaced when the new one is good
    file: PathBuf,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
pub(super) struct Restore {
    /// The backup
    file: Option<PathBuf>,
    /// Only tell clients to start over, after the database was brought back by other means
    #[arg(long)]
    new_epoch: bool,
}

impl Backup {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        if config.database_url.is_some() {
            return Err(NOT_OURS.into());
        }
        let bytes = daybook_db::backup(database_url(config)?.expose(), &self.file, CHECKS)?;
        tell(&format!("{}: {bytes} bytes, looked at and found good\n", self.file.display()));
        Ok(())
    }
}

impl Restore {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        match self.file {
            Some(_) if config.database_url.is_some() => Err(NOT_OURS.into()),
            Some(file) => restore(&file, config),
            None => renew(config),
        }
    }
}

fn restore(file: &Path, config: &Config) -> Result<(), Failure> {
    let folder = DataFolder::open(&config.data_dir)?;
    let _lock = folder.lock()?;
    let epoch = NewEpoch::random()?;
    let url = database_url(config)?;
    let restored = daybook_db::restore(file, url.expose(), CHECKS, |tx| begin_epoch(tx, &epoch))?;
    if let Some(replaced) = restored.replaced {
        tell(&format!("The database that was there is kept: {}\n", replaced.display()));
    }
    tell(&format!("{} is in its place.\n", file.display()));
    Ok(())
}

/// Nodes on PostgreSQL notice the new epoch within seconds; a server on SQLite reads it at its start.
fn renew(config: &Config) -> Result<(), Failure> {
    let url = database_url(config)?;
    super::check::run(config)?;
    let folder = DataFolder::open(&config.data_dir)?;
    let _lock = config.database_url.is_none().then(|| folder.lock()).transpose()?;
    let epoch = NewEpoch::random()?;
    let db = Db::open(url.expose(), Options { connections: 1, readers: 1, ..Options::default() })?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let renewed = runtime.block_on(db.write(move |tx| begin_epoch(tx, &epoch)));
    db.close();
    renewed?;
    tell("Clients will start over.\n");
    Ok(())
}
