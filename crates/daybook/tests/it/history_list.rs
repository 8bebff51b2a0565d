//! `GET /api/profile-history/`: filters, parts and pages; and single records.

use crate::harness::{Actor, TestApp};
use daybook::{
    history::store::FAILED_LOGINS,
    time::{DAY, MINUTE},
};
use serde_json::{Value, json};

const ALL: &str = "/api/profile-history/";

async fn list(actor: &Actor, query: &str) -> Vec<Value> {
    let answer = actor.get(&format!("{ALL}{query}")).await.expect(200).json();
    answer.as_array().expect("a list").clone()
}

fn names(list: &[Value]) -> Vec<&str> {
    list.iter().map(|record| record["details"]["fields"][0].as_str().unwrap_or("-")).collect()
}

/// A user who has registered, and then changed one field a day.
async fn changing(app: &TestApp) -> Actor {
    let ann = app.user("ann").await;
    for field in ["name", "surname", "profession", "about_me"] {
        app.clock.advance(DAY);
        ann.patch("/api/profiles/me/", json!({ field: "x" })).await.expect(200);
    }
    ann
}

#[tokio::test]
async fn the_newest_comes_first_whole_in_parts_and_by_page() {
    let app = TestApp::start().await;
    let ann = changing(&app).await;
    let whole = list(&ann, "").await;
    assert_eq!(names(&whole), ["about_me", "profession", "surname", "name", "-"]);
    let first = ann.get("/api/profile-history?limit=2").await.expect(200);
    assert_eq!(first.json(), json!(whole[..2]));
    let next = format!("?limit=2&before={}", whole[1]["id"]);
    assert!(first.header("link").contains(&next), "{}", first.header("link"));
    assert_eq!(list(&ann, &next).await, whole[2..4]);
    let page = ann.get("/api/profile-history/?page=last").await.expect(200).json();
    assert_eq!(page, json!({ "count": 5, "next": null, "previous": null, "results": whole }));
    ann.get("/api/profile-history/?page=2").await.expect(404);
}

#[tokio::test]
async fn records_are_found_by_type_and_time() {
    let app = TestApp::start().await;
    let ann = changing(&app).await;
    assert_eq!(list(&ann, "?activity_type=registered").await.len(), 1);
    assert_eq!(list(&ann, "?activity_type=login").await.len(), 0);
    for (query, found) in [
        ("?from=2026-01-07&to=2026-01-08", &["profession", "surname"][..]),
        ("?from=2026-01-07T12:00:00Z&to=2026-01-08T12:00:00Z", &["surname"]),
        ("?activity_type=profile_updated&to=2026-01-06", &["name"]),
        ("?activity_type=profile_updated&from=2026-01-09&limit=5", &["about_me"]),
        ("?activity_type=&from=&to=&user=", &["about_me", "profession", "surname", "name", "-"]),
    ] {
        assert_eq!(names(&list(&ann, query).await), found, "{query}");
    }
    // A day is one of the user's own.
    ann.patch("/api/profiles/me/", json!({ "timezone": "Pacific/Auckland" })).await.expect(200);
    assert_eq!(names(&list(&ann, "?from=2026-01-07&to=2026-01-07").await), ["name"]);
    for (query, told) in [
        ("?activity_type=Login", json!({ "activity_type": ["\"Login\" is not a valid choice."] })),
        ("?user=x", json!({ "user": ["A valid integer is required."] })),
    ] {
        assert_eq!(ann.get(&format!("{ALL}{query}")).await.expect(400).json(), told, "{query}");
    }
    let wrong = ann.get(&format!("{ALL}?from=soon&to=later")).await.expect(400).json();
    assert!(wrong["from"].is_array() && wrong["to"].is_array(), "{wrong}");
}

#[tokio::test]
async fn who_has_the_list_is_not_sent_it_again() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let first = ann.get(ALL).await.expect(200);
    assert!(first.header("daybook-seq").starts_with("me="));
    let knowing = ann.with("if-none-match", first.header("etag"));
    knowing.get(ALL).await.expect(304);
    ann.another_session().await;
    knowing.get(ALL).await.expect(200);
}

