//! `/api/tasks/` and `/api/tasks/<id>/`: one task, and the changes to it.

use crate::harness::{Actor, PASSWORD, TestApp};
use daybook::time::{DAY, MINUTE, SECOND};
use futures_util::future::join_all;
use reqwest::multipart::Form;
use serde_json::{Value, json};

const ALL: &str = "/api/tasks/";

fn path(task: &Value) -> String {
    format!("{ALL}{}/", task["id"])
}

async fn make(actor: &Actor, body: Value) -> Value {
    actor.post(ALL, body).await.expect(201).json()
}

#[tokio::test]
async fn a_task_is_told_as_its_clients_know_it() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let made = ann.post(ALL, json!({ "title": " pay the rent " })).await.expect(201);
    let (id, me) = (&made.json()["id"], ann.id);
    let told = format!(
        "{{\"id\":{id},\"title\":\"pay the rent\",\"description\":\"\",\"priority\":2,\"state\":\"open\",\
         \"due_date\":null,\"is_overdue\":false,\"category\":null,\"owners\":[{me}],\"created_by\":{me},\
         \"created_at\":\"2026-01-05T12:00:00Z\",\"updated_at\":\"2026-01-05T12:00:00Z\",\"remind_at\":null,\
         \"completed_at\":null,\"position\":1767614400000000}}"
    );
    assert_eq!(made.text(), told);
    assert_eq!(ann.get(&path(&made.json())).await.expect(200).text(), told);
    assert_eq!(ann.get(ALL).await.expect(200).text(), format!("[{told}]"));
    assert_eq!(ann.get("/api/tasks").await.expect(200).text(), format!("[{told}]"));
    assert_eq!(ann.get(&format!("/api/tasks/{id}")).await.expect(200).text(), told);
    let posted = ann.post("/api/tasks", json!({ "title": "no slash" })).await.expect(201).json();
    assert_eq!(posted["title"], "no slash");
}

#[tokio::test]
async fn a_body_comes_as_json_a_form_or_multipart() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let me = ann.id.to_string();
    let fields = [
        ("title", "rent"),
        ("priority", "4"),
        ("state", "in_progress"),
        ("due_date", "2026-02-01"),
        ("category", ""),
        ("owners", me.as_str()),
    ];
    let form = ann.post_form(ALL, &fields).await.expect(201).json();
    let multipart = fields
        .iter()
        .fold(Form::new(), |form, (name, value)| form.text(name.to_string(), value.to_string()));
    let multipart = ann.post_multipart(ALL, multipart).await.expect(201).json();
    let whole = json!({
        "title": "rent", "priority": "4", "state": "in_progress", "due_date": "2026-02-01 00:00", "category": null,
        "owners": [me], "id": 99, "created_by": 99, "is_overdue": true, "completed_at": "2000-01-01", "colour": "red",
    });
    for made in [form, multipart, make(&ann, whole).await] {
        let told = [&made["priority"], &made["state"], &made["due_date"], &made["owners"]];
        let due = json!("2026-02-01T00:00:00Z");
        assert_eq!(told, [&json!(4), &json!("in_progress"), &due, &json!([ann.id])]);
        assert_eq!([&made["created_by"], &made["completed_at"]], [&json!(ann.id), &json!(null)]);
    }
    ann.raw("POST", ALL, "text/plain", b"rent").await.expect(415);
}

