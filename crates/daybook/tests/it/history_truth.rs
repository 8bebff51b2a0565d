//! History and profile, and the events after them, are what they are now: after all that changes them.

use crate::harness::{Actor, PASSWORD, Socket, TestApp};
use daybook::time::MINUTE;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

/// A GIF of one pixel.
const PICTURE: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// What a client holds: history and profile as they were, and every event since.
struct Client {
    actor: Actor,
    socket: Socket,
    history: Vec<Value>,
    profile: Value,
    seq: u64,
}

/// History, profile, and where the stream stood when both were read.
async fn snapshot(actor: &Actor) -> (Vec<Value>, Value, String) {
    let profile = actor.get("/api/profiles/").await.expect(200);
    let history = actor.get("/api/profile-history/").await.expect(200);
    let cursor = history.header("daybook-seq").strip_prefix("me=").expect("a cursor").to_owned();
    assert_eq!(profile.header("daybook-seq"), format!("me={cursor}"), "nobody else writes");
    (history.json().as_array().expect("a list").clone(), profile.json()[0].take(), cursor)
}

fn seq(cursor: &str) -> u64 {
    let (_, seq) = cursor.rsplit_once('.').expect("an epoch");
    seq.parse().expect("a number")
}

impl Client {
    async fn open(actor: &Actor) -> Self {
        let mut socket = actor.socket("/ws/live/").await;
        let (history, profile, cursor) = snapshot(actor).await;
        socket.subscribe(json!({ "me": cursor })).await;
        Self { actor: actor.clone(), socket, history, profile, seq: seq(&cursor) }
    }

    fn apply(&mut self, event: &Value) {
        let data = event["data"].clone();
        match event["type"].as_str() {
            Some("history_created") => self.history.insert(0, data),
            Some("history_deleted") => self.history.retain(|record| record["id"] != data["id"]),
            Some("profile_updated") => self.profile = data,
            Some("session_started" | "session_ended") => {}
            other => panic!("an event of type {other:?}"),
        }
    }

    /// Fails the test unless what this client holds is what the server does; tells how many records came.
    async fn assert_true(&mut self, after: &str) -> usize {
        let (history, profile, cursor) = snapshot(&self.actor).await;
        let mut records = 0;
        while self.seq < seq(&cursor) {
            let event = self.socket.next().await;
            self.seq += 1;
            assert_eq!(event["seq"], self.seq, "{event}");
            records += usize::from(event["type"] == "history_created");
            self.apply(&event);
        }
        self.socket.assert_quiet().await;
        assert_eq!(self.history, history, "after {after}");
        assert_eq!(self.profile, profile, "after {after}");
        records
    }
}

#[tokio::test]
async fn a_snapshot_and_later_events_are_the_truth() {
    let app = TestApp::start().await;
    let (ann, sue) = (app.user("ann").await, app.staff("sue").await);
    let mut client = Client::open(&ann).await;
    let wrong = json!({ "username": "ann", "password": "wrong" });
    let mine = "/api/profiles/me/";
    let hers = format!("/api/profiles/{}/", ann.id);
    let password = json!({ "current_password": PASSWORD, "new_password": "another correct horse" });
    let steps = [
        (&ann, "PATCH", mine, json!({ "name": "Ann" }), 1),
        (&ann, "PATCH", mine, json!({ "name": "Ann" }), 0),
        (&ann, "PATCH", mine, json!({ "age": 999 }), 0),
        (&ann, "PUT", hers.as_str(), json!({ "age": 42, "timezone": "Asia/Tokyo" }), 1),
        (&sue, "PATCH", hers.as_str(), json!({ "surname": "Ämmer" }), 1),
        (&ann, "PATCH", "/api/auth/users/me/", json!({ "email": "ann@example.com" }), 1),
        (&ann, "DELETE", mine, json!({}), 1),
        (&ann, "DELETE", hers.as_str(), json!({}), 0),
        (&ann, "POST", "/api/profiles/", json!({}), 0),
        (&app.anonymous(), "POST", "/api/login/", wrong, 1),
        (
            &app.anonymous(),
            "POST",
            "/api/login/",
            json!({ "username": "ann", "password": PASSWORD }),
            1,
        ),
        (&ann, "DELETE", "/api/profile-history/{newest}/", json!({}), 1),
        (&sue, "DELETE", "/api/profile-history/{newest}/", json!({}), 1),
        (&ann, "DELETE", "/api/profile-history/0/", json!({}), 0),
        (&ann, "POST", "/api/auth/users/set_password/", password, 2),
    ];
    for (who, method, path, body, records) in steps {
        app.clock.advance(MINUTE);
        let newest = client.history[0]["id"].to_string();
        let path = path.replace("{newest}", &newest);
        who.raw(method, &path, "application/json", body.to_string().as_bytes()).await;
        let step = format!("{method} {path} {body}");
        assert_eq!(client.assert_true(&step).await, records, "{step}");
    }
    for (step, bytes, records) in [("a picture", PICTURE, 1), ("no picture", &PICTURE[..6], 0)] {
        let file = Part::bytes(bytes).file_name("me.gif");
        ann.patch_multipart(mine, Form::new().part("profileimg", file)).await;
        assert_eq!(client.assert_true(step).await, records, "{step}");
    }
    assert!(client.profile["profileimg"].is_string(), "{}", client.profile);
    ann.patch(mine, json!({ "profileimg": null })).await.expect(200);
    assert_eq!(client.assert_true("the picture is gone").await, 1);
}

#[tokio::test]
async fn of_changes_at_once_on_two_nodes_all_are_told() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let nodes = [ann.clone(), other.here(&ann)];
    let mut client = Client::open(&ann).await;
    let changes = (0..20).map(|n| {
        let field = ["name", "surname", "profession", "about_me"][n % 4];
        nodes[n % 2].patch("/api/profiles/me/", json!({ field: format!("change {n}") }))
    });
    for answer in futures_util::future::join_all(changes).await {
        answer.expect(200);
    }
    assert_eq!(client.assert_true("twenty changes").await, 20);
    assert_eq!(client.history.len(), 21);
}