#[tokio::test]
async fn a_history_is_its_users_and_staffs() {
    let app = TestApp::start().await;
    let (ann, bob, sue) = (app.user("ann").await, app.user("bob").await, app.staff("sue").await);
    let own = list(&ann, "").await;
    let of_ann = format!("?user={}", ann.id);
    for reader in [&ann, &sue] {
        assert_eq!(list(reader, &of_ann).await, own);
    }
    let refused = bob.get(&format!("{ALL}{of_ann}")).await.expect(404).json();
    assert_eq!(refused, json!({ "detail": "Not found." }));
    assert_eq!(list(&sue, "?user=999").await, Vec::<Value>::new());
    assert_eq!(list(&sue, "").await[0]["user_profile"], sue.id);
    let path = format!("{ALL}{}/", own[0]["id"]);
    for reader in [&ann, &sue] {
        assert_eq!(reader.get(&path).await.expect(200).json(), own[0]);
    }
    for answer in
        [bob.get(&path).await, bob.delete(&path).await, ann.get(&format!("{ALL}999/")).await]
    {
        assert_eq!(answer.expect(404).json(), json!({ "detail": "Not found." }));
    }
    app.anonymous().get(ALL).await.expect(401);
}

#[tokio::test]
async fn history_is_written_by_what_happened_alone() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let one = format!("{ALL}{}/", list(&ann, "").await[0]["id"]);
    let body = json!({ "activity_type": "login", "details": {} });
    for (method, path, allow) in [
        ("POST", ALL, "GET, HEAD, OPTIONS"),
        ("PUT", one.as_str(), "GET, DELETE, HEAD, OPTIONS"),
        ("PATCH", one.as_str(), "GET, DELETE, HEAD, OPTIONS"),
    ] {
        let body = body.to_string();
        let refused = ann.raw(method, path, "application/json", body.as_bytes()).await.expect(405);
        let told = json!({ "detail": format!("Method \"{method}\" not allowed.") });
        assert_eq!((refused.json(), refused.header("allow")), (told, allow));
    }
    assert_eq!(list(&ann, "").await.len(), 1);
}

#[tokio::test]
async fn a_deleted_record_leaves_one_of_that() {
    let app = TestApp::start().await;
    let (ann, sue) = (app.user("ann").await, app.staff("sue").await);
    let first = list(&ann, "").await[0].clone();
    app.clock.advance(MINUTE);
    let path = format!("{ALL}{}/", first["id"]);
    ann.delete(&path).await.expect(204);
    ann.delete(&path).await.expect(404);
    let left = list(&ann, "").await;
    assert_eq!(left.len(), 1);
    let told = json!({ "record": first["id"], "deleted_type": "registered" });
    assert_eq!(
        (&left[0]["activity_type"], &left[0]["details"]),
        (&json!("history_deleted"), &told)
    );
    assert_eq!(left[0]["timestamp"], "2026-01-05T12:01:00Z");

    sue.delete(&format!("{ALL}{}/", left[0]["id"])).await.expect(204);
    let told =
        json!({ "record": left[0]["id"], "deleted_type": "history_deleted", "staff": sue.id });
    let left = list(&ann, "").await;
    assert_eq!((left.len(), &left[0]["details"]), (1, &told));
    let of_sue = list(&sue, "?activity_type=admin_action").await;
    assert_eq!(of_sue[0]["details"], json!({ "action": "history_deleted", "user": ann.id }));
}

#[tokio::test]
async fn strangers_cannot_fill_a_history_without_end() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (id, now) = (ann.id, app.clock.now());
    let filled = app.app.db.write(move |tx| {
        let origin = daybook::history::Origin { address: "192.0.2.1".into(), agent: String::new() };
        for _ in 0..FAILED_LOGINS {
            let failed = daybook::history::Happened::LoginFailed { origin: &origin };
            daybook::history::record(tx, id, &failed, now)?;
        }
        Ok::<_, daybook::Error>(())
    });
    filled.await.expect("many records");
    let before = list(&ann, "?activity_type=login_failed").await;
    assert_eq!(i64::try_from(before.len()), Ok(FAILED_LOGINS));
    let wrong = json!({ "username": "ann", "password": "wrong" });
    app.anonymous().post("/api/login/", wrong).await.expect(401);
    let after = list(&ann, "?activity_type=login_failed").await;
    assert_eq!(after[1..], before[..before.len() - 1]);
    assert_eq!(list(&ann, "?activity_type=registered").await.len(), 1);
}
