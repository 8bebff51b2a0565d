//! A client that was away while one event more than is kept has passed: it is told to start over, at the exact edge.
//!
//! Not here: pruning by age (`live::resume`).

use crate::harness::{Actor, TestApp};
use daybook::streams::{self, KEPT_EVENTS};
use daybook_db::params;
use serde_json::json;

const FILL: &str = "insert into events (stream, seq, type, payload, at) \
     with recursive n (i) as (select cast($2 as bigint) union all select i + 1 from n where i < $3) \
     select $1, i, 'note', '{}', $4 from n";
const HEAD: &str = "update streams set head = $2 where id = $1";

#[tokio::test]
async fn one_event_more_than_is_kept_is_a_reset_and_one_less_is_none() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut socket = ann.socket("/ws/live/").await;
    let cursor = socket.subscribe(json!({ "me": null })).await["me"].clone();
    let (epoch, seq) = cursor.as_str().and_then(|text| text.rsplit_once('.')).expect("a cursor");
    let before: i64 = seq.parse().expect("a number");
    socket.close().await;
    // All that is kept, and one more.
    let head = before + KEPT_EVENTS + 1;
    let (stream, now) = (format!("user:{}", ann.id), app.clock.now());
    let chunks = (before + 1..=head).step_by(20_000);
    for first in chunks {
        let (stream, last) = (stream.clone(), (first + 19_999).min(head));
        let filled = app.app.db.write(move |tx| {
            tx.run(FILL, params![&stream, first, last, now.0])?;
            tx.run(HEAD, params![&stream, last])
        });
        assert_eq!(filled.await.expect("events"), 1);
    }
    streams::prune(&app.app).await.expect("a pruning");
    assert_eq!(first_word(&ann, &format!("{epoch}.{before}")).await, json!({ "reset": "me" }));
    let edge = format!("{epoch}.{}", before + 1);
    assert_eq!(first_word(&ann, &edge).await, json!({ "subscribed": { "me": edge } }));
    assert!(
        daybook_db::inspect(&app.database_url(), daybook::checks::CHECKS)
            .expect("a look")
            .iter()
            .all(|inspection| inspection.findings.is_empty())
    );
}

async fn first_word(actor: &Actor, cursor: &str) -> serde_json::Value {
    let mut socket = actor.socket("/ws/live/").await;
    socket.send(json!({ "subscribe": { "me": cursor } })).await;
    socket.next().await
}
