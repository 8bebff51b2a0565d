//! `GET /api/account/export/`: all that is somebody's, as one ZIP.

use crate::harness::{Actor, Answer, PASSWORD, TestApp};
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use zip::ZipArchive;

const EXPORT: &str = "/api/account/export/";

/// The files in a ZIP, by name.
fn unpacked(answer: &Answer) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(answer.bytes().to_vec())).expect("a ZIP");
    let files = (0..archive.len()).map(|index| {
        let mut entry = archive.by_index(index).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("whole, with the checksum that it says");
        (entry.name().expect("a name").into_owned(), bytes)
    });
    files.collect()
}

fn file(files: &[(String, Vec<u8>)], name: &str) -> Value {
    let found = files.iter().find(|(file, _)| file == name);
    serde_json::from_slice(&found.expect(name).1).expect("JSON")
}

fn lines(files: &[(String, Vec<u8>)], name: &str) -> Vec<Value> {
    let found = files.iter().find(|(file, _)| file == name);
    let text = String::from_utf8(found.expect(name).1.clone()).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

pub(crate) async fn exported(actor: &Actor) -> Vec<(String, Vec<u8>)> {
    unpacked(&actor.get(EXPORT).await.expect(200))
}

#[tokio::test]
async fn each_file_holds_what_its_list_shows_and_nothing_of_others() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    bob.post("/logs/", json!({ "action": "a-word-of-bobs" })).await.expect(201);
    bob.post("/api/tasks/", json!({ "title": "a-word-of-bobs" })).await.expect(201);
    ann.post("/api/activities/", json!({ "activity_name": "reading", "duration": 30 }))
        .await
        .expect(201);
    let metadata = json!({ "action": "deploy", "metadata": { "host": "web-1" } });
    ann.post("/logs/", metadata).await.expect(201);
    ann.raw("POST", "/logs/", "application/json", b"{\"action\":\"x\",\"metadata\":{\n\"a\":\n1}}")
        .await
        .expect(201);
    ann.post("/api/tasks/categories/", json!({ "name": "home" })).await.expect(201);
    let shared = json!({ "title": "pay rent", "owners": [ann.id, bob.id] });
    ann.post("/api/tasks/", shared).await.expect(201);
    ann.patch("/api/profiles/me/", json!({ "name": "Ann" })).await.expect(200);

    let answer = ann.get(EXPORT).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"daybook-2026-01-05.zip\""
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    let files = unpacked(&answer);
    for (name, list) in [
        ("profile.json", "/api/profiles/me/"),
        ("sessions.json", "/api/auth/sessions/"),
        ("activities.json", "/api/activities/"),
        ("tasks.json", "/api/tasks/"),
        ("categories.json", "/api/tasks/categories/"),
        ("notifications.json", "/api/notifications/"),
        ("history.json", "/api/profile-history/"),
    ] {
        assert_eq!(file(&files, name), ann.get(list).await.expect(200).json(), "{name}");
    }
    let logs = ann.get(&format!("/logs/{}/", ann.id)).await.expect(200).json();
    assert_eq!(Value::from(lines(&files, "logs.ndjson")), logs);
    let account = file(&files, "account.json");
    assert_eq!((&account["id"], &account["username"]), (&json!(ann.id), &json!("ann")));
    let about = file(&files, "export.json");
    assert_eq!(about["exported_at"], "2026-01-05T12:00:00Z");
    let token = ann.token.as_deref().expect("a token");
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for secret in ["a-word-of-bobs", "argon2", "token_hash", PASSWORD, token] {
            assert!(!text.contains(secret), "{name} tells {secret}");
        }
    }
    let export = ann.get("/api/profile-history/?activity_type=export").await.expect(200).json();
    assert_eq!(export[0]["details"], json!({ "what": "account", "format": "zip" }));
}