#[tokio::test]
async fn every_fields_error_is_told_at_once_and_in_order() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let dan = app.user("dan").await;
    app.deactivate(&dan).await;
    let no_null = "This field may not be null.";
    let time = "Datetime has wrong format. Use one of these formats instead: \
                YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";
    let not_there = |id: &str| format!("Invalid pk \"{id}\" - object does not exist.");
    let no_pk = |found: &str| format!("Incorrect type. Expected pk value, received {found}.");
    let inactive = not_there(&dan.id.to_string());
    for (body, errors) in [
        (json!({}), json!({ "title": ["This field is required."] })),
        (json!({ "title": "  " }), json!({ "title": ["This field may not be blank."] })),
        (
            json!({ "title": null, "description": null }),
            json!({ "title": [no_null], "description": [no_null] }),
        ),
        (
            json!({ "title": "x".repeat(201), "description": "x".repeat(100_001), "priority": 5, "state": "Done" }),
            json!({
                "title": ["Ensure this field has no more than 200 characters."],
                "description": ["Ensure this field has no more than 100000 characters."],
                "priority": ["\"5\" is not a valid choice."],
                "state": ["\"Done\" is not a valid choice."],
            }),
        ),
        (
            json!({ "due_date": "soon", "category": 7, "owners": [ann.id, 999], "remind_at": 5, "position": "x" }),
            json!({
                "title": ["This field is required."], "due_date": [time], "category": [not_there("7")],
                "owners": [not_there("999")], "remind_at": [time], "position": ["A valid integer is required."],
            }),
        ),
        (json!({ "title": "x", "owners": ["7"] }), json!({ "owners": [not_there("7")] })),
        (json!({ "title": "x", "owners": [dan.id] }), json!({ "owners": [inactive] })),
        (json!({ "title": "x", "owners": ["ann"] }), json!({ "owners": [no_pk("str")] })),
        (json!({ "title": "x", "owners": [true, 9] }), json!({ "owners": [no_pk("bool")] })),
        (json!({ "title": "x", "owners": null }), json!({ "owners": [no_null] })),
        (
            json!({ "title": "x", "owners": 5 }),
            json!({ "owners": ["Expected a list of items but got type \"int\"."] }),
        ),
        (
            json!({ "title": "x", "owners": (1..=51).collect::<Vec<_>>() }),
            json!({ "owners": ["Ensure this field has no more than 50 elements."] }),
        ),
        (json!({ "title": "x", "category": "home" }), json!({ "category": [no_pk("str")] })),
        (
            json!({ "title": "x", "position": 9_007_199_254_740_992_i64 }),
            json!({ "position": ["Ensure this value is less than or equal to 9007199254740991."] }),
        ),
        (json!({ "title": "x\u{0}y" }), json!({ "title": ["Null characters are not allowed."] })),
    ] {
        let refused = ann.post(ALL, body.clone()).await.expect(400);
        assert_eq!(refused.text(), errors.to_string(), "{body}");
    }
    let unreadable = ann.raw("POST", ALL, "application/json", b"{\"title\":").await.expect(400);
    assert!(unreadable.text().starts_with("{\"detail\":\"JSON parse error - "));
    assert_eq!(ann.get(ALL).await.json(), json!([]));
}

#[tokio::test]
async fn what_is_not_mine_is_not_there() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.staff("bob").await);
    let hers = make(&ann, json!({ "title": "diary" })).await;
    let not_found = json!({ "detail": "Not found." });
    for one in [path(&hers), format!("{ALL}999999/"), format!("{ALL}abc/")] {
        // The object is looked for before the body is opened.
        let answers = [
            bob.get(&one).await,
            bob.put(&one, json!({})).await,
            bob.patch(&one, json!({ "priority": "x" })).await,
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
async fn nobody_without_a_credential_gets_in_and_methods_are_named() {
    let app = TestApp::start().await;
    let (anyone, ann) = (app.anonymous(), app.user("ann").await);
    for (method, path) in [
        ("GET", "/api/tasks/"),
        ("POST", "/api/tasks/"),
        ("PUT", "/api/tasks/"),
        ("GET", "/api/tasks/1/"),
        ("PATCH", "/api/tasks/1/"),
        ("DELETE", "/api/tasks/1/"),
        ("POST", "/api/tasks/1/restore/"),
        ("GET", "/api/tasks/categories/"),
        ("GET", "/api/users/?q=a"),
    ] {
        let refused = anyone.raw(method, path, "text/plain", b"?").await.expect(401);
        let told = json!({ "detail": "Authentication credentials were not provided." });
        assert_eq!(refused.json(), told);
        assert_eq!(refused.header("www-authenticate"), "Bearer realm=\"api\"", "{method} {path}");
    }
    let refused = ann.put(ALL, json!({})).await.expect(405);
    assert_eq!(refused.json(), json!({ "detail": "Method \"PUT\" not allowed." }));
    assert_eq!(refused.header("allow"), "GET, POST, HEAD, OPTIONS");
    let refused = ann.post("/api/tasks/1/", json!({})).await.expect(405);
    assert_eq!(refused.header("allow"), "GET, PUT, PATCH, DELETE, HEAD, OPTIONS");
}

#[tokio::test]
async fn a_patch_changes_what_is_sent_and_the_whole_object_may_be_sent_back() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut made = make(&ann, json!({ "title": "rent", "due_date": "2026-01-05T11:00Z" })).await;
    assert_eq!(made["is_overdue"], true);
    app.clock.advance(MINUTE);
    assert_eq!(ann.patch(&path(&made), made.clone()).await.expect(200).json(), made);
    assert_eq!(ann.put(&path(&made), made.clone()).await.expect(200).json(), made);

    made["description"] = json!("in cash");
    made["position"] = json!(-5);
    let mut patched = ann.patch(&path(&made), made.clone()).await.expect(200).json();
    made["updated_at"] = json!("2026-01-05T12:01:00Z");
    assert_eq!(patched, made);

    for field in ["due_date", "category", "remind_at"] {
        patched[field] = json!(null);
    }
    let cleared = ann.patch(&path(&made), patched.clone()).await.expect(200).json();
    patched["is_overdue"] = json!(false);
    assert_eq!(cleared, patched);
    let refused = ann.patch(&path(&made), json!({ "title": "" })).await.expect(400).json();
    assert_eq!(refused, json!({ "title": ["This field may not be blank."] }));
}

#[tokio::test]
async fn a_put_needs_a_title_and_keeps_the_rest() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut made = make(&ann, json!({ "title": "rent", "priority": 3, "description": "d" })).await;
    let required = json!({ "title": ["This field is required."] });
    let refused = ann.put(&path(&made), json!({ "priority": 1 })).await.expect(400).json();
    assert_eq!(refused, required);
    let put = ann.put(&path(&made), json!({ "title": "the rent" })).await.expect(200).json();
    made["title"] = json!("the rent");
    assert_eq!(put, made);
}

