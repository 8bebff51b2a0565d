//! `room:<name>` on the live socket: what is said, to whom, and to whom no more.

use crate::harness::{Actor, Follower, Socket, TestApp, changing_operations};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ROOMS: &str = "/api/chat/rooms/";
const ALL: &str = "/api/chat/rooms/general/messages/";

async fn follow(actor: &Actor) -> Socket {
    let mut socket = actor.socket("/ws/live/").await;
    let subscribed = socket.subscribe(json!({ "room:general": null })).await;
    assert!(subscribed["room:general"].is_string());
    socket
}

async fn say(actor: &Actor, content: &str) -> Value {
    actor.post(ALL, json!({ "content": content })).await.expect(201).json()
}

async fn private_room(app: &TestApp) -> (Actor, Actor) {
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let den = json!({ "name": "general", "private": true, "members": [bob.id] });
    ann.post(ROOMS, den).await.expect(201);
    (ann, bob)
}

#[tokio::test]
async fn messages_and_later_events_are_the_truth_for_each_who_sees_them() {
    let app = TestApp::start().await;
    let (ann, bob) = private_room(&app).await;
    say(&ann, "before").await;
    let mut hers = Follower::of_stream(&ann, ALL, "message", "room:general").await;
    let mut his = Follower::of_stream(&bob, ALL, "message", "room:general").await;
    let mut message = String::new();
    let long = "\u{1F600}".repeat(4_000);
    let steps = [
        ("create_message", "POST", "", json!({ "content": "one @bob" }), 1),
        ("create_message", "POST", "", json!({ "content": long }), 1),
        ("create_message", "POST", "", json!({ "content": "" }), 0),
        ("create_message", "POST", "", json!({ "content": "once", "client_id": "c" }), 1),
        ("create_message", "POST", "", json!({ "content": "once", "client_id": "c" }), 0),
        ("update_message", "PATCH", "{message}", json!({ "content": "two" }), 1),
        ("update_message", "PATCH", "{message}", json!({ "content": "two" }), 0),
        ("put_reaction", "PUT", "{message}reactions/%F0%9F%91%8D/", json!({}), 1),
        ("put_reaction", "PUT", "{message}reactions/%F0%9F%91%8D/", json!({}), 0),
        ("update_message", "PATCH", "{message}", json!({ "content": "three" }), 1),
        ("put_reaction", "PUT", "{message}reactions/%F0%9F%8E%89/", json!({}), 1),
        ("delete_reaction", "DELETE", "{message}reactions/%F0%9F%8E%89/", json!({}), 1),
        ("delete_reaction", "DELETE", "{message}reactions/%F0%9F%8E%89/", json!({}), 0),
        ("delete_message", "DELETE", "{message}", json!({}), 1),
        ("delete_message", "DELETE", "{message}", json!({}), 0),
    ];
    let mut covered = BTreeSet::new();
    for (operation, method, path, body, events) in steps {
        let path = format!("{ALL}{}", path.replace("{message}", &message));
        let bytes = body.to_string().into_bytes();
        let answer = ann.raw(method, &path, "application/json", &bytes).await;
        if message.is_empty() {
            message = format!("{}/", answer.expect(201).json()["id"]);
        }
        let told = [hers.assert_true(operation).await, his.assert_true(operation).await];
        assert_eq!(told, [events; 2], "{operation} {body:.80}");
        covered.insert(operation.to_owned());
    }
    let changing = changing_operations("/api/chat/rooms/{name}/messages/");
    assert_eq!(covered, changing, "each has a step here");
}

#[tokio::test]
async fn a_room_is_followed_by_who_may_see_it_alone() {
    let app = TestApp::start().await;
    let (ann, _) = private_room(&app).await;
    let eve = app.staff("eve").await;
    let mut hers = eve.socket("/ws/live/").await;
    let streams =
        json!({ "room:general": null, "room:none": null, "room:": null, "room:a b": null });
    hers.send(json!({ "subscribe": streams })).await;
    let refused = hers.next_event().await;
    assert_eq!(refused["streams"].as_array().map(Vec::len), Some(4), "{refused}");
    say(&ann, "a secret").await;
    hers.assert_quiet().await;
}

#[tokio::test]
async fn who_is_taken_out_of_a_room_hears_nothing_more_of_it_on_any_node() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob) = private_room(&app).await;
    let (mut here, mut there) = (follow(&bob).await, follow(&other.here(&bob)).await);
    let mut hers = follow(&ann).await;
    say(&ann, "before").await;
    let one = format!("{ROOMS}general/");
    ann.patch(&one, json!({ "members": [] })).await.expect(200);
    say(&ann, "after").await;
    for socket in [&mut here, &mut there] {
        assert_eq!(socket.next_event().await["data"]["content"], "before");
        let left = socket.next_event().await;
        assert_eq!(
            (&left["type"], &left["data"]["user_id"]),
            (&json!("member_left"), &json!(bob.id))
        );
    }
    let after = hers.until(|frame| frame["data"]["content"] == "after").await;
    // What is committed later reaches her, and whatever he was to be told would have come by then.
    ann.patch(&one, json!({ "members": [bob.id] })).await.expect(200);
    say(&ann, "again").await;
    let again = hers.until(|frame| frame["data"]["content"] == "again").await;
    assert!(again["seq"].as_u64() > after["seq"].as_u64());
    for socket in [&mut here, &mut there] {
        socket.assert_quiet().await;
        let again = socket.subscribe(json!({ "room:general": null })).await;
        assert!(again["room:general"].is_string());
    }
    say(&ann, "welcome").await;
    assert_eq!(here.next_event().await["data"]["content"], "welcome");
    there.until(|frame| frame["data"]["content"] == "welcome").await;
}

#[tokio::test]
async fn who_left_and_came_back_resumes_over_it() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    ann.post(ROOMS, json!({ "name": "general" })).await.expect(201);
    say(&bob, "hello").await;
    let cursor = bob.get(ALL).await.expect(200).header("daybook-seq").to_owned();
    let cursor = cursor.strip_prefix("room:general=").expect("a cursor");
    for how in ["leave", "join"] {
        bob.post(&format!("{ROOMS}general/{how}/"), json!({})).await;
    }
    let mut socket = bob.socket("/ws/live/").await;
    socket.subscribe(json!({ "room:general": cursor })).await;
    say(&ann, "back?").await;
    let kinds = ["member_left", "room_updated", "room_updated", "message_created"];
    for kind in kinds {
        assert_eq!(socket.next_event().await["type"], kind);
    }
    ann.delete(&format!("{ROOMS}general/")).await.expect(204);
    assert_eq!(socket.next_event().await["type"], "room_deleted");
    socket.assert_quiet().await;
}
