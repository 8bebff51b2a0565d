//! `/ws/activities/`: the compatible socket on the same hub as `/ws/live/`.

use crate::harness::{Actor, Socket, TestApp};
use daybook::streams::{self, Stream};
use serde_json::json;

const PATH: &str = "/ws/activities/";

async fn follower(actor: &Actor) -> Socket {
    let mut socket = actor.socket(PATH).await;
    assert_eq!(socket.next().await["authenticated"], true);
    socket
}

async fn log(actor: &Actor, name: &str) {
    let body = json!({ "activity_name": name, "duration": 1 });
    actor.post("/api/activities/", body).await.expect(201);
}

#[tokio::test]
async fn all_sockets_of_the_owner_are_told_on_all_nodes() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let mut sockets = [
        follower(&ann).await,
        follower(&ann.bearer().await).await,
        follower(&other.here(&ann)).await,
    ];
    log(&other.here(&ann), "read").await;
    for socket in &mut sockets {
        assert_eq!(socket.next().await["data"]["activity_name"], "read");
    }
}

#[tokio::test]
async fn it_tells_of_activities_alone_and_overhears_what_it_is_told() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut socket = follower(&ann).await;
    for text in ["", "hello", r#"{"subscribe":{"me":null}}"#] {
        socket.send_text(text).await;
    }
    let stream = Stream::User(ann.id);
    let noted = app.app.db.write(move |tx| streams::emit(tx, stream, "note", &json!({ "id": 1 })));
    noted.await.expect("a note");
    log(&ann, "read").await;
    assert_eq!(socket.next().await["type"], "activity");
}

#[tokio::test]
async fn a_burst_is_told_whole_though_it_cannot_resume() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut socket = follower(&ann).await;
    let stream = Stream::User(ann.id);
    for _ in 0..4 {
        let burst = app.app.db.write(move |tx| {
            (0..500).try_for_each(|id| {
                let activity = json!({ "id": id, "note": "x".repeat(1_000) });
                streams::emit(tx, stream, "activity_created", &activity)
            })
        });
        burst.await.expect("a burst");
    }
    for n in 0..2_000 {
        assert_eq!(socket.next().await["data"]["id"], n % 500);
    }
}

#[tokio::test]
async fn it_ends_with_its_session() {
    let app = TestApp::start().await;
    let leaving = app.user("ann").await.another_session().await;
    let mut socket = follower(&leaving).await;
    leaving.post("/api/logout/", json!({})).await.expect(200);
    assert_eq!(socket.closed().await, 4503);
}
