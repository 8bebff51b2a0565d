//! `/api/auth/token/login/` and `/api/auth/token/logout/`.

use crate::harness::{PASSWORD, TestApp};
use serde_json::json;

#[tokio::test]
async fn djoser_tokens() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let body = json!({ "username": "ann", "password": PASSWORD });
    let answer = app.anonymous().post("/api/auth/token/login/", body).await.expect(200).json();
    let ann = app.anonymous().token(answer["auth_token"].as_str().expect("a text"));
    let gone = ann.post("/api/auth/token/logout/", json!({})).await.expect(204);
    assert_eq!(gone.text(), "");
    ann.get("/api/auth/users/me/").await.expect(401);
    ann.post("/api/auth/token/logout/", json!({})).await.expect(401);
}

#[tokio::test]
async fn every_refusal_is_the_same() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let told = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    for body in [
        json!({}),
        json!({ "username": "ann" }),
        json!({ "username": "ann", "password": "" }),
        json!({ "username": "ann", "password": "wrong" }),
        json!({ "username": ["ann"], "password": {} }),
        json!({ "username": null, "password": null }),
        json!({ "username": "nob\0dy", "password": "x" }),
    ] {
        let answer = app.anonymous().post("/api/auth/token/login/", body.clone()).await.expect(400);
        assert_eq!(answer.json(), told, "{body}");
    }
}
