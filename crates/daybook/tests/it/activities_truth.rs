//! A list, and the events after it, are the list as it is now: after every operation that changes one.

use crate::harness::{Answer, Follower, TestApp, changing_operations};
use daybook::time::MINUTE;
use serde_json::json;
use std::collections::BTreeSet;

const ALL: &str = "/api/activities/";

#[tokio::test]
async fn a_snapshot_and_later_events_are_the_truth() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    ann.post(ALL, json!({ "activity_name": "before", "duration": 1 })).await.expect(201);
    let mut client = Follower::open(&ann, ALL, "activity").await;
    let mut covered = BTreeSet::new();
    let mut one = String::new();
    let steps = [
        (
            "create_activity",
            "POST",
            "",
            json!({ "activity_name": "read", "duration": 30, "tags": ["a"] }),
            1,
        ),
        (
            "create_activity",
            "POST",
            "",
            json!({ "activity_name": "long", "duration": 1, "note": "\u{1F600}".repeat(2000) }),
            1,
        ),
        ("create_activity", "POST", "", json!({ "activity_name": "" }), 0),
        ("update_activity", "PATCH", "{one}", json!({ "duration": 45 }), 1),
        ("update_activity", "PATCH", "{one}", json!({ "duration": 45 }), 0),
        ("update_activity", "PATCH", "{one}", json!({ "ended_at": "2000-01-01" }), 0),
        (
            "replace_activity",
            "PUT",
            "{one}",
            json!({ "activity_name": "write", "duration": 5, "tags": [] }),
            1,
        ),
        ("delete_activity", "DELETE", "{one}", json!({}), 1),
        ("delete_activity", "DELETE", "{one}", json!({}), 0),
        ("restore_activity", "POST", "{one}restore/", json!({}), 1),
        ("restore_activity", "POST", "{one}restore/", json!({}), 0),
        ("stop_timer", "POST", "stop/", json!({}), 0),
        ("start_timer", "POST", "start/", json!({ "activity_name": "first" }), 1),
        ("start_timer", "POST", "start/", json!({ "activity_name": "second" }), 2),
        ("stop_timer", "POST", "stop/", json!({}), 1),
    ];
    for (operation, method, path, body, events) in steps {
        app.clock.advance(MINUTE);
        let path = format!("{ALL}{}", path.replace("{one}", &one));
        let answer = ann.raw(method, &path, "application/json", body.to_string().as_bytes()).await;
        if one.is_empty() {
            one = format!("{}/", answer.expect(201).json()["id"]);
        }
        assert_eq!(client.assert_true(operation).await, events, "{operation} {body}");
        covered.insert(operation.to_owned());
    }
    assert_eq!(covered, changing_operations(ALL), "each has a step here");
}

#[tokio::test]
async fn a_repeated_write_is_told_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut client = Follower::open(&ann, ALL, "activity").await;
    let keyed = ann.with("idempotency-key", "once");
    let post = async || -> Answer {
        keyed.post(ALL, json!({ "activity_name": "read", "duration": 30 })).await.expect(201)
    };
    assert_eq!(post().await.text(), post().await.text());
    assert_eq!(client.assert_true("a repeat").await, 1);
}

#[tokio::test]
async fn the_compatible_socket_tells_the_owner_and_nobody_else() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let token = ann.token.clone().expect("a token");
    let mut hers = app.anonymous().socket(&format!("/ws/activities/?token={token}")).await;
    let greeting = json!({
        "type": "connection", "message": "Connected to activity log as ann", "authenticated": true,
    });
    assert_eq!(hers.next().await, greeting);
    let mut strangers = app.anonymous().socket("/ws/activities/?token=nonsense").await;
    let greeting = json!({
        "type": "connection", "message": "Connected - authentication required for real-time updates",
        "authenticated": false,
    });
    assert_eq!(strangers.next().await, greeting);

    bob.post(ALL, json!({ "activity_name": "his", "duration": 1 })).await.expect(201);
    let made =
        ann.post(ALL, json!({ "activity_name": "read", "duration": 30 })).await.expect(201).json();
    assert_eq!(hers.next().await, json!({ "type": "activity", "data": made }));
    let one = format!("{ALL}{}/", made["id"]);
    let patched = ann.patch(&one, json!({ "duration": 20 })).await.expect(200).json();
    assert_eq!(hers.next().await, json!({ "type": "activity_updated", "data": patched }));
    ann.delete(&one).await.expect(204);
    assert_eq!(
        hers.next().await,
        json!({ "type": "activity_deleted", "data": { "id": made["id"] } })
    );
    hers.close().await;
    strangers.close().await;
}
