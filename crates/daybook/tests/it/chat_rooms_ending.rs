//! What is told of rooms, and what becomes of them when they, or an account, come to their end.

use crate::harness::{Actor, PASSWORD, Socket, TestApp};
use daybook::{chat, time::DAY};
use serde_json::{Value, json};

const ALL: &str = "/api/chat/rooms/";

async fn follow(actor: &Actor) -> Socket {
    let mut socket = actor.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;
    socket
}

/// The next event, but for those of another matter.
async fn told(socket: &mut Socket) -> (String, Value) {
    let is_ours =
        |event: &Value| event["type"].as_str().is_some_and(|kind| kind.starts_with("room_"));
    let event = socket.until(is_ours).await;
    (event["type"].as_str().expect("a type").to_owned(), event["data"].clone())
}

#[tokio::test]
async fn members_are_told_of_the_rooms_that_they_are_in() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let (mut hers, mut his) = (follow(&ann).await, follow(&bob).await);
    let body = json!({ "name": "den", "private": true, "members": [bob.id] });
    let room = ann.post(ALL, body).await.expect(201).json();
    for socket in [&mut hers, &mut his] {
        assert_eq!(told(socket).await, ("room_created".to_owned(), room.clone()));
    }
    let gone = ("room_deleted".to_owned(), json!({ "id": room["id"], "name": "den" }));
    ann.patch(&format!("{ALL}den/"), json!({ "members": [] })).await.expect(200);
    assert_eq!(told(&mut his).await, gone);
    ann.patch(&format!("{ALL}den/"), json!({ "members": [bob.id] })).await.expect(200);
    assert_eq!(told(&mut his).await, ("room_created".to_owned(), room.clone()));
    ann.delete(&format!("{ALL}den/")).await.expect(204);
    assert_eq!(told(&mut hers).await, gone);
    assert_eq!(told(&mut his).await, gone);
    let direct = ann.post(ALL, json!({ "direct": [bob.id] })).await.expect(201).json();
    assert_eq!(told(&mut his).await, ("room_created".to_owned(), direct));
}

#[tokio::test]
async fn an_account_that_ends_leaves_its_rooms_to_those_who_are_left() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    for n in 0..60 {
        ann.post(ALL, json!({ "name": format!("own-{n}"), "private": true })).await.expect(201);
    }
    let body = json!({ "name": "shared", "private": true, "members": [bob.id] });
    ann.post(ALL, body).await.expect(201);
    ann.post(ALL, json!({ "name": "open" })).await.expect(201);
    let direct = ann.post(ALL, json!({ "direct": [bob.id] })).await.expect(201).json();
    let end = json!({ "current_password": PASSWORD });
    ann.delete_with("/api/auth/users/me/", end).await.expect(204);
    let left = bob.get(ALL).await.expect(200).json();
    let left: Vec<_> = left.as_array().expect("a list").iter().collect();
    let names: Vec<_> = left.iter().map(|room| room["name"].as_str().expect("a name")).collect();
    assert_eq!(names, [direct["name"].as_str().expect("a name"), "open", "shared"]);
    assert!(left.iter().all(|room| room["created_by"] == Value::Null), "{left:?}");
    assert_eq!(left[0]["members"], json!([bob.id]));
    let heir = bob.patch(&format!("{ALL}shared/"), json!({ "title": "mine now" })).await;
    assert_eq!(heir.expect(200).json()["members"], json!([bob.id]));
    bob.post(ALL, json!({ "name": "own-7" })).await.expect(201);
}

#[tokio::test]
async fn a_deleted_room_leaves_nothing() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    ann.post(ALL, json!({ "name": "gone" })).await.expect(201);
    ann.post(ALL, json!({ "name": "kept" })).await.expect(201);
    ann.patch(&format!("{ALL}gone/"), json!({ "title": "an event" })).await.expect(200);
    ann.delete(&format!("{ALL}gone/")).await.expect(204);
    chat::purge(&app.app).await.expect("a purge");
    assert_eq!(rows(&app).await, (2, 2), "who follows it may still be told");
    app.clock.advance(8 * DAY);
    chat::purge(&app.app).await.expect("a purge");
    assert_eq!(rows(&app).await, (1, 1));
}

/// How many rooms there are, and how many are in one.
async fn rows(app: &TestApp) -> (i64, i64) {
    let read = app.app.db.read(|tx| -> daybook_db::Result<_> {
        let rooms = tx.one("select count(*) from rooms where id > $1", daybook_db::params![0])?;
        let members = "select count(*) from room_members where user_id > $1";
        Ok((rooms, tx.one(members, daybook_db::params![0])?))
    });
    read.await.expect("the rows")
}
