//! `/api/profiles/`: what users show of themselves.

use crate::harness::{Actor, TestApp};
use daybook::time::MINUTE;
use serde_json::{Value, json};

const ME: &str = "/api/profiles/me/";

async fn profile(actor: &Actor) -> Value {
    actor.get(ME).await.expect(200).json()
}

async fn newest_record(actor: &Actor) -> Value {
    actor.get("/api/profile-history/?limit=1").await.expect(200).json()[0].take()
}

#[tokio::test]
async fn everybody_has_a_profile_from_the_beginning() {
    let app = TestApp::start().await;
    let sign_up = json!({ "username": "ann", "email": "ann@example.com", "password": "correct horse battery" });
    let token = app.anonymous().post("/api/signup/", sign_up).await.expect(200).json();
    let ann = app.anonymous().token(token["token"].as_str().expect("a token"));
    let me = profile(&ann).await;
    let id = me["id"].as_i64().expect("an id");
    let told = format!(
        "{{\"id\":{id},\"user\":{id},\"username\":\"ann\",\"email\":\"ann@example.com\",\"name\":\"\",\
         \"surname\":\"\",\"age\":null,\"phone_number\":\"\",\"profession\":\"\",\"about_me\":\"\",\
         \"profileimg\":null,\"timezone\":\"UTC\",\"updated_at\":\"2026-01-05T12:00:00Z\"}}"
    );
    for path in [ME.to_owned(), "/api/profiles/me".into(), format!("/api/profiles/{id}/")] {
        assert_eq!(ann.get(&path).await.expect(200).text(), told, "{path}");
    }
    assert_eq!(ann.get("/api/profiles/").await.expect(200).text(), format!("[{told}]"));
}

#[tokio::test]
async fn what_is_sent_is_changed_and_the_rest_stays() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    app.clock.advance(MINUTE);
    let sent = json!({
        "name": "  Ann ", "surname": "Ämmer", "age": "42", "phone_number": "+49 (0) 30 1234",
        "profession": "carpenter", "about_me": "wood\nand words", "timezone": "europe/berlin",
        "id": 7, "user": 7, "username": "eve", "email": "eve@example.com", "unknown": true,
    });
    let changed = ann.patch(ME, sent).await.expect(200).json();
    let told = json!({
        "id": ann.id, "user": ann.id, "username": "ann", "email": "", "name": "Ann", "surname": "Ämmer",
        "age": 42, "phone_number": "+49 (0) 30 1234", "profession": "carpenter",
        "about_me": "wood\nand words", "profileimg": null, "timezone": "Europe/Berlin",
        "updated_at": "2026-01-05T12:01:00Z",
    });
    assert_eq!(changed, told);
    assert_eq!(profile(&ann).await, told);
    app.clock.advance(MINUTE);
    // A whole object that comes back changes nothing, and is no change to be told.
    let path = format!("/api/profiles/{}/", ann.id);
    for answer in [ann.put(&path, told.clone()).await, ann.patch(&path, json!({})).await] {
        assert_eq!(answer.expect(200).json(), told);
    }
    for (method, path) in
        [("PUT", ME), ("PATCH", ME), ("PUT", path.as_str()), ("PATCH", path.as_str())]
    {
        let body = json!({ "profession": format!("{method} {path}"), "age": null });
        let answer = ann.raw(method, path, "application/json", body.to_string().as_bytes()).await;
        let answer = answer.expect(200).json();
        assert_eq!([&answer["profession"], &answer["age"]], [&body["profession"], &Value::Null]);
        assert_eq!(answer["name"], "Ann", "{method} {path}");
    }
}

#[tokio::test]
async fn a_form_may_take_an_age_away() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    ann.patch(ME, json!({ "age": 42, "timezone": "Asia/Tokyo" })).await.expect(200);
    let form = "application/x-www-form-urlencoded";
    let answer = ann.raw("PATCH", ME, form, b"name=Ann&age=&timezone=&about_me=").await.expect(200);
    let me = answer.json();
    let told = [&me["name"], &me["age"], &me["timezone"]];
    assert_eq!(told, [&json!("Ann"), &Value::Null, &json!("Asia/Tokyo")]);
}

