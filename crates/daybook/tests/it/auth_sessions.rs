//! `/api/auth/sessions/`.

use crate::harness::TestApp;
use serde_json::json;

const SESSIONS: &str = "/api/auth/sessions/";
const ME: &str = "/api/auth/users/me/";

#[tokio::test]
async fn logins_are_listed_newest_first() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let bearer = ann.bearer().await;
    app.user("bob").await;
    let list = bearer.with("user-agent", "not noted").get(SESSIONS).await.expect(200).json();
    let kinds: Vec<_> =
        list.as_array().expect("a list").iter().map(|it| (&it["kind"], &it["current"])).collect();
    assert_eq!(kinds, [(&json!("jwt"), &json!(true)), (&json!("token"), &json!(false))]);
    assert_eq!(list[0]["address"], "127.0.0.1");
    assert_eq!(list[0]["created_at"], "2026-01-05T12:00:00Z");
    assert_eq!(list[0]["expires_at"], "2026-01-12T12:00:00Z");
}

#[tokio::test]
async fn an_ended_login_opens_nothing_on_any_node() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let (token, bearer) = (ann.another_session().await, ann.bearer().await);
    let list = ann.get(SESSIONS).await.expect(200).json();
    for (at, actor) in [(1, &token), (0, &bearer)] {
        actor.get(ME).await.expect(200);
        let path = format!("{SESSIONS}{}/", list[at]["id"]);
        assert_eq!(ann.delete(&path).await.expect(204).text(), "");
        actor.get(ME).await.expect(401);
        other.here(actor).get(ME).await.expect(401);
        ann.delete(&path).await.expect(404);
    }
    ann.get(ME).await.expect(200);
}

#[tokio::test]
async fn an_end_reaches_other_nodes_within_a_second() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let token = ann.another_session().await;
    let there = other.here(&token);
    there.get(ME).await.expect(200);
    let list = ann.get(SESSIONS).await.expect(200).json();
    let ended = std::time::Instant::now();
    ann.delete(&format!("{SESSIONS}{}/", list[0]["id"])).await.expect(204);
    while there.get(ME).await.status == 200 {
        assert!(ended.elapsed().as_millis() < 1_100, "it is still open there");
    }
}

#[tokio::test]
async fn somebody_elses_login_is_not_there() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let list = ann.get(SESSIONS).await.expect(200).json();
    let path = format!("{SESSIONS}{}/", list[0]["id"]);
    assert_eq!(bob.delete(&path).await.expect(404).json(), json!({ "detail": "Not found." }));
    ann.get(ME).await.expect(200);
    app.anonymous().get(SESSIONS).await.expect(401);
}

#[tokio::test]
async fn the_hundred_and_first_login_ends_the_one_unused_for_longest() {
    let app = TestApp::start().await;
    let first = app.user("ann").await;
    let id = first.id;
    app.clock.advance(1);
    // The rows are made without their passwords' checks, which take a while.
    let rows = app.app.db.write(move |tx| {
        for at in 0..99 {
            tx.run(
                "insert into sessions (user_id, kind, rotated_at, created_at, last_seen, expires_at, address, agent) \
                 values ($1, 'jwt', $2, $2, $2, $3, '', '')",
                daybook_db::params![id, 1_767_614_400_000_001_i64 + at, i64::MAX],
            )?;
        }
        Ok::<_, daybook_db::Error>(())
    });
    rows.await.expect("it works");
    first.get(ME).await.expect(200);
    app.clock.advance(1_000);
    let last = first.another_session().await;
    assert_eq!(last.get(SESSIONS).await.expect(200).json().as_array().map(Vec::len), Some(100));
    first.get(ME).await.expect(401);
}

#[tokio::test]
async fn the_stream_tells_what_the_list_shows() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let before = ann.get(SESSIONS).await.expect(200);
    let seq = before.header("daybook-seq").strip_prefix("me=").expect("a cursor").to_owned();
    let mut socket = ann.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": seq })).await;
    let token = ann.another_session().await;
    let started = socket.until(|frame| frame["type"] == "session_started").await;
    let list = ann.get(SESSIONS).await.expect(200).json();
    assert_eq!(started["data"], list[0], "the event holds what the list shows");
    token.post("/api/logout/", json!({})).await.expect(200);
    let ended = socket.until(|frame| frame["type"] == "session_ended").await;
    assert_eq!(ended["data"], json!({ "id": list[0]["id"] }));
    assert_eq!(ann.get(SESSIONS).await.expect(200).json(), before.json());
}
