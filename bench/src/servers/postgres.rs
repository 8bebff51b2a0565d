//! A PostgreSQL cluster with the settings of a fresh installation: it writes to the disk before it answers.
//!
//! Not here: the clusters of the tests (`scripts/with-postgres`), which do without fsync.

use std::{
    fs,
    net::SocketAddr,
    os::unix::{fs::chown, process::CommandExt},
    path::Path,
    process::Command,
};

use super::{
    free_address,
    process::{Process, run},
};
use crate::{Result, wait};

pub(super) async fn start(folder: &Path) -> Result<(Process, String)> {
    let bin = run(&mut Command::new("scripts/postgres-bin"))?;
    let bin = Path::new(&bin);
    let data = folder.join("postgres");
    let owner = owner()?;
    let as_owner = |mut command: Command| {
        if let Some((user, group)) = owner {
            command.uid(user).gid(group);
        }
        command.current_dir("/");
        command
    };
    if !data.exists() {
        fs::create_dir(&data)?;
        if let Some((user, group)) = owner {
            chown(folder, Some(user), Some(group))?;
            chown(&data, Some(user), Some(group))?;
        }
        let mut init = as_owner(Command::new(bin.join("initdb")));
        init.args(["--username", "bench", "--auth", "trust", "--encoding", "UTF8"]);
        run(init.args(["--locale", "C", "--pgdata"]).arg(&data))?;
    }
    let address: SocketAddr = free_address()?;
    let mut command = as_owner(Command::new(bin.join("postgres")));
    command
        .arg("-D")
        .arg(&data)
        .args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
        .args(["-c", &format!("port={}", address.port())]);
    let process = Process::start(command, &folder.join("postgres.log"))?;
    let port = address.port().to_string();
    let ready = || run(Command::new(bin.join("pg_isready")).args(["-h", "127.0.0.1", "-p", &port]));
    wait::until(async || ready().is_ok()).await?;
    Ok((process, format!("postgres://bench@{address}/postgres")))
}

/// PostgreSQL refuses to run as root; the user that Debian made for it is another one.
fn owner() -> Result<Option<(u32, u32)>> {
    let id = |args: &[&str]| run(Command::new("id").args(args));
    if id(&["-u"])? != "0" {
        return Ok(None);
    }
    let name = if id(&["-u", "postgres"]).is_ok() { "postgres" } else { "nobody" };
    Ok(Some((id(&["-u", name])?.parse()?, id(&["-g", name])?.parse()?)))
}