#[tokio::test]
async fn an_empty_account_has_all_files_too_and_no_picture() {
    let app = TestApp::start().await;
    let files = exported(&app.user("ann").await).await;
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "export.json",
            "account.json",
            "profile.json",
            "sessions.json",
            "activities.json",
            "logs.ndjson",
            "tasks.json",
            "categories.json",
            "notifications.json",
            "history.json",
        ]
    );
    for name in ["activities.json", "tasks.json", "categories.json", "notifications.json"] {
        assert_eq!(file(&files, name), json!([]), "{name}");
    }
    assert_eq!(lines(&files, "logs.ndjson"), [] as [Value; 0]);
}

#[tokio::test]
async fn the_picture_goes_along_and_a_plain_page_leads_there() {
    let app = TestApp::start().await;
    let amy = app.anonymous().browser();
    amy.get("/registration").await.expect(200);
    let fields = [("username", "amy"), ("password", PASSWORD), ("password2", PASSWORD)];
    amy.post_form("/registration", &fields).await.expect(303);
    let mut png = Cursor::new(Vec::new());
    let drawn = image::DynamicImage::new_rgb8(90, 60);
    drawn.write_to(&mut png, image::ImageFormat::Png).expect("a file");
    let picture = reqwest::multipart::Part::bytes(png.into_inner()).file_name("me.png");
    let form = reqwest::multipart::Form::new().part("profileimg", picture);
    amy.post_multipart("/settings", form).await.expect(303);
    let profile = amy.get("/api/profiles/me/").await.expect(200).json();
    let served = amy.get(profile["profileimg"].as_str().expect("an address")).await.expect(200);
    let page = amy.get("/settings").await.expect(200);
    assert!(page.text().contains(&format!("href=\"{EXPORT}\"")), "{}", page.text());
    let files = exported(&amy).await;
    let (name, bytes) = files.last().expect("a file");
    assert_eq!((name.as_str(), &bytes[..]), ("avatar.webp", served.bytes()));
}

/// Lists are read in chunks of 500, and a chunk of logs ends before 4 MiB of metadata.
#[tokio::test]
async fn no_length_loses_a_row() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let long = "x".repeat(200_000);
    let large: Vec<_> =
        (0..4).map(|n| json!({ "action": "large", "metadata": [n, long] })).collect();
    for _ in 0..6 {
        ann.post("/logs/", json!(large)).await.expect(201);
    }
    let many: Vec<_> = (0..1_000).map(|n| json!({ "action": format!("a{n}") })).collect();
    ann.post("/logs/", json!(many)).await.expect(201);
    for number in 0..3 {
        let task = json!({ "title": format!("t{number}") });
        ann.post("/api/tasks/", task).await.expect(201);
    }
    let files = exported(&ann).await;
    let logs = ann.get(&format!("/logs/{}/", ann.id)).await.expect(200).json();
    assert_eq!(Value::from(lines(&files, "logs.ndjson")), logs);
    assert_eq!(file(&files, "tasks.json").as_array().map(Vec::len), Some(3));
}

/// What changed while it was read is found by the events after its cursor.
#[tokio::test]
async fn its_cursor_is_where_the_events_go_on() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    ann.post("/logs/", json!({ "action": "before" })).await.expect(201);
    let files = exported(&ann).await;
    ann.post("/logs/", json!({ "action": "after" })).await.expect(201);
    let seq = file(&files, "export.json")["daybook_seq"].take();
    let cursor = seq.as_str().and_then(|seq| seq.strip_prefix("me=")).expect("a cursor").to_owned();
    let mut socket = ann.socket("/ws/live/").await;
    socket.send(json!({ "subscribe": { "me": cursor } })).await;
    let mut types = Vec::new();
    while types.last() != Some(&json!("log_created")) {
        let frame = socket.next().await;
        if frame.get("seq").is_some() {
            types.push(frame["type"].clone());
        }
    }
    assert_eq!(types, ["history_created", "log_created"]);
}

#[tokio::test]
async fn a_stranger_and_a_wrong_method_are_refused() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    app.anonymous().get(EXPORT).await.expect(401);
    let refused = ann.post(EXPORT, json!({})).await.expect(405);
    assert_eq!(refused.header("allow"), "GET, HEAD, OPTIONS");
}
