//! A server's processes: started as a group, ended as a group, so that none outlives the bench.
//!
//! Not here: which program it is (the modules beside this one).

use std::{
    fs::File,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use crate::Result;

/// How long a server may take to end by itself.
const GRACE: Duration = Duration::from_secs(10);

/// A process group.
pub(crate) struct Process {
    child: Option<Child>,
    pub(crate) group: u32,
    log: PathBuf,
}

impl Process {
    /// Starts the program; what it says goes into a file.
    pub(crate) fn start(mut command: Command, log: &Path) -> Result<Self> {
        let file = File::options().create(true).append(true).open(log)?;
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .map_err(|error| format!("{name}: {error}"))?;
        let group = child.id();
        Ok(Self { child: Some(child), group, log: log.to_owned() })
    }

    /// The end of what it said.
    pub(crate) fn last_words(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(15)..].join("\n")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        signal("TERM", self.group);
        let (ended, wait) = mpsc::channel();
        let reaper = std::thread::spawn(move || {
            _ = child.wait();
            _ = ended.send(());
        });
        if wait.recv_timeout(GRACE).is_err() {
            signal("KILL", self.group);
        }
        _ = reaper.join();
        // Workers that lost their parent.
        signal("KILL", self.group);
    }
}

fn signal(name: &str, group: u32) {
    let mut kill = Command::new("kill");
    kill.args(["-s", name, "--", &format!("-{group}")]);
    _ = kill.stdout(Stdio::null()).stderr(Stdio::null()).status();
}

/// Runs a command to its end; an error tells what it said.
pub(crate) fn run(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|why| format!("{name}: {why}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{name} failed: {}", said.trim()).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