#[tokio::test]
async fn what_is_wrong_is_told_all_at_once_and_nothing_is_kept() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let before = profile(&ann).await;
    let long = |length: usize| "x".repeat(length + 1);
    let most =
        |length: usize| json!([format!("Ensure this field has no more than {length} characters.")]);
    for (sent, told) in [
        (
            json!({
                "name": long(100), "surname": long(100), "age": 151, "phone_number": long(20),
                "profession": long(100), "about_me": long(2_000), "timezone": "Mars/Olympus",
            }),
            json!({
                "name": most(100), "surname": most(100),
                "age": ["Ensure this value is less than or equal to 150."], "phone_number": most(20),
                "profession": most(100), "about_me": most(2_000),
                "timezone": ["\"Mars/Olympus\" is not a valid choice."],
            }),
        ),
        (
            json!({ "name": null, "age": "old", "timezone": null }),
            json!({
                "name": ["This field may not be null."], "age": ["A valid integer is required."],
                "timezone": ["This field may not be null."],
            }),
        ),
        (
            json!({ "name": "a\0b", "age": -1, "about_me": [] }),
            json!({
                "name": ["Null characters are not allowed."],
                "age": ["Ensure this value is greater than or equal to 0."],
                "about_me": ["Not a valid string."],
            }),
        ),
    ] {
        let answer = ann.patch(ME, sent.clone()).await.expect(400);
        assert_eq!(answer.json(), told, "{sent}");
        assert_eq!(ann.put(ME, sent).await.expect(400).json(), told);
    }
    let unreadable = ann.raw("PATCH", ME, "application/json", b"{").await.expect(400).json();
    assert!(unreadable["detail"].as_str().is_some_and(|it| it.starts_with("JSON parse error - ")));
    ann.raw("PATCH", ME, "text/plain", b"name=x").await.expect(415);
    assert_eq!(profile(&ann).await, before);
    let refused = app.anonymous().get(ME).await.expect(401);
    assert_eq!(refused.header("www-authenticate"), "Bearer realm=\"api\"");
    let refused = ann.post(ME, json!({})).await.expect(405);
    assert_eq!(refused.json(), json!({ "detail": "Method \"POST\" not allowed." }));
}

#[tokio::test]
async fn nobody_gets_a_second_profile() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for body in [json!({}), json!({ "name": "Ann" }), json!({ "age": "old" })] {
        let refused = ann.post("/api/profiles/", body).await.expect(400).json();
        assert_eq!(refused, json!({ "user": ["You already have a profile."] }));
    }
    ann.raw("POST", "/api/profiles/", "application/json", b"{").await.expect(400);
    ann.raw("POST", "/api/profiles/", "text/plain", b"x").await.expect(415);
}

#[tokio::test]
async fn a_deleted_profile_is_empty_and_still_there() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let before = profile(&ann).await;
    let sent = json!({ "name": "Ann", "age": 42, "timezone": "Asia/Tokyo", "about_me": "x" });
    for path in [ME.to_owned(), format!("/api/profiles/{}/", ann.id)] {
        ann.patch(ME, sent.clone()).await.expect(200);
        ann.delete(&path).await.expect(204);
        assert_eq!(profile(&ann).await, before, "{path}");
        ann.delete(&path).await.expect(204);
    }
}

#[tokio::test]
async fn others_do_not_see_a_profile_and_staff_does() {
    let app = TestApp::start().await;
    let (ann, bob, sue) = (app.user("ann").await, app.user("bob").await, app.staff("sue").await);
    let path = format!("/api/profiles/{}/", ann.id);
    for answer in [
        bob.get(&path).await,
        bob.put(&path, json!({ "age": "old" })).await,
        bob.patch(&path, json!({})).await,
        bob.delete(&path).await,
        sue.get("/api/profiles/999/").await,
        sue.patch("/api/profiles/999/", json!({ "age": "old" })).await,
        ann.get("/api/profiles/x/").await,
    ] {
        assert_eq!(answer.expect(404).json(), json!({ "detail": "Not found." }));
    }
    app.clock.advance(MINUTE);
    let changed = sue.patch(&path, json!({ "name": "Anne" })).await.expect(200).json();
    assert_eq!(profile(&ann).await, changed);
    let record = newest_record(&ann).await;
    assert_eq!(record["details"], json!({ "fields": ["name"], "staff": sue.id }));
    let record = newest_record(&sue).await;
    assert_eq!(record["activity_type"], "admin_action");
    assert_eq!(record["details"], json!({ "action": "profile_updated", "user": ann.id }));
}

