//! `/api/activities/` and `/api/activities/<id>/`: one activity, and the changes to it.

use crate::harness::{Actor, PASSWORD, TestApp};
use daybook::time::{DAY, MINUTE};
use futures_util::future::join_all;
use reqwest::multipart::Form;
use serde_json::{Value, json};

const ALL: &str = "/api/activities/";

fn path(activity: &Value) -> String {
    format!("{ALL}{}/", activity["id"])
}

async fn log(actor: &Actor, body: Value) -> Value {
    actor.post(ALL, body).await.expect(201).json()
}

#[tokio::test]
async fn an_activity_is_told_as_its_clients_know_it() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let made =
        ann.post(ALL, json!({ "activity_name": " reading ", "duration": "30" })).await.expect(201);
    let id = &made.json()["id"];
    let told = format!(
        "{{\"id\":{id},\"user\":\"ann\",\"activity_name\":\"reading\",\"duration\":30,\
         \"timestamp\":\"2026-01-05T12:00:00Z\",\"started_at\":\"2026-01-05T11:30:00Z\",\
         \"ended_at\":\"2026-01-05T12:00:00Z\",\"running\":false,\"note\":\"\",\"tags\":[]}}"
    );
    assert_eq!(made.text(), told);
    assert_eq!(ann.get(&path(&made.json())).await.expect(200).text(), told);
    assert_eq!(ann.get(ALL).await.expect(200).text(), format!("[{told}]"));
    assert_eq!(ann.get("/api/activities").await.expect(200).text(), format!("[{told}]"));
}

#[tokio::test]
async fn a_body_comes_as_json_a_form_or_multipart() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let fields =
        [("activity_name", "run"), ("duration", "45"), ("tags", "sport, #out"), ("ended_at", "")];
    let form = ann.post_form(ALL, &fields).await.expect(201).json();
    let multipart = fields.iter().fold(Form::new(), |form, (name, value)| form.text(*name, *value));
    let multipart = ann.post_multipart(ALL, multipart).await.expect(201).json();
    let whole = log(
        &ann,
        json!({ "activity_name": "run", "duration": 45.0, "tags": ["sport", "out"], "ended_at": null, "id": 7, "colour": "red" }),
    )
    .await;
    for made in [form, multipart, whole] {
        let told = [&made["activity_name"], &made["duration"], &made["tags"]];
        assert_eq!(told, [&json!("run"), &json!(45), &json!(["sport", "out"])]);
    }
    let twice = br#"{"activity_name": "walk", "duration": 45, "activity\u005fname": "run"}"#;
    let last = ann.raw("POST", ALL, "application/json", twice).await.expect(201).json();
    assert_eq!(last["activity_name"], "run", "of a name that comes twice the last counts");
    let text = ann.raw("POST", ALL, "text/plain", b"run").await.expect(415);
    assert_eq!(
        text.json(),
        json!({ "detail": "Unsupported media type \"text/plain\" in request." })
    );
}

/// PostgreSQL cannot keep a NUL, nor look for one.
#[tokio::test]
async fn no_tag_has_a_nul_in_a_form_in_json_or_in_a_filter() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let refused = "Null characters are not allowed.";
    let fields = [("activity_name", "x"), ("duration", "1"), ("tags", "a\0b")];
    let told = ann.post_form(ALL, &fields).await.expect(400).json();
    assert_eq!(told, json!({ "tags": [refused] }));
    let body = json!({ "activity_name": "x", "duration": 1, "tags": ["a\0b"] });
    let told = ann.post(ALL, body).await.expect(400).json();
    assert_eq!(told, json!({ "tags": { "0": [refused] } }));
    let told = ann.get("/api/activities/?tag=a%00b").await.expect(400).json();
    assert_eq!(told, json!({ "tag": [refused] }));
}

