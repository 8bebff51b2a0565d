//! `GET /api/tasks/calendar.ics?key=…` and its key: when tasks are due, for programs without a login.

use crate::harness::{Actor, TestApp};
use serde_json::{Value, json};

const KEY: &str = "/api/tasks/calendar-key/";
const CALENDAR: &str = "/api/tasks/calendar.ics";

async fn make(actor: &Actor, body: Value) -> i64 {
    actor.post("/api/tasks/", body).await.expect(201).json()["id"].as_i64().expect("an id")
}

/// Where the calendar is, with a new key.
async fn path(actor: &Actor) -> String {
    let made = actor.post(KEY, json!({})).await.expect(201).json();
    made["path"].as_str().expect("a path").to_owned()
}

#[tokio::test]
async fn who_has_the_key_reads_when_open_tasks_are_due() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let due = "2026-02-01T08:30:00+02:00";
    let evil = "rent; 100,- \\ x\r\nEND:VCALENDAR\u{7}";
    let rent =
        make(&ann, json!({ "title": evil, "due_date": due, "description": "é".repeat(60) })).await;
    make(&ann, json!({ "title": "some day" })).await;
    make(&ann, json!({ "title": "done", "due_date": due, "state": "done" })).await;
    make(&ann, json!({ "title": "given up", "due_date": due, "state": "cancelled" })).await;
    let gone = make(&ann, json!({ "title": "deleted", "due_date": due })).await;
    ann.delete(&format!("/api/tasks/{gone}/")).await.expect(204);
    make(&bob, json!({ "title": "his", "due_date": due })).await;
    let shared = make(&bob, json!({ "title": "ours", "due_date": due, "owners": [ann.id] })).await;

    let calendar = app.anonymous().get(&path(&ann).await).await.expect(200);
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    let text = calendar.text();
    assert!(
        text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])),
        "{text}"
    );
    let unfolded = text.replace("\r\n ", "");
    let head =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Daybook//Tasks//EN\r\nCALSCALE:GREGORIAN\r\n";
    let ours = format!(
        "BEGIN:VEVENT\r\nUID:task-{shared}@daybook\r\nDTSTAMP:20260105T120000Z\r\nDTSTART:20260201T063000Z\r\n\
         SUMMARY:ours\r\nEND:VEVENT\r\n"
    );
    let hers = format!(
        "BEGIN:VEVENT\r\nUID:task-{rent}@daybook\r\nDTSTAMP:20260105T120000Z\r\nDTSTART:20260201T063000Z\r\n\
         SUMMARY:rent\\; 100\\,- \\\\ x\\nEND:VCALENDAR\r\nDESCRIPTION:{}\r\nEND:VEVENT\r\n",
        "é".repeat(60)
    );
    assert_eq!(unfolded, format!("{head}{ours}{hers}END:VCALENDAR\r\n"));
}

#[tokio::test]
async fn a_key_is_told_once_and_can_be_revoked() {
    let app = TestApp::start().await;
    let (anyone, ann) = (app.anonymous(), app.user("ann").await);
    assert_eq!(ann.get(KEY).await.expect(200).json(), json!({ "created_at": null }));
    let made = ann.post(KEY, json!({})).await.expect(201).json();
    let key = made["key"].as_str().expect("a key").to_owned();
    assert_eq!(made["path"], format!("{CALENDAR}?key={key}"));
    assert_eq!(ann.get(KEY).await.expect(200).json(), json!({ "created_at": made["created_at"] }));
    anyone.get(&format!("{CALENDAR}?key={key}")).await.expect(200);

    let renewed = path(&ann).await;
    anyone.get(&format!("{CALENDAR}?key={key}")).await.expect(404);
    anyone.get(&renewed).await.expect(200);
    assert_eq!(ann.delete(KEY).await.expect(204).text(), "");
    ann.delete(KEY).await.expect(204);
    let refused = anyone.get(&renewed).await.expect(404);
    assert_eq!(refused.json(), json!({ "detail": "Not found." }));
    for bad in ["", "?key=", "?key=x", &format!("?key={}", "x".repeat(40))] {
        ann.get(&format!("{CALENDAR}{bad}")).await.expect(404);
    }
}

#[tokio::test]
async fn the_database_does_not_know_the_key_and_an_end_of_the_account_is_its_end() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let keyed = ann.with("idempotency-key", "once");
    let first = path(&keyed).await;
    let second = path(&keyed).await;
    assert_ne!(first, second, "no answer with a secret is kept");
    let stored = app.app.db.read(|tx| tx.one::<String>("select key_hash from calendar_keys", &[]));
    let stored = stored.await.expect("a hash");
    assert!(stored.len() == 64 && !second.contains(&stored));
    app.anonymous().get(&second).await.expect(200);
    app.deactivate(&ann).await;
    app.anonymous().get(&second).await.expect(404);
}

#[tokio::test]
async fn a_long_calendar_is_whole() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let user = ann.id;
    let filled = app.app.db.write(move |tx| -> daybook_db::Result<()> {
        for n in 0..1_100_i64 {
            let id = tx.insert(
                "insert into tasks (title, description, priority, state, due_date, owners, created_by, \
                 created_at, updated_at, position, search) values ('x', '', 2, 'open', $1, '[]', $2, $1, $1, $1, '')",
                daybook_db::params![n, user],
            )?;
            let seen = "insert into task_viewers (user_id, task_id, owns) values ($1, $2, $3)";
            tx.run(seen, daybook_db::params![user, id, true])?;
        }
        Ok(())
    });
    filled.await.expect("tasks");
    let calendar = app.anonymous().get(&path(&ann).await).await.expect(200);
    assert_eq!(calendar.text().matches("BEGIN:VEVENT").count(), 1_100);
    assert!(calendar.text().ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
}
