//! `/api/chat/rooms/<name>/messages/`: saying something, reading it, changing it and taking it back.
//!
//! Not here: what is told on streams (`chat_live`).

use crate::harness::{Actor, PASSWORD, TestApp};
use daybook::time::MINUTE;
use futures_util::future::join_all;
use serde_json::{Value, json};

const ROOMS: &str = "/api/chat/rooms/";
const ALL: &str = "/api/chat/rooms/general/messages/";

async fn room(maker: &Actor) {
    maker.post(ROOMS, json!({ "name": "general" })).await.expect(201);
}

async fn say(actor: &Actor, content: &str) -> Value {
    actor.post(ALL, json!({ "content": content })).await.expect(201).json()
}

async fn contents(actor: &Actor, query: &str) -> Vec<String> {
    let list = actor.get(&format!("{ALL}{query}")).await.expect(200).json();
    let list = list.as_array().expect("a list").iter();
    list.map(|it| it["content"].as_str().expect("words").to_owned()).collect()
}

#[tokio::test]
async fn a_message_is_said_changed_and_taken_back() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    room(&ann).await;
    let said = say(&ann, "\n  code\n    more \n").await;
    let told = json!({
        "id": said["id"], "seq": 1, "room": "general", "user": "ann", "user_id": ann.id,
        "content": "  code\n    more", "timestamp": "2026-01-05T12:00:00Z", "edited_at": null,
        "deleted": false, "reply_to": null, "client_id": null, "mentions": [], "reactions": [],
    });
    assert_eq!(said, told);
    let one = format!("{ALL}{}/", said["id"]);
    assert_eq!(ann.get(&one).await.expect(200).json(), told);
    assert_eq!(ann.get(ALL).await.expect(200).json(), json!([told]));
    app.clock.advance(MINUTE);
    assert_eq!(ann.patch(&one, told.clone()).await.expect(200).json(), told, "all as it was");
    let changed = ann.patch(&one, json!({ "content": "other" })).await.expect(200).json();
    assert_eq!(changed["edited_at"], "2026-01-05T12:01:00Z");
    let reply = json!({ "content": "yes", "reply_to": said["id"] });
    assert_eq!(ann.post(ALL, reply).await.expect(201).json()["reply_to"], said["id"]);
    ann.delete(&one).await.expect(204);
    for _ in 0..2 {
        ann.delete(&one).await.expect(404);
        ann.patch(&one, json!({ "content": "again" })).await.expect(404);
    }
    let left = ann.get(&one).await.expect(200).json();
    assert_eq!(
        (&left["deleted"], &left["content"], &left["seq"]),
        (&json!(true), &json!(""), &json!(1))
    );
}

#[tokio::test]
async fn errors_are_told_at_once_and_a_message_is_in_no_other_room() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann).await;
    bob.post(ROOMS, json!({ "name": "other" })).await.expect(201);
    let said = say(&ann, "here").await;
    for (body, errors) in [
        (json!({}), json!({ "content": ["This field is required."] })),
        (json!({ "content": " \n " }), json!({ "content": ["This field may not be blank."] })),
        (json!({ "content": "a\0b" }), json!({ "content": ["Null characters are not allowed."] })),
        (
            json!({ "content": "x".repeat(4_001), "client_id": "x".repeat(65) }),
            json!({
                "content": ["Ensure this field has no more than 4000 characters."],
                "client_id": ["Ensure this field has no more than 64 characters."],
            }),
        ),
        (
            json!({ "content": "a", "reply_to": 999 }),
            json!({ "reply_to": ["Invalid pk \"999\" - object does not exist."] }),
        ),
    ] {
        assert_eq!(ann.post(ALL, body.clone()).await.expect(400).json(), errors, "{body:.60}");
    }
    assert_eq!(say(&ann, &"\u{1F600}".repeat(4_000)).await["seq"], 2, "what failed has no number");
    let elsewhere = format!("{ROOMS}other/messages/{}/", said["id"]);
    bob.get(&elsewhere).await.expect(404);
    ann.patch(&elsewhere, json!({ "content": "x" })).await.expect(404);
    ann.delete(&elsewhere).await.expect(404);
    ann.put(&format!("{elsewhere}reactions/%F0%9F%91%8D/"), json!({})).await.expect(404);
    let one = format!("{ALL}{}/", said["id"]);
    bob.patch(&one, json!({ "content": "his" })).await.expect(404);
    bob.delete(&one).await.expect(404);
    app.staff("sue").await.delete(&one).await.expect(204);
    ann.get(&format!("{ALL}?before={}", 999)).await.expect(400);
    ann.get(&format!("{ALL}?page=1")).await.expect(400);
}