#[tokio::test]
async fn every_fields_error_is_told_at_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let required = "This field is required.";
    let blank = "This field may not be blank.";
    let no_null = "This field may not be null.";
    let integer = "A valid integer is required.";
    let time = "Datetime has wrong format. Use one of these formats instead: \
                YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";
    let long = "x".repeat(101);
    for (body, errors) in [
        (json!({}), json!({ "activity_name": [required], "duration": [required] })),
        (
            json!({ "ended_at": "2026-01-05" }),
            json!({ "activity_name": [required], "duration": [required] }),
        ),
        (
            json!({ "activity_name": " ", "duration": "x" }),
            json!({ "activity_name": [blank], "duration": [integer] }),
        ),
        (
            json!({ "activity_name": null, "duration": null }),
            json!({ "activity_name": [no_null], "duration": [no_null] }),
        ),
        (
            json!({ "activity_name": [], "duration": 1.5 }),
            json!({ "activity_name": ["Not a valid string."], "duration": [integer] }),
        ),
        (
            json!({ "activity_name": long, "duration": -1 }),
            json!({
                "activity_name": ["Ensure this field has no more than 100 characters."],
                "duration": ["Ensure this value is greater than or equal to 0."],
            }),
        ),
        (
            json!({ "activity_name": "x", "duration": 1, "started_at": "soon", "ended_at": 5, "note": {}, "tags": "a" }),
            json!({
                "started_at": [time], "ended_at": [time], "note": ["Not a valid string."],
                "tags": ["Expected a list of items but got type \"str\"."],
            }),
        ),
        (
            json!({ "activity_name": "x", "duration": 1, "tags": ["a", true] }),
            json!({ "tags": { "1": ["Not a valid string."] } }),
        ),
        (
            json!({ "activity_name": "x\u{0}y", "duration": 1 }),
            json!({ "activity_name": ["Null characters are not allowed."] }),
        ),
        (
            json!({ "activity_name": "x", "duration": 9, "started_at": "2026-01-05T10:00Z", "ended_at": "2026-01-05T11:00Z" }),
            json!({ "duration": ["This is not the time from started_at to ended_at."] }),
        ),
        (
            json!({ "activity_name": "x", "started_at": "2026-01-05T11:00Z", "ended_at": "2026-01-05T10:00Z" }),
            json!({ "ended_at": ["An activity cannot end before it starts."] }),
        ),
        (
            json!({ "activity_name": "x", "duration": 2_147_483_647 }),
            json!({ "duration": ["The activity would lie outside of the years 1 to 9999."] }),
        ),
    ] {
        let refused = ann.post(ALL, body.clone()).await.expect(400);
        assert_eq!(refused.text(), errors.to_string(), "{body}");
    }
    for (body, errors) in [
        (
            "[]",
            json!({ "non_field_errors": ["Invalid data. Expected a dictionary, but got list."] }),
        ),
        ("null", json!({ "non_field_errors": ["No data provided"] })),
    ] {
        let refused = ann.raw("POST", ALL, "application/json", body.as_bytes()).await.expect(400);
        assert_eq!(refused.json(), errors);
    }
    let refused =
        ann.raw("POST", ALL, "application/json", b"{\"activity_name\":").await.expect(400);
    assert!(refused.text().starts_with("{\"detail\":\"JSON parse error - "), "{}", refused.text());
    assert_eq!(ann.get(ALL).await.json(), json!([]));
}

#[tokio::test]
async fn what_is_not_mine_is_not_there() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.staff("bob").await);
    let hers = log(&ann, json!({ "activity_name": "diary", "duration": 5 })).await;
    let not_found = json!({ "detail": "Not found." });
    for one in [
        path(&hers),
        format!("{ALL}999999/"),
        format!("{ALL}abc/"),
        format!("{ALL}99999999999999999999/"),
    ] {
        // The object is looked for before the body is opened.
        let answers = [
            bob.get(&one).await,
            bob.put(&one, json!({})).await,
            bob.patch(&one, json!({ "duration": "x" })).await,
            bob.delete(&one).await,
            bob.post(&format!("{one}restore/"), json!({})).await,
        ];
        for answer in answers {
            assert_eq!(answer.expect(404).json(), not_found, "{one}");
        }
    }
    assert_eq!(bob.get(ALL).await.json(), json!([]));
    assert_eq!(ann.get(&path(&hers)).await.expect(200).json(), hers);
}

