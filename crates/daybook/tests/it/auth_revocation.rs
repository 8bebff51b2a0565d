//! Sockets and sessions end together, whatever ends the session.

use crate::harness::{Actor, PASSWORD, Socket, TestApp};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

const UNAUTHORISED: u16 = 4500;
const REVOKED: u16 = 4503;

/// A pair of JWTs, and a socket that came in by its access token.
async fn open(app: &TestApp, name: &str) -> (Value, Socket) {
    let body = json!({ "username": name, "password": PASSWORD });
    let pair = app.anonymous().post("/api/auth/jwt/create/", body).await.expect(200).json();
    let socket = app
        .anonymous()
        .socket(&format!("/ws/live/?token={}", pair["access"].as_str().expect("a text")))
        .await;
    (pair, socket)
}

fn bearer(app: &TestApp, pair: &Value) -> Actor {
    app.anonymous()
        .with("authorization", &format!("Bearer {}", pair["access"].as_str().expect("a text")))
}

async fn refresh(app: &TestApp, pair: &Value) -> crate::harness::Answer {
    app.anonymous().post("/api/auth/jwt/refresh/", json!({ "refresh": pair["refresh"] })).await
}

#[tokio::test]
async fn a_logout_closes_the_sockets_of_its_session_alone() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut kept = ann.socket("/ws/live/").await;
    let (pair, mut socket) = open(&app, "ann").await;
    bearer(&app, &pair)
        .post("/api/accounts/logout/", json!({ "refresh": pair["refresh"] }))
        .await
        .expect(205);
    assert_eq!(socket.closed().await, REVOKED);
    kept.assert_quiet().await;
    ann.post("/api/logout/", json!({})).await.expect(200);
    assert_eq!(kept.closed().await, REVOKED);
}

#[tokio::test]
async fn a_rotation_leaves_the_socket_open_and_its_misuse_closes_it() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let (pair, mut socket) = open(&app, "ann").await;
    refresh(&app, &pair).await.expect(200);
    socket.assert_quiet().await;
    app.clock.advance(31 * 60 * 1_000_000);
    socket.assert_quiet().await;
    refresh(&app, &pair).await.expect(401);
    assert_eq!(socket.closed().await, REVOKED);
}

#[tokio::test]
async fn a_new_password_closes_the_sockets_of_all_other_sessions() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let ann = app.user("ann").await;
    let mut own = ann.socket("/ws/live/").await;
    let (_, mut here) = open(&app, "ann").await;
    let (_, mut there) = open(&other, "ann").await;
    let body = json!({ "new_password": "another good one", "current_password": PASSWORD });
    ann.post("/api/auth/users/set_password/", body).await.expect(204);
    assert_eq!(here.closed().await, REVOKED);
    assert_eq!(there.closed().await, REVOKED, "on another node, within five seconds");
    own.assert_quiet().await;
}

#[tokio::test]
async fn an_ended_session_and_a_deleted_account_close_theirs() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut own = ann.socket("/ws/live/").await;
    let (_, mut socket) = open(&app, "ann").await;
    let sessions = ann.get("/api/auth/sessions/").await.expect(200).json();
    ann.delete(&format!("/api/auth/sessions/{}/", sessions[0]["id"])).await.expect(204);
    assert_eq!(socket.closed().await, REVOKED);
    let body = json!({ "current_password": PASSWORD });
    ann.delete_with("/api/auth/users/me/", body).await.expect(204);
    assert_eq!(own.closed().await, REVOKED);
}

#[tokio::test]
async fn nobody_gets_in_with_what_is_over() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let (pair, _socket) = open(&app, "ann").await;
    let path = format!("/ws/live/?token={}", pair["access"].as_str().expect("a text"));
    bearer(&app, &pair).post("/api/logout/", json!({})).await.expect(200);
    assert_eq!(app.anonymous().socket(&path).await.closed().await, UNAUTHORISED);
    for path in ["/ws/live/", "/ws/live/?token=", "/ws/live/?token=abc", "/ws/live/?token=a.b.c"] {
        assert_eq!(app.anonymous().socket(path).await.closed().await, UNAUTHORISED, "{path}");
    }
    let basic = app
        .anonymous()
        .with("authorization", &format!("Basic {}", STANDARD.encode(format!("ann:{PASSWORD}"))));
    basic.get("/api/auth/users/me/").await.expect(200);
    assert_eq!(
        basic.socket("/ws/live/").await.closed().await,
        UNAUTHORISED,
        "it has no session to end with"
    );
}

#[tokio::test]
async fn cookies_let_a_socket_in_from_our_own_pages_alone() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let (pair, _socket) = open(&app, "ann").await;
    let browser = ann.browser();
    browser.set_cookie("access_token", pair["access"].as_str().expect("a text"));
    browser.socket("/ws/live/").await.assert_quiet().await;
    for origin in ["https://evil.example", "null", "http://127.0.0.1"] {
        let refusal = browser.with("origin", origin).try_socket("/ws/live/").await;
        let Err(refusal) = refusal else { panic!("{origin} was let in") };
        refusal.expect(403);
    }
    let cookie = format!("access_token={}", browser.cookie("access_token"));
    let Err(refusal) = app.anonymous().with("cookie", &cookie).try_socket("/ws/live/").await else {
        panic!("no origin was let in")
    };
    refusal.expect(403);
}
