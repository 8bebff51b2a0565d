//! `/api/activities/start/`, `stop/` and `current/`: one timer, on however many nodes.

use crate::harness::TestApp;
use daybook::time::{MINUTE, SECOND};
use futures_util::{StreamExt, future::join_all, stream};
use serde_json::{Value, json};

const START: &str = "/api/activities/start/";
const STOP: &str = "/api/activities/stop/";
const CURRENT: &str = "/api/activities/current/";

fn path(activity: &Value) -> String {
    format!("/api/activities/{}/", activity["id"])
}

#[tokio::test]
async fn a_timer_is_started_shown_and_stopped() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    assert_eq!(ann.get(CURRENT).await.expect(200).text(), "null");
    let none = ann.post(STOP, json!({})).await.expect(404);
    assert_eq!(none.json(), json!({ "detail": "No timer is running." }));

    let mut running = ann.post(START, json!({ "activity_name": "write" })).await.expect(201).json();
    let expected = json!({
        "id": running["id"], "user": "ann", "activity_name": "write", "duration": 0,
        "timestamp": "2026-01-05T12:00:00Z", "started_at": "2026-01-05T12:00:00Z", "ended_at": null,
        "running": true, "note": "", "tags": [],
    });
    assert_eq!(running, expected);
    assert_eq!(ann.get(CURRENT).await.expect(200).json(), running);
    assert_eq!(ann.get("/api/activities/").await.expect(200).json(), json!([running]));
    assert_eq!(app.user("bob").await.get(CURRENT).await.json(), Value::Null);

    app.clock.advance(89 * MINUTE + 30 * SECOND);
    let stopped = ann.post(STOP, json!({})).await.expect(200).json();
    running["ended_at"] = json!("2026-01-05T13:29:30Z");
    running["duration"] = json!(90);
    running["running"] = json!(false);
    assert_eq!(stopped, running, "rounded to whole minutes");
    assert_eq!(ann.get(CURRENT).await.json(), Value::Null);
    assert_eq!(ann.patch(&path(&stopped), stopped.clone()).await.expect(200).json(), stopped);
}

#[tokio::test]
async fn what_cannot_be_started_is_refused() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for (body, errors) in [
        (json!({}), json!({ "activity_name": ["This field is required."] })),
        (
            json!({ "activity_name": "" }),
            json!({ "activity_name": ["This field may not be blank."] }),
        ),
        (
            json!({ "activity_name": "x", "started_at": "2026-01-05T12:00:01Z" }),
            json!({ "started_at": ["A running timer cannot start in the future."] }),
        ),
    ] {
        assert_eq!(ann.post(START, body).await.expect(400).json(), errors);
    }
    assert_eq!(ann.get(CURRENT).await.json(), Value::Null);
}

#[tokio::test]
async fn to_start_a_timer_stops_the_running_one() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let first = ann.post(START, json!({ "activity_name": "one" })).await.expect(201).json();
    app.clock.advance(30 * MINUTE);
    let body =
        json!({ "activity_name": "two", "started_at": "2026-01-05T12:20:00Z", "tags": ["late"] });
    let second = ann.post(START, body).await.expect(201).json();
    let first = ann.get(&path(&first)).await.json();
    assert_eq!(
        (&first["running"], &first["duration"]),
        (&json!(false), &json!(20)),
        "no minute twice"
    );
    assert_eq!(ann.get(CURRENT).await.json(), second);
}

#[tokio::test]
async fn a_running_timer_can_be_edited_and_ended() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let running = ann.post(START, json!({ "activity_name": "one" })).await.expect(201).json();
    let one = path(&running);
    assert_eq!(ann.patch(&one, running.clone()).await.expect(200).json(), running);
    let refused = ann.patch(&one, json!({ "duration": 5 })).await.expect(400).json();
    assert_eq!(refused, json!({ "duration": ["A running timer has no duration yet."] }));
    ann.patch(&one, json!({ "started_at": "2026-01-05T11:00:00Z", "note": "n" })).await.expect(200);
    let ended =
        ann.patch(&one, json!({ "ended_at": "2026-01-05T11:40:00Z" })).await.expect(200).json();
    assert_eq!((&ended["duration"], &ended["running"]), (&json!(40), &json!(false)));
    ann.post(STOP, json!({})).await.expect(404);
}

#[tokio::test]
async fn a_deleted_timer_runs_on_when_it_is_restored_unless_another_one_does() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let running = ann.post(START, json!({ "activity_name": "one" })).await.expect(201).json();
    let (one, restore) = (path(&running), format!("{}restore/", path(&running)));
    app.clock.advance(10 * MINUTE);
    ann.delete(&one).await.expect(204);
    assert_eq!(ann.get(CURRENT).await.json(), Value::Null);
    ann.post(STOP, json!({})).await.expect(404);
    assert_eq!(ann.post(&restore, json!({})).await.expect(200).json(), running);
    assert_eq!(ann.get(CURRENT).await.json(), running);

    ann.delete(&one).await.expect(204);
    let other = ann.post(START, json!({ "activity_name": "two" })).await.expect(201).json();
    let restored = ann.post(&restore, json!({})).await.expect(200).json();
    assert_eq!((&restored["running"], &restored["duration"]), (&json!(false), &json!(10)));
    assert_eq!(ann.get(CURRENT).await.json(), other);
}

#[tokio::test]
async fn of_many_starts_at_once_on_two_nodes_one_runs() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let other = app.another_node().await;
    let there = other.here(&ann);
    let starts = (0..20).map(|n| {
        let actor = if n % 2 == 0 { ann.clone() } else { there.clone() };
        async move {
            actor
                .post(START, json!({ "activity_name": format!("timer {n}") }))
                .await
                .expect(201)
                .json()
        }
    });
    let started = join_all(starts).await;
    let all = ann.get("/api/activities/").await.expect(200).json();
    let all = all.as_array().expect("a list");
    assert_eq!(all.len(), started.len());
    let running: Vec<_> = all.iter().filter(|activity| activity["running"] == true).collect();
    assert_eq!(running.len(), 1, "{all:?}");
    assert_eq!(&there.get(CURRENT).await.json(), running[0]);
}

#[tokio::test]
async fn timers_that_are_restored_and_started_at_once_leave_one_running() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let start = async || ann.post(START, json!({ "activity_name": "x" })).await.expect(201).json();
    let mut deleted = Vec::new();
    for _ in 0..40 {
        let timer = path(&start().await);
        ann.delete(&timer).await.expect(204);
        deleted.push(timer);
    }
    let restore_and_start = async |timer: String| {
        let restore = format!("{timer}restore/");
        tokio::join!(async { ann.post(&restore, json!({})).await.expect(200) }, start());
    };
    stream::iter(deleted).for_each_concurrent(4, restore_and_start).await;
    let all = ann.get("/api/activities/?limit=500").await.expect(200).json();
    let all = all.as_array().expect("a list");
    assert_eq!(all.len(), 80);
    assert_eq!(all.iter().filter(|activity| activity["running"] == true).count(), 1);
}

#[tokio::test]
async fn whoever_starts_one_timer_after_another_on_many_devices_is_never_sent_away() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let start = async |n: usize| {
        ann.post(START, json!({ "activity_name": format!("timer {n}") })).await.expect(201);
    };
    stream::iter(0..200).for_each_concurrent(4, start).await;
    let all = ann.get("/api/activities/?page=1").await.expect(200).json();
    assert_eq!(all["count"], 200);
    ann.post(STOP, json!({})).await.expect(200);
    assert_eq!(ann.get(CURRENT).await.json(), Value::Null);
}
