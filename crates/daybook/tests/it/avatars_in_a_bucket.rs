//! Pictures that lie in object storage: a real server that speaks S3, and what becomes of them when it is away.

use crate::{
    account_export::exported,
    avatars::{ME, address, file, multipart, upload},
    harness::{Actor, NOON, ObjectStorage, PASSWORD, TestApp},
};
use daybook::{
    time::{Clock, MINUTE},
    uploads::sweep,
};
use image::ImageFormat;
use serde_json::{Value, json};

/// A node with these settings.
async fn start(settings: &[(&'static str, String); 3]) -> TestApp {
    TestApp::with(&settings.each_ref().map(|(name, value)| (*name, value.as_str()))).await
}

/// Another one on the same database.
async fn another_node(app: &TestApp, settings: &[(&'static str, String); 3]) -> TestApp {
    let settings = settings.each_ref().map(|(name, value)| (*name, value.as_str()));
    app.another_node_with(&settings).await
}

fn png() -> Vec<u8> {
    file(ImageFormat::Png, 80, 80)
}

/// The path of somebody's picture.
async fn path(actor: &Actor) -> String {
    address(actor).await.as_str().expect("an address").to_owned()
}

/// The names of the two objects of each picture at these paths.
fn objects_of(paths: &[&str]) -> Vec<String> {
    let mut objects = Vec::new();
    for path in paths {
        let name = path.strip_prefix("/api/avatars/").and_then(|name| name.strip_suffix(".webp"));
        let name = name.expect("a name");
        objects.extend(["512", "64"].map(|side| format!("{name}-{side}.webp")));
    }
    objects.sort();
    objects
}

async fn names(storage: &ObjectStorage) -> Vec<String> {
    storage.pictures().await.into_keys().collect()
}

async fn bytes_in_database(app: &TestApp) -> i64 {
    let read = app.app.db.read(|tx| {
        tx.one(
            "select coalesce(sum(coalesce(length(large), 0) + coalesce(length(small), 0)), 0) \
             from avatars where user_id > 0",
            &[],
        )
    });
    read.await.expect("a sum")
}

#[tokio::test]
async fn a_picture_lies_in_the_bucket_and_each_node_serves_it() {
    let storage = ObjectStorage::start().await;
    for settings in [storage.settings(), storage.settings_with_tls()] {
        let app = start(&settings).await;
        let other = another_node(&app, &settings).await;
        let ann = app.user("ann").await;
        upload(&ann, &png()).await.expect(200);
        let path = path(&ann).await;
        let pictures = storage.pictures().await;
        for node in [&app, &other] {
            for (query, object) in ["", "?size=64"].iter().zip(objects_of(&[&path])) {
                let served = node.anonymous().get(&format!("{path}{query}")).await.expect(200);
                assert_eq!(served.bytes(), pictures[&object]);
                let known = node.anonymous().with("if-none-match", served.header("etag"));
                known.get(&format!("{path}{query}")).await.expect(304);
            }
        }
        assert_eq!(bytes_in_database(&app).await, 0);
        let files = exported(&ann).await;
        let (_, picture) = files.iter().find(|(name, _)| name == "avatar.webp").expect("a picture");
        assert_eq!(picture, ann.get(&path).await.expect(200).bytes());
    }
}

#[tokio::test]
async fn what_no_profile_names_any_more_is_removed() {
    let storage = ObjectStorage::start().await;
    let app = start(&storage.settings()).await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    upload(&ann, &png()).await.expect(200);
    upload(&bob, &png()).await.expect(200);
    let (first, bobs) = (path(&ann).await, path(&bob).await);
    upload(&ann, &png()).await.expect(200);
    let second = path(&ann).await;
    ann.get(&first).await.expect(404);
    sweep(&app.app).await.expect("a sweep");
    assert_eq!(names(&storage).await, objects_of(&[&second, &bobs]));

    ann.patch(ME, json!({ "profileimg": null })).await.expect(200);
    bob.delete_with("/api/auth/users/me/", json!({ "current_password": PASSWORD }))
        .await
        .expect(204);
    sweep(&app.app).await.expect("a sweep");
    assert_eq!(names(&storage).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_upload_that_came_to_nothing_is_removed_within_the_hour_and_no_other() {
    let storage = ObjectStorage::start().await;
    let app = start(&storage.settings()).await;
    let ann = app.user("ann").await;
    // Refused before anything is laid anywhere.
    let wrong = multipart("me.png", &png(), &[("age", "old")]);
    ann.raw("PATCH", ME, "multipart/form-data; boundary=x", &wrong).await.expect(400);
    assert_eq!(names(&storage).await, Vec::<String>::new());
    // The same request again: its picture is laid, and then the first answer is given.
    let once = ann.with("idempotency-key", "one-picture");
    let body = multipart("me.png", &png(), &[]);
    for _ in 0..2 {
        once.raw("PATCH", ME, "multipart/form-data; boundary=x", &body).await.expect(200);
    }
    let path = path(&ann).await;
    assert_eq!(names(&storage).await.len(), 4);
    app.clock.advance(59 * MINUTE);
    sweep(&app.app).await.expect("a sweep");
    assert_eq!(names(&storage).await.len(), 4, "it might still be named");
    app.clock.advance(MINUTE);
    sweep(&app.app).await.expect("a sweep");
    assert_eq!(names(&storage).await, objects_of(&[&path]));
    ann.get(&path).await.expect(200);
}

#[tokio::test]
async fn storage_that_is_away_costs_no_profile_and_is_used_again_when_it_is_back() {
    let storage = ObjectStorage::start().await;
    let app = start(&storage.settings()).await;
    let [(url, _), key, secret] = storage.settings();
    let nobody = (url, "s3://pictures?endpoint=http://localhost:1".to_owned());
    let lost = another_node(&app, &[nobody, key, secret]).await;
    let ann = app.user("ann").await;
    upload(&ann, &png()).await.expect(200);
    let path = path(&ann).await;
    let before = ann.get(ME).await.expect(200).json();

    let away = async |node: &TestApp, how: &str| {
        let ann = ann.at_address(&node.url);
        let refused = upload(&ann, &png()).await;
        assert_eq!(refused.status, 503, "{how}: {}", refused.text());
        assert_eq!(refused.header("retry-after"), "1", "{how}");
        ann.get(&path).await.expect(503);
        assert_eq!(ann.get(ME).await.expect(200).json(), before, "{how}");
        ann.get("/readyz").await.expect(200);
        sweep(&node.app).await.expect("nothing is due, so that nobody is asked");
    };
    away(&lost, "nobody is there").await;
    let frozen = storage.freeze();
    away(&app, "it stands still").await;
    drop(frozen);
    ann.patch(ME, json!({ "profileimg": null })).await.expect(200);
    assert_eq!(sweep(&lost.app).await.expect_err("it is away").status(), 503);

    upload(&ann, &png()).await.expect(200);
    app.clock.advance(61 * MINUTE);
    sweep(&app.app).await.expect("a sweep");
    let now = self::path(&ann).await;
    assert_eq!(names(&storage).await, objects_of(&[&now]));
}

#[tokio::test]
async fn pictures_from_before_are_served_and_one_that_cannot_be_read_says_so() {
    let storage = ObjectStorage::start().await;
    let app = TestApp::start().await;
    let bucket = another_node(&app, &storage.settings()).await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    upload(&ann, &png()).await.expect(200);
    let inside = path(&ann).await;
    bucket.anonymous().get(&inside).await.expect(200);
    upload(&bob.at_address(&bucket.url), &png()).await.expect(200);
    let outside = path(&bob).await;
    bucket.anonymous().get(&outside).await.expect(200);
    app.anonymous().get(&outside).await.expect(503);
    // A picture that is changed where there is no bucket gives its objects back to who has one.
    upload(&bob, &png()).await.expect(200);
    sweep(&app.app).await.expect("nothing that it could do");
    sweep(&bucket.app).await.expect("a sweep");
    assert_eq!(names(&storage).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_wrong_key_and_a_bucket_that_is_not_there_are_refused_as_storage_that_is_away() {
    let storage = ObjectStorage::start().await;
    let [(url, address), (id, key), (secret, right)] = storage.settings();
    let elsewhere = address.replace("s3://pictures/", "s3://nowhere/");
    for (address, secret_is) in [(address.as_str(), "wrong"), (&elsewhere, &right)] {
        let app = TestApp::with(&[(url, address), (id, &key), (secret, secret_is)]).await;
        let ann = app.user("ann").await;
        upload(&ann, &png()).await.expect(503);
        assert_eq!(ann.get(ME).await.expect(200).json()["profileimg"], Value::Null);
    }
    assert_eq!(names(&storage).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_clock_that_is_wrong_binds_no_object_that_may_be_removed() {
    let storage = ObjectStorage::start().await;
    let app = start(&storage.settings()).await;
    let ann = app.user("ann").await;
    let keys = ["avatars/late-512.webp".to_owned()];
    let put = [(keys[0].clone(), b"late".as_slice().into())];
    daybook::uploads::put(&app.app, put).await.expect("laid");
    let bind = async |now: Clock| {
        let (keys, now) = (keys.clone(), now.now());
        app.app.db.write(move |tx| daybook::uploads::bind(tx, &keys, now)).await
    };
    let late = Clock::fixed(NOON);
    late.advance(51 * MINUTE);
    assert_eq!(bind(late).await.expect_err("too late").status(), 503);
    bind(Clock::fixed(NOON)).await.expect("in time");
    ann.get(ME).await.expect(200);
}