#[tokio::test]
async fn staff_lists_all_profiles_whole_in_parts_and_by_page() {
    let app = TestApp::start().await;
    let mut names = Vec::new();
    for number in 0..4 {
        names.push(app.user(&format!("user{number}")).await.name);
    }
    let sue = app.staff("sue").await;
    names.push("sue".into());
    names.reverse();
    let listed = |list: &Value| -> Vec<String> {
        let rows = list.as_array().expect("a list").iter();
        rows.map(|row| row["username"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(listed(&sue.get("/api/profiles/").await.expect(200).json()), names);
    let first = sue.get("/api/profiles/?limit=2").await.expect(200);
    assert_eq!(listed(&first.json()), names[..2]);
    let link = first.header("link");
    let next = link.split(['<', '>']).nth(1).and_then(|url| url.split_once("/api/"));
    let next = sue.get(&format!("/api/{}", next.expect("a next part").1)).await.expect(200);
    assert_eq!(listed(&next.json()), names[2..4]);
    let page = sue.get("/api/profiles/?page=1").await.expect(200).json();
    assert_eq!((listed(&page["results"]), page["count"].as_u64()), (names, Some(5)));
    sue.get("/api/profiles/?page=2").await.expect(404);
}

#[tokio::test]
async fn the_zone_of_a_profile_is_that_of_its_users_days() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let new = json!({
        "activity_name": "late", "started_at": "2026-01-04T23:00:00Z", "ended_at": "2026-01-04T23:30:00Z",
    });
    ann.post("/api/activities/", new).await.expect(201);
    let day = async || {
        let days = ann.get("/api/activities/summary/?by=day").await.expect(200).json();
        days[0]["group"].clone()
    };
    assert_eq!(day().await, "2026-01-04");
    ann.patch(ME, json!({ "timezone": "Europe/Berlin" })).await.expect(200);
    assert_eq!(day().await, "2026-01-05");
}

#[tokio::test]
async fn a_repeated_change_is_made_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let keyed = ann.with("idempotency-key", "once");
    let first = keyed.patch(ME, json!({ "name": "Ann" })).await.expect(200).json();
    ann.patch(ME, json!({ "name": "Anne" })).await.expect(200);
    assert_eq!(keyed.patch(ME, json!({ "name": "Ann" })).await.expect(200).json(), first);
    assert_eq!(profile(&ann).await["name"], "Anne");
    keyed.patch(ME, json!({ "name": "Other" })).await.expect(409);
}

#[tokio::test]
async fn an_account_that_ends_takes_its_profile_with_it() {
    let app = TestApp::start().await;
    let (ann, sue) = (app.user("ann").await, app.staff("sue").await);
    ann.patch(ME, json!({ "name": "Ann" })).await.expect(200);
    let confirmed = json!({ "current_password": crate::harness::PASSWORD });
    ann.delete_with("/api/auth/users/me/", confirmed).await.expect(204);
    sue.get(&format!("/api/profiles/{}/", ann.id)).await.expect(404);
    let left = app.app.db.read(move |tx| {
        let texts = ["profiles", "avatars", "history_records"]
            .map(|table| format!("select count(*) from {table} where user_id = $1"));
        let counts = texts.iter().map(|text| tx.one::<i64>(text, daybook_db::params![ann.id]));
        counts.sum::<daybook_db::Result<i64>>()
    });
    assert_eq!(left.await.expect("counts"), 0);
}
