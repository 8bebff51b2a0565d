//! `backup`, `restore` and `check`: what is saved is whole, what is brought back is good, and nothing is destroyed.

use super::{Server, new_database, run, text};
use crate::harness::{Actor, Database, Engine};
use daybook_db::{Db, Options, params};
use serde_json::{Value, json};
use std::{
    fs,
    os::unix::fs::{FileExt, PermissionsExt},
    path::Path,
    sync::Arc,
};

fn sqlite() -> bool {
    Engine::of_the_tests() == Engine::Sqlite
}

async fn log(actor: &Actor, name: &str) {
    let body = json!({ "activity_name": name, "duration": 1 });
    actor.post("/api/activities/", body).await.expect(201);
}

async fn names(actor: &Actor) -> Vec<Value> {
    let list = actor.get("/api/activities/").await.expect(200).json();
    list.as_array().expect("a list").iter().map(|row| row["activity_name"].clone()).collect()
}

/// The number of the last event of this user's stream.
async fn head(actor: &Actor) -> u64 {
    let answer = actor.get("/api/activities/").await;
    let (_, seq) = answer.header("daybook-seq").rsplit_once('.').expect("an epoch");
    seq.parse().expect("a number")
}

fn backup(database: &Database, name: &str) -> std::process::Output {
    run(database, &["backup", database.folder().join(name).to_str().expect("a path")], "")
}

fn restore(database: &Database, name: &str) -> std::process::Output {
    run(database, &["restore", database.folder().join(name).to_str().expect("a path")], "")
}

async fn execute(url: String, sql: &'static str) {
    let db = Db::open(&url, Options::default()).expect("the database opens");
    assert_ne!(db.write(move |tx| tx.run(sql, params![])).await, Ok(0), "{sql}");
    db.close();
}

/// A database with one activity and its backup, whose server was stopped; and whose the activity is.
async fn saved_and_stopped() -> (Arc<Database>, Actor) {
    let database = new_database();
    let server = Server::start(&database);
    let ann = server.user("ann").await;
    log(&ann, "mine").await;
    assert!(backup(&database, "saved.db").status.success());
    server.terminate();
    server.ended();
    (database, ann)
}

/// Overwrites the second half of a file, where rows are.
fn damage(file: &Path) {
    let file = fs::OpenOptions::new().write(true).open(file).expect("the file");
    let half = file.metadata().expect("its size").len() / 2;
    file.write_all_at(&vec![0xAA; usize::try_from(half).expect("a size")], half).expect("written");
}

#[tokio::test]
async fn what_was_saved_beside_a_running_server_comes_back() {
    if !sqlite() {
        return;
    }
    let database = new_database();
    let server = Server::start(&database);
    let ann = server.user("ann").await;
    log(&ann, "saved").await;
    let saved = backup(&database, "saved.db");
    assert!(saved.status.success(), "{}", text(&saved.stderr));
    assert!(text(&saved.stdout).contains("looked at and found good"), "{}", text(&saved.stdout));
    log(&ann, "not saved").await;
    let mut socket = ann.socket("/ws/live/").await;
    let cursor = socket.subscribe(json!({ "me": null })).await["me"].clone();
    server.terminate();
    server.ended();

    let file = database.folder().join("saved.db");
    assert_eq!(file.metadata().expect("the backup").permissions().mode() & 0o777, 0o600);
    let restored = restore(&database, "saved.db");
    assert!(restored.status.success(), "{}", text(&restored.stderr));
    let kept = database.folder().join("daybook.db.replaced-1");
    assert!(text(&restored.stdout).contains(kept.to_str().expect("a path")));

    let server = Server::start(&database);
    let ann = server.here(&ann);
    assert_eq!(names(&ann).await, ["saved"]);
    let mut socket = ann.socket("/ws/live/").await;
    socket.send(json!({ "subscribe": { "me": cursor } })).await;
    assert_eq!(socket.next().await, json!({ "reset": "me" }));
    server.terminate();
    server.ended();

    assert!(restore(&database, "daybook.db.replaced-1").status.success());
    let server = Server::start(&database);
    assert_eq!(names(&server.here(&ann)).await, ["not saved", "saved"]);
    let leftovers: Vec<_> = fs::read_dir(database.folder())
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("a name"))
        .filter(|name| name.contains("partial"))
        .collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}

#[tokio::test]
async fn a_server_that_was_stopped_leaves_one_file() {
    if !sqlite() {
        return;
    }
    let database = new_database();
    let server = Server::start(&database);
    log(&server.user("ann").await, "mine").await;
    server.terminate();
    server.ended();
    let left = |suffix: &str| database.folder().join(format!("daybook.db{suffix}")).exists();
    assert_eq!((left(""), left("-wal"), left("-shm")), (true, false, false));
}

#[tokio::test]
async fn a_restore_wants_the_server_stopped() {
    if !sqlite() {
        return;
    }
    let database = new_database();
    let server = Server::start(&database);
    let ann = server.user("ann").await;
    assert!(backup(&database, "saved.db").status.success());
    log(&ann, "later").await;
    let refused = restore(&database, "saved.db");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("in use"), "{}", text(&refused.stderr));
    assert_eq!(names(&ann).await, ["later"]);
}

