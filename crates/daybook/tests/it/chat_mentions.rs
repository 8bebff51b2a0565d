//! Who is named in a message is told so, once, live, and only as long as it is theirs to see.

use crate::harness::{Actor, PASSWORD, Socket, TestApp};
use serde_json::{Value, json};

const ROOMS: &str = "/api/chat/rooms/";
const NOTIFICATIONS: &str = "/api/notifications/";

fn messages(room: &str) -> String {
    format!("{ROOMS}{room}/messages/")
}

async fn room(maker: &Actor, name: &str, members: &[&Actor]) {
    let ids: Vec<_> = members.iter().map(|it| it.id).collect();
    let body = json!({ "name": name, "private": true, "members": ids });
    maker.post(ROOMS, body).await.expect(201);
}

async fn say(actor: &Actor, room: &str, content: &str) -> Value {
    actor.post(&messages(room), json!({ "content": content })).await.expect(201).json()
}

async fn told(actor: &Actor) -> Vec<Value> {
    actor.get(NOTIFICATIONS).await.expect(200).json().as_array().expect("a list").clone()
}

async fn live(actor: &Actor) -> Socket {
    let mut socket = actor.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;
    socket
}

/// The rooms of those that are unread.
fn unread(list: &[Value]) -> Vec<&str> {
    list.iter().filter(|it| it["read"] == false).filter_map(|it| it["room"].as_str()).collect()
}

/// Makes a thousand of one mention.
async fn multiply(app: &TestApp) {
    let filled = app.app.db.write(|tx| {
        let more = "insert into notifications (user_id, kind, room_id, room, message_id, title, instant, created_at) \
                    select user_id, kind, room_id, room, message_id - $1, title, instant, created_at \
                    from notifications where message_id > 1 - $1";
        (0..10).try_for_each(|n| tx.run(more, daybook_db::params![1_i64 << n]).map(|_| ()))
    });
    filled.await.expect("a thousand");
}

async fn next(socket: &mut Socket, kind: &str) -> Value {
    socket.until(|event| event["type"] == kind).await["data"].clone()
}

#[tokio::test]
async fn each_member_who_is_named_is_told_once_and_nobody_else() {
    let app = TestApp::start().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob").await, app.user("eve").await);
    room(&ann, "den", &[&bob]).await;
    let mut his = live(&bob).await;
    let body = json!({ "content": "@bob @ann @eve @bob!", "client_id": "c1" });
    let said = ann.post(&messages("den"), body.clone()).await.expect(201).json();
    ann.post(&messages("den"), body).await.expect(201);
    let list = told(&bob).await;
    let expected = json!([{
        "id": list[0]["id"], "kind": "mention", "task": null, "room": "den", "message": said["id"],
        "title": "ann mentioned you in #den", "instant": "2026-01-05T12:00:00Z",
        "created_at": "2026-01-05T12:00:00Z", "read": false,
    }]);
    assert_eq!(json!(list), expected);
    assert_eq!(next(&mut his, "notification_created").await, list[0]);
    assert_eq!(told(&ann).await, [json!(null); 0], "her own words");
    assert_eq!(told(&eve).await, [json!(null); 0], "she does not see the room");
    let read = format!("{NOTIFICATIONS}{}/", list[0]["id"]);
    let marked = bob.patch(&read, json!({ "read": true })).await.expect(200).json();
    assert_eq!((&marked["room"], &marked["read"]), (&json!("den"), &json!(true)));
}

#[tokio::test]
async fn the_room_is_called_as_people_call_it() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann, "den", &[&bob]).await;
    ann.patch(&format!("{ROOMS}den/"), json!({ "title": "The den" })).await.expect(200);
    let direct = ann.post(ROOMS, json!({ "direct": [bob.id] })).await.expect(201).json();
    say(&ann, "den", "@bob").await;
    say(&ann, direct["name"].as_str().expect("a name"), "@bob").await;
    let titles: Vec<_> = told(&bob).await.iter().map(|it| it["title"].clone()).collect();
    assert_eq!(titles, ["ann mentioned you", "ann mentioned you in The den"]);
}

#[tokio::test]
async fn an_edit_tells_those_who_were_not_named_before() {
    let app = TestApp::start().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob").await, app.user("eve").await);
    room(&ann, "den", &[&bob, &eve]).await;
    let said = say(&ann, "den", "@bob").await;
    let one = format!("{}{}/", messages("den"), said["id"]);
    for content in ["@bob @eve", "nobody", "@eve @bob"] {
        ann.patch(&one, json!({ "content": content })).await.expect(200);
    }
    for actor in [&bob, &eve] {
        let list = told(actor).await;
        assert_eq!((list.len(), &list[0]["message"]), (1, &said["id"]));
    }
}

#[tokio::test]
async fn a_message_that_is_taken_back_takes_what_was_told_along() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann, "den", &[&bob]).await;
    let mut his = live(&bob).await;
    let said = say(&ann, "den", "@bob").await;
    say(&ann, "den", "@bob, again").await;
    let list = told(&bob).await;
    ann.delete(&format!("{}{}/", messages("den"), said["id"])).await.expect(204);
    assert_eq!(next(&mut his, "notification_deleted").await, json!({ "id": list[1]["id"] }));
    assert_eq!(told(&bob).await, list[..1]);
}

