//! `/ws/live/`: the contract's section 8, and the promises of live delivery.

mod admission;
mod bursts;
mod heartbeat;
mod nodes;
mod presence;
mod presence_nodes;
mod protocol;
mod redis;
mod resume;
mod revocation;
mod strangers;

use crate::harness::{Actor, Socket, TestApp, within};
use daybook::streams::{self, Stream};
use serde_json::{Value, json};

/// Something happens to a user, so many times in one transaction, told to whoever follows.
async fn happen(app: &TestApp, user: &Actor, objects: Vec<Value>) {
    let stream = Stream::User(user.id);
    let change = app.app.db.write(move |tx| {
        objects.iter().try_for_each(|object| streams::emit(tx, stream, "note", object))
    });
    within("a change", change).await.expect("a change");
}

/// Objects with the ids `1..=count`.
fn notes(count: u64) -> Vec<Value> {
    (1..=count).map(|id| json!({ "id": id })).collect()
}

async fn live(actor: &Actor) -> Socket {
    actor.socket("/ws/live/").await
}

/// A socket that follows from now, and the number of the last event.
async fn follower(actor: &Actor) -> (Socket, u64) {
    let mut socket = live(actor).await;
    let subscribed = socket.subscribe(json!({ "me": null })).await;
    let seq = seq(&subscribed["me"]);
    (socket, seq)
}

fn seq(cursor: &Value) -> u64 {
    let (_, seq) = cursor.as_str().expect("a cursor").rsplit_once('.').expect("a dot");
    seq.parse().expect("a number")
}

/// Reads events and checks that they are `first..=last`, each once, in order.
async fn expect_events(socket: &mut Socket, first: u64, last: u64) {
    for seq in first..=last {
        let frame = socket.next().await;
        assert_eq!((&frame["stream"], frame["seq"].as_u64()), (&json!("me"), Some(seq)), "{frame}");
    }
}