#[tokio::test]
async fn nobody_without_a_credential_gets_in() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    for (method, path) in [
        ("GET", "/api/activities/"),
        ("POST", "/api/activities/"),
        ("PUT", "/api/activities/"),
        ("GET", "/api/activities/1/"),
        ("PUT", "/api/activities/1/"),
        ("PATCH", "/api/activities/1/"),
        ("DELETE", "/api/activities/1/"),
        ("POST", "/api/activities/1/restore/"),
        ("POST", "/api/activities/start/"),
        ("POST", "/api/activities/stop/"),
        ("GET", "/api/activities/current/"),
        ("GET", "/api/activities/summary/"),
        ("GET", "/api/activities/export/"),
    ] {
        let refused = anyone.raw(method, path, "text/plain", b"?").await.expect(401);
        assert_eq!(
            refused.json(),
            json!({ "detail": "Authentication credentials were not provided." })
        );
        assert_eq!(refused.header("www-authenticate"), "Token", "{method} {path}");
    }
    let refused =
        anyone.token("0123456789012345678901234567890123456789").get(ALL).await.expect(401);
    assert_eq!(refused.json(), json!({ "detail": "Invalid token." }));
}

#[tokio::test]
async fn a_method_that_is_not_there_is_named_with_those_that_are() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let refused = ann.put(ALL, json!({})).await.expect(405);
    assert_eq!(refused.json(), json!({ "detail": "Method \"PUT\" not allowed." }));
    assert_eq!(refused.header("allow"), "GET, POST, HEAD, OPTIONS");
    ann.get("/api/activities/start/").await.expect(405);
}

#[tokio::test]
async fn a_patch_changes_what_is_sent_and_the_whole_object_may_be_sent_back() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut made =
        log(&ann, json!({ "activity_name": "read", "duration": 30, "tags": ["book"] })).await;
    app.clock.advance(MINUTE / 2);

    assert_eq!(ann.patch(&path(&made), made.clone()).await.expect(200).json(), made);
    assert_eq!(ann.put(&path(&made), made.clone()).await.expect(200).json(), made);

    made["note"] = json!("chapter 3");
    assert_eq!(
        ann.patch(&path(&made), json!({ "note": "chapter 3" })).await.expect(200).json(),
        made
    );

    made["duration"] = json!(45);
    let patched = ann.patch(&path(&made), made.clone()).await.expect(200).json();
    made["started_at"] = json!("2026-01-05T11:15:00Z");
    assert_eq!(patched, made, "the end stays where it was");

    let changes = json!({ "started_at": "2026-01-05 11:00", "tags": ["sofa", "Book"] });
    let patched = ann.patch(&path(&made), changes).await.expect(200).json();
    assert_eq!((&patched["duration"], &patched["tags"]), (&json!(60), &json!(["sofa", "Book"])));

    let null = json!({ "ended_at": ["This field may not be null."] });
    assert_eq!(ann.patch(&path(&made), json!({ "ended_at": null })).await.expect(400).json(), null);
    assert_eq!(ann.get(&path(&made)).await.json(), patched);
}

#[tokio::test]
async fn a_put_needs_what_a_post_needs_and_keeps_the_rest() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let made =
        log(&ann, json!({ "activity_name": "read", "duration": 30, "note": "n", "tags": ["t"] }))
            .await;
    let required = json!({ "activity_name": ["This field is required."], "duration": ["This field is required."] });
    assert_eq!(ann.put(&path(&made), json!({})).await.expect(400).json(), required);
    let put = ann
        .put(&path(&made), json!({ "activity_name": "write", "duration": 10 }))
        .await
        .expect(200)
        .json();
    let mut expected = made;
    expected["activity_name"] = json!("write");
    expected["duration"] = json!(10);
    expected["started_at"] = json!("2026-01-05T11:50:00Z");
    assert_eq!(put, expected);
}

