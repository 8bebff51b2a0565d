//! `POST /logs/` and `PATCH /logs/<id>/status/`: one log, many at once, and how far they are.

use crate::harness::{Actor, PASSWORD, TestApp};
use serde_json::{Value, json};

async fn log(actor: &Actor, body: Value) -> Value {
    actor.post("/logs/", body).await.expect(201).json()
}

#[tokio::test]
async fn an_action_is_logged_as_it_came() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let new =
        json!({ "action": " deploy ", "metadata": { "b": 1, "a": [null] }, "user": 7, "id": 9 });
    let made = ann.post("/logs/", new).await.expect(201);
    let (id, user) = (&made.json()["id"], ann.id);
    let told = format!(
        "{{\"id\":{id},\"action\":\"deploy\",\"timestamp\":\"2026-01-05T12:00:00Z\",\
         \"metadata\":{{\"b\":1,\"a\":[null]}},\"status\":\"PENDING\",\"user\":{user}}}"
    );
    assert_eq!(made.text(), told);
    for path in [format!("/logs/{user}/"), format!("/logs/{user}")] {
        assert_eq!(ann.get(&path).await.expect(200).text(), format!("[{told}]"));
    }
}

#[tokio::test]
async fn metadata_is_any_json_and_kept_as_it_came() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let written =
        "{\"z\" : 1.50,\n  \"a\":\"\\u00e4\\u0000\", \"a\": 123456789012345678901234567890}";
    let body = format!("{{\"action\":\"x\",\"metadata\":{written}}}");
    let kept = ann.raw("POST", "/logs", "application/json", body.as_bytes()).await.expect(201);
    assert!(kept.text().contains(written), "{}", kept.text());
    let list = ann.get(&format!("/logs/{}/", ann.id)).await.expect(200);
    assert!(list.text().contains(written), "{}", list.text());
    for metadata in [json!(null), json!(5), json!("text"), json!([1, 2]), json!(true), json!({})] {
        let log = log(&ann, json!({ "action": "any", "metadata": metadata })).await;
        assert_eq!(log["metadata"], metadata);
    }
    assert_eq!(log(&ann, json!({ "action": "none" })).await["metadata"], Value::Null);
    let large = json!({ "text": "x".repeat(256 * 1024 - 11) });
    assert_eq!(log(&ann, json!({ "action": "large", "metadata": large })).await["metadata"], large);
}

#[tokio::test]
async fn a_log_comes_as_a_form_too() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let fields = [("action", "form"), ("metadata", "{\"a\": 1}"), ("status", "DONE")];
    let form = ann.post_form("/logs/", &fields).await.expect(201).json();
    assert_eq!([&form["metadata"], &form["status"]], [&json!({ "a": 1 }), &json!("COMPLETED")]);
    let fields = [("action", "form"), ("metadata", ""), ("status", "")];
    let form = ann.post_form("/logs/", &fields).await.expect(201).json();
    assert_eq!([&form["metadata"], &form["status"]], [&Value::Null, &json!("PENDING")]);
    let form = ann.post_form("/logs/", &[("action", "x"), ("metadata", "{")]).await.expect(400);
    assert_eq!(form.json(), json!({ "metadata": ["Value must be valid JSON."] }));
    let text = ann.raw("POST", "/logs/", "text/plain", b"[]").await.expect(415).json();
    let media = "Unsupported media type \"text/plain\" in request.";
    assert_eq!(text, json!({ "detail": media }));
}

