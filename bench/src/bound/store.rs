//! One table; one thread that takes what waits, inserts it, commits once and answers; two threads that read.
//!
//! Not here: savepoints. A row that cannot be stored would spoil its group.

use std::{path::Path, thread};

use crossbeam_channel::{Receiver, Sender, unbounded};
use rusqlite::{Connection, params};
use tokio::sync::oneshot;

use crate::{Activity, Failure};

const INSERT: &str =
    "insert into activities (user_id, activity_name, duration, timestamp) values (?, ?, ?, 0)";
const NEWEST: &str = "select id, activity_name, duration, timestamp from activities where user_id = ? order by id desc limit 20";
const SCHEMA: &str = "pragma journal_mode = wal; pragma synchronous = full;
    create table if not exists activities (id integer primary key, user_id integer not null, activity_name text not null,
        duration integer not null, timestamp integer not null);
    create index if not exists activities_of_user on activities (user_id, id);";
/// The most rows of one commit.
const GROUP: usize = 256;

struct Insert {
    user: i64,
    name: String,
    duration: i64,
    answer: oneshot::Sender<Activity>,
}

struct Newest {
    user: i64,
    answer: oneshot::Sender<Vec<Activity>>,
}

pub(crate) struct Store {
    inserts: Sender<Insert>,
    reads: Sender<Newest>,
}

impl Store {
    pub(crate) fn open(file: &Path) -> Result<Self, Failure> {
        let (inserts, waiting) = unbounded();
        let writer = connection(file)?;
        thread::spawn(move || write(&writer, &waiting));
        let (reads, waiting) = unbounded();
        for _ in 0..2 {
            let (reader, waiting) = (connection(file)?, waiting.clone());
            thread::spawn(move || read(&reader, &waiting));
        }
        Ok(Self { inserts, reads })
    }

    pub(crate) async fn insert(&self, user: i64, name: String, duration: i64) -> Option<Activity> {
        let (answer, told) = oneshot::channel();
        self.inserts.send(Insert { user, name, duration, answer }).ok()?;
        told.await.ok()
    }

    pub(crate) async fn newest(&self, user: i64) -> Option<Vec<Activity>> {
        let (answer, told) = oneshot::channel();
        self.reads.send(Newest { user, answer }).ok()?;
        told.await.ok()
    }
}

fn connection(file: &Path) -> Result<Connection, Failure> {
    let connection = Connection::open(file)?;
    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

fn write(connection: &Connection, waiting: &Receiver<Insert>) {
    while let Ok(first) = waiting.recv() {
        let group: Vec<_> =
            std::iter::once(first).chain(waiting.try_iter().take(GROUP - 1)).collect();
        if let Ok(made) = commit(connection, &group) {
            for (insert, activity) in group.into_iter().zip(made) {
                _ = insert.answer.send(activity);
            }
        }
    }
}

fn commit(connection: &Connection, group: &[Insert]) -> rusqlite::Result<Vec<Activity>> {
    let mut statement = connection.prepare_cached(INSERT)?;
    let transaction = connection.unchecked_transaction()?;
    let mut made = Vec::with_capacity(group.len());
    for Insert { user, name, duration, .. } in group {
        let id = statement.insert(params![user, name, duration])?;
        let (activity_name, duration) = (name.clone(), *duration);
        made.push(Activity { id, activity_name, duration, timestamp: 0 });
    }
    transaction.commit()?;
    Ok(made)
}

fn read(connection: &Connection, waiting: &Receiver<Newest>) {
    while let Ok(Newest { user, answer }) = waiting.recv() {
        if let Ok(found) = newest(connection, user) {
            _ = answer.send(found);
        }
    }
}

fn newest(connection: &Connection, user: i64) -> rusqlite::Result<Vec<Activity>> {
    let mut statement = connection.prepare_cached(NEWEST)?;
    let rows = statement.query_map([user], |row| {
        Ok(Activity {
            id: row.get(0)?,
            activity_name: row.get(1)?,
            duration: row.get(2)?,
            timestamp: row.get(3)?,
        })
    })?;
    rows.collect()
}
