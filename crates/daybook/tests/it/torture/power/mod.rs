//! What was acknowledged survives a power cut: the disk of a real server, rebuilt as it may be after a cut at any moment.
//!
//! strace records what the server does to its files while many write. For each cut the record is played up to there; what
//! was not synced by then is kept, dropped or torn, sector by sector. From what is left a database must open that is sound
//! and holds all that a client had been told.
//!
//! Not here: kills (`kills`); those leave the system's cache whole.

mod disk;
mod trace;

use super::{
    dice::Dice,
    ledger::{database, on_sqlite, stored},
    load::Load,
};
use crate::{
    harness::{Tool, effort, say},
    process::{Launch, Server},
    torture::{ledger::Ledger, weak},
};
use daybook::{MIGRATIONS, checks::CHECKS};
use daybook_db::{Db, Options};
use disk::Disk;
use std::{collections::BTreeSet, fs, path::Path};
use trace::Event;

/// Writes that are acknowledged while strace records; enough for the WAL to be moved into the database on the way.
const WRITES: usize = 600;
/// Few, so that they are many commits.
const WRITERS: usize = 4;

/// What became of the databases.
#[derive(Debug, Default)]
struct Verdict {
    cuts: usize,
    /// Cuts after which something acknowledged was missing.
    lost: Vec<usize>,
    /// Cuts after which the database was not sound.
    damaged: Vec<(usize, String)>,
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_by_a_power_cut() {
    if !on_sqlite() || Tool::Strace.is_left_out() {
        return;
    }
    let verdict = cut(&Launch::default(), effort(150, 10_000)).await;
    assert!(verdict.lost.is_empty() && verdict.damaged.is_empty(), "{verdict:?}");
    say(&format!("{} power cuts: nothing lost, nothing damaged", verdict.cuts));
}

/// The twin: a server that does not wait for the disk loses what it acknowledged, and the story above notices.
#[tokio::test]
async fn twin_a_server_that_does_not_wait_for_the_disk_is_caught() {
    if !on_sqlite() || Tool::Strace.is_left_out() {
        return;
    }
    let hasty =
        Launch { program: Some(weak::server("without_waiting_for_the_disk")), ..Launch::default() };
    let verdict = cut(&hasty, effort(50, 500)).await;
    assert!(verdict.lost.len() > verdict.cuts / 4, "{verdict:?}");
    say(&format!("{} of {} power cuts lost something", verdict.lost.len(), verdict.cuts));
}

/// Records a server under load, then cuts its power so many times.
async fn cut(launch: &Launch, cuts: usize) -> Verdict {
    let database = database();
    let place = tempfile::tempdir().expect("a folder");
    let record = place.path().join("record");
    let mut by: Vec<_> = trace::STRACE.iter().map(|word| (*word).to_owned()).collect();
    by.push(record.display().to_string());
    let server = Server::launch(&database, &Launch { by, ..launch.clone() });
    let ann = server.user("ann").await;
    let mut load = Load::start(&ann, &Ledger::default(), WRITERS, "cut");
    load.acknowledged(WRITES).await;
    server.kill();
    load.stop().await;
    let events = trace::read(&record);
    let acknowledged = events.iter().filter(|event| matches!(event, Event::Acknowledge { .. }));
    assert!(acknowledged.count() >= WRITES, "the record is not whole");
    replay(&events, database.folder(), cuts).await
}

async fn replay(events: &[Event], folder: &Path, cuts: usize) -> Verdict {
    let mut dice = Dice(cuts as u64);
    let mut moments: Vec<_> = (0..cuts).map(|_| dice.roll(events.len() as u64) as usize).collect();
    moments.sort_unstable();
    let (mut disk, mut told) = (Disk::new(folder), BTreeSet::new());
    let (mut verdict, mut at) = (Verdict::default(), 0);
    for (number, moment) in moments.into_iter().enumerate() {
        for event in &events[at..moment] {
            disk.apply(event);
            if let Event::Acknowledge { names } = event {
                told.extend(names.iter().cloned());
            }
        }
        at = moment;
        judge(&mut verdict, number, &disk.cut(&mut dice), &told).await;
    }
    verdict
}

/// Opens what a cut left, as a server would that starts again.
async fn judge(
    verdict: &mut Verdict,
    cut: usize,
    files: &[(&str, Vec<u8>)],
    told: &BTreeSet<String>,
) {
    let place = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(place.path().join(name), bytes).expect("a file of the disk");
    }
    verdict.cuts += 1;
    let url = format!("sqlite://{}", place.path().join("daybook.db").display());
    if let Err(why) = open(&url) {
        return verdict.damaged.push((cut, why));
    }
    let names: BTreeSet<_> = stored(&url).await.into_values().collect();
    if !told.is_subset(&names) {
        verdict.lost.push(cut);
    }
}

/// Opens and migrates a database, and looks at it.
fn open(url: &str) -> Result<(), String> {
    let db = Db::open(url, Options { readers: 1, ..Options::default() });
    let db = db.map_err(|error| error.to_string())?;
    let migrated = db.migrate(MIGRATIONS);
    db.close();
    migrated.map_err(|error| error.to_string())?;
    let inspections = daybook_db::inspect(url, CHECKS).map_err(|error| error.to_string())?;
    match inspections.iter().find(|inspection| !inspection.findings.is_empty()) {
        Some(inspection) => Err(format!("{inspection:?}")),
        None => Ok(()),
    }
}