#[tokio::test]
async fn numbers_are_dense_whoever_says_something_at_once() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann).await;
    let actors = [ann.clone(), other.here(&bob)];
    let said = (0..30).map(|n| actors[n % 2].post(ALL, json!({ "content": format!("{n}") })));
    for answer in join_all(said).await {
        answer.expect(201);
    }
    let list = ann.get(ALL).await.expect(200).json();
    let list = list.as_array().expect("a list");
    let seqs: Vec<_> = list.iter().map(|it| it["seq"].as_i64().expect("a number")).collect();
    assert_eq!(seqs, (1..=30).collect::<Vec<_>>());
    assert!(list.is_sorted_by_key(|it| it["id"].as_i64()), "id and seq agree");
    let members = bob.get(&format!("{ROOMS}general/")).await.expect(200).json();
    assert_eq!(members["members"], json!([ann.id, bob.id]), "who says something is in it");
}

#[tokio::test]
async fn a_retry_says_it_once() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann).await;
    let body = json!({ "content": "once", "client_id": "c1" });
    let nodes = [ann.clone(), other.here(&ann)];
    let said = (0..8).map(|n| nodes[n % 2].post(ALL, body.clone()));
    let said: Vec<_> = join_all(said).await.into_iter().map(|it| it.expect(201).json()).collect();
    assert!(said.iter().all(|it| *it == said[0]), "{said:?}");
    let his = bob.post(ALL, body.clone()).await.expect(201).json();
    assert_eq!(say(&ann, "next").await["seq"], 3);
    assert_eq!(contents(&ann, "").await, ["once", "once", "next"]);
    bob.post(&format!("{ROOMS}general/leave/"), json!({})).await.expect(204);
    assert_eq!(bob.post(ALL, body).await.expect(201).json(), his);
    let members = ann.get(&format!("{ROOMS}general/")).await.expect(200).json();
    assert_eq!(members["members"], json!([ann.id]), "who said nothing new is not in it again");
}

#[tokio::test]
async fn history_is_read_in_parts_from_either_end() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    room(&ann).await;
    let mut ids = Vec::new();
    for n in 0..55 {
        ids.push(say(&ann, &format!("{n}")).await["id"].as_i64().expect("an id"));
    }
    let numbers = |range: std::ops::Range<i64>| range.map(|n| n.to_string()).collect::<Vec<_>>();
    let newest = ann.get(ALL).await.expect(200);
    assert_eq!(contents(&ann, "").await, numbers(5..55));
    assert!(
        newest.header("link").contains(&format!("before={}", ids[5])),
        "{}",
        newest.header("link")
    );
    assert!(newest.header("daybook-seq").starts_with("room:general="));
    assert_eq!(contents(&ann, &format!("?before={}", ids[5])).await, numbers(0..5));
    assert_eq!(contents(&ann, &format!("?before={}&limit=3", ids[5])).await, numbers(2..5));
    assert_eq!(contents(&ann, &format!("?after={}&limit=3", ids[5])).await, numbers(6..9));
    let between = format!("?after={}&before={}", ids[5], ids[8]);
    assert_eq!(contents(&ann, &between).await, numbers(6..8));
    let rest = ann.get(&format!("{ALL}?after={}&limit=2", ids[50])).await.expect(200);
    assert!(rest.header("link").contains(&format!("after={}", ids[52])), "{}", rest.header("link"));
    assert_eq!(contents(&ann, &format!("?after={}", ids[54])).await, [""; 0]);
}

