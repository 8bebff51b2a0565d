//! Where things are, and on what machine.
//!
//! Not here: names of the machine or of its folders; they say nothing about the figures.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant, SystemTime},
};

use crate::Result;

/// What every job needs to know.
pub(crate) struct World {
    /// The program that is measured.
    pub(crate) daybook: PathBuf,
    /// The bound.
    pub(crate) bound: PathBuf,
    /// The peers' own files.
    pub(crate) peers: PathBuf,
    /// Where they are installed.
    pub(crate) cache: PathBuf,
    pub(crate) rounds: usize,
    /// Of load in a turn.
    pub(crate) time: Duration,
    /// Without the peers.
    pub(crate) alone: bool,
    /// Of the long table.
    pub(crate) rows: i64,
}

impl World {
    /// The programs that were built beside this one, in the same way.
    pub(crate) fn beside_this_program() -> Result<Self> {
        let own = std::env::current_exe()?;
        let folder = own.parent().ok_or("this program is in no folder")?;
        let daybook = folder.join("daybook");
        if !daybook.exists() {
            return Err("Daybook is not built; try `make bench`".into());
        }
        Ok(Self {
            daybook,
            bound: folder.join("daybook-bound"),
            peers: std::path::absolute("bench/peers")?,
            cache: folder.parent().unwrap_or(folder).join("bench"),
            rounds: 1,
            time: Duration::from_secs(1),
            alone: false,
            rows: 0,
        })
    }

    /// The programs of a Python environment with a peer's requirements, installed the first time.
    pub(crate) fn python(&self, peer: &str) -> Result<PathBuf> {
        let wanted = fs::read_to_string(self.peers.join(peer).join("requirements.txt"))?;
        let environment = self.cache.join(peer);
        let mark = environment.join("installed.txt");
        let bin = environment.join("bin");
        if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
            return Ok(bin);
        }
        fs::create_dir_all(&self.cache)?;
        installing(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        let mut install = Command::new(bin.join("pip"));
        install.args(["install", "--quiet", "--disable-pip-version-check", "--requirement"]);
        installing(install.arg(self.peers.join(peer).join("requirements.txt")))?;
        fs::write(mark, wanted)?;
        Ok(bin)
    }
}

fn installing(command: &mut Command) -> Result<()> {
    let ended = command.status()?;
    if ended.success() { Ok(()) } else { Err("a peer could not be installed".into()) }
}

/// The day, the machine, how busy it was, and what a write to its disk costs.
pub(crate) fn circumstances() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let processors = read("/proc/cpuinfo");
    let names: Vec<_> = processors
        .lines()
        .filter_map(|line| line.strip_prefix("model name"))
        .map(|line| line.trim_start_matches([' ', '\t', ':']))
        .collect();
    let load = read("/proc/loadavg").split(' ').next().unwrap_or_default().to_owned();
    let disk = match sync_time(&std::env::temp_dir()) {
        Ok(time) => format!("{:.2} ms", time.as_secs_f64() * 1_000.0),
        Err(_) => "unknown".to_owned(),
    };
    format!(
        "{} · {} × {} · fdatasync of 4 KiB {disk} · load average {load}",
        today(),
        names.len(),
        names.first().unwrap_or(&"processor"),
    )
}

#[expect(clippy::disallowed_methods, reason = "a page of figures has a date")]
fn today() -> String {
    let now = jiff::Timestamp::try_from(SystemTime::now()).unwrap_or_default();
    now.strftime("%Y-%m-%d").to_string()
}

/// The median time of a small write that reaches the disk.
fn sync_time(folder: &Path) -> Result<Duration> {
    let mut file = tempfile::tempfile_in(folder)?;
    let mut times = Vec::new();
    for _ in 0..101 {
        let begun = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    Ok(times[times.len() / 2])
}
