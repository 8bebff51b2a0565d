//! Reminders and due notices: each owner is told once, whatever happens to the nodes meanwhile.

use crate::harness::{Actor, Follower, Mailbox, TestApp, changing_operations};
use daybook::{
    notifications::store::{KEPT_FOR, prune},
    streams::Wiring,
    tasks::reminders::remind,
    time::{DAY, MINUTE},
};
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
};

const ALL: &str = "/api/tasks/";
const TOLD: &str = "/api/notifications/";

async fn make(actor: &Actor, body: Value) -> String {
    let made = actor.post(ALL, body).await.expect(201).json();
    format!("{ALL}{}/", made["id"])
}

/// Tells what is due on this node.
async fn run(app: &TestApp) {
    remind(&app.app).await.expect("reminders");
}

/// Kind and instant of what a user was told, the newest first.
async fn told(actor: &Actor) -> Vec<(String, String)> {
    let list = actor.get(TOLD).await.expect(200).json();
    let text = |it: &Value| it.as_str().expect("a text").to_owned();
    let list = list.as_array().expect("a list").iter();
    list.map(|it| (text(&it["kind"]), text(&it["instant"]))).collect()
}

fn reminder(instant: &str) -> (String, String) {
    ("reminder".to_owned(), instant.to_owned())
}

#[tokio::test]
async fn each_owner_is_told_once_when_the_time_comes_on_however_many_nodes() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob").await, app.user("eve").await);
    let owners = json!([ann.id, bob.id]);
    for n in 0..25 {
        let body = json!({ "title": format!("task {n}"), "owners": owners, "remind_at": "2026-01-05T12:10Z" });
        make(&eve, body).await;
    }
    app.clock.advance(10 * MINUTE - 1);
    run(&app).await;
    assert_eq!(told(&ann).await, []);
    app.clock.advance(1);
    for _ in 0..2 {
        join(run(&app), run(&other)).await;
    }
    let expected = vec![reminder("2026-01-05T12:10:00Z"); 25];
    assert_eq!(told(&ann).await, expected);
    assert_eq!(told(&bob).await, expected);
    assert_eq!(told(&eve).await, [], "she made them, and owns none");
}

#[tokio::test]
async fn a_task_is_told_of_a_day_before_it_is_due() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let task = make(&ann, json!({ "title": "rent", "due_date": "2026-01-06T12:01Z" })).await;
    make(&ann, json!({ "title": "long ago", "due_date": "2026-01-04" })).await;
    run(&app).await;
    assert_eq!(told(&ann).await, []);
    app.clock.advance(MINUTE);
    run(&app).await;
    let due = ("due".to_owned(), "2026-01-06T12:01:00Z".to_owned());
    assert_eq!(told(&ann).await, [due]);

    ann.patch(&task, json!({ "due_date": "2026-01-05T18:00Z" })).await.expect(200);
    run(&app).await;
    assert_eq!(told(&ann).await.len(), 2, "another date is told anew");
    ann.patch(&task, json!({ "due_date": "2026-01-06T12:01Z" })).await.expect(200);
    app.clock.advance(2 * DAY);
    run(&app).await;
    assert_eq!(told(&ann).await.len(), 2, "one that was told is not");
}

#[tokio::test]
async fn a_reminder_that_is_moved_comes_again_and_one_that_stays_does_not() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let task = make(&ann, json!({ "title": "rent", "remind_at": "2026-01-05T12:10Z" })).await;
    app.clock.advance(10 * MINUTE);
    run(&app).await;
    let whole = ann.get(&task).await.expect(200).json();
    ann.patch(&task, whole).await.expect(200);
    ann.patch(&task, json!({ "title": "the rent" })).await.expect(200);
    run(&app).await;
    assert_eq!(told(&ann).await, [reminder("2026-01-05T12:10:00Z")]);
    ann.patch(&task, json!({ "remind_at": "2026-01-05T12:20Z" })).await.expect(200);
    run(&app).await;
    app.clock.advance(10 * MINUTE);
    run(&app).await;
    let both = [reminder("2026-01-05T12:20:00Z"), reminder("2026-01-05T12:10:00Z")];
    assert_eq!(told(&ann).await, both);
}

