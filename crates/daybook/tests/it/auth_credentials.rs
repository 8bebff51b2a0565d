//! The credentials themselves, on any guarded path: headers, cookies, and what is refused.

use crate::harness::{Actor, PASSWORD, TestApp};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

const ME: &str = "/api/auth/users/me/";

fn basic(name: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{name}:{password}")))
}

async fn with_header(app: &TestApp, header: &str) -> Value {
    let answer = app.anonymous().with("authorization", header).get(ME).await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"api\"", "{header}");
    answer.json()
}

/// A browser with the cookies of a session of its own.
async fn browser(app: &TestApp, ann: &Actor) -> Actor {
    let body = json!({ "username": ann.name, "password": PASSWORD });
    let pair = app.anonymous().post("/api/auth/jwt/create/", body).await.expect(200).json();
    let browser = ann.browser();
    browser.set_cookie("access_token", pair["access"].as_str().expect("a text"));
    browser.set_cookie("refresh_token", pair["refresh"].as_str().expect("a text"));
    browser.set_cookie("csrftoken", "abcdefghijklmnopqrstuvwxyz012345");
    browser
}

#[tokio::test]
async fn headers_that_are_nobodys() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let token = ann.token.clone().expect("a token");
    let bearer = ann.bearer().await;
    bearer.get(ME).await.expect(200);
    for (header, detail) in [
        ("Token", "Invalid token header. No credentials provided."),
        ("Token a b", "Invalid token header. Token string should not contain spaces."),
        ("Token abc", "Invalid token."),
        ("token abc", "Invalid token."),
        ("Bearer", "Authorization header must contain two space-delimited values"),
        ("Bearer a b", "Authorization header must contain two space-delimited values"),
        ("Bearer abc", "Given token not valid for any token type"),
        ("bearer abc", "Authentication credentials were not provided."),
        ("Digest abc", "Authentication credentials were not provided."),
        ("Basic", "Invalid basic header. No credentials provided."),
        ("Basic a b", "Invalid basic header. Credentials string should not contain spaces."),
        ("Basic !", "Invalid basic header. Credentials not correctly base64 encoded."),
        (&basic("ann", "wrong"), "Invalid username/password."),
        (&basic("nobody", "wrong"), "Invalid username/password."),
        (&format!("Bearer {token}"), "Given token not valid for any token type"),
    ] {
        assert_eq!(with_header(&app, header).await["detail"], detail, "{header}");
    }
    app.anonymous().with("authorization", &format!("token {token}")).get(ME).await.expect(200);
}

#[tokio::test]
async fn basic_is_good_until_the_password_changes() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let curl = app.anonymous().with("authorization", &basic("ann", PASSWORD));
    for _ in 0..3 {
        curl.get(ME).await.expect(200);
    }
    let sessions = curl.get("/api/auth/sessions/").await.expect(200).json();
    assert_eq!(sessions.as_array().map(Vec::len), Some(1), "Basic has no session");
    let body = json!({ "current_password": PASSWORD, "new_password": "another good one" });
    ann.post("/api/auth/users/set_password/", body).await.expect(204);
    curl.get(ME).await.expect(401);
    app.anonymous()
        .with("authorization", &basic("ann", "another good one"))
        .get(ME)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_header_decides_alone() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let browser = browser(&app, &ann).await;
    browser.get(ME).await.expect(200);
    browser.with("authorization", "Token abc").get(ME).await.expect(401);
    browser.with("authorization", "Digest x").get(ME).await.expect(401);
    let bob = app.user("bob").await;
    let header = format!("Token {}", bob.token.clone().expect("a token"));
    let me = browser.with("authorization", &header).get(ME).await.expect(200).json();
    assert_eq!(me["username"], "bob");
}

