//! Who is present in a room, and who is typing there.

use super::live;
use crate::harness::{Actor, Socket, TestApp};
use serde_json::{Value, json};

const ROOMS: &str = "/api/chat/rooms/";
pub(super) const ROOM: &str = "room:general";

pub(super) async fn room(maker: &Actor) {
    maker.post(ROOMS, json!({ "name": "general" })).await.expect(201);
}

/// A live socket that follows the room; the list of who is there comes next.
pub(super) async fn follow(actor: &Actor) -> Socket {
    let mut socket = live(actor).await;
    socket.subscribe(json!({ ROOM: null })).await;
    socket
}

fn names(frame: &Value) -> Vec<String> {
    let users = frame["presence"]["users"].as_array().expect("a list").iter();
    users.map(|it| it["username"].as_str().expect("a name").to_owned()).collect()
}

/// Whether a frame is a list that others may be missing from.
pub(super) fn is_degraded(frame: &Value) -> bool {
    frame["presence"]["degraded"] == true
}

/// Waits for the list of exactly these.
pub(super) async fn until_present(socket: &mut Socket, wanted: &[&str]) -> Value {
    socket.until(|frame| frame.get("presence").is_some() && names(frame) == wanted).await
}

#[tokio::test]
async fn who_follows_a_room_is_present_there_once_and_gone_with_the_last_socket() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann).await;
    let mut hers = follow(&ann).await;
    let tabs = [follow(&bob).await, follow(&bob).await];
    let mut chat = bob.socket("/ws/chat/general/").await;
    let told = until_present(&mut hers, &["ann", "bob"]).await;
    let users = json!([{ "id": ann.id, "username": "ann" }, { "id": bob.id, "username": "bob" }]);
    let whole = json!({ "stream": ROOM, "users": users, "degraded": false });
    assert_eq!(told, json!({ "presence": whole }));
    assert_eq!(chat.until(|it| it.get("users").is_some()).await, json!({ "users": users }));
    for tab in tabs {
        tab.close().await;
    }
    let cat = app.user("cat").await;
    let mut third = follow(&cat).await;
    until_present(&mut hers, &["ann", "bob", "cat"]).await;
    chat.close().await;
    until_present(&mut hers, &["ann", "cat"]).await;
    third.send(json!({ "unsubscribe": [ROOM] })).await;
    until_present(&mut hers, &["ann"]).await;
    third.subscribe(json!({ ROOM: null })).await;
    until_present(&mut hers, &["ann", "cat"]).await;
    until_present(&mut third, &["ann", "cat"]).await;
}

#[tokio::test]
async fn a_page_that_is_loaded_again_never_left() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann).await;
    let mut hers = follow(&ann).await;
    for _ in 0..5 {
        follow(&bob).await.close().await;
    }
    let _his = follow(&bob).await;
    let _last = follow(&app.user("cat").await).await;
    let mut has_come = false;
    loop {
        let told = names(&hers.until(|frame| frame.get("presence").is_some()).await);
        assert!(!has_come || told.contains(&bob.name), "{told:?}");
        has_come = told.contains(&bob.name);
        if told.contains(&"cat".to_owned()) {
            break;
        }
    }
    assert!(has_come);
}

#[tokio::test]
async fn who_is_logged_out_or_taken_out_is_gone() {
    let app = TestApp::start().await;
    let (ann, bob, cat) = (app.user("ann").await, app.user("bob").await, app.user("cat").await);
    let den = json!({ "name": "general", "private": true, "members": [bob.id, cat.id] });
    ann.post(ROOMS, den).await.expect(201);
    let mut hers = follow(&ann).await;
    let (mut his, mut others) = (follow(&bob).await, follow(&cat).await);
    until_present(&mut hers, &["ann", "bob", "cat"]).await;
    bob.post("/api/logout/", json!({})).await.expect(200);
    assert_eq!(his.closed().await, 4503);
    until_present(&mut hers, &["ann", "cat"]).await;
    let members = json!({ "members": [bob.id] });
    ann.patch(&format!("{ROOMS}general/"), members).await.expect(200);
    until_present(&mut hers, &["ann"]).await;
    // The socket stays, and hears no more of the room.
    others.until(|frame| frame["type"] == "member_left").await;
    let _again = follow(&ann).await;
    others.assert_quiet().await;
}

#[tokio::test]
async fn typing_is_told_by_members_to_followers_alone() {
    let app = TestApp::start().await;
    let (ann, bob, cat) = (app.user("ann").await, app.user("bob").await, app.user("cat").await);
    room(&ann).await;
    bob.post(&format!("{ROOMS}general/join/"), json!({})).await.expect(200);
    let (mut hers, mut his) = (follow(&ann).await, live(&bob).await);
    let mut guest = follow(&cat).await;
    // Who does not follow it, and who is no member: nothing, and no complaint.
    his.send(json!({ "typing": { ROOM: true } })).await;
    his.assert_quiet().await;
    guest.send(json!({ "typing": { ROOM: true, "room:none": true, "me": true } })).await;
    until_present(&mut guest, &["ann", "cat"]).await;
    guest.send(json!({ "ping": 1 })).await;
    guest.until(|frame| frame["pong"] == 1).await;
    his.subscribe(json!({ ROOM: null })).await;
    his.send(json!({ "typing": { ROOM: true } })).await;
    let who = json!({ "id": bob.id, "username": "bob" });
    let told = json!({ "typing": { "stream": ROOM, "user": who, "typing": true } });
    for socket in [&mut hers, &mut his, &mut guest] {
        assert_eq!(socket.until(|frame| frame.get("typing").is_some()).await, told);
    }
    his.send(json!({ "typing": { ROOM: false } })).await;
    let told = hers.until(|frame| frame.get("typing").is_some()).await;
    assert_eq!(told["typing"]["typing"], false);
}
