//! The command line: `daybook serve` and the commands that work beside it.
//!
//! Not here: what a setting is (`config`).

mod backup;
mod check;
mod serve;
mod user;

use crate::{
    config::{Config, ConfigError, Sources},
    data_folder::DataFolder,
};
use clap::{Args, Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// One small server for what a team does.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    place: Place,
}

/// Where the data is; every command takes it.
#[derive(Args)]
struct Place {
    /// Folder of the SQLite database, the secret key and uploads
    #[arg(long, global = true, value_name = "FOLDER")]
    data_dir: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until told to stop
    Serve(serve::Serve),
    /// Bring the database to the schema of this build
    Migrate,
    /// Save the database in a file, beside a running server
    Backup(backup::Backup),
    /// Put a backup in the place of the database, which is kept
    Restore(backup::Restore),
    /// Look for damage in the database, beside a running server
    Check,
    /// Print the effective settings and where each is from, secrets masked
    Config,
    /// Print the OpenAPI document
    Openapi,
    /// Add, list and change accounts
    User(user::Users),
}

/// Why a command failed; printed as one line.
type Failure = Box<dyn std::error::Error>;

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

impl Cli {
    fn run(self) -> Result<(), Failure> {
        let mut sources = Sources::read(&PathBuf::from("."))?;
        sources.flag("DAYBOOK_DATA_DIR", self.place.data_dir);
        match self.command {
            Command::Serve(serve) => serve.run(sources),
            Command::Migrate => migrate(&configured(&sources)?),
            Command::Backup(backup) => backup.run(&configured(&sources)?),
            Command::Restore(restore) => restore.run(&configured(&sources)?),
            Command::Check => check::run(&configured(&sources)?),
            Command::Config => {
                configured(&sources)?;
                tell(&sources.shown());
                Ok(())
            }
            Command::User(users) => users.run(&configured(&sources)?),
            Command::Openapi => {
                let document = crate::http::document(&crate::router::routes());
                tell(&format!("{document:#}\n"));
                Ok(())
            }
        }
    }
}

fn configured(sources: &Sources) -> Result<Config, ConfigError> {
    Config::load(sources)
}

fn migrate(config: &Config) -> Result<(), Failure> {
    let folder = DataFolder::open(&config.data_dir)?;
    let _lock = config.database_url.is_none().then(|| folder.lock()).transpose()?;
    let db = crate::app::open_database(config)?;
    for name in db.migrate(crate::MIGRATIONS)? {
        tell(&format!("{name}\n"));
    }
    db.close();
    Ok(())
}

#[expect(clippy::print_stdout, reason = "this is what the command was asked for")]
fn tell(text: &str) {
    print!("{text}");
}

#[expect(clippy::print_stderr, reason = "this is where a command says why it failed")]
fn complain(text: &str) {
    eprintln!("daybook: {text}");
}