#[tokio::test]
async fn forged_and_foreign_cookie_requests_are_refused() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let browser = browser(&app, &ann).await;
    let patch = json!({ "email": "new@example.com" });
    browser.patch(ME, patch.clone()).await.expect(200);
    browser.with("origin", "https://evil.example").get(ME).await.expect(200);
    for (header, value, detail) in [
        ("x-csrftoken", "x", "CSRF Failed: CSRF token incorrect."),
        ("x-csrftoken", "", "CSRF Failed: CSRF token missing."),
        (
            "origin",
            "https://evil.example",
            "CSRF Failed: Origin checking failed - https://evil.example does not match any trusted origins.",
        ),
        (
            "origin",
            "null",
            "CSRF Failed: Origin checking failed - null does not match any trusted origins.",
        ),
    ] {
        let answer = browser.with(header, value).patch(ME, patch.clone()).await.expect(403);
        assert_eq!(answer.json(), json!({ "detail": detail }), "{header}: {value}");
    }
    browser.set_cookie("csrftoken", "");
    let answer = browser.patch(ME, patch.clone()).await.expect(403);
    assert_eq!(answer.json(), json!({ "detail": "CSRF Failed: CSRF cookie not set." }));
}

#[tokio::test]
async fn a_cookie_request_from_nowhere_is_refused() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let browser = browser(&app, &ann).await;
    let secret = "abcdefghijklmnopqrstuvwxyz012345";
    let cookies = format!("access_token={}; csrftoken={secret}", browser.cookie("access_token"));
    let nowhere = app.anonymous().with("cookie", &cookies);
    nowhere.get(ME).await.expect(200);
    let answer = nowhere.patch(ME, json!({})).await.expect(403).json();
    assert_eq!(answer, json!({ "detail": "CSRF Failed: CSRF token missing." }));
    let with_token = nowhere.with("x-csrftoken", secret);
    let answer = with_token.patch(ME, json!({})).await.expect(403).json();
    assert_eq!(answer, json!({ "detail": "CSRF Failed: Referer checking failed - no Referer." }));
    with_token.with("sec-fetch-site", "cross-site").patch(ME, json!({})).await.expect(403);
    with_token.with("sec-fetch-site", "same-origin").patch(ME, json!({})).await.expect(200);
    with_token
        .with("referer", &format!("{}/settings", app.url))
        .patch(ME, json!({}))
        .await
        .expect(200);
}

#[tokio::test]
async fn an_expired_access_cookie_is_renewed_in_passing() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let browser = browser(&app, &ann).await;
    let (access, refresh) = (browser.cookie("access_token"), browser.cookie("refresh_token"));
    app.clock.advance(31 * 60 * 1_000_000);
    let answer = browser.get(ME).await.expect(200);
    let set: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert_eq!(set.len(), 1, "{set:?}");
    assert!(
        set[0]
            .to_str()
            .expect("a text")
            .ends_with("; Path=/; Max-Age=604800; SameSite=Lax; HttpOnly")
    );
    assert_ne!(browser.cookie("access_token"), access);
    assert_eq!(browser.cookie("refresh_token"), refresh);
    assert!(browser.get(ME).await.expect(200).headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn a_browser_that_comes_back_every_week_stays_logged_in() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let browser = browser(&app, &ann).await;
    for _ in 0..4 {
        app.clock.advance(6 * 24 * 3_600 * 1_000_000);
        browser.get(ME).await.expect(200);
    }
    app.clock.advance(8 * 24 * 3_600 * 1_000_000);
    browser.get(ME).await.expect(401);
}

#[tokio::test]
async fn a_deactivated_user_is_out_on_every_pathway() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let browser = browser(&app, &ann).await;
    let bearer = ann.bearer().await;
    let curl = app.anonymous().with("authorization", &basic("ann", PASSWORD));
    curl.get(ME).await.expect(200);
    let other = app.another_node().await;
    app.deactivate(&ann).await;
    for actor in [&ann, &browser, &bearer, &curl] {
        actor.get(ME).await.expect(401);
        other.here(actor).get(ME).await.expect(401);
    }
    assert_eq!(ann.get(ME).await.json()["detail"], "User inactive or deleted.");
    assert_eq!(bearer.get(ME).await.json()["code"], "user_inactive");
    let body = json!({ "username": "ann", "password": PASSWORD });
    app.anonymous().post("/api/login/", body).await.expect(401);
}

#[tokio::test]
async fn a_token_session_ends_ninety_days_after_its_last_use() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for _ in 0..2 {
        app.clock.advance(89 * 24 * 3_600 * 1_000_000);
        ann.get(ME).await.expect(200);
    }
    app.clock.advance(91 * 24 * 3_600 * 1_000_000);
    assert_eq!(ann.get(ME).await.expect(401).json(), json!({ "detail": "Invalid token." }));
}