#[tokio::test]
async fn members_are_mentioned_by_their_names() {
    let app = TestApp::start().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob.b").await, app.user("eve").await);
    let den = json!({ "name": "general", "private": true, "members": [bob.id] });
    ann.post(ROOMS, den).await.expect(201);
    let said = say(&ann, "@bob.b, @ann @eve @nobody ann@eve @bob.b.").await;
    assert_eq!(said["mentions"], json!([bob.id, ann.id]));
    let one = format!("{ALL}{}/", said["id"]);
    let changed = ann.patch(&one, json!({ "content": "@ann" })).await.expect(200).json();
    assert_eq!(changed["mentions"], json!([ann.id]));
    eve.get(ALL).await.expect(404);
    eve.post(ALL, json!({ "content": "let me in" })).await.expect(404);
}

#[tokio::test]
async fn a_message_is_answered_with_emojis() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann).await;
    let said = say(&ann, "party?").await;
    let path = |emoji: &str| format!("{ALL}{}/reactions/{emoji}/", said["id"]);
    let (yes, party) = ("%F0%9F%91%8D", "%F0%9F%8E%89");
    let reaction = |emoji: &str, count: i64, mine: bool| json!({ "emoji": emoji, "count": count, "mine": mine });
    for _ in 0..2 {
        let told = bob.put(&path(yes), json!({})).await.expect(200).json();
        assert_eq!(told["reactions"], json!([reaction("👍", 1, true)]));
    }
    ann.put(&path(yes), json!({})).await.expect(200);
    ann.put(&path(party), json!({})).await.expect(200);
    let seen = bob.get(ALL).await.expect(200).json();
    let both = json!([reaction("🎉", 1, false), reaction("👍", 2, true)]);
    assert_eq!(seen[0]["reactions"], both);
    for _ in 0..2 {
        let told = bob.delete(&path(yes)).await.expect(200).json();
        assert_eq!(told["reactions"][1], reaction("👍", 1, false));
    }
    for bad in ["x", "ab", "%20", "%C3%A9", &yes.repeat(17)] {
        bob.put(&path(bad), json!({})).await.expect(400);
    }
    ann.delete(&format!("{ALL}{}/", said["id"])).await.expect(204);
    bob.put(&path(yes), json!({})).await.expect(404);
    assert_eq!(bob.get(ALL).await.expect(200).json()[0]["reactions"], json!([]));
}

#[tokio::test]
async fn what_somebody_said_stays_when_the_account_goes() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    room(&ann).await;
    let said = say(&bob, "mine").await;
    let mine = format!("{ALL}{}/reactions/%F0%9F%91%8D/", said["id"]);
    bob.put(&mine, json!({})).await.expect(200);
    bob.delete_with("/api/auth/users/me/", json!({ "current_password": PASSWORD }))
        .await
        .expect(204);
    let left = &ann.get(ALL).await.expect(200).json()[0];
    assert_eq!((&left["user"], &left["user_id"]), (&json!("deleted user"), &Value::Null));
    assert_eq!((&left["content"], &left["reactions"]), (&json!("mine"), &json!([])));
}

#[tokio::test]
async fn who_talks_too_fast_is_told_to_wait() {
    let app = TestApp::with(&[("DAYBOOK_THROTTLE", "on")]).await;
    let ann = app.user("ann").await;
    room(&ann).await;
    let said = join_all((0..60).map(|n| ann.post(ALL, json!({ "content": format!("{n}") })))).await;
    let refused: Vec<_> = said.iter().filter(|it| it.status == 429).collect();
    assert!(said.iter().filter(|it| it.status == 201).count() >= 30);
    assert!(refused.iter().all(|it| it.header("retry-after") == "1"));
}
