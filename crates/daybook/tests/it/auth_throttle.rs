//! Guessing passwords, making accounts and asking for mails, with the throttle on.

use crate::harness::{Actor, PASSWORD, TestApp};
use futures_util::future::join_all;
use serde_json::json;

const ON: &[(&str, &str)] = &[("DAYBOOK_THROTTLE", "on")];

async fn guess(actor: &Actor, name: &str, password: &str) -> u16 {
    actor.post("/api/login/", json!({ "username": name, "password": password })).await.status
}

#[tokio::test]
async fn of_many_guesses_at_once_few_are_checked() {
    let app = TestApp::with(ON).await;
    app.user("ann").await;
    for name in ["ann", "nobody"] {
        let guesses = (0..100).map(|at| {
            let stranger = app.anonymous().with("x-forwarded-for", &format!("192.0.2.{at}"));
            async move { guess(&stranger, name, "wrong").await }
        });
        let answers = join_all(guesses).await;
        let checked = answers.iter().filter(|status| **status == 401).count();
        assert_eq!(checked, 10, "{name}: {answers:?}");
        assert!(answers.iter().all(|status| [401, 429].contains(status)), "{answers:?}");
    }
}

#[tokio::test]
async fn a_stranger_waits_and_is_told_how_long() {
    let app = TestApp::with(ON).await;
    app.user("ann").await;
    let stranger = app.anonymous();
    for _ in 0..10 {
        assert_eq!(guess(&stranger, "ann", "wrong").await, 401);
    }
    let answer =
        stranger.post("/api/login/", json!({ "username": "ann", "password": PASSWORD })).await;
    assert_eq!(answer.header("retry-after"), "900");
    let told = json!({ "detail": "Request was throttled. Expected available in 900 seconds." });
    assert_eq!(answer.expect(429).json(), told);
    app.clock.advance(900_000_000);
    assert_eq!(guess(&stranger, "ann", PASSWORD).await, 200);
}

#[tokio::test]
async fn right_guesses_cost_nothing() {
    let app = TestApp::with(ON).await;
    app.user("ann").await;
    for _ in 0..30 {
        assert_eq!(guess(&app.anonymous(), "ann", PASSWORD).await, 200);
    }
}

#[tokio::test]
async fn one_address_cannot_try_many_names() {
    let app = TestApp::with(ON).await;
    let mut checked = 0;
    for at in 0..40 {
        checked += usize::from(guess(&app.anonymous(), &format!("user{at}"), "wrong").await == 401);
    }
    assert_eq!(checked, 20);
}

#[tokio::test]
async fn a_known_device_and_a_familiar_address_still_get_in() {
    let app = TestApp::with(&[("DAYBOOK_THROTTLE", "on"), ("TRUSTED_PROXIES", "127.0.0.1")]).await;
    app.user("ann").await;
    let home = app.anonymous().with("x-forwarded-for", "198.51.100.7");
    assert_eq!(guess(&home, "ann", PASSWORD).await, 200);
    let mark = daybook::identity::device::remember(&app.app.identity.keys, None, "ann");
    let device = app.anonymous().browser().with("x-forwarded-for", "203.0.113.9");
    device.set_cookie("device", &mark);

    let mut checked = 0;
    for at in 0..60 {
        let stranger = app.anonymous().with("x-forwarded-for", &format!("192.0.2.{at}"));
        checked += usize::from(guess(&stranger, "ann", "wrong").await == 401);
    }
    assert_eq!(checked, 20, "all strangers together");
    let stranger = app.anonymous().with("x-forwarded-for", "192.0.2.200");
    assert_eq!(guess(&stranger, "ann", PASSWORD).await, 429);
    assert_eq!(guess(&home, "ann", PASSWORD).await, 200, "an address with an earlier success");
    assert_eq!(guess(&device, "ann", PASSWORD).await, 200, "a device that was marked");
    let forged = device.browser().with("x-forwarded-for", "203.0.113.10");
    forged
        .set_cookie("device", "00000000000000000000000000000000.00000000000000000000000000000000");
    assert_eq!(guess(&forged, "ann", PASSWORD).await, 429, "a mark of one's own making");
}

