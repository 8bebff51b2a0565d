//! `/api/signup/`, `/api/login/`, `/api/logout/`, `/api/token/`.

use crate::harness::{PASSWORD, TestApp};
use serde_json::{Value, json};

fn is_token(value: &Value) -> bool {
    let digits = |text: &str| text.len() == 40 && text.bytes().all(|b| b.is_ascii_hexdigit());
    value.as_str().is_some_and(digits)
}

#[tokio::test]
async fn a_sign_up_answers_a_token_that_opens_everything() {
    let app = TestApp::start().await;
    let body = json!({ "username": " ann ", "email": "ann@example.com", "password": PASSWORD });
    let answer = app.anonymous().post("/api/signup/", body).await.expect(200).json();
    assert!(is_token(&answer["token"]), "{answer}");
    assert_eq!(answer["username"], "ann");
    let ann = app.anonymous().token(answer["token"].as_str().expect("a text"));
    let me = ann.get("/api/auth/users/me/").await.expect(200).json();
    assert_eq!(me, json!({ "email": "ann@example.com", "id": 1, "username": "ann" }));
}

#[tokio::test]
async fn a_sign_up_needs_no_email() {
    let app = TestApp::start().await;
    for (name, body) in [
        ("ann", json!({ "username": "ann", "password": PASSWORD })),
        ("bob", json!({ "username": "bob", "email": "", "password": PASSWORD })),
    ] {
        let answer = app.anonymous().post("/api/signup/", body).await.expect(200).json();
        assert_eq!(answer["username"], name);
    }
    app.anonymous()
        .post_form("/api/signup", &[("username", "cat"), ("password", PASSWORD)])
        .await
        .expect(200);
}

#[tokio::test]
async fn a_bad_sign_up_is_told_field_by_field() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let required = "This field is required.";
    let short = "This password is too short. It must contain at least 8 characters.";
    for (body, told) in [
        (json!({}), json!({ "username": [required], "password": [required] })),
        (
            json!({ "username": "", "email": "x", "password": "" }),
            json!({
                "username": ["This field may not be blank."],
                "email": ["Enter a valid email address."],
                "password": ["This field may not be blank."],
            }),
        ),
        (
            json!({ "username": null, "password": null }),
            json!({
                "username": ["This field may not be null."],
                "password": ["This field may not be null."],
            }),
        ),
        (
            json!({ "username": "a b", "password": PASSWORD }),
            json!({ "username": ["Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."] }),
        ),
        (
            json!({ "username": "a".repeat(151), "password": PASSWORD }),
            json!({ "username": ["Ensure this field has no more than 150 characters."] }),
        ),
        (
            json!({ "username": "ann", "password": PASSWORD }),
            json!({ "username": ["A user with that username already exists."] }),
        ),
        (
            json!({ "username": "bob", "password": "1234567" }),
            json!({ "password": [short, "This password is too common.", "This password is entirely numeric."] }),
        ),
        (
            json!({ "username": "bicycle", "password": "bicycle77" }),
            json!({ "password": ["The password is too similar to the username."] }),
        ),
        (
            json!({ "username": "bob", "email": "bicycle@example.com", "password": "bicycle77" }),
            json!({ "password": ["The password is too similar to the email address."] }),
        ),
    ] {
        let answer = app.anonymous().post("/api/signup/", body.clone()).await.expect(400).json();
        assert_eq!(answer.to_string(), told.to_string(), "{body}");
    }
    app.anonymous()
        .post("/api/signup/", json!({ "username": "Ann", "password": PASSWORD }))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_login_answers_another_token_of_the_same_user() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for password in [PASSWORD.to_owned(), format!(" {PASSWORD} ")] {
        let body = json!({ "username": "ann", "password": password });
        let answer = app.anonymous().post("/api/login/", body).await.expect(200).json();
        assert!(is_token(&answer["token"]));
        assert_ne!(answer["token"].as_str(), ann.token.as_deref());
        assert_eq!(answer["username"], "ann");
    }
    ann.get("/api/auth/users/me/").await.expect(200);
}

#[tokio::test]
async fn a_wrong_login_and_an_unknown_name_answer_the_same() {
    let app = TestApp::start().await;
    app.user("ann").await;
    for name in ["ann", "Ann", "nobody", "nob\0dy"] {
        let answer = app
            .anonymous()
            .post("/api/login/", json!({ "username": name, "password": "wrong" }))
            .await;
        if name.contains('\0') {
            let told = json!({ "username": ["Null characters are not allowed."] });
            assert_eq!(answer.expect(400).json(), told);
            continue;
        }
        let answer = answer.expect(401);
        assert_eq!(answer.header("www-authenticate"), "");
        assert_eq!(answer.json(), json!({ "error": "Invalid credentials" }));
        let answer = app
            .anonymous()
            .post("/api/token/", json!({ "username": name, "password": "wrong" }))
            .await;
        let told = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
        assert_eq!(answer.expect(400).json(), told);
    }
    let told =
        json!({ "username": ["This field is required."], "password": ["This field is required."] });
    for path in ["/api/login/", "/api/token/"] {
        assert_eq!(app.anonymous().post(path, json!({})).await.expect(400).json(), told, "{path}");
    }
}

#[tokio::test]
async fn a_login_ignores_what_credentials_come_along() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let body = json!({ "username": "ann", "password": PASSWORD });
    let stale = ann.browser();
    stale.set_cookie("access_token", "stale");
    for actor in [app.anonymous().token("no such token"), stale] {
        let answer = actor.post("/api/login/", body.clone()).await.expect(200);
        assert!(answer.headers.get("set-cookie").is_none(), "a JSON login sets no cookie");
    }
}

#[tokio::test]
async fn drf_tokens_are_told_alone() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let body = json!({ "username": "ann", "password": PASSWORD });
    let answer = app.anonymous().post("/api/token/", body).await.expect(200).json();
    assert!(is_token(&answer["token"]) && answer.as_object().is_some_and(|it| it.len() == 1));
}

#[tokio::test]
async fn a_logout_ends_the_session_of_its_credential_alone() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let other = ann.another_session().await;
    let answer = ann.post("/api/logout/", json!({})).await.expect(200).json();
    assert_eq!(answer, json!({ "message": "Logged out successfully" }));
    let answer = ann.get("/api/auth/users/me/").await.expect(401);
    assert_eq!(answer.json(), json!({ "detail": "Invalid token." }));
    other.get("/api/auth/users/me/").await.expect(200);

    let bearer = other.bearer().await;
    bearer.post("/api/logout/", json!({})).await.expect(200);
    bearer.get("/api/auth/users/me/").await.expect(401);
    other.get("/api/auth/users/me/").await.expect(200);
}

#[tokio::test]
async fn a_logout_without_credentials_is_refused() {
    let app = TestApp::start().await;
    let answer = app.anonymous().post("/api/logout/", json!({})).await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Token");
    assert_eq!(answer.json(), json!({ "detail": "Authentication credentials were not provided." }));
}
