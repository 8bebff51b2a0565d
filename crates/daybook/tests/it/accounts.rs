//! `/api/accounts/…` and `/user/…`.

use crate::harness::{Actor, PASSWORD, TestApp};
use serde_json::{Value, json};

async fn log_in(app: &TestApp, path: &str) -> Value {
    app.anonymous()
        .post(path, json!({ "username": "ann", "password": PASSWORD }))
        .await
        .expect(200)
        .json()
}

fn bearer(app: &TestApp, pair: &Value) -> Actor {
    app.anonymous()
        .with("authorization", &format!("Bearer {}", pair["access"].as_str().expect("a text")))
}

#[tokio::test]
async fn a_registration_answers_a_pair_and_the_user() {
    let app = TestApp::start().await;
    let body = json!({
        "username": "ann", "email": "a@example.com", "first_name": "Ann", "last_name": "Lee",
        "password": PASSWORD, "password2": PASSWORD,
    });
    let answer = app.anonymous().post("/api/accounts/register/", body).await.expect(201).json();
    let user = json!({
        "id": 1, "username": "ann", "email": "a@example.com", "first_name": "Ann", "last_name": "Lee",
    });
    assert_eq!(answer["user"].to_string(), user.to_string());
    let ann = bearer(&app, &answer);
    for path in ["/api/accounts/me/", "/user/me/", "/user/me"] {
        assert_eq!(ann.get(path).await.expect(200).json(), user, "{path}");
    }
    let body = json!({ "username": "bob", "password": PASSWORD, "password2": PASSWORD });
    let answer = app.anonymous().post("/user/register/", body).await.expect(201).json();
    assert_eq!(answer["user"]["email"], "");
}

#[tokio::test]
async fn bad_registrations() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let required = json!(["This field is required."]);
    for (body, told) in [
        (json!({}), json!({ "username": required, "password": required, "password2": required })),
        (
            json!({ "username": "bob", "password": PASSWORD, "password2": "x" }),
            json!({ "password2": ["Passwords do not match."] }),
        ),
        (
            json!({ "username": "bob", "password": "8091", "password2": "8091" }),
            json!({ "non_field_errors": [
                "This password is too short. It must contain at least 8 characters.",
                "This password is entirely numeric.",
            ] }),
        ),
        (
            json!({ "username": "bob", "last_name": "Bicycle", "password": "bicycle9", "password2": "bicycle9" }),
            json!({ "non_field_errors": ["The password is too similar to the last name."] }),
        ),
        (
            json!({ "username": "bob", "first_name": "x".repeat(151), "password": PASSWORD, "password2": PASSWORD }),
            json!({ "first_name": ["Ensure this field has no more than 150 characters."] }),
        ),
        (
            json!({ "username": "ann", "password": PASSWORD, "password2": PASSWORD }),
            json!({ "username": ["A user with that username already exists."] }),
        ),
    ] {
        let answer = app.anonymous().post("/user/register/", body).await.expect(400);
        assert_eq!(answer.json(), told);
    }
}

#[tokio::test]
async fn logins() {
    let app = TestApp::start().await;
    app.user("ann").await;
    for path in ["/api/accounts/login/", "/user/login/"] {
        let answer = log_in(&app, path).await;
        assert_eq!(answer["user"]["username"], "ann");
        bearer(&app, &answer).get("/user/me/").await.expect(200);
        for body in
            [json!({}), json!({ "username": "ann" }), json!({ "username": "", "password": "x" })]
        {
            let answer = app.anonymous().post(path, body).await.expect(400);
            assert_eq!(answer.json(), json!({ "detail": "Username and password required." }));
        }
        let wrong = json!({ "username": "ann", "password": "wrong" });
        let answer = app.anonymous().post(path, wrong).await.expect(401);
        assert_eq!(answer.header("www-authenticate"), "");
        assert_eq!(answer.json(), json!({ "detail": "Invalid credentials." }));
    }
}

#[tokio::test]
async fn a_logout_ends_the_session_of_its_refresh_token() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let pair = log_in(&app, "/user/login/").await;
    let ann = bearer(&app, &pair);
    let answer = ann.post("/user/logout/", json!({ "refresh": pair["refresh"] })).await.expect(205);
    assert_eq!(answer.text(), "");
    ann.get("/user/me/").await.expect(401);
    app.anonymous().post("/user/refresh/", json!({ "refresh": pair["refresh"] })).await.expect(401);
}

#[tokio::test]
async fn a_logout_without_a_token_ends_its_own_session_all_the_same() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let pair = log_in(&app, "/user/login/").await;
    let ann = bearer(&app, &pair);
    let answer = ann.post("/api/accounts/logout/", json!({})).await.expect(400);
    assert_eq!(answer.json(), json!({ "detail": "Refresh token required." }));
    ann.get("/user/me/").await.expect(401);
}

#[tokio::test]
async fn nobody_elses_session_can_be_ended() {
    let app = TestApp::start().await;
    let bob = app.user("bob").await;
    app.user("ann").await;
    let pair = log_in(&app, "/user/login/").await;
    let invalid = json!({ "detail": "Invalid token." });
    for token in [&pair["refresh"], &pair["access"], &json!("nonsense")] {
        let answer = bob.post("/user/logout/", json!({ "refresh": token })).await.expect(400);
        assert_eq!(answer.json(), invalid);
    }
    bearer(&app, &pair).get("/user/me/").await.expect(200);
    app.anonymous().post("/user/logout/", json!({ "refresh": pair["refresh"] })).await.expect(401);
}
