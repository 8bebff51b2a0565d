//! `/api/chat/rooms/`: making, finding, changing and deleting rooms, and who is in them.
//!
//! Not here: accounts that end, and what is told on streams (`chat_rooms_ending`).

use crate::harness::{Actor, TestApp};
use futures_util::future::join_all;
use serde_json::{Value, json};

const ALL: &str = "/api/chat/rooms/";

async fn make(actor: &Actor, body: Value) -> Value {
    actor.post(ALL, body).await.expect(201).json()
}

async fn names(actor: &Actor, query: &str) -> Vec<String> {
    let list = actor.get(&format!("{ALL}{query}")).await.expect(200).json();
    let rooms = list.as_array().or_else(|| list["results"].as_array()).expect("a list").iter();
    rooms.map(|room| room["name"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn a_room_is_made_changed_and_deleted_and_its_name_never_changes() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let body = json!({ "name": " general ", "title": "All of us", "topic": "this and that" });
    let made = make(&ann, body).await;
    let told = json!({
        "id": made["id"], "name": "general", "title": "All of us", "topic": "this and that",
        "private": false, "direct": false, "members": [ann.id], "member_count": 1,
        "created_by": ann.id, "created_at": "2026-01-05T12:00:00Z",
    });
    assert_eq!(made, told);
    let one = format!("{ALL}general/");
    assert_eq!(ann.get(&one).await.expect(200).json(), told);
    assert_eq!(ann.get(ALL).await.expect(200).json(), json!([told]));
    let changes = json!({ "title": "Us", "name": "other", "private": true, "created_by": 7 });
    let changed = ann.patch(&one, changes).await.expect(200).json();
    assert_eq!((&changed["title"], &changed["name"]), (&json!("Us"), &json!("general")));
    assert_eq!((&changed["private"], &changed["created_by"]), (&json!(false), &json!(ann.id)));
    assert_eq!(ann.patch(&one, changed.clone()).await.expect(200).json(), changed);
    ann.delete(&one).await.expect(204);
    ann.get(&one).await.expect(404);
    ann.delete(&one).await.expect(404);
    assert_eq!(ann.get(ALL).await.expect(200).json(), json!([]));
    let again = make(&ann, json!({ "name": "general" })).await;
    assert_ne!(again["id"], made["id"], "the name is free, the room is another");
}

#[tokio::test]
async fn errors_are_told_at_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    make(&ann, json!({ "name": "taken" })).await;
    let slug = "Enter a valid \"slug\" consisting of letters, numbers, underscores or hyphens.";
    let direct = "Names that begin so are those of direct rooms.";
    for (body, errors) in [
        (json!({}), json!({ "name": ["This field is required."] })),
        (json!({ "name": "" }), json!({ "name": ["This field may not be blank."] })),
        (json!({ "name": "a b" }), json!({ "name": [slug] })),
        (json!({ "name": "direct-1-2" }), json!({ "name": [direct] })),
        (json!({ "name": "taken" }), json!({ "name": ["room with this name already exists."] })),
        (
            json!({ "name": "x".repeat(65), "title": "x".repeat(101), "topic": "x".repeat(501) }),
            json!({
                "name": ["Ensure this field has no more than 64 characters."],
                "title": ["Ensure this field has no more than 100 characters."],
                "topic": ["Ensure this field has no more than 500 characters."],
            }),
        ),
        (
            json!({ "name": "a", "members": [999] }),
            json!({ "members": ["Invalid pk \"999\" - object does not exist."] }),
        ),
        (
            json!({ "name": "a", "members": (1..=101).collect::<Vec<_>>() }),
            json!({ "members": ["Ensure this field has no more than 100 elements."] }),
        ),
        (json!({ "direct": [] }), json!({ "direct": ["Name one other user."] })),
        (json!({ "direct": [ann.id] }), json!({ "direct": ["Name one other user."] })),
        (
            json!({ "direct": [999] }),
            json!({ "direct": ["Invalid pk \"999\" - object does not exist."] }),
        ),
        (
            json!({ "direct": [1, 2] }),
            json!({ "direct": ["Ensure this field has no more than 1 elements."] }),
        ),
    ] {
        assert_eq!(ann.post(ALL, body.clone()).await.expect(400).json(), errors, "{body}");
    }
    for name in ["a%20b", "%C3%A9", &"x".repeat(65)] {
        ann.get(&format!("{ALL}{name}/")).await.expect(404);
    }
}

#[tokio::test]
async fn a_public_room_is_entered_and_left_by_whom_it_pleases() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    make(&ann, json!({ "name": "general" })).await;
    let one = format!("{ALL}general/");
    assert_eq!(bob.get(&one).await.expect(200).json()["members"], json!([ann.id]));
    assert_eq!(names(&bob, "?mine=true").await, [""; 0]);
    for _ in 0..2 {
        let joined = bob.post(&format!("{one}join/"), json!({})).await.expect(200).json();
        assert_eq!(joined["members"], json!([ann.id, bob.id]));
        assert_eq!(joined["member_count"], 2);
    }
    assert_eq!(names(&bob, "?mine=true").await, ["general"]);
    bob.patch(&one, json!({ "title": "his" })).await.expect(404);
    bob.delete(&one).await.expect(404);
    let same = ann.patch(&one, json!({ "members": [] })).await.expect(200).json();
    assert_eq!(same["members"], json!([ann.id, bob.id]), "nobody is thrown out of it");
    for _ in 0..2 {
        bob.post(&format!("{one}leave/"), json!({})).await.expect(204);
        assert_eq!(bob.get(&one).await.expect(200).json()["members"], json!([ann.id]));
    }
    let sue = app.staff("sue").await;
    sue.patch(&one, json!({ "title": "staff's" })).await.expect(200);
    sue.delete(&one).await.expect(204);
}