/// The proxy adds the true address at the end; a client that wrote a word was taken for the proxy.
#[tokio::test]
async fn whatever_a_client_forwards_to_a_trusted_proxy_it_is_counted_at_its_own_address() {
    let app = TestApp::with(&[("DAYBOOK_THROTTLE", "on"), ("TRUSTED_PROXIES", "127.0.0.1")]).await;
    app.user("ann").await;
    let mut checked = 0;
    for at in 0..30 {
        let forged = ["x", "\u{e9}", "", "127.0.0.1"].get(at % 5).copied().unwrap_or("192.0.2.1");
        let guesser =
            app.anonymous().with("x-forwarded-for", &format!("{forged}{at}, {forged}, 192.0.2.9"));
        checked += usize::from(guess(&guesser, "ann", "wrong").await == 401);
    }
    assert_eq!(checked, 10);
    let neighbour = app.anonymous().with("x-forwarded-for", "198.51.100.7");
    assert_eq!(guess(&neighbour, "ann", PASSWORD).await, 200, "others behind the same proxy");
}

#[tokio::test]
async fn every_pathway_counts() {
    let app = TestApp::with(ON).await;
    let ann = app.user("ann").await;
    let wrong = json!({ "username": "ann", "password": "wrong" });
    for path in [
        "/api/login/",
        "/api/token/",
        "/api/auth/token/login/",
        "/api/auth/jwt/create/",
        "/api/accounts/login/",
        "/user/login/",
    ] {
        assert_ne!(app.anonymous().post(path, wrong.clone()).await.status, 429, "{path}");
    }
    let basic = app.anonymous().with("authorization", "Basic YW5uOndyb25n");
    for _ in 0..3 {
        basic.get("/api/auth/users/me/").await.expect(401);
    }
    let body = json!({ "new_password": "another good one", "current_password": "wrong" });
    ann.post("/api/auth/users/set_password/", body).await.expect(400);
    assert_eq!(guess(&app.anonymous(), "ann", PASSWORD).await, 429);
    basic.get("/api/auth/users/me/").await.expect(429);
}

#[tokio::test]
async fn switched_off_nobody_waits() {
    let app = TestApp::start().await;
    app.user("ann").await;
    for _ in 0..30 {
        assert_eq!(guess(&app.anonymous(), "ann", "wrong").await, 401);
    }
}

#[tokio::test]
async fn mails_are_counted_too() {
    let app = TestApp::with(ON).await;
    for at in 0..20 {
        let body = json!({ "email": format!("a{at}@example.com") });
        app.anonymous().post("/api/auth/users/reset_password/", body).await.expect(204);
    }
    let body = json!({ "email": "one@more.example" });
    app.anonymous().post("/api/auth/users/reset_password/", body).await.expect(429);
}

#[tokio::test]
async fn one_address_makes_so_many_accounts_and_no_more() {
    let on = [("DAYBOOK_THROTTLE", "on"), ("DAYBOOK_SIGN_UP_LIMIT", "4")];
    let app = TestApp::with(&on).await;
    let sign_up = async |path: &'static str, name: &str| {
        let body = json!({ "username": name, "password": PASSWORD, "password2": PASSWORD });
        app.anonymous().post(path, body).await
    };
    sign_up("/api/signup/", "ann").await.expect(200);
    sign_up("/api/auth/users/", "bob").await.expect(201);
    sign_up("/user/register/", "a b").await.expect(400);
    sign_up("/api/accounts/register/", "ann").await.expect(400);
    for path in ["/api/signup/", "/api/auth/users/", "/user/register/", "/api/accounts/register/"] {
        let answer = sign_up(path, "cat").await.expect(429);
        assert_eq!(answer.header("retry-after"), "900", "{path}");
    }
    let browser = app.anonymous().browser();
    browser.get("/registration").await.expect(200);
    let fields = [("username", "cat"), ("password", PASSWORD), ("password2", PASSWORD)];
    let page = browser.post_form("/registration", &fields).await.expect(429);
    assert!(page.text().contains("Request was throttled."), "{}", page.text());
    assert!(page.text().contains("value=\"cat\""), "what was typed stays");

    app.clock.advance(900_000_000);
    sign_up("/api/signup/", "cat").await.expect(200);
}

#[tokio::test]
async fn switched_off_one_address_makes_as_many_accounts_as_it_likes() {
    let app = TestApp::with(&[("DAYBOOK_SIGN_UP_LIMIT", "1")]).await;
    for name in ["ann", "bob", "cat"] {
        app.user(name).await;
    }
}
