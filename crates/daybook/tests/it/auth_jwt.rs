//! `/api/auth/jwt/create/`, `refresh/`, `verify/` and their other names.

use crate::harness::{Actor, PASSWORD, TestApp};
use serde_json::{Value, json};

async fn log_in(app: &TestApp, name: &str) -> Value {
    let body = json!({ "username": name, "password": PASSWORD });
    app.anonymous().post("/api/auth/jwt/create/", body).await.expect(200).json()
}

fn bearer(app: &TestApp, pair: &Value) -> Actor {
    app.anonymous()
        .with("authorization", &format!("Bearer {}", pair["access"].as_str().expect("a text")))
}

async fn refresh(app: &TestApp, pair: &Value) -> crate::harness::Answer {
    app.anonymous().post("/api/auth/jwt/refresh/", json!({ "refresh": pair["refresh"] })).await
}

fn refused(detail: &str) -> Value {
    json!({ "detail": detail, "code": "token_not_valid" })
}

#[tokio::test]
async fn a_pair_opens_and_is_refused_when_wrong() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let pair = log_in(&app, "ann").await;
    bearer(&app, &pair).get("/api/accounts/me/").await.expect(200);
    for name in ["ann", "nobody"] {
        let body = json!({ "username": name, "password": "wrong" });
        let answer = app.anonymous().post("/api/auth/jwt/create/", body).await.expect(401);
        assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"api\"");
        let told = json!({ "detail": "No active account found with the given credentials" });
        assert_eq!(answer.json(), told);
    }
    let answer =
        app.anonymous().post("/api/auth/jwt/create/", json!({ "username": "" })).await.expect(400);
    let told = json!({ "username": ["This field may not be blank."], "password": ["This field is required."] });
    assert_eq!(answer.json(), told);
    let answer = app.anonymous().get("/api/auth/jwt/create/").await.expect(405);
    assert_eq!(answer.header("allow"), "POST, OPTIONS");
    assert_eq!(answer.json(), json!({ "detail": "Method \"GET\" not allowed." }));
}

#[tokio::test]
async fn a_refresh_buys_one_successor_told_again_within_the_grace() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let pair = log_in(&app, "ann").await;
    let next = refresh(&app, &pair).await.expect(200).json();
    assert_ne!(next["refresh"], pair["refresh"]);
    app.clock.advance(9_999_999);
    assert_eq!(refresh(&app, &pair).await.expect(200).json(), next, "the same successor");
    app.clock.advance(1);
    let answer = refresh(&app, &pair).await.expect(401);
    assert_eq!(answer.json(), refused("Token is blacklisted"));
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"api\"");
    refresh(&app, &next).await.expect(401);
    bearer(&app, &next).get("/api/accounts/me/").await.expect(401);
}

#[tokio::test]
async fn the_one_before_the_last_ends_the_session_even_within_the_grace() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let first = log_in(&app, "ann").await;
    let second = refresh(&app, &first).await.expect(200).json();
    let third = refresh(&app, &second).await.expect(200).json();
    refresh(&app, &first).await.expect(401);
    refresh(&app, &third).await.expect(401);
}

#[tokio::test]
async fn tabs_that_race_get_the_same_successor() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let other = app.another_node().await;
    let pair = log_in(&app, "ann").await;
    let (a, b, c) =
        tokio::join!(refresh(&app, &pair), refresh(&other, &pair), refresh(&app, &pair));
    let answers = [a.expect(200).json(), b.expect(200).json(), c.expect(200).json()];
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn without_grace_a_refresh_is_good_once() {
    let app = TestApp::with(&[("JWT_REFRESH_GRACE", "0")]).await;
    app.user("ann").await;
    let pair = log_in(&app, "ann").await;
    refresh(&app, &pair).await.expect(200);
    refresh(&app, &pair).await.expect(401);
}

#[tokio::test]
async fn bad_refresh_tokens() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let pair = log_in(&app, "ann").await;
    let access = json!({ "refresh": pair["access"] });
    for (path, body, status, told) in [
        (
            "/api/auth/jwt/refresh/",
            json!({}),
            400,
            json!({ "refresh": ["This field is required."] }),
        ),
        ("/api/accounts/refresh/", json!({ "refresh": "x" }), 401, refused("Token is invalid")),
        ("/user/refresh/", access, 401, refused("Token has wrong type")),
        ("/user/verify/", json!({}), 400, json!({ "token": ["This field is required."] })),
        ("/api/accounts/verify/", json!({ "token": "a.b.c" }), 401, refused("Token is invalid")),
    ] {
        let answer = app.anonymous().post(path, body).await.expect(status);
        assert_eq!(answer.json(), told, "{path}");
    }
    app.clock.advance(8 * 24 * 3_600 * 1_000_000);
    assert_eq!(refresh(&app, &pair).await.expect(401).json(), refused("Token is expired"));
}

#[tokio::test]
async fn verify_takes_both_kinds_until_their_session_ends() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let pair = log_in(&app, "ann").await;
    let verify = async |token: &Value| {
        app.anonymous().post("/api/auth/jwt/verify/", json!({ "token": token })).await
    };
    assert_eq!(verify(&pair["access"]).await.expect(200).json(), json!({}));
    assert_eq!(verify(&pair["refresh"]).await.expect(200).json(), json!({}));
    let next = refresh(&app, &pair).await.expect(200).json();
    assert_eq!(verify(&pair["refresh"]).await.expect(401).json(), refused("Token is blacklisted"));
    verify(&next["refresh"]).await.expect(200);
    bearer(&app, &next).post("/api/logout/", json!({})).await.expect(200);
    for token in [&pair["access"], &next["access"], &next["refresh"]] {
        assert_eq!(verify(token).await.expect(401).json(), refused("Token is blacklisted"));
    }
}

#[tokio::test]
async fn an_access_token_lives_half_an_hour() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let pair = log_in(&app, "ann").await;
    app.clock.advance(30 * 60 * 1_000_000 - 1);
    bearer(&app, &pair).get("/api/accounts/me/").await.expect(200);
    app.clock.advance(1);
    let answer = bearer(&app, &pair).get("/api/accounts/me/").await.expect(401).json();
    assert_eq!(
        answer,
        json!({
            "detail": "Given token not valid for any token type",
            "code": "token_not_valid",
            "messages": [{ "token_class": "AccessToken", "token_type": "access", "message": "Token is expired" }],
        })
    );
}