#[tokio::test]
async fn a_task_is_overdue_when_its_time_has_passed_and_it_is_open() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let made = make(&ann, json!({ "title": "rent", "due_date": "2026-01-05T12:00:01Z" })).await;
    let one = path(&made);
    let is_overdue = async || ann.get(&one).await.expect(200).json()["is_overdue"] == true;
    let first = ann.get(&one).await.expect(200);
    assert!(!is_overdue().await);
    app.clock.advance(SECOND);
    assert!(!is_overdue().await, "it is due now");
    let tag = first.header("etag").to_owned();
    ann.with("if-none-match", &tag).get(&one).await.expect(304);
    app.clock.advance(1);
    assert!(is_overdue().await, "nothing was written");
    ann.with("if-none-match", &tag).get(&one).await.expect(200);
    for (state, overdue) in
        [("in_progress", true), ("done", false), ("open", true), ("cancelled", false)]
    {
        let told = ann.patch(&one, json!({ "state": state })).await.expect(200).json();
        assert_eq!(told["is_overdue"], overdue, "{state}");
    }
}

#[tokio::test]
async fn a_task_remembers_when_it_was_done() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let one = path(&make(&ann, json!({ "title": "rent" })).await);
    let state = async |state: &str| {
        app.clock.advance(MINUTE);
        let told = ann.patch(&one, json!({ "state": state })).await.expect(200).json();
        told["completed_at"].clone()
    };
    assert_eq!(state("in_progress").await, json!(null));
    let done = state("done").await;
    assert_eq!(done, "2026-01-05T12:02:00Z");
    assert_eq!(state("done").await, done, "it is done only once");
    assert_eq!(state("cancelled").await, json!(null));
    assert_eq!(state("done").await, "2026-01-05T12:05:00Z");
    let made = make(&ann, json!({ "title": "done before", "state": "done" })).await;
    assert_eq!(made["completed_at"], made["created_at"]);
}

