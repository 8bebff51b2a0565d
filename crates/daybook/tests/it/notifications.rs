//! `/api/notifications/`: what a user was told.

use crate::harness::{Actor, TestApp};
use daybook::{tasks::reminders::remind, time::MINUTE};
use serde_json::{Value, json};

const ALL: &str = "/api/notifications/";

/// So many reminders of tasks of a user.
async fn told(app: &TestApp, actor: &Actor, count: usize) -> Vec<Value> {
    for n in 1..=count {
        let body = json!({ "title": format!("task {n}"), "remind_at": "2026-01-05T12:00Z" });
        actor.post("/api/tasks/", body).await.expect(201);
        remind(&app.app).await.expect("a reminder");
    }
    actor.get(ALL).await.expect(200).json().as_array().expect("a list").clone()
}

fn path(notification: &Value) -> String {
    format!("{ALL}{}/", notification["id"])
}

#[tokio::test]
async fn a_notification_tells_of_what_and_why() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let list = told(&app, &ann, 1).await;
    let (id, task) = (&list[0]["id"], &list[0]["task"]);
    let expected = format!(
        "{{\"id\":{id},\"kind\":\"reminder\",\"task\":{task},\"room\":null,\"message\":null,\"title\":\"task 1\",\"instant\":\"2026-01-05T12:00:00Z\",\
         \"created_at\":\"2026-01-05T12:00:00Z\",\"read\":false}}"
    );
    assert_eq!(ann.get(&path(&list[0])).await.expect(200).text(), expected);
    assert_eq!(ann.get("/api/notifications").await.expect(200).text(), format!("[{expected}]"));
    ann.delete(&format!("/api/tasks/{task}/")).await.expect(204);
    assert_eq!(ann.get(&path(&list[0])).await.expect(200).text(), expected, "it was told");
}

#[tokio::test]
async fn what_was_read_is_marked_one_by_one_or_all_at_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let list = told(&app, &ann, 3).await;
    let unread = async || {
        let list = ann.get("/api/notifications/?unread=true").await.expect(200).json();
        list.as_array().map(Vec::len)
    };
    assert_eq!(unread().await, Some(3));
    let mut whole = list[1].clone();
    assert_eq!(ann.patch(&path(&list[1]), whole.clone()).await.expect(200).json(), whole);
    whole["read"] = json!(true);
    assert_eq!(ann.patch(&path(&list[1]), whole.clone()).await.expect(200).json(), whole);
    assert_eq!(unread().await, Some(2));
    let marked = ann.post("/api/notifications/read/", json!({})).await.expect(200).json();
    assert_eq!(marked, json!({ "read": 2 }));
    assert_eq!(unread().await, Some(0));
    let back = ann.patch(&path(&list[0]), json!({ "read": false })).await.expect(200).json();
    assert_eq!(back["read"], false);
    let refused = ann.patch(&path(&list[0]), json!({ "read": "perhaps" })).await.expect(400).json();
    assert_eq!(refused, json!({ "read": ["Must be a valid boolean."] }));
    let refused = ann.get("/api/notifications/?unread=perhaps").await.expect(400).json();
    assert_eq!(refused, json!({ "unread": ["Must be a valid boolean."] }));
}

#[tokio::test]
async fn a_thousand_are_marked_at_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let id = ann.id;
    let filled = app.app.db.write(move |tx| -> daybook_db::Result<()> {
        let insert = "insert into notifications (user_id, kind, task_id, title, instant, created_at) \
                      values ($1, 'due', $2, 'rent', 0, 0)";
        (0..1_000_i64).try_for_each(|n| tx.run(insert, daybook_db::params![id, n]).map(|_| ()))
    });
    filled.await.expect("a thousand");
    let once = ann.with("idempotency-key", "once");
    for _ in 0..2 {
        let marked = once.post("/api/notifications/read/", json!({})).await.expect(200).json();
        assert_eq!(marked, json!({ "read": 1_000 }));
    }
    let list = ann.get(ALL).await.expect(200).json();
    let list = list.as_array().expect("a list");
    assert!(list.len() == 1_000 && list.iter().all(|it| it["read"] == true));
}

#[tokio::test]
async fn they_are_listed_in_parts_and_not_sent_again() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let list = told(&app, &ann, 3).await;
    let whole = ann.get(ALL).await.expect(200);
    let tag = whole.header("etag").to_owned();
    ann.with("if-none-match", &tag).get(ALL).await.expect(304);
    app.clock.advance(MINUTE);
    ann.with("if-none-match", &tag).get(ALL).await.expect(304);
    let part = ann.get(&format!("{ALL}?limit=2")).await.expect(200);
    assert_eq!(part.json(), json!(list[..2]));
    assert!(part.header("link").contains(&format!("before={}", list[1]["id"])));
    let rest = ann.get(&format!("{ALL}?unread=1&before={}", list[1]["id"])).await.expect(200);
    assert_eq!(rest.json(), json!(list[2..]));
    let page = ann.get(&format!("{ALL}?page=1&unread=true")).await.expect(200).json();
    assert_eq!((&page["count"], &page["results"]), (&json!(3), &json!(list)));
    ann.patch(&path(&list[0]), json!({ "read": true })).await.expect(200);
    ann.with("if-none-match", &tag).get(ALL).await.expect(200);
}

#[tokio::test]
async fn what_somebody_else_was_told_is_not_there() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let list = told(&app, &ann, 1).await;
    bob.get(&path(&list[0])).await.expect(404);
    bob.patch(&path(&list[0]), json!({ "read": "x" })).await.expect(404);
    let marked = bob.post("/api/notifications/read/", json!({})).await.expect(200).json();
    assert_eq!(marked, json!({ "read": 0 }));
    assert_eq!(bob.get(ALL).await.expect(200).json(), json!([]));
    for (method, path) in
        [("GET", ALL.to_owned()), ("PATCH", path(&list[0])), ("POST", format!("{ALL}read/"))]
    {
        app.anonymous().raw(method, &path, "", b"").await.expect(401);
    }
    ann.delete(&path(&list[0])).await.expect(405);
}
