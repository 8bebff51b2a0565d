//! Redis for Channels, without persistence.
//!
//! Not here: Daybook, which needs none on one node.

use std::{path::Path, process::Command};

use super::{free_address, process::Process};
use crate::{Result, wait};

pub(super) async fn start(folder: &Path) -> Result<(Process, String)> {
    let address = free_address()?;
    let mut command = Command::new("redis-server");
    command
        .args(["--bind", "127.0.0.1", "--port", &address.port().to_string()])
        .args(["--save", "", "--appendonly", "no"])
        .current_dir(folder);
    let process = Process::start(command, &folder.join("redis.log"))?;
    wait::until_listening(address).await?;
    Ok((process, format!("redis://{address}")))
}
