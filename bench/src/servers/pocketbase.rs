//! PocketBase with a collection of activities (`peers/pocketbase`); it commits with `synchronous=NORMAL`.
//!
//! Not here: its live events, which come by SSE.

use std::{fs, net::SocketAddr, path::Path, process::Command};

use super::Started;
use crate::{Result, World};

pub(super) fn start(world: &World, address: SocketAddr, folder: &Path) -> Result<Started> {
    let program = world.python("pocketbase")?.join("pocketbase");
    let migrations = folder.join("migrations");
    fs::create_dir_all(&migrations)?;
    fs::copy(world.peers.join("pocketbase/1_activities.js"), migrations.join("1_activities.js"))?;
    let mut command = Command::new(program);
    command
        .args(["serve", "--http", &address.to_string(), "--dir"])
        .arg(folder.join("data"))
        .arg("--migrationsDir")
        .arg(&migrations)
        .current_dir(folder);
    Started::alone(command, folder)
}
