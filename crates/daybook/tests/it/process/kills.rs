//! What was acknowledged is stored: 50 times `kill -9` under 64 concurrent writers.
//!
//! The ledger holds what the server said yes to. At the end each of its lines must be in the
//! database, the file sound, and the stream without a gap.

use super::{Server, new_database};
use crate::harness::{Actor, Database, Engine, PASSWORD};
use daybook_db::{Db, Options, params};
use serde_json::json;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tokio::{sync::mpsc, task::JoinSet};

const KILLS: usize = 50;
const WRITERS: usize = 64;

/// Id and name of each activity that was acknowledged.
type Ledger = BTreeMap<i64, String>;

#[tokio::test]
async fn nothing_acknowledged_is_lost_by_50_kills_under_64_writers() {
    let database = new_database();
    let ledger = Arc::new(Mutex::new(Ledger::new()));
    let mut token = String::new();
    for round in 0..KILLS {
        let server = Server::start(&database);
        if round == 0 {
            let body = json!({ "username": "ann", "password": PASSWORD });
            let answer = server.anonymous().post("/api/signup/", body).await.expect(200).json();
            token = answer["token"].as_str().expect("a token").to_owned();
        }
        let ann = server.anonymous().token(&token);
        let (acknowledged, mut news) = mpsc::channel(WRITERS);
        let mut writers = JoinSet::new();
        for writer in 0..WRITERS {
            let (ann, ledger, acknowledged) =
                (ann.clone(), Arc::clone(&ledger), acknowledged.clone());
            writers.spawn(write_until_it_fails(
                ann,
                format!("{round}-{writer}"),
                ledger,
                acknowledged,
            ));
        }
        drop(acknowledged);
        // Each round dies at another moment: in the first writes, or in the middle of hundreds.
        for _ in 0..=(round * 37 % 300) {
            news.recv().await.expect("a write that is acknowledged");
        }
        server.kill();
        drop(news);
        writers.join_all().await;
    }
    let stored = stored(&database).await;
    let ledger = ledger.lock().expect("the ledger");
    let lost: Vec<_> = ledger.iter().filter(|(id, name)| stored.get(id) != Some(name)).collect();
    assert!(
        lost.is_empty(),
        "{} of {} acknowledged writes are lost: {lost:?}",
        lost.len(),
        ledger.len()
    );
    assert!(ledger.len() >= KILLS, "only {} writes were acknowledged", ledger.len());
}

async fn write_until_it_fails(
    ann: Actor,
    writer: String,
    ledger: Arc<Mutex<Ledger>>,
    acknowledged: mpsc::Sender<()>,
) {
    for number in 0.. {
        let name = format!("{writer}-{number}");
        let body = json!({ "activity_name": name, "duration": 1 });
        let Some(answer) = ann.try_post("/api/activities/", body).await else { return };
        assert_eq!(answer.status, 201, "{}", answer.text());
        let id = answer.json()["id"].as_i64().expect("an id");
        ledger.lock().expect("the ledger").insert(id, name);
        if acknowledged.send(()).await.is_err() {
            return;
        }
    }
}

/// What is in the database, once it was found to be sound.
async fn stored(database: &Database) -> Ledger {
    let db = Db::open(&database.url(), Options::default()).expect("the database opens");
    let rows = db
        .read(|tx| {
            if Engine::of_the_tests() == Engine::Sqlite {
                assert_eq!(tx.one::<String>("pragma integrity_check", params![])?, "ok");
            }
            let (head, events): (i64, i64) = tx.one(
                "select s.head, (select count(*) from events e where e.stream = s.id) from streams s where s.id like 'user:%'",
                params![],
            )?;
            assert_eq!(head, events, "the stream has a gap");
            tx.all::<(i64, String)>("select id, activity_name from activities", params![])
        })
        .await;
    db.close();
    let rows: daybook_db::Result<_> = rows;
    rows.expect("the activities").into_iter().collect()
}
