//! socket.io with one room (`peers/socketio`).
//!
//! Not here: anything that is stored; it stores nothing.

use std::{fs, net::SocketAddr, path::Path, process::Command};

use super::{Started, process::run};
use crate::{Result, World};

pub(super) fn start(world: &World, address: SocketAddr, folder: &Path) -> Result<Started> {
    let app = world.cache.join("socketio");
    fs::create_dir_all(&app)?;
    let own = world.peers.join("socketio");
    for name in ["package.json", "package-lock.json", "server.mjs"] {
        fs::copy(own.join(name), app.join(name))?;
    }
    if !app.join("node_modules/socket.io").exists() {
        run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&app))?;
    }
    let mut command = Command::new("node");
    command.arg("server.mjs").env("PORT", address.port().to_string()).current_dir(&app);
    Started::alone(command, folder)
}
