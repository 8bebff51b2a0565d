//! Section 1 of the contract: what holds for every JSON endpoint.
//!
//! Not here: lists, paging and idempotency keys (`activities`), credentials (`auth`),
//! slow and silent clients (`timers`).

use crate::harness::{PASSWORD, TestApp};
use reqwest::multipart::Form;
use serde_json::json;

#[tokio::test]
async fn a_path_is_served_with_and_without_its_last_slash() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for path in ["/api/auth/users/me/", "/api/auth/users/me"] {
        assert_eq!(ann.get(path).await.expect(200).json()["username"], "ann");
    }
    let body = json!({ "username": "ann", "password": PASSWORD });
    app.anonymous().post("/api/login", body).await.expect(200);
}

#[tokio::test]
async fn a_body_may_be_json_a_form_or_multipart() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let fields = |name: &'static str| [("username", name), ("password", PASSWORD)];
    let json = json!({ "username": "jay", "password": PASSWORD, "unknown": ["ignored"] });
    anyone.post("/api/signup/", json).await.expect(200);
    anyone.post_form("/api/signup/", &fields("fay")).await.expect(200);
    let parts = Form::new().text("username", "may").text("password", PASSWORD);
    anyone.post_multipart("/api/signup/", parts).await.expect(200);
}

#[tokio::test]
async fn a_body_that_cannot_be_read_says_why() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let post = async |kind: &str, body: &[u8]| anyone.raw("POST", "/api/signup/", kind, body).await;

    let answer = post("text/plain", b"hello").await.expect(415);
    assert_eq!(
        answer.json(),
        json!({ "detail": "Unsupported media type \"text/plain\" in request." })
    );
    let answer = post("application/json", b"{\"username\":").await.expect(400);
    let detail = answer.json()["detail"].as_str().map(str::to_owned).unwrap_or_default();
    assert!(detail.starts_with("JSON parse error - "), "{detail}");
    let answer = post("multipart/form-data", b"x").await.expect(400);
    assert_eq!(
        answer.json(),
        json!({ "detail": "Multipart form parse error - Invalid boundary in multipart: None" })
    );
    for (body, found) in
        [("[]", "list"), ("\"x\"", "str"), ("7", "int"), ("1.5", "float"), ("true", "bool")]
    {
        let answer = post("application/json", body.as_bytes()).await.expect(400);
        let message = format!("Invalid data. Expected a dictionary, but got {found}.");
        assert_eq!(answer.json(), json!({ "non_field_errors": [message] }));
    }
    let answer = post("application/json", b"null").await.expect(400);
    assert_eq!(answer.json(), json!({ "non_field_errors": ["No data provided"] }));
}

#[tokio::test]
async fn every_field_is_told_of_at_once_in_the_order_of_its_declaration() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let answer = anyone.raw("POST", "/api/signup/", "", b"").await.expect(400);
    let required =
        "{\"username\":[\"This field is required.\"],\"password\":[\"This field is required.\"]}";
    assert_eq!(answer.text(), required);
    let body = json!({ "password": null, "email": "nowhere", "username": "a b" });
    let answer = anyone.post("/api/signup/", body).await.expect(400);
    let name = "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.";
    assert_eq!(
        answer.text(),
        json!({
            "username": [name],
            "email": ["Enter a valid email address."],
            "password": ["This field may not be null."],
        })
        .to_string()
    );
}

#[tokio::test]
async fn a_taken_name_is_told_with_what_is_wrong_with_the_other_fields() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let taken = json!(["A user with that username already exists."]);
    let no_address = json!(["Enter a valid email address."]);
    let required = json!(["This field is required."]);
    for (path, more) in [
        ("/api/signup/", json!({})),
        ("/api/auth/users/", json!({})),
        ("/api/accounts/register/", json!({ "password2": required })),
        ("/user/register/", json!({ "password2": required })),
    ] {
        let body = json!({ "username": " ann ", "email": "nowhere" });
        let answer = app.anonymous().post(path, body).await.expect(400);
        let mut told = json!({ "username": taken, "email": no_address, "password": required });
        told.as_object_mut().expect("fields").extend(more.as_object().expect("more").clone());
        assert_eq!(answer.text(), told.to_string(), "{path}");
    }
    let rules = json!({ "username": "ann", "password": "1", "password2": "2" });
    for path in ["/api/signup/", "/api/auth/users/", "/api/accounts/register/"] {
        let answer = app.anonymous().post(path, rules.clone()).await.expect(400).json();
        assert_eq!(answer, json!({ "username": taken }), "{path}: rules between fields come later");
    }
    let browser = app.anonymous().browser();
    browser.get("/registration").await.expect(200);
    let typed = [("username", "ann"), ("email", "nowhere"), ("password", ""), ("password2", "")];
    let page = browser.post_form("/registration", &typed).await.expect(200);
    for message in [&taken[0], &no_address[0], &json!("This field may not be blank.")] {
        assert!(page.text().contains(message.as_str().expect("a text")), "{}", page.text());
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let app =
        TestApp::with(&[("DAYBOOK_BODY_LIMIT", "100"), ("DAYBOOK_UPLOAD_LIMIT", "200")]).await;
    let anyone = app.anonymous();
    let long = "x".repeat(100);
    let answer = anyone.post("/api/signup/", json!({ "username": long })).await.expect(413);
    assert_eq!(answer.json(), json!({ "detail": "The body is larger than 100 bytes." }));
    let parts = Form::new().text("username", long.repeat(2));
    let answer = anyone.post_multipart("/api/signup/", parts).await.expect(413);
    assert_eq!(answer.json(), json!({ "detail": "The body is larger than 300 bytes." }));
}