#[tokio::test]
async fn done_is_another_word_for_completed() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for (said, told) in [
        ("PENDING", "PENDING"),
        ("IN_PROGRESS", "IN_PROGRESS"),
        ("COMPLETED", "COMPLETED"),
        ("DONE", "COMPLETED"),
    ] {
        let made = log(&ann, json!({ "action": "x", "status": said })).await;
        assert_eq!(made["status"], told);
        let path = format!("/logs/{}/status/", made["id"]);
        for status in ["IN_PROGRESS", said] {
            ann.patch(&path, json!({ "status": status })).await.expect(200);
        }
        let list = ann.get(&format!("/logs/{}/?status={said}&limit=1", ann.id)).await.expect(200);
        let mut expected = made.clone();
        expected["status"] = told.into();
        assert_eq!(list.json(), json!([expected]));
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_all_at_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let required = "This field is required.";
    for (body, told) in [
        (
            json!({ "status": "LATER" }),
            json!({ "action": [required], "status": ["\"LATER\" is not a valid choice."] }),
        ),
        (
            json!({ "action": "x".repeat(51), "metadata": "y".repeat(256 * 1024) }),
            json!({
                "action": ["Ensure this field has no more than 50 characters."],
                "metadata": ["Ensure this field has no more than 262144 bytes."],
            }),
        ),
        (
            json!({ "action": null, "status": null }),
            json!({
                "action": ["This field may not be null."], "status": ["This field may not be null."],
            }),
        ),
        (
            json!({ "action": "  ", "status": " DONE" }),
            json!({
                "action": ["This field may not be blank."],
                "status": ["\" DONE\" is not a valid choice."],
            }),
        ),
        (json!({ "action": ["x"] }), json!({ "action": ["Not a valid string."] })),
        (json!({ "action": "a\0b" }), json!({ "action": ["Null characters are not allowed."] })),
        (
            json!(5),
            json!({ "non_field_errors": ["Invalid data. Expected a dictionary, but got int."] }),
        ),
        (json!(null), json!({ "non_field_errors": ["No data provided"] })),
    ] {
        assert_eq!(ann.post("/logs/", body.clone()).await.expect(400).json(), told, "{body}");
    }
    for unreadable in ["{", "[{\"action\": \"x\"},", "[", "\u{feff}{}"] {
        let told = ann.raw("POST", "/logs/", "application/json", unreadable.as_bytes()).await;
        let told = told.expect(400).json();
        let detail = told["detail"].as_str().unwrap_or_default();
        assert!(detail.starts_with("JSON parse error - "), "{unreadable}: {told}");
    }
    ann.raw("POST", "/logs/", "application/json", &vec![b' '; (1 << 20) + 1]).await.expect(413);
    let refused = app.anonymous().post("/logs/", json!({})).await.expect(401);
    assert_eq!(refused.header("www-authenticate"), "Token");
    let refused = ann.get("/logs/").await.expect(405);
    assert_eq!(refused.header("allow"), "POST, OPTIONS");
    assert_eq!(refused.json(), json!({ "detail": "Method \"GET\" not allowed." }));
}

#[tokio::test]
async fn many_are_taken_whole_or_not_at_all() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut socket = ann.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;
    let many: Vec<_> = (0..1_000).map(|n| json!({ "action": format!("a{n}") })).collect();
    let made = ann.post("/logs/", json!(many)).await.expect(201).json();
    let made = made.as_array().expect("an array");
    assert_eq!((made.len(), &made[999]["action"]), (1_000, &json!("a999")));
    let told = socket.next().await;
    assert_eq!(told["type"], "logs_created");
    let range = json!({
        "first": made[0]["id"], "last": made[999]["id"], "count": 1_000,
        "timestamp": "2026-01-05T12:00:00Z",
    });
    assert_eq!(told["data"], range);

    assert_eq!(ann.post("/logs/", json!([])).await.expect(201).text(), "[]");
    let mixed = json!([{ "action": "good" }, { "action": "" }, 5, { "status": "x", "action": 1 }]);
    let refused = ann.post("/logs/", mixed).await.expect(400).json();
    let expected = json!([
        {},
        { "action": ["This field may not be blank."] },
        { "non_field_errors": ["Invalid data. Expected a dictionary, but got int."] },
        { "status": ["\"x\" is not a valid choice."] },
    ]);
    assert_eq!(refused, expected);
    let too_many: Vec<_> = (0..1_001).map(|_| json!({ "action": "a" })).collect();
    let refused = ann.post("/logs/", json!(too_many)).await.expect(400).json();
    let message = "Ensure this field has no more than 1000 elements.";
    assert_eq!(refused, json!({ "non_field_errors": [message] }));
    let kept = ann.get(&format!("/logs/{}/?page=1", ann.id)).await.expect(200).json();
    assert_eq!(kept["count"], 1_000);
    socket.assert_quiet().await;

    let one = ann.post("/logs/", json!([{ "action": "alone" }])).await.expect(201).json();
    let told = socket.next().await;
    assert_eq!((&told["type"], &told["data"]), (&json!("log_created"), &one[0]));
}

