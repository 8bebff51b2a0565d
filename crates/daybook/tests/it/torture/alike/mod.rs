//! The two engines are one server: whatever is asked of both, in whatever order, is answered with the same bytes.
//!
//! Both servers share a clock, and ids that PostgreSQL counted for rows that it did not keep are given back, so that ids
//! are the same too.
//!
//! Not here: what is told live; what is right (the features' own tests).

mod deck;
mod hand;

use self::{
    deck::{DECK, WORDS},
    hand::{Drawn, Hand},
};
use super::{ledger::on_sqlite, twins::without};
use crate::harness::{Actor, Answer, TestApp, document, effort};
use daybook::{
    chat::search::index,
    streams::Wiring,
    tasks::reminders::remind,
    time::{MINUTE, SECOND},
};
use daybook_db::{Tx, params};
use serde_json::json;
use std::collections::HashSet;

#[tokio::test]
async fn both_engines_answer_with_the_same_bytes() {
    if !on_sqlite() {
        assert_eq!(difference(Wiring::default(), effort(500, 30_000)).await, None);
    }
}

#[tokio::test]
async fn twin_that_orders_otherwise_is_caught() {
    let backwards = without(|options| {
        options.rewrite = Some(|sql| {
            sql.contains("from activities").then(|| sql.replace("order by id desc", "order by id"))
        });
    });
    if !on_sqlite() {
        let found = difference(backwards, 1_000).await;
        assert!(found.is_some_and(|found| found.contains("GET /api/activities/")));
    }
}

/// What is left out, for its secret is drawn by the server.
const LEFT_OUT: &str = "/api/tasks/calendar";

#[test]
fn every_operation_on_what_people_own_is_in_the_deck() {
    let owned = [
        "/api/activities/",
        "/logs/",
        "/api/tasks/",
        "/api/chat/",
        "/api/profile",
        "/api/notifications/",
    ];
    let form = |path: &str| {
        let fixed = path.split('{').map(|part| part.rsplit('}').next().unwrap_or_default());
        fixed.collect::<Vec<_>>().join("{}")
    };
    let asked: HashSet<_> = DECK
        .iter()
        .map(|(method, path, _)| (method.split(' ').next().unwrap_or_default(), form(path)))
        .collect();
    let mut forgotten = Vec::new();
    for (path, operations) in document()["paths"].as_object().expect("paths") {
        let is_owned = owned.iter().any(|start| path.starts_with(start));
        if is_owned && !path.starts_with(LEFT_OUT) {
            let methods = operations.as_object().expect("operations").keys();
            let operations = methods.map(|method| (method.to_ascii_uppercase(), form(path)));
            forgotten.extend(
                operations
                    .filter(|(method, path)| !asked.contains(&(method.as_str(), path.clone()))),
            );
        }
    }
    assert_eq!(forgotten, []);
}

/// Asks both for so many things; tells what was answered in two ways.
async fn difference(wiring_of_sqlite: Wiring, steps: usize) -> Option<String> {
    let postgres = TestApp::start().await;
    let sqlite = postgres.beside_in_a_file(wiring_of_sqlite).await;
    let (theirs, ours) = (people(&postgres).await, people(&sqlite).await);
    let people: Vec<_> = ours.iter().map(|actor| actor.id).collect();
    let mut hand = Hand::new(people);
    let mut done = 0;
    for app in [&ours, &theirs] {
        say_much(&app[0]).await;
    }
    for step in 0..steps {
        let drawn = hand.draw();
        let (here, there) =
            (send(&ours[drawn.who], &drawn).await, send(&theirs[drawn.who], &drawn).await);
        let Drawn { method, path, body, .. } = &drawn;
        let sent = format!("{step}: {method} {path} {}", body.clone().unwrap_or_default());
        assert!(here.status < 500, "{sent}: {}", here.text());
        let (here_shown, there_shown) = (shown(&here, &sqlite), shown(&there, &postgres));
        if here_shown != there_shown {
            return Some(format!("{sent}\nSQLite: {here_shown:?}\nPostgreSQL: {there_shown:?}"));
        }
        if here.status < 300 {
            done += 1;
        } else {
            give_ids_back(&sqlite, &postgres).await;
        }
        hand.learn(&drawn, &here);
        let later = hand.of(&[0, 0, 1, SECOND, MINUTE]);
        postgres.clock.advance(later);
        let is_to_index = hand.one_in(8);
        for app in [&sqlite, &postgres] {
            do_what_is_due(app, is_to_index).await;
        }
    }
    assert!(done > steps / 3, "only {done} of {steps} were not refused");
    None
}

async fn people(app: &TestApp) -> [Actor; 3] {
    [app.user("ann").await, app.user("bob").await, app.staff("sam").await]
}

/// More than the search looks at one by one, so that the index is asked too.
async fn say_much(actor: &Actor) {
    actor.post("/api/chat/rooms/", json!({ "name": "much" })).await.expect(201);
    for words in WORDS.iter().filter(|words| !words.contains('\0')).cycle().take(effort(0, 1_500)) {
        let said = json!({ "content": format!("{words} @bob") });
        actor.post("/api/chat/rooms/much/messages/", said).await.expect(201);
    }
}

/// What each server does beside requests at its own time, done before the next request can tell who was first.
async fn do_what_is_due(app: &TestApp, is_to_index: bool) {
    remind(&app.app).await.expect("reminders");
    if is_to_index {
        index::fill_until(&app.app, 0).await.expect("an index");
    }
}

async fn send(actor: &Actor, Drawn { method, path, body, .. }: &Drawn) -> Answer {
    match body {
        Some(body) => {
            actor.raw(method, path, "application/json", body.to_string().as_bytes()).await
        }
        None => actor.raw(method, path, "", b"").await,
    }
}

/// All of an answer that does not say where the server is.
fn shown<'a>(answer: &'a Answer, app: &TestApp) -> (u16, &'a str, String) {
    (answer.status, answer.header("content-type"), answer.text().replace(&app.url, "http://server"))
}

/// PostgreSQL counts ids for rows that were refused; SQLite does not.
async fn give_ids_back(sqlite: &TestApp, postgres: &TestApp) {
    let given = |tx: &mut Tx<'_>| {
        let last = "select t.name, coalesce(s.seq, 0) from sqlite_master t \
            left join sqlite_sequence s on s.name = t.name \
            where t.type = 'table' and t.sql like '%autoincrement%'";
        tx.all::<(String, i64)>(last, params![])
    };
    let given = sqlite.app.db.read(given).await.expect("the last ids");
    let set = move |tx: &mut Tx<'_>| {
        let set =
            "select setval(pg_get_serial_sequence($1, 'id')::regclass, greatest($2, 1), $2 > 0)";
        given
            .iter()
            .try_for_each(|(table, last)| tx.one::<i64>(set, params![table, *last]).map(|_| ()))
    };
    postgres.app.db.write(set).await.expect("the same ids");
}
