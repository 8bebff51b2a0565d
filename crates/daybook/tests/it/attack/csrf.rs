//! Pages of somebody else: what cookies alone would vouch for is refused, for each operation.
//!
//! Not here: the rule itself (`identity::csrf`), its messages (`auth_credentials`).

use super::operations::{Operation, operations};
use crate::harness::{Actor, PASSWORD, TestApp};
use reqwest::Method;
use serde_json::json;

/// The forms that mailed links open: their pages hide where they are, so that the link does not leak, and of such a page a
/// browser says `Origin: null`. The token in the form is what vouches for them, and the link for what they do.
const HIDDEN: [&str; 3] = ["post_activation", "post_new_password", "post_new_username"];
const NO_ORIGIN: &str = "no origin of its own";
const NOTHING: &str = "nothing that tells";

const SECRET: &str = "abcdefghijklmnopqrstuvwxyz012345";

/// The cookies of a living session, as a browser sends them whoever's page it shows.
async fn cookies(app: &TestApp) -> String {
    app.user("ann").await;
    let body = json!({ "username": "ann", "password": PASSWORD });
    let pair = app.anonymous().post("/api/auth/jwt/create/", body).await.expect(200).json();
    let text = |name: &str| pair[name].as_str().expect("a token").to_owned();
    format!(
        "access_token={}; refresh_token={}; csrftoken={SECRET}",
        text("access"),
        text("refresh")
    )
}

/// What the page of somebody else can make a browser send.
fn foreign(victim: &Actor) -> Vec<(&'static str, Actor)> {
    let guessing = victim.with("x-csrftoken", SECRET);
    vec![
        ("a foreign origin", victim.with("origin", "https://evil.example")),
        ("a foreign origin that knows the token", guessing.with("origin", "https://evil.example")),
        ("a sister's origin", guessing.with("origin", "http://localhost")),
        (NO_ORIGIN, guessing.with("origin", "null")),
        (NOTHING, guessing.clone()),
        ("a foreign referer", guessing.with("referer", "https://evil.example/settings")),
        ("another site", guessing.with("sec-fetch-site", "cross-site")),
        ("a sister site", guessing.with("sec-fetch-site", "same-site")),
        ("no token", victim.with("sec-fetch-site", "same-origin")),
        ("another token", victim.with("sec-fetch-site", "same-origin").with("x-csrftoken", "x")),
    ]
}

async fn send(actor: &Actor, operation: &Operation, kind: &str) -> crate::harness::Answer {
    let body: &[u8] = if kind == "application/json" { b"{}" } else { b"" };
    actor.raw(operation.method.as_str(), &operation.path_of(1), kind, body).await
}

#[tokio::test]
async fn nothing_is_changed_by_somebody_elses_page() {
    let app = TestApp::start().await;
    let victim = app.anonymous().with("cookie", &cookies(&app).await);
    let unsafe_ones = operations().into_iter().filter(|it| it.method != Method::GET);
    for operation in unsafe_ones {
        for (how, actor) in foreign(&victim) {
            for kind in ["application/json", "application/x-www-form-urlencoded"] {
                let answer = send(&actor, &operation, kind).await;
                if operation.guarded || operation.is_page() {
                    let is_hidden =
                        [NO_ORIGIN, NOTHING].contains(&how) && HIDDEN.contains(&&*operation.id);
                    assert_eq!(
                        answer.status,
                        if is_hidden { 404 } else { 403 },
                        "{} with {how}: {}",
                        operation.id,
                        answer.text()
                    );
                } else {
                    // It takes no credentials: a cookie changes nothing, and none is set.
                    let plain = send(&app.anonymous(), &operation, kind).await;
                    assert_eq!(answer.status, plain.status, "{} with {how}", operation.id);
                    assert_eq!(answer.header("set-cookie"), "", "{} with {how}", operation.id);
                }
            }
        }
    }
    victim.get("/api/auth/users/me/").await.expect(200);
}

#[tokio::test]
async fn no_socket_is_opened_by_somebody_elses_page() {
    let app = TestApp::start().await;
    let victim = app.anonymous().with("cookie", &cookies(&app).await);
    let own = victim.with("origin", &app.url);
    for operation in operations().into_iter().filter(Operation::is_socket) {
        let path = operation.path_of(1);
        own.socket(&path).await.close().await;
        for origin in ["https://evil.example", "null", "", "http://localhost", "file://"] {
            let refused = victim.with("origin", origin).try_socket(&path).await;
            assert_eq!(refused.err().map(|it| it.status), Some(403), "{origin}");
        }
        let refused = victim.try_socket(&path).await;
        assert_eq!(refused.err().map(|it| it.status), Some(403), "no origin");
    }
}