#[tokio::test]
async fn a_restore_notices_a_process_that_has_the_file_open() {
    if !sqlite() {
        return;
    }
    let database = new_database();
    Server::start(&database).user("ann").await;
    assert!(backup(&database, "saved.db").status.success());
    let other = Db::open(&database.url(), Options::default()).expect("the database opens");
    let refused = restore(&database, "saved.db");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("another process uses it"), "{}", text(&refused.stderr));
    other.close();
    assert!(restore(&database, "saved.db").status.success());
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_nothing_is_touched() {
    if !sqlite() {
        return;
    }
    let (database, ann) = saved_and_stopped().await;
    let file = database.folder().join("saved.db");
    damage(&file);
    fs::write(database.folder().join("letter.db"), "this is a letter, not a database")
        .expect("a file");
    for (name, said) in
        [("saved.db", "damaged"), ("letter.db", "not a database"), ("none.db", "no database")]
    {
        let refused = restore(&database, name);
        assert_eq!(refused.status.code(), Some(1), "{name}");
        assert!(text(&refused.stderr).contains(said), "{name}: {}", text(&refused.stderr));
    }
    let server = Server::start(&database);
    assert_eq!(names(&server.here(&ann)).await, ["mine"]);
}

#[tokio::test]
async fn a_damaged_database_is_found_out_and_does_not_replace_a_good_backup() {
    if !sqlite() {
        return;
    }
    let (database, ann) = saved_and_stopped().await;
    damage(&database.folder().join("daybook.db"));
    let checked = run(&database, &["check"], "");
    assert_eq!(checked.status.code(), Some(1), "{}", text(&checked.stdout));
    assert!(text(&checked.stdout).contains("integrity: "), "{}", text(&checked.stdout));
    assert_eq!(backup(&database, "saved.db").status.code(), Some(1));
    let restored = restore(&database, "saved.db");
    assert!(restored.status.success(), "{}", text(&restored.stderr));
    let server = Server::start(&database);
    assert_eq!(names(&server.here(&ann)).await, ["mine"]);
    assert!(run(&database, &["check"], "").status.success());
}

#[tokio::test]
async fn a_check_beside_a_running_server_finds_a_stream_with_a_gap() {
    let database = new_database();
    let server = Server::start(&database);
    let ann = server.user("ann").await;
    for name in ["a", "b", "c"] {
        log(&ann, name).await;
    }
    let sound = run(&database, &["check"], "");
    assert!(sound.status.success(), "{}{}", text(&sound.stdout), text(&sound.stderr));
    assert!(text(&sound.stdout).ends_with("references: ok\nschema: ok\nstreams: ok\n"));
    let head = head(&ann).await;
    execute(database.url(), "delete from events where stream = 'user:1' and seq = 2").await;
    let broken = run(&database, &["check"], "");
    assert_eq!(broken.status.code(), Some(1));
    let told = text(&broken.stdout);
    let gap =
        format!("user:1 says it has 1 to {head}, and has {} events from 1 to {head}", head - 1);
    assert!(told.contains(&format!("streams: {gap}")), "{told}");
}

#[tokio::test]
async fn an_account_that_is_being_deleted_is_no_damage() {
    let database = new_database();
    let server = Server::start(&database);
    let ann = server.user("ann").await;
    for number in 0..3 {
        log(&ann, &number.to_string()).await;
    }
    let db = Db::open(&database.url(), Options::default()).expect("the database opens");
    // As after a first step that was cut off: its statement takes five hundred at a time.
    execute(
        database.url(),
        "insert into events (stream, seq, type, payload, at) \
        with recursive n (i) as (select 5 union all select i + 1 from n where i < 600) \
        select 'user:1', i, 'note', '{}', 0 from n",
    )
    .await;
    execute(database.url(), "update streams set head = 600 where id = 'user:1'").await;
    db.write(|tx| daybook::streams::forget(tx, daybook::streams::Stream::User(1)))
        .await
        .expect("a step");
    db.close();
    let checked = run(&database, &["check"], "");
    assert!(checked.status.success(), "{}", text(&checked.stdout));
}

#[tokio::test]
async fn what_is_no_database_is_told_and_not_made() {
    if !sqlite() {
        return;
    }
    let database = new_database();
    for arguments in [&["check"][..], &["backup", "x.db"], &["restore", "--new-epoch"]] {
        let refused = run(&database, arguments, "");
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
        assert!(
            text(&refused.stderr).contains("there is no database"),
            "{}",
            text(&refused.stderr)
        );
    }
    assert!(!database.folder().join("daybook.db").exists());
    Server::start(&database).user("ann").await;
    let itself = backup(&database, "daybook.db");
    assert!(text(&itself.stderr).contains("is the database itself"), "{}", text(&itself.stderr));
}

#[tokio::test]
async fn on_postgresql_the_way_is_told_and_the_epoch_can_be_renewed() {
    if sqlite() {
        return;
    }
    let database = new_database();
    let server = Server::start(&database);
    let ann = server.user("ann").await;
    for refused in [backup(&database, "saved.db"), restore(&database, "saved.db")] {
        assert_eq!(refused.status.code(), Some(1));
        assert!(text(&refused.stderr).contains("pg_dump"), "{}", text(&refused.stderr));
    }
    let mut socket = ann.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;
    let renewed = run(&database, &["restore", "--new-epoch"], "");
    assert!(renewed.status.success(), "{}", text(&renewed.stderr));
    assert_eq!(socket.next().await, json!({ "reset": "me" }), "told within the healing's time");
}
