//! A full disk: writes are refused and say so, what was acknowledged stays, reads go on, and it heals by itself.
//!
//! The server has a small file system of its own, which the test fills beside it. Where no file system can be mounted, a
//! limit on the size of files stands in, and the test says so.
//!
//! Not here: a disk that lies (`failing_disk`).

use super::{
    ledger::{Ledger, database, on_sqlite},
    load::{Load, NEVER_LONGER, Told, WRITERS},
};
use crate::{
    harness::{Actor, Database, Tool, UNSHARE, effort, say, within},
    process::{Launch, Server},
};
use daybook::checks::CHECKS;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{ErrorKind, Write},
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

/// The promise: after there is space again, writes succeed within this time.
const HEALS_WITHIN: Duration = Duration::from_secs(5);
/// The file system's size in MiB for each round: all that is written in it fits.
const SIZE: usize = 8;
/// The limit on each file that stands in for it, in bytes.
const LIMIT: u64 = 4 << 20;

#[tokio::test]
async fn a_full_disk_refuses_writes_and_nothing_else() {
    if !on_sqlite() {
        return;
    }
    let (database, ledger) = (database(), Ledger::default());
    let disk = Disk::start(&database);
    let server = Server::launch(&database, &disk.launch());
    let ann = server.user("ann").await;
    for round in 0..rounds() {
        let mut load = Load::start(&ann, &ledger, WRITERS, &round.to_string());
        load.acknowledged(100).await;
        disk.fill(&server);
        let full = load.until("a refusal", |told| told.status != Some(201)).await;
        assert!(matches!(full.status, Some(503 | 507)), "{full:?}");
        assert_reads_go_on(&ann).await;
        disk.free(&server);
        let freed = Instant::now();
        load.until("a write that succeeds again", |told| told.status == Some(201)).await;
        assert!(freed.elapsed() < HEALS_WITHIN, "healed after {:?}", freed.elapsed());
        assert_honest(&load.stop().await);
    }
    assert_holds(&ann, &ledger).await;
    disk.check(&server, &database);
}

fn rounds() -> usize {
    effort(3, 50)
}

/// No other answers than yes, busy and full.
fn assert_honest(told: &[Told]) {
    let mut counts = BTreeMap::<_, u32>::new();
    told.iter().for_each(|told| *counts.entry(told.status).or_default() += 1);
    let honest = |status: &Option<u16>| matches!(status, Some(201 | 503 | 507));
    assert!(counts.keys().all(honest), "{counts:?}");
    let hung = told.iter().find(|told| told.took > NEVER_LONGER);
    assert!(hung.is_none(), "{hung:?}");
}

async fn assert_reads_go_on(ann: &Actor) {
    ann.get("/api/activities/?limit=1").await.expect(200);
    ann.get("/api/auth/users/me/").await.expect(200);
}

async fn assert_holds(ann: &Actor, ledger: &Ledger) {
    let list = within("the whole list", ann.get("/api/activities/")).await.expect(200).json();
    let rows = list.as_array().expect("a list").iter();
    let stored: BTreeMap<_, _> =
        rows.map(|row| (row["id"].as_i64(), row["activity_name"].as_str())).collect();
    let lines = ledger.lines();
    let is_lost =
        |(id, name): &(&i64, &String)| stored.get(&Some(**id)) != Some(&Some(name.as_str()));
    let lost: Vec<_> = lines.iter().filter(is_lost).collect();
    assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), lines.len());
}

/// What can be filled.
enum Disk {
    /// A file system of the server's own, at its data folder.
    Mounted(PathBuf),
    /// Files of a limited size.
    Limited,
}

impl Disk {
    fn start(database: &Database) -> Self {
        if Tool::Unshare.works() {
            return Self::Mounted(database.folder().to_owned());
        }
        say(
            "no file system can be mounted here: a limit on the size of files stands in for a full disk",
        );
        Self::Limited
    }

    fn launch(&self) -> Launch {
        let by: Vec<String> = match self {
            Self::Mounted(folder) => {
                let size = SIZE * (rounds() + 1);
                let mount =
                    format!("mount -t tmpfs -o size={size}m,mode=700 tmpfs \"$0\" && exec \"$@\"");
                let words = UNSHARE.iter().map(|word| (*word).to_owned());
                let shell = ["sh".into(), "-c".into(), mount, folder.display().to_string()];
                ["unshare".to_owned()].into_iter().chain(words).chain(shell).collect()
            }
            // An ignored signal stays ignored by what is executed: a write over the limit is an error then.
            Self::Limited => {
                ["sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\""].map(str::to_owned).into()
            }
        };
        Launch { by, ..Launch::default() }
    }

    fn fill(&self, server: &Server) {
        match self {
            Self::Mounted(_) => fill(&self.inside(server).join("ballast")),
            Self::Limited => limit(server, &LIMIT.to_string()),
        }
    }

    fn free(&self, server: &Server) {
        match self {
            Self::Mounted(_) => {
                fs::remove_file(self.inside(server).join("ballast")).expect("the ballast goes");
            }
            Self::Limited => limit(server, "unlimited"),
        }
    }

    /// The file system as the server sees it.
    fn inside(&self, server: &Server) -> PathBuf {
        match self {
            Self::Mounted(folder) => {
                let inside = folder.strip_prefix("/").expect("an absolute path");
                PathBuf::from(format!("/proc/{}/root", server.id())).join(inside)
            }
            Self::Limited => unreachable!("only what is mounted is inside"),
        }
    }

    /// The database is sound. Nobody writes now, so its files can be taken to where SQLite finds them.
    fn check(&self, server: &Server, database: &Database) {
        let folder = match self {
            Self::Mounted(_) => self.inside(server),
            Self::Limited => database.folder().to_owned(),
        };
        let place = tempfile::tempdir().expect("a folder");
        for name in ["daybook.db", "daybook.db-wal"] {
            fs::copy(folder.join(name), place.path().join(name)).expect("a copy");
        }
        let url = format!("sqlite://{}", place.path().join("daybook.db").display());
        let inspections = daybook_db::inspect(&url, CHECKS).expect("a look");
        assert!(inspections.iter().all(|found| found.findings.is_empty()), "{inspections:?}");
    }
}

/// Writes until there is no space any more.
fn fill(path: &std::path::Path) {
    let mut ballast = File::create(path).expect("the ballast");
    let block = vec![0; 64 << 10];
    loop {
        match ballast.write(&block) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::StorageFull => return,
            Err(error) => panic!("{error}"),
        }
    }
}

fn limit(server: &Server, bytes: &str) {
    let pid = format!("--pid={}", server.id());
    let limited = Command::new("prlimit").args([&pid, &format!("--fsize={bytes}:")]).status();
    assert!(limited.expect("prlimit").success());
}
