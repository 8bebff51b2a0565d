//! `/api/auth/users/`, `/api/auth/users/<id>/`, `/api/auth/users/me/`, `set_password/`, `set_username/`.

use crate::harness::{PASSWORD, TestApp};
use serde_json::json;

const ME: &str = "/api/auth/users/me/";

#[tokio::test]
async fn an_account_is_made_without_a_session() {
    let app = TestApp::start().await;
    let body =
        json!({ "username": "ann", "email": "ann@example.com", "password": PASSWORD, "id": 99 });
    let answer = app.anonymous().post("/api/auth/users/", body).await.expect(201);
    let told = r#"{"email":"ann@example.com","username":"ann","id":1}"#;
    assert_eq!(answer.text(), told);
    let body = json!({ "username": "ann", "password": "1234567" });
    let answer = app.anonymous().post("/api/auth/users/", body).await.expect(400).json();
    assert_eq!(answer, json!({ "username": ["A user with that username already exists."] }));
    let body = json!({ "username": "bob", "password": "123" });
    let answer = app.anonymous().post("/api/auth/users/", body).await.expect(400).json();
    assert_eq!(answer["password"].as_array().map(Vec::len), Some(3), "{answer}");
    app.anonymous().put("/api/auth/users/", json!({})).await.expect(405);
}

#[tokio::test]
async fn others_are_seen_by_staff_alone() {
    let app = TestApp::start().await;
    let (ann, bob, boss) = (app.user("ann").await, app.user("bob").await, app.staff("boss").await);
    let own = json!([{ "email": "", "id": ann.id, "username": "ann" }]);
    assert_eq!(ann.get("/api/auth/users/").await.expect(200).json(), own);
    let names = |list: serde_json::Value| -> Vec<String> {
        list.as_array()
            .expect("it works")
            .iter()
            .map(|user| user["username"].as_str().expect("a text").to_owned())
            .collect()
    };
    let all = boss.get("/api/auth/users/").await.expect(200).json();
    assert_eq!(names(all.clone()), ["boss", "bob", "ann"]);
    for key in ["is_active", "is_staff", "date_joined", "last_login"] {
        assert!(all[0].get(key).is_some(), "{key}");
    }
    let page = boss.get("/api/auth/users/?limit=2").await.expect(200);
    assert!(page.header("link").ends_with("rel=\"next\""), "{}", page.header("link"));
    assert_eq!(names(page.json()), ["boss", "bob"]);
    let page = boss.get("/api/auth/users/?page=1").await.expect(200).json();
    assert_eq!((page["count"].as_i64(), names(page["results"].clone()).len()), (Some(3), 3));
    let path = format!("/api/auth/users/{}/", bob.id);
    assert_eq!(ann.get(&path).await.expect(404).json(), json!({ "detail": "Not found." }));
    ann.get(&format!("/api/auth/users/{}/", ann.id)).await.expect(200);
    assert_eq!(boss.get(&path).await.expect(200).json()["username"], "bob");
    boss.get("/api/auth/users/999/").await.expect(404);
    boss.get("/api/auth/users/x/").await.expect(404);
    app.anonymous().get(&path).await.expect(401);
}

#[tokio::test]
async fn one_changes_ones_address_and_nothing_else() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    assert_eq!(ann.get(ME).await.expect(200).text(), r#"{"email":"","id":1,"username":"ann"}"#);
    let body = json!({ "email": "Ann@Example.com", "username": "eve", "id": 7, "is_staff": true });
    let told = json!({ "email": "Ann@Example.com", "id": 1, "username": "ann" });
    assert_eq!(ann.patch(ME, body).await.expect(200).json(), told);
    assert_eq!(ann.put(ME, json!({})).await.expect(200).json(), told);
    let answer = ann.patch(ME, json!({ "email": "nonsense" })).await.expect(400).json();
    assert_eq!(answer, json!({ "email": ["Enter a valid email address."] }));
    assert_eq!(ann.patch(ME, json!({ "email": "" })).await.expect(200).json()["email"], "");
    ann.post(ME, json!({})).await.expect(405);
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (token, bearer) = (ann.another_session().await, ann.bearer().await);
    let path = "/api/auth/users/set_password/";
    for (body, told) in [
        (
            json!({}),
            json!({ "new_password": ["This field is required."], "current_password": ["This field is required."] }),
        ),
        (
            json!({ "new_password": "x", "current_password": "wrong" }),
            json!({ "current_password": ["Invalid password."] }),
        ),
        (
            json!({ "new_password": "1234", "current_password": PASSWORD }),
            json!({ "new_password": [
                "This password is too short. It must contain at least 8 characters.",
                "This password is too common.",
                "This password is entirely numeric.",
            ] }),
        ),
    ] {
        assert_eq!(ann.post(path, body).await.expect(400).json(), told);
    }
    let new = "another good one";
    let body = json!({ "new_password": format!(" {new} "), "current_password": PASSWORD });
    assert_eq!(ann.post(path, body).await.expect(204).text(), "");
    ann.get(ME).await.expect(200);
    token.get(ME).await.expect(401);
    bearer.get(ME).await.expect(401);
    let log_in = async |password: &str| {
        app.anonymous()
            .post("/api/login/", json!({ "username": "ann", "password": password }))
            .await
    };
    log_in(PASSWORD).await.expect(401);
    log_in(new).await.expect(200);
}

#[tokio::test]
async fn a_new_username() {
    let app = TestApp::start().await;
    let (ann, _) = (app.user("ann").await, app.user("bob").await);
    let path = "/api/auth/users/set_username/";
    for (name, password, told) in [
        ("anna", "wrong", json!({ "current_password": ["Invalid password."] })),
        ("bob", PASSWORD, json!({ "new_username": ["A user with that username already exists."] })),
        ("", PASSWORD, json!({ "new_username": ["This field may not be blank."] })),
    ] {
        let body = json!({ "new_username": name, "current_password": password });
        assert_eq!(ann.post(path, body).await.expect(400).json(), told);
    }
    let body = json!({ "new_username": "anna", "current_password": PASSWORD });
    ann.post(path, body).await.expect(204);
    assert_eq!(ann.get(ME).await.expect(200).json()["username"], "anna");
    app.user("ann").await;
}

#[tokio::test]
async fn a_deleted_account_is_gone_with_its_name_free() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let bearer = ann.bearer().await;
    let activity = json!({ "activity_name": "reading", "duration": 5, "tags": ["books"] });
    ann.post("/api/activities/", activity).await.expect(201);
    for (body, told) in [
        (json!({}), json!({ "current_password": ["This field is required."] })),
        (
            json!({ "current_password": "wrong" }),
            json!({ "current_password": ["Invalid password."] }),
        ),
    ] {
        assert_eq!(ann.delete_with(ME, body).await.expect(400).json(), told);
    }
    ann.delete_with(ME, json!({ "current_password": PASSWORD })).await.expect(204);
    assert_eq!(ann.get(ME).await.expect(401).json(), json!({ "detail": "Invalid token." }));
    assert_eq!(bearer.get(ME).await.expect(401).json()["code"], "token_not_valid");
    let body = json!({ "username": "ann", "password": PASSWORD });
    app.anonymous().post("/api/login/", body).await.expect(401);
    for table in ["users", "sessions", "activities", "events", "streams", "outbox"] {
        let count = format!("select count(*) from {table}");
        let left = app.app.db.read(move |tx| tx.one::<i64>(&count, &[])).await;
        assert_eq!(left.expect("it works"), 0, "{table}");
    }
    assert_ne!(app.user("ann").await.id, ann.id);
}