#[tokio::test]
async fn how_far_an_action_is_can_be_said() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let made = log(&ann, json!({ "action": "deploy" })).await;
    let mut socket = ann.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;
    let path = format!("/logs/{}/status/", made["id"]);
    let changed = ann.patch(&path, json!({ "status": "IN_PROGRESS", "action": "ignored" })).await;
    let mut expected = made.clone();
    expected["status"] = "IN_PROGRESS".into();
    assert_eq!(changed.expect(200).json(), expected);
    let told = socket.next().await;
    assert_eq!((&told["type"], &told["data"]), (&json!("log_updated"), &expected));
    ann.patch(&path, json!({ "status": "IN_PROGRESS" })).await.expect(200);
    socket.assert_quiet().await;
    let form = ann.raw("PATCH", &path, "application/x-www-form-urlencoded", b"status=DONE").await;
    assert_eq!(form.expect(200).json()["status"], "COMPLETED");
    for method in ["GET", "PUT", "POST", "DELETE"] {
        ann.raw(method, &path, "application/json", b"{}").await.expect(405);
    }
}

#[tokio::test]
async fn a_status_that_is_none_and_a_log_that_is_not_mine() {
    let app = TestApp::start().await;
    let (ann, bob, boss) = (app.user("ann").await, app.user("bob").await, app.staff("boss").await);
    let made = log(&ann, json!({ "action": "deploy" })).await;
    let path = format!("/logs/{}/status/", made["id"]);
    for bad in [json!({}), json!({ "status": "done" }), json!({ "status": null }), json!([])] {
        let refused = ann.patch(&path, bad.clone()).await.expect(400).json();
        assert_eq!(refused, json!({ "error": "Invalid status" }), "{bad}");
    }
    let unreadable = ann.raw("PATCH", &path, "application/json", b"{").await.expect(400).json();
    assert!(unreadable["detail"].is_string(), "{unreadable}");
    ann.raw("PATCH", &path, "text/plain", b"DONE").await.expect(415);
    let (beyond, none) = ("/logs/9223372036854775808/status/", "/logs/9223372036854775807/status/");
    for (who, path) in [
        (&bob, path.as_str()),
        (&boss, &path),
        (&ann, none),
        (&ann, beyond),
        (&ann, "/logs/x/status"),
    ] {
        let refused = who.patch(path, json!({ "status": "wrong too" })).await.expect(404).json();
        assert_eq!(refused, json!({ "error": "Not found" }), "{path}");
    }
    app.anonymous().patch(&path, json!({ "status": "DONE" })).await.expect(401);
    let list = ann.get(&format!("/logs/{}/", ann.id)).await.expect(200).json();
    assert_eq!(list, json!([made]), "nothing was changed");
}

#[tokio::test]
async fn a_repeated_write_is_done_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let keyed = ann.with("idempotency-key", "k");
    let body = json!([{ "action": "a" }, { "action": "b", "metadata": { "n": 1 } }]);
    let first = keyed.post("/logs/", body.clone()).await.expect(201);
    assert_eq!(keyed.post("/logs/", body).await.expect(201).text(), first.text());
    let other = keyed.post("/logs/", json!({ "action": "c" })).await.expect(409).json();
    assert_eq!(other, json!({ "detail": "This key was used for another request." }));
    let list = ann.get(&format!("/logs/{}/", ann.id)).await.expect(200).json();
    assert_eq!(list.as_array().map(Vec::len), Some(2));

    let mut socket = ann.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;
    let path = format!("/logs/{}/status/", first.json()[0]["id"]);
    let keyed = ann.with("idempotency-key", "done");
    let done = keyed.patch(&path, json!({ "status": "DONE" })).await.expect(200);
    ann.patch(&path, json!({ "status": "PENDING" })).await.expect(200);
    assert_eq!(
        keyed.patch(&path, json!({ "status": "DONE" })).await.expect(200).text(),
        done.text()
    );
    assert_eq!(socket.next().await["data"]["status"], "COMPLETED");
    assert_eq!(socket.next().await["data"]["status"], "PENDING");
    socket.assert_quiet().await;
}

#[tokio::test]
async fn with_the_account_go_its_logs() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let many = (0..600).map(|n| json!({ "action": "a", "metadata": { "n": n, "m": n } }));
    ann.post("/logs/", json!(many.collect::<Vec<_>>())).await.expect(201);
    log(&bob, json!({ "action": "stays", "metadata": { "n": 1 } })).await;
    let body = json!({ "current_password": PASSWORD });
    ann.delete_with("/api/auth/users/me/", body).await.expect(204);
    let left = app.app.db.read(|tx| {
        let logs: i64 = tx.one("select count(id) from action_logs", &[])?;
        let metadata: i64 = tx.one("select count(log_id) from log_metadata", &[])?;
        Ok::<_, daybook_db::Error>((logs, metadata))
    });
    assert_eq!(left.await.expect("counts"), (1, 1));
}
