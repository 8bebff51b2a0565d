//! A migration that is killed at any moment is begun again and completes; the data of the old schema is there.
//!
//! strace kills the process at each of its writes and syncs, and at each word to PostgreSQL.
//!
//! Not here: what a migration does to a schema (`migrations`).

use crate::{
    harness::{Database, Engine, Tool, effort},
    process::{daybook, started_by, text},
};
use daybook::{MIGRATIONS, checks::CHECKS};
use daybook_db::{Db, Migration, Options, params};

/// The oldest schema from which an upgrade begins.
pub(super) const OLD: &[Migration] = MIGRATIONS.split_at(1).0;
const USER: &str =
    "insert into users (username, password, stamp, date_joined) values ($1, '!', 1, 0)";

/// A database of an old schema, with a user in it.
pub(super) async fn old_database(schema: &'static [Migration]) -> Database {
    let database = Database::empty();
    let db = Db::open(&database.url(), options()).expect("the database opens");
    db.migrate(schema).expect("the old schema");
    db.write(|tx| tx.run(USER, params!["ann"])).await.expect("a user");
    db.close();
    database
}

/// The schema is this build's, each migration once, and the user is there.
pub(super) async fn assert_upgraded(database: &Database, user: Option<&'static str>) {
    for inspection in daybook_db::inspect(&database.url(), CHECKS).expect("a look") {
        assert!(inspection.findings.is_empty(), "{inspection:?}");
    }
    let db = Db::open(&database.url(), options()).expect("the database opens");
    let applied: Vec<String> = db
        .read(|tx| tx.all("select name from schema_migrations order by name", params![]))
        .await
        .expect("the migrations");
    let users: daybook_db::Result<Vec<String>> =
        db.read(|tx| tx.all("select username from users", params![])).await;
    db.close();
    assert_eq!(applied, MIGRATIONS.iter().map(|migration| migration.name).collect::<Vec<_>>());
    assert_eq!(users.expect("the users"), user.into_iter().collect::<Vec<_>>());
}

fn options() -> Options {
    Options { connections: 1, readers: 1, ..Options::default() }
}

#[tokio::test]
async fn a_migration_that_is_killed_at_any_moment_is_begun_again_and_completes() {
    if Tool::Strace.is_left_out() {
        return;
    }
    let calls = match Engine::of_the_tests() {
        Engine::Sqlite => "pwrite64,fsync,fdatasync",
        Engine::Postgres => "write,writev,sendto",
    };
    let mut kills = 0;
    for moment in (1..).step_by(effort(5, 1)) {
        let database = old_database(OLD).await;
        let inject = format!("--inject={calls}:signal=KILL:when={moment}");
        let words = ["strace", "--follow-forks", "--seccomp-bpf", "--output=/dev/null", &inject];
        let killed = started_by(&words, &database, ["migrate"]).output().expect("it runs");
        if !killed.status.success() {
            kills += 1;
            let again = daybook(&database, ["migrate"]).output().expect("it runs");
            assert!(again.status.success(), "at {moment}: {}", text(&again.stderr));
        }
        assert_upgraded(&database, Some("ann")).await;
        if killed.status.success() {
            break;
        }
    }
    assert!(kills >= 3, "only {kills} moments were tried");
}