#[tokio::test]
async fn what_is_done_cancelled_or_deleted_is_not_told_of() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let at = json!({ "title": "rent", "remind_at": "2026-01-05T12:10Z", "due_date": "2026-01-06T12:10Z" });
    let mut tasks = Vec::new();
    for _ in 0..3 {
        tasks.push(make(&ann, at.clone()).await);
    }
    ann.patch(&tasks[0], json!({ "state": "done" })).await.expect(200);
    ann.patch(&tasks[1], json!({ "state": "cancelled" })).await.expect(200);
    ann.delete(&tasks[2]).await.expect(204);
    app.clock.advance(20 * MINUTE);
    run(&app).await;
    ann.patch(&tasks[0], json!({ "state": "open" })).await.expect(200);
    ann.post(&format!("{}restore/", tasks[2]), json!({})).await.expect(200);
    run(&app).await;
    let due = ("due".to_owned(), "2026-01-06T12:10:00Z".to_owned());
    assert_eq!(told(&ann).await, [due.clone(), due], "what is to come, not what has passed");
}

static IS_BROKEN: AtomicBool = AtomicBool::new(false);

/// A node that may fail between taking a task and telling of it.
fn breakable() -> Wiring {
    let database = |options: &mut daybook_db::Options| {
        options.rewrite = Some(|sql| {
            let tells = sql.starts_with("insert into notifications");
            (tells && IS_BROKEN.load(Ordering::SeqCst))
                .then(|| sql.replace("notifications", "a_table_that_is_gone"))
        });
    };
    Wiring { database, ..Wiring::default() }
}

#[tokio::test]
async fn what_a_node_took_and_did_not_tell_is_told_by_another() {
    let app = TestApp::wired(&[], breakable()).await;
    let other = app.another_node().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let body =
        json!({ "title": "rent", "owners": [ann.id, bob.id], "remind_at": "2026-01-05T12:10Z" });
    make(&ann, body).await;
    IS_BROKEN.store(true, Ordering::SeqCst);
    app.clock.advance(10 * MINUTE);
    remind(&app.app).await.expect_err("it broke");
    app.crash();
    IS_BROKEN.store(false, Ordering::SeqCst);
    let (ann, bob) = (other.here(&ann), other.here(&bob));
    for _ in 0..2 {
        run(&other).await;
    }
    for actor in [&ann, &bob] {
        assert_eq!(told(actor).await, [reminder("2026-01-05T12:10:00Z")]);
    }
}

#[tokio::test]
async fn a_mail_goes_with_each_notification_to_who_has_an_address() {
    let (app, mails) = Mailbox::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let email = json!({ "email": "ann@example.com" });
    ann.patch("/api/auth/users/me/", email).await.expect(200);
    let body = json!({
        "title": "pay\nthe rent", "owners": [ann.id, bob.id], "remind_at": "2026-01-05T12:10Z",
        "due_date": "2026-01-06T18:30Z",
    });
    make(&ann, body).await;
    app.clock.advance(10 * MINUTE);
    run(&app).await;
    let mail = mails.mail(0).await;
    assert!(mail.contains("\r\nSubject: Reminder: pay the rent on day.example\r\n"), "{mail}");
    assert!(mail.contains("\r\nTo: ann@example.com\r\n"), "{mail}");
    let text = "You wanted to be reminded of this task on Monday, 5 January 2026, 12:10 UTC:\r\n\r\n\
                pay the rent\r\n\r\nhttps://day.example/tasks\r\n";
    assert!(mail.contains(text), "{mail}");

    app.clock.advance(DAY);
    run(&app).await;
    let mail = mails.mail(1).await;
    assert!(mail.contains("\r\nSubject: Due soon: pay the rent on day.example\r\n"), "{mail}");
    assert!(mail.contains("This task is due on Tuesday, 6 January 2026, 18:30 UTC:"), "{mail}");
    let put = app.app.db.read(|tx| tx.one::<i64>("select count(*) from outbox", &[]));
    assert_eq!(put.await.expect("a count"), 2, "one for each notification of hers");
    assert_eq!(told(&bob).await.len(), 2);
}

