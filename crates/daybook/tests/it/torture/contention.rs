//! What two people do at once, on two nodes, to the same few things is done or refused, and never an error of the server.
//!
//! Not here: what becomes of the things (the `truth` of each feature), writes that are repeated (`retries`).

use super::dice::Dice;
use crate::harness::{Actor, TestApp, effort};
use futures_util::{StreamExt, future::ready, stream};
use reqwest::Method;
use serde_json::{Value, json};

/// Requests on their way at the same time: twice the connections that the two nodes have to a PostgreSQL.
const AT_ONCE: usize = 8;

type Request = (Method, String, Value);

#[tokio::test]
async fn what_is_done_at_once_to_the_same_things_is_no_error() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let deck = deck(&ann, &bob).await;
    let actors = [other.here(&ann), other.here(&bob), ann, bob];
    let mut dice = Dice(1);
    let mut draw = |from: usize| usize::try_from(dice.roll(from as u64)).expect("an index");
    let draws: Vec<_> = (0..effort(1_000, 50_000))
        .map(|_| (&actors[draw(actors.len())], &deck[draw(deck.len())]))
        .collect();
    let requests = draws.len();
    let send = async |(actor, (method, path, body)): (&Actor, &Request)| {
        let answer =
            actor.raw(method.as_str(), path, "application/json", body.to_string().as_bytes()).await;
        assert!(answer.status < 500, "{method} {path} {body}: {}", answer.text());
        answer.status < 300
    };
    let ends = stream::iter(draws).map(send).buffer_unordered(AT_ONCE);
    let done = ends.filter(|done| ready(*done)).count().await;
    assert!(done > requests / 4, "only {done} of {requests} were not refused");
}

/// What may be done: mostly changes of things that are changed by others at that moment.
async fn deck(ann: &Actor, bob: &Actor) -> Vec<Request> {
    let mut deck = Vec::new();
    let mut add = |method: Method, path: &str, bodies: &[Value]| {
        deck.extend(bodies.iter().map(|body| (method.clone(), path.to_owned(), body.clone())));
    };
    let nothing = [json!({})];
    for name in ["one", "two"] {
        let new = json!({ "activity_name": name, "duration": 1, "tags": ["a"] });
        let activity = format!("/api/activities/{}/", made(ann, "/api/activities/", new).await);
        let tags =
            [json!({ "tags": ["a", "b"] }), json!({ "tags": ["b", "c"] }), json!({ "note": name })];
        add(Method::PATCH, &activity, &tags);
        add(Method::DELETE, &activity, &nothing);
        add(Method::POST, &format!("{activity}restore/"), &nothing);

        let owners = [json!({ "owners": [ann.id, bob.id] }), json!({ "owners": [ann.id] })];
        let category = made(ann, "/api/tasks/categories/", json!({ "name": name })).await;
        let states = [
            json!({ "state": "done" }),
            json!({ "title": name, "category": category }),
            json!({ "category": null }),
        ];
        let new = json!({ "title": name, "owners": [ann.id, bob.id] });
        let task = format!("/api/tasks/{}/", made(ann, "/api/tasks/", new).await);
        add(Method::PATCH, &task, &owners);
        add(Method::PATCH, &task, &states);
        add(Method::DELETE, &task, &nothing);
        add(Method::POST, &format!("{task}restore/"), &nothing);
        let category = format!("/api/tasks/categories/{category}/");
        add(Method::PATCH, &category, &[json!({ "name": "one" }), json!({ "name": "three" })]);
        add(Method::POST, "/api/tasks/categories/", &[json!({ "name": name })]);

        let log = made(ann, "/logs/", json!({ "action": name })).await;
        add(
            Method::PATCH,
            &format!("/logs/{log}/status/"),
            &[json!({ "status": "COMPLETED" }), json!({ "status": "PENDING" })],
        );

        let room = format!("/api/chat/rooms/{name}/");
        ann.post("/api/chat/rooms/", json!({ "name": name })).await.expect(201);
        bob.post(&format!("{room}join/"), json!({})).await.expect(200);
        let messages = format!("{room}messages/");
        let message = made(ann, &messages, json!({ "content": "hello" })).await;
        let message = format!("{messages}{message}/");
        let said = [
            json!({ "content": "hello @bob @ann" }),
            json!({ "content": "again", "client_id": "same" }),
        ];
        add(Method::POST, &messages, &said);
        add(
            Method::PATCH,
            &message,
            &[json!({ "content": "changed @bob" }), json!({ "content": "changed" })],
        );
        for method in [Method::PUT, Method::DELETE] {
            add(method, &format!("{message}reactions/%F0%9F%91%8D/"), &nothing);
        }
        add(Method::POST, &format!("{room}read/"), &[json!({ "seq": 1 }), json!({ "seq": 5 })]);
        add(
            Method::PATCH,
            &room,
            &[json!({ "title": name }), json!({ "members": [ann.id, bob.id] })],
        );
        for there in ["join/", "leave/"] {
            add(Method::POST, &format!("{room}{there}"), &nothing);
        }
    }
    add(Method::DELETE, "/api/chat/rooms/two/", &nothing);
    add(
        Method::POST,
        "/api/chat/rooms/",
        &[json!({ "name": "two" }), json!({ "direct": [bob.id] }), json!({ "direct": [ann.id] })],
    );
    add(Method::POST, "/api/activities/start/", &[json!({ "activity_name": "timer" })]);
    add(Method::POST, "/api/activities/stop/", &nothing);
    add(
        Method::PATCH,
        "/api/profiles/me/",
        &[json!({ "name": "one" }), json!({ "timezone": "Europe/Berlin" })],
    );
    add(Method::DELETE, "/api/profiles/me/", &nothing);
    add(
        Method::PATCH,
        "/api/auth/users/me/",
        &[json!({ "email": "one@daybook.example" }), json!({ "email": "two@daybook.example" })],
    );
    add(Method::POST, "/api/tasks/calendar-key/", &nothing);
    add(Method::DELETE, "/api/tasks/calendar-key/", &nothing);
    add(Method::POST, "/api/notifications/read/", &nothing);
    add(Method::GET, "/api/activities/", &nothing);
    add(Method::GET, "/api/tasks/", &nothing);
    add(Method::GET, "/api/chat/rooms/", &nothing);
    deck
}

/// The id of something new.
async fn made(actor: &Actor, list: &str, new: Value) -> i64 {
    let made = actor.post(list, new).await.expect(201).json();
    made["id"].as_i64().expect("an id")
}
