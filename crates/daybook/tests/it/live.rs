//! `/ws/live/`: the contract's section 8.

use crate::harness::{Actor, Socket, TestApp, within};
use daybook::streams::{self, Stream};
use serde_json::{Value, json};

/// Something happens to a user, told to whoever follows.
async fn happen(app: &TestApp, user: &Actor, object: Value) {
    let stream = Stream::User(user.id);
    let change = app.app.db.write(move |tx| streams::emit(tx, stream, "note", &object));
    within("a change", change).await.expect("a change");
}

async fn live(actor: &Actor) -> Socket {
    actor.socket("/ws/live/").await
}

#[tokio::test]
async fn a_subscriber_sees_each_event_once_in_order_and_nobody_elses() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let mut socket = live(&ann).await;
    let subscribed = socket.subscribe(json!({ "me": null })).await;
    let (epoch, seq) =
        subscribed["me"].as_str().expect("a cursor").rsplit_once('.').expect("a dot");
    let seq: u64 = seq.parse().expect("a number");
    assert!(!epoch.is_empty());
    happen(&app, &bob, json!({ "id": 7 })).await;
    for n in 1..=3 {
        happen(&app, &ann, json!({ "id": n })).await;
        let event = json!({ "stream": "me", "seq": seq + n, "type": "note", "data": { "id": n } });
        assert_eq!(socket.next().await, event);
    }
    socket.assert_quiet().await;
}
