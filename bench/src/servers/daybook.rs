//! Daybook itself, as it is released, and the bound.
//!
//! Not here: fsync, which is on: SQLite commits with `synchronous=FULL`, PostgreSQL as it is installed.

use std::{net::SocketAddr, path::Path, process::Command};

use super::{Started, postgres};
use crate::{Result, World};

/// The key that tokens are signed with in a measurement.
const KEY: &str = "for-measurements-and-nothing-else";

pub(super) async fn start(
    world: &World,
    address: SocketAddr,
    folder: &Path,
    on_postgres: bool,
) -> Result<Started> {
    let mut command = Command::new(&world.daybook);
    command
        .arg("serve")
        .args(["--listen", &address.to_string()])
        .arg("--data-dir")
        .arg(folder.join("data"))
        .envs([("DAYBOOK_THROTTLE", "off"), ("DAYBOOK_LOG", "warn"), ("SECRET_KEY", KEY)])
        // One user has all the sockets of a fan-out.
        .envs([("DAYBOOK_SOCKETS_PER_USER", "20000"), ("DAYBOOK_SOCKETS_PER_ADDRESS", "20000")])
        .current_dir(folder);
    if !on_postgres {
        return Started::alone(command, folder);
    }
    let (cluster, url) = postgres::start(folder).await?;
    command.env("DATABASE_URL", url);
    Started::with(command, folder, vec![cluster])
}

pub(super) fn start_bound(world: &World, address: SocketAddr, folder: &Path) -> Result<Started> {
    let mut command = Command::new(&world.bound);
    command.arg(address.to_string()).arg(folder.join("bound.db"));
    Started::alone(command, folder)
}