#[tokio::test]
async fn a_deleted_activity_comes_back_within_seven_days() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let made =
        log(&ann, json!({ "activity_name": "read", "duration": 30, "tags": ["book"] })).await;
    let one = path(&made);
    let restore = format!("{one}restore/");

    let gone = ann.delete(&one).await.expect(204);
    assert_eq!(gone.text(), "");
    ann.get(&one).await.expect(404);
    ann.delete(&one).await.expect(404);
    ann.patch(&one, json!({ "duration": 1 })).await.expect(404);
    assert_eq!(ann.get("/api/activities/?tag=book").await.json(), json!([]));

    app.clock.advance(7 * DAY);
    daybook::activities::purge::purge(&app.app).await.expect("nothing to purge");
    assert_eq!(ann.post(&restore, json!({})).await.expect(200).json(), made);
    assert_eq!(
        ann.post(&restore, json!({})).await.expect(200).json(),
        made,
        "once more changes nothing"
    );
    assert_eq!(ann.get("/api/activities/?tag=Book").await.json(), json!([made]));

    ann.delete(&one).await.expect(204);
    app.clock.advance(7 * DAY + 1);
    ann.post(&restore, json!({})).await.expect(404);
    daybook::activities::purge::purge(&app.app).await.expect("a purge");
    let left = app.app.db.read(|tx| tx.one::<i64>("select count(*) from activities", &[]));
    assert_eq!(left.await.expect("a count"), 0);
}

#[tokio::test]
async fn a_repeated_write_happens_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (one, two) = (ann.with("idempotency-key", "one"), ann.with("idempotency-key", "two"));
    let body = json!({ "activity_name": "read", "duration": 30 });
    let made = one.post(ALL, body.clone()).await.expect(201);
    app.clock.advance(MINUTE);
    assert_eq!(one.post(ALL, body.clone()).await.expect(201).text(), made.text());
    assert_eq!(ann.get(ALL).await.json(), json!([made.json()]));

    let reused =
        one.post(ALL, json!({ "activity_name": "read", "duration": 31 })).await.expect(409);
    assert_eq!(reused.json(), json!({ "detail": "This key was used for another request." }));

    let other = app.user("bob").await.with("idempotency-key", "one");
    other.post(ALL, body).await.expect(201);

    two.delete(&path(&made.json())).await.expect(204);
    two.delete(&path(&made.json())).await.expect(204);
    ann.with("idempotency-key", "three").delete(&path(&made.json())).await.expect(404);
}

#[tokio::test]
async fn of_two_changes_at_once_on_two_nodes_none_is_lost() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let other = app.another_node().await;
    let there = other.here(&ann);
    let one = path(&log(&ann, json!({ "activity_name": "read", "duration": 30 })).await);
    for round in 0..10 {
        let (note, name) = (format!("note {round}"), format!("name {round}"));
        let patches = [(&ann, json!({ "note": note })), (&there, json!({ "activity_name": name }))];
        for answer in join_all(patches.map(|(actor, body)| actor.patch(&one, body))).await {
            answer.expect(200);
        }
        let now = ann.get(&one).await.json();
        assert_eq!((&now["note"], &now["activity_name"]), (&json!(note), &json!(name)));
    }
}

#[tokio::test]
async fn with_the_account_go_its_activities() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let gone = log(&ann, json!({ "activity_name": "read", "duration": 30, "tags": ["a"] })).await;
    ann.delete(&path(&gone)).await.expect(204);
    log(&ann, json!({ "activity_name": "read", "duration": 30, "tags": ["a", "b"] })).await;
    let bob = app.user("bob").await;
    let his = log(&bob, json!({ "activity_name": "run", "duration": 30, "tags": ["a"] })).await;
    let password = json!({ "current_password": PASSWORD });
    ann.delete_with("/api/auth/users/me/", password).await.expect(204);
    for (count, left) in
        [("select count(*) from activities", 1), ("select count(*) from activity_tags", 1)]
    {
        let found = app.app.db.read(move |tx| tx.one::<i64>(count, &[])).await;
        assert_eq!(found.expect("a count"), left, "{count}");
    }
    assert_eq!(bob.get(&format!("{ALL}?tag=a")).await.json(), json!([his]));
}