#[tokio::test]
async fn a_deleted_task_comes_back_within_seven_days() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let made = make(&ann, json!({ "title": "rent", "priority": 4 })).await;
    let one = path(&made);
    let restore = format!("{one}restore/");
    assert_eq!(ann.delete(&one).await.expect(204).text(), "");
    ann.get(&one).await.expect(404);
    ann.delete(&one).await.expect(404);
    ann.patch(&one, json!({ "priority": 1 })).await.expect(404);
    assert_eq!(ann.get(ALL).await.json(), json!([]));

    app.clock.advance(7 * DAY);
    daybook::tasks::purge::purge(&app.app).await.expect("nothing to purge");
    assert_eq!(ann.post(&restore, json!({})).await.expect(200).json(), made);
    assert_eq!(ann.post(&restore, json!({})).await.expect(200).json(), made, "once more");
    assert_eq!(ann.get(ALL).await.json(), json!([made]));

    ann.delete(&one).await.expect(204);
    app.clock.advance(7 * DAY + 1);
    ann.post(&restore, json!({})).await.expect(404);
    daybook::tasks::purge::purge(&app.app).await.expect("a purge");
    for table in ["tasks", "task_viewers"] {
        let count = format!("select count(*) from {table}");
        let left = app.app.db.read(move |tx| tx.one::<i64>(&count, &[])).await;
        assert_eq!(left.expect("a count"), 0, "{table}");
    }
}

#[tokio::test]
async fn a_repeated_write_happens_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (one, two) = (ann.with("idempotency-key", "one"), ann.with("idempotency-key", "two"));
    let made = one.post(ALL, json!({ "title": "rent" })).await.expect(201);
    app.clock.advance(MINUTE);
    assert_eq!(one.post(ALL, json!({ "title": "rent" })).await.expect(201).text(), made.text());
    assert_eq!(ann.get(ALL).await.json(), json!([made.json()]));
    let reused = one.post(ALL, json!({ "title": "another" })).await.expect(409);
    assert_eq!(reused.json(), json!({ "detail": "This key was used for another request." }));
    two.delete(&path(&made.json())).await.expect(204);
    two.delete(&path(&made.json())).await.expect(204);
}

#[tokio::test]
async fn of_two_changes_at_once_on_two_nodes_none_is_lost() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let other = app.another_node().await;
    let there = other.here(&ann);
    let one = path(&make(&ann, json!({ "title": "rent" })).await);
    for round in 0..10 {
        let (title, more) = (format!("title {round}"), format!("more {round}"));
        let patches = [(&ann, json!({ "title": title })), (&there, json!({ "description": more }))];
        for answer in join_all(patches.map(|(actor, body)| actor.patch(&one, body))).await {
            answer.expect(200);
        }
        let now = ann.get(&one).await.json();
        assert_eq!([&now["title"], &now["description"]], [&json!(title), &json!(more)]);
    }
}

#[tokio::test]
async fn a_deleted_account_takes_its_own_tasks_and_leaves_those_it_shared() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let home =
        ann.post("/api/tasks/categories/", json!({ "name": "home" })).await.expect(201).json();
    make(&ann, json!({ "title": "her own", "category": home["id"] })).await;
    let gone = make(&ann, json!({ "title": "deleted, and his too", "owners": [bob.id] })).await;
    ann.delete(&path(&gone)).await.expect(204);
    let both = json!({ "title": "shared", "owners": [ann.id, bob.id], "category": home["id"] });
    let hers = make(&ann, both).await;
    let his = make(&bob, json!({ "title": "his", "owners": [ann.id] })).await;
    app.clock.advance(MINUTE);
    let me = "/api/auth/users/me/";
    ann.delete_with(me, json!({ "current_password": PASSWORD })).await.expect(204);

    let left = bob.get(ALL).await.expect(200).json();
    let told = |task: &Value| {
        ["title", "owners", "created_by", "category"].map(|field| task[field].clone())
    };
    assert_eq!(left.as_array().map(Vec::len), Some(2), "{left}");
    assert_eq!(told(&left[0]), [json!("his"), json!([bob.id]), json!(bob.id), json!(null)]);
    assert_eq!(told(&left[1]), [json!("shared"), json!([bob.id]), json!(null), json!(null)]);
    assert_eq!([&left[0]["id"], &left[1]["id"]], [&his["id"], &hers["id"]]);
    bob.post(&format!("{}restore/", path(&gone)), json!({})).await.expect(200);

    let alone = bob.patch(&path(&hers), json!({ "owners": [] })).await.expect(200).json();
    assert_eq!(alone["owners"], json!([bob.id]), "somebody owns it");
    bob.delete_with(me, json!({ "current_password": PASSWORD })).await.expect(204);
    for table in ["tasks", "task_viewers", "categories"] {
        let count = format!("select count(*) from {table}");
        let left = app.app.db.read(move |tx| tx.one::<i64>(&count, &[])).await;
        assert_eq!(left.expect("a count"), 0, "{table}");
    }
}