#[tokio::test]
async fn who_is_in_the_room_no_more_is_told_of_it_no_more() {
    let app = TestApp::start().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob").await, app.user("eve").await);
    for name in ["den", "attic"] {
        room(&ann, name, &[&bob, &eve]).await;
        say(&ann, name, "@bob @eve").await;
    }
    let mut his = live(&bob).await;
    bob.post(&format!("{ROOMS}den/leave/"), json!({})).await.expect(204);
    next(&mut his, "notification_deleted").await;
    let rooms = |list: Vec<Value>| list.iter().map(|it| it["room"].clone()).collect::<Vec<_>>();
    assert_eq!(rooms(told(&bob).await), ["attic"]);
    let members = json!({ "members": [eve.id] });
    ann.patch(&format!("{ROOMS}attic/"), members).await.expect(200);
    assert_eq!(rooms(told(&bob).await), [""; 0]);
    assert_eq!(rooms(told(&eve).await), ["attic", "den"]);
    ann.delete(&format!("{ROOMS}attic/")).await.expect(204);
    assert_eq!(rooms(told(&eve).await), ["den"]);
    let end = json!({ "current_password": PASSWORD });
    ann.delete_with("/api/auth/users/me/", end).await.expect(204);
    assert_eq!(rooms(told(&eve).await), [""; 0], "her name goes with her");
}

#[tokio::test]
async fn who_reads_a_room_has_read_what_names_them_up_to_there() {
    let app = TestApp::start().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob").await, app.user("eve").await);
    for name in ["den", "attic"] {
        room(&ann, name, &[&bob, &eve]).await;
        say(&ann, name, "@bob @eve").await;
    }
    say(&ann, "den", "@bob").await;
    say(&ann, "den", "@bob").await;
    let mut his = live(&bob).await;
    let read = async |seq: u8| {
        bob.post(&format!("{ROOMS}den/read/"), json!({ "seq": seq })).await.expect(200);
    };
    read(2).await;
    let list = told(&bob).await;
    assert_eq!(unread(&list), ["den", "attic"]);
    assert_eq!(next(&mut his, "notification_updated").await, list[3]);
    assert_eq!(next(&mut his, "notification_updated").await, list[1]);
    assert_eq!(unread(&told(&eve).await), ["attic", "den"], "hers are unread");
    read(200).await;
    assert_eq!(next(&mut his, "notification_updated").await["id"], list[0]["id"]);
    assert_eq!(unread(&told(&bob).await), ["attic"], "a room that was not read");
}

#[tokio::test]
async fn a_thousand_mentions_are_read_with_their_room() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann, "den", &[&bob]).await;
    say(&ann, "den", "@bob").await;
    multiply(&app).await;
    say(&ann, "den", "@bob").await;
    bob.post(&format!("{ROOMS}den/read/"), json!({ "seq": 2 })).await.expect(200);
    assert_eq!(unread(&told(&bob).await), [""; 0]);
}

#[tokio::test]
async fn who_answers_or_reads_by_a_room_s_socket_has_read_too() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann, "den", &[&bob]).await;
    say(&ann, "den", "@bob").await;
    say(&bob, "den", "here").await;
    assert_eq!(unread(&told(&bob).await), [""; 0]);
    say(&ann, "den", "@bob").await;
    let mut his = live(&bob).await;
    let mut socket = bob.socket("/ws/chat/den/").await;
    socket.send(json!({ "read": 3 })).await;
    next(&mut his, "notification_updated").await;
    assert_eq!(unread(&told(&bob).await), [""; 0]);
}

#[tokio::test]
async fn a_mention_that_is_to_stay_unread_does_until_its_room_is_read_again() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann, "den", &[&bob]).await;
    let said = say(&ann, "den", "hello").await;
    let read = async || {
        bob.post(&format!("{ROOMS}den/read/"), json!({ "seq": 1 })).await.expect(200);
    };
    read().await;
    ann.patch(&format!("{}{}/", messages("den"), said["id"]), json!({ "content": "@bob" }))
        .await
        .expect(200);
    assert_eq!(unread(&told(&bob).await), ["den"], "named after it was read");
    read().await;
    let list = told(&bob).await;
    assert_eq!(unread(&list), [""; 0]);
    let one = format!("{NOTIFICATIONS}{}/", list[0]["id"]);
    bob.patch(&one, json!({ "read": false })).await.expect(200);
    assert_eq!(unread(&told(&bob).await), ["den"]);
    read().await;
    assert_eq!(unread(&told(&bob).await), [""; 0]);
}

#[tokio::test]
async fn a_room_with_a_thousand_mentions_takes_them_all_along() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann, "den", &[&bob]).await;
    say(&ann, "den", "@bob").await;
    multiply(&app).await;
    assert_eq!(told(&bob).await.len(), 1_024);
    let mut his = live(&bob).await;
    ann.delete(&format!("{ROOMS}den/")).await.expect(204);
    for _ in 0..1_024 {
        next(&mut his, "notification_deleted").await;
    }
    assert_eq!(told(&bob).await.len(), 0);
}