#[tokio::test]
async fn a_private_room_is_there_for_its_members_alone() {
    let app = TestApp::start().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob").await, app.staff("eve").await);
    let body = json!({ "name": "den", "private": true, "members": [bob.id, bob.id] });
    assert_eq!(make(&ann, body).await["members"], json!([ann.id, bob.id]));
    let one = format!("{ALL}den/");
    assert_eq!(names(&bob, "").await, ["den"]);
    assert_eq!(names(&eve, "").await, [""; 0]);
    eve.get(&one).await.expect(404);
    eve.patch(&one, json!({ "title": 7 })).await.expect(404);
    eve.delete(&one).await.expect(404);
    for how in ["join", "leave"] {
        eve.post(&format!("{one}{how}/"), json!({})).await.expect(404);
    }
    bob.patch(&one, json!({ "members": [eve.id] })).await.expect(404);
    let bad = json!({ "members": [bob.id, 999] });
    let told = ann.patch(&one, bad).await.expect(400).json();
    assert_eq!(told, json!({ "members": ["Invalid pk \"999\" - object does not exist."] }));
    let changed = ann.patch(&one, json!({ "members": [eve.id] })).await.expect(200).json();
    assert_eq!(changed["members"], json!([ann.id, eve.id]), "its maker stays");
    bob.get(&one).await.expect(404);
    assert_eq!(names(&bob, "").await, [""; 0]);
    ann.post(&format!("{one}leave/"), json!({})).await.expect(204);
    ann.get(&one).await.expect(404);
    eve.post(&format!("{one}leave/"), json!({})).await.expect(204);
    let taken = ann.post(ALL, json!({ "name": "den" })).await;
    assert_eq!(taken.status, 201, "a private room that nobody is in is gone");
}

#[tokio::test]
async fn two_have_one_direct_room_whoever_asks_and_at_once_too() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob").await, app.user("eve").await);
    let bob = other.here(&bob);
    let asked = (0..6).map(|n| {
        let (who, with) = if n % 2 == 0 { (&ann, bob.id) } else { (&bob, ann.id) };
        who.post(ALL, json!({ "direct": [with] }))
    });
    let rooms: Vec<_> =
        join_all(asked).await.into_iter().map(|answer| answer.expect(201).json()).collect();
    assert!(rooms.iter().all(|room| *room == rooms[0]), "{rooms:?}");
    assert_eq!(rooms[0]["name"], format!("direct-{}-{}", ann.id, bob.id));
    assert_eq!((&rooms[0]["private"], &rooms[0]["direct"]), (&json!(true), &json!(true)));
    assert_eq!(rooms[0]["members"], json!([ann.id, bob.id]));
    let one = format!("{ALL}direct-{}-{}/", ann.id, bob.id);
    assert_eq!(bob.get(&one).await.expect(200).json(), rooms[0]);
    eve.get(&one).await.expect(404);
    ann.patch(&one, json!({ "title": "ours" })).await.expect(404);
    bob.delete(&one).await.expect(404);
    let stays = ann.post(&format!("{one}leave/"), json!({})).await.expect(400).json();
    assert_eq!(stays, json!({ "non_field_errors": ["A direct room cannot be left."] }));
    assert_eq!(names(&eve, "").await, [""; 0]);
}

#[tokio::test]
async fn rooms_are_listed_in_parts_and_nobody_elses_come_between() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    for n in 0..6 {
        make(&ann, json!({ "name": format!("p{n}"), "private": true })).await;
        make(&bob, json!({ "name": format!("b{n}"), "private": true })).await;
        make(&bob, json!({ "name": format!("o{n}") })).await;
    }
    ann.post(&format!("{ALL}o2/join/"), json!({})).await.expect(200);
    ann.delete(&format!("{ALL}p4/")).await.expect(204);
    let all = ["o5", "p5", "o4", "o3", "p3", "o2", "p2", "o1", "p1", "o0", "p0"];
    assert_eq!(names(&ann, "").await, all);
    assert_eq!(names(&ann, "?mine=true").await, ["p5", "p3", "o2", "p2", "p1", "p0"]);
    for (query, whole) in [
        ("?limit=4", names(&ann, "").await),
        ("?mine=true&limit=4", names(&ann, "?mine=true").await),
    ] {
        let mut parts = Vec::new();
        let mut next = format!("{ALL}{query}");
        loop {
            let part = ann.get(&next).await.expect(200);
            let rows = part.json();
            let rows = rows.as_array().expect("rows").iter();
            parts.extend(rows.map(|room| room["name"].as_str().expect("a name").to_owned()));
            let link = part.header("link");
            let Some(rest) = link.strip_prefix(&format!("<{}", app.url)) else { break };
            next = rest.split('>').next().expect(link).to_owned();
        }
        assert_eq!(parts, whole, "{query}");
    }
    let page = ann.get(&format!("{ALL}?page=1")).await.expect(200).json();
    assert_eq!(page["count"], 11);
    let page = ann.get(&format!("{ALL}?page=1&mine=true")).await.expect(200).json();
    assert_eq!(page["count"], 6);
    let key = ann.with("idempotency-key", "once");
    let once = key.post(ALL, json!({ "name": "once" })).await.expect(201).json();
    assert_eq!(key.post(ALL, json!({ "name": "once" })).await.expect(201).json(), once);
}
