//! `/api/chat/rooms/<name>/read/` and `/api/chat/unread/`.

use crate::harness::TestApp;
use serde_json::json;

const ROOMS: &str = "/api/chat/rooms/";
const READ: &str = "/api/chat/rooms/general/read/";
const UNREAD: &str = "/api/chat/unread/";

#[tokio::test]
async fn what_is_unread_is_what_was_said_after_the_mark() {
    let app = TestApp::start().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob").await, app.user("eve").await);
    let room = ann.post(ROOMS, json!({ "name": "general" })).await.expect(201).json();
    let say = async || {
        let path = format!("{ROOMS}general/messages/");
        ann.post(&path, json!({ "content": "x" })).await.expect(201);
    };
    say().await;
    bob.post(&format!("{ROOMS}general/join/"), json!({})).await.expect(200);
    assert_eq!(bob.get(UNREAD).await.expect(200).json(), json!([]), "it was said before");
    for _ in 0..3 {
        say().await;
    }
    let mark = |read: i64| {
        let id = &room["id"];
        json!({ "id": id, "room": "general", "last_seq": 4, "read_seq": read, "unread": 4 - read })
    };
    assert_eq!(bob.get(UNREAD).await.expect(200).json(), json!([mark(1)]));
    assert_eq!(ann.get(UNREAD).await.expect(200).json(), json!([]), "she said it herself");
    let mut socket = bob.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;
    for (seq, read) in [(3, 3), (2, 3), (3, 3)] {
        assert_eq!(bob.post(READ, json!({ "seq": seq })).await.expect(200).json(), mark(read));
    }
    let told = socket.next().await;
    assert_eq!((&told["type"], &told["data"]), (&json!("room_read"), &mark(3)));
    socket.assert_quiet().await;
    assert_eq!(bob.post(READ, json!({ "seq": 99 })).await.expect(200).json(), mark(4));
    assert_eq!(bob.get(UNREAD).await.expect(200).json(), json!([]));
    let wrong = bob.post(READ, json!({ "seq": -1 })).await.expect(400).json();
    assert_eq!(wrong, json!({ "seq": ["Ensure this value is greater than or equal to 0."] }));
    bob.post(READ, json!({})).await.expect(400);
    eve.post(READ, json!({ "seq": 1 })).await.expect(404);
}