#[tokio::test]
async fn who_may_not_know_a_path_is_not_told_its_methods() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let anyone = app.anonymous();
    let answer = anyone.raw("PUT", "/api/auth/sessions/", "", b"").await.expect(401);
    assert_eq!(answer.json(), json!({ "detail": "Authentication credentials were not provided." }));
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"api\"");
    let answer = ann.raw("PUT", "/api/auth/sessions/", "", b"").await.expect(405);
    assert_eq!(answer.json(), json!({ "detail": "Method \"PUT\" not allowed." }));
    assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS");
    anyone.raw("PUT", "/api/login/", "", b"").await.expect(405);
    assert_eq!(
        anyone.raw("OPTIONS", "/api/login/", "", b"").await.expect(200).header("allow"),
        "POST, OPTIONS"
    );
}

#[tokio::test]
async fn what_is_not_there_is_json_for_programs_and_a_page_for_people() {
    let app = TestApp::start().await;
    let anyone = app.anonymous();
    let ann = app.user("ann").await;
    for path in ["/api/nothing/", "/nothing", "/api/auth/users/x/", "/logs/1/nothing"] {
        let answer = ann.get(path).await.expect(404);
        assert_eq!(answer.json(), json!({ "detail": "Not found." }), "{path}");
    }
    let answer = anyone.with("accept", "text/html").get("/nothing").await.expect(404);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    anyone.with("accept", "text/html").get("/api/nothing/").await.expect(404).json();
}

#[tokio::test]
async fn who_has_the_answer_already_gets_304() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let answer = ann.get("/api/auth/users/me/").await.expect(200);
    let tag = answer.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    for given in [tag.as_str(), "\"other\", W/\"another\", *", &format!("\"other\", {tag}")] {
        let answer = ann.with("if-none-match", given).get("/api/auth/users/me/").await.expect(304);
        assert_eq!((answer.text(), answer.header("etag")), ("", tag.as_str()));
    }
    ann.with("if-none-match", "W/\"other\"").get("/api/auth/users/me/").await.expect(200);
}

#[tokio::test]
async fn only_named_hosts_are_answered() {
    let app = TestApp::with(&[("ALLOWED_HOSTS", "daybook.example,.team.example")]).await;
    let anyone = app.anonymous();
    for (host, status) in [
        ("daybook.example", 200),
        ("daybook.example:8000", 200),
        ("a.team.example", 200),
        ("evil.example", 400),
    ] {
        anyone.with("host", host).get("/healthz").await.expect(status);
    }
}

#[tokio::test]
async fn scripts_of_named_origins_may_read() {
    let app = TestApp::with(&[("CORS_ALLOWED_ORIGINS", "https://front.example")]).await;
    let front = app.anonymous().with("origin", "https://front.example");
    let asked = front.with("access-control-request-method", "PATCH");
    let answer = asked.raw("OPTIONS", "/api/auth/users/me/", "", b"").await.expect(204);
    assert_eq!(answer.header("access-control-allow-origin"), "https://front.example");
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
    assert!(answer.header("access-control-allow-methods").contains("PATCH"));
    assert!(answer.header("access-control-allow-headers").contains("Authorization"));
    let answer = front.get("/api/version/").await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "https://front.example");
    assert!(answer.header("access-control-expose-headers").contains("Daybook-Seq"));
    let stranger = app.anonymous().with("origin", "https://evil.example");
    assert_eq!(
        stranger.get("/api/version/").await.expect(200).header("access-control-allow-origin"),
        ""
    );

    let open = TestApp::with(&[("CORS_ALLOWED_ORIGINS", "*")]).await;
    let stranger = open.anonymous().with("origin", "https://evil.example");
    let answer = stranger.get("/api/version/").await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
}

#[tokio::test]
async fn every_answer_is_shielded() {
    let app = TestApp::start().await;
    for path in ["/healthz", "/login", "/nothing"] {
        let answer = app.anonymous().get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
}