#[tokio::test]
async fn without_a_way_out_no_mail_waits_for_one() {
    let app = TestApp::with(&[("EMAIL_URL", "console:")]).await;
    let ann = app.user("ann").await;
    let email = json!({ "email": "ann@example.com" });
    ann.patch("/api/auth/users/me/", email).await.expect(200);
    make(&ann, json!({ "title": "rent", "remind_at": "2026-01-05T12:00Z" })).await;
    run(&app).await;
    assert_eq!(told(&ann).await.len(), 1);
    let put = app.app.db.read(|tx| tx.one::<i64>("select count(*) from outbox", &[]));
    assert_eq!(put.await.expect("a count"), 0);
}

#[tokio::test]
async fn a_list_of_notifications_and_later_events_are_the_truth() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut hers = Follower::open(&ann, TOLD, "notification").await;
    for minute in 0..3 {
        let title = format!("task {minute}");
        make(&ann, json!({ "title": title, "remind_at": "2026-01-05T12:10Z" })).await;
    }
    assert_eq!(hers.assert_true("three tasks").await, 3);
    app.clock.advance(10 * MINUTE);
    run(&app).await;
    assert_eq!(hers.assert_true("reminders").await, 3);
    let list = ann.get(TOLD).await.expect(200).json();
    let one = format!("{TOLD}{}/", list[1]["id"]);
    let mut covered = BTreeSet::new();
    for (operation, path, body, events) in [
        ("update_notification", one.as_str(), json!({ "read": true }), 1),
        ("update_notification", &one, json!({ "read": true }), 0),
        ("update_notification", &one, json!({ "read": "no" }), 1),
        ("read_notifications", "/api/notifications/read/", json!({}), 3),
        ("read_notifications", "/api/notifications/read/", json!({}), 0),
    ] {
        let answer = match operation {
            "update_notification" => ann.patch(path, body).await,
            _ => ann.post(path, body).await,
        };
        answer.expect(200);
        assert_eq!(hers.assert_true(operation).await, events, "{operation}");
        covered.insert(operation.to_owned());
    }
    assert_eq!(covered, changing_operations(TOLD), "each has a step here");
    // A session ends when it is not used for as long.
    app.clock.advance(KEPT_FOR / 2);
    ann.get(TOLD).await.expect(200);
    app.clock.advance(KEPT_FOR / 2 + 1);
    prune(&app.app).await.expect("a pruning");
    run(&app).await;
    assert_eq!(hers.assert_true("three months").await, 3);
    assert_eq!(told(&ann).await, [], "what was told is not told again");
}

#[tokio::test]
async fn of_changes_and_reminders_at_once_on_two_nodes_nothing_is_lost() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let there = other.here(&ann);
    let mut tasks = Vec::new();
    for _ in 0..10 {
        tasks.push(make(&ann, json!({ "title": "rent", "remind_at": "2026-01-05T12:10Z" })).await);
    }
    app.clock.advance(10 * MINUTE);
    let changes = tasks.iter().map(|task| there.patch(task, json!({ "priority": 4 })));
    let (changed, ..) = join(join_all(changes), join(run(&app), run(&other))).await;
    changed.into_iter().for_each(|answer| _ = answer.expect(200));
    run(&app).await;
    assert_eq!(told(&ann).await.len(), 10);
    let urgent = ann.get("/api/tasks/?priority=4").await.expect(200).json();
    assert_eq!(urgent.as_array().map(Vec::len), Some(10));
}
