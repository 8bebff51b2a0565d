//! What writes history: every way in and out, every change of an account; and never a secret.

use crate::harness::{Actor, Mailbox, PASSWORD, TestApp};
use daybook::{identity::housekeeping::tidy, time::DAY};
use serde_json::{Value, json};

const NEW: &str = "another correct horse";

/// The types and details of a user's records, oldest first, as staff reads them.
async fn story(reader: &Actor, user: i64) -> Vec<(String, Value)> {
    let list = reader.get(&format!("/api/profile-history/?user={user}")).await.expect(200).json();
    let rows = list.as_array().expect("a list").iter().rev();
    rows.map(|row| {
        assert_eq!(row["user_profile"], user);
        (row["activity_type"].as_str().expect("a type").to_owned(), row["details"].clone())
    })
    .collect()
}

fn types(story: &[(String, Value)]) -> Vec<&str> {
    story.iter().map(|(activity_type, _)| activity_type.as_str()).collect()
}

#[tokio::test]
async fn logins_good_and_bad_and_logouts_are_told() {
    let app = TestApp::start().await;
    let agent = app.anonymous().with("user-agent", "curl/8");
    let made = json!({ "username": "ann", "password": PASSWORD });
    let token = agent.post("/api/signup/", made.clone()).await.expect(200).json();
    let ann = agent.token(token["token"].as_str().expect("a token"));
    let me = ann.get("/api/auth/users/me/").await.expect(200).json()["id"].as_i64().expect("an id");
    let wrong = json!({ "username": "ann", "password": "wrong" });
    agent.post("/api/login/", wrong).await.expect(401);
    agent.post("/api/auth/jwt/create/", made).await.expect(200);
    let sessions = ann.get("/api/auth/sessions/").await.expect(200).json();
    let session = |at: usize| sessions[at]["id"].clone();
    ann.delete(&format!("/api/auth/sessions/{}/", session(0))).await.expect(204);
    ann.post("/api/logout/", json!({})).await.expect(200);
    let sue = app.staff("sue").await;
    let from = |details: Value| {
        let mut whole = details;
        whole["address"] = "127.0.0.1".into();
        whole["agent"] = "curl/8".into();
        whole
    };
    let expected = [
        ("registered", from(json!({ "by": "sign_up" }))),
        ("login_failed", from(json!({}))),
        ("login", from(json!({ "session": session(0), "kind": "jwt" }))),
        ("session_ended", json!({ "session": session(0), "reason": "ended" })),
        ("logout", json!({ "session": session(1) })),
    ];
    let expected = expected.map(|(activity_type, details)| (activity_type.to_owned(), details));
    assert_eq!(story(&sue, me).await, expected);
}

#[tokio::test]
async fn a_new_password_is_told_with_the_sessions_that_it_ended() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    ann.another_session().await;
    let change = json!({ "current_password": PASSWORD, "new_password": NEW });
    ann.post("/api/auth/users/set_password/", change).await.expect(204);
    let told = story(&ann, ann.id).await;
    assert_eq!(types(&told), ["registered", "login", "password_changed", "session_ended"]);
    assert_eq!(told[2].1, json!({ "by": "password" }));
    assert_eq!(told[3].1["reason"], "password_changed");
    let wrong = json!({ "current_password": "wrong", "new_password": PASSWORD });
    ann.post("/api/auth/users/set_password/", wrong).await.expect(400);
    assert_eq!(types(&story(&ann, ann.id).await)[4..], ["login_failed"]);
}

#[tokio::test]
async fn a_mailed_link_is_told_as_such() {
    let (app, mails) = Mailbox::start().await;
    let ann = app.user("ann").await;
    let address = json!({ "email": "ann@example.com" });
    ann.patch("/api/auth/users/me/", address.clone()).await.expect(200);
    app.anonymous().post("/api/auth/users/reset_password/", address).await.expect(204);
    let link = mails.link(0).await;
    let mut parts = link.rsplit('/');
    let (token, uid) = (parts.next(), parts.next());
    let set = json!({ "uid": uid, "token": token, "new_password": NEW });
    app.anonymous().post("/api/auth/users/reset_password_confirm/", set).await.expect(204);
    let told = story(&app.staff("sue").await, ann.id).await;
    let types_told = ["registered", "profile_updated", "password_changed", "session_ended"];
    assert_eq!(types(&told), types_told);
    assert_eq!(told[2].1, json!({ "by": "link" }));
}

#[tokio::test]
async fn address_and_name_are_part_of_the_profile() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let me = "/api/auth/users/me/";
    for _ in 0..2 {
        ann.patch(me, json!({ "email": "ann@example.com" })).await.expect(200);
    }
    let renamed = json!({ "new_username": "anne", "current_password": PASSWORD });
    ann.post("/api/auth/users/set_username/", renamed).await.expect(204);
    let told = story(&ann, ann.id).await;
    assert_eq!(types(&told), ["registered", "profile_updated", "profile_updated"]);
    assert_eq!(told[1].1, json!({ "fields": ["email"] }));
    assert_eq!(told[2].1, json!({ "fields": ["username"] }));
}

#[tokio::test]
async fn sessions_that_end_by_themselves_are_told() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    ann.bearer().await;
    app.clock.advance(8 * DAY);
    tidy(&app.app).await.expect("tidied");
    let told = story(&ann, ann.id).await;
    assert_eq!(types(&told), ["registered", "login", "session_ended"]);
    assert_eq!(told[2].1["reason"], "expired");
}

#[tokio::test]
async fn a_refresh_token_that_comes_again_is_told() {
    let app = TestApp::with(&[("JWT_REFRESH_GRACE", "0")]).await;
    let ann = app.user("ann").await;
    let credentials = json!({ "username": "ann", "password": PASSWORD });
    let pair = app.anonymous().post("/api/auth/jwt/create/", credentials).await.expect(200).json();
    let refresh = json!({ "refresh": pair["refresh"] });
    app.anonymous().post("/api/auth/jwt/refresh/", refresh.clone()).await.expect(200);
    app.anonymous().post("/api/auth/jwt/refresh/", refresh).await.expect(401);
    let told = story(&ann, ann.id).await;
    assert_eq!(types(&told), ["registered", "login", "session_ended"]);
    assert_eq!(told[2].1["reason"], "refresh_token_reused");
}

#[tokio::test]
async fn files_that_go_out_are_told_to_their_owner_and_of_staff() {
    let app = TestApp::start().await;
    let (ann, sue) = (app.user("ann").await, app.staff("sue").await);
    ann.get("/api/activities/export/?format=ics").await.expect(200);
    ann.get(&format!("/logs/{}/export/", ann.id)).await.expect(200);
    sue.get(&format!("/logs/{}/export/?format=ndjson", ann.id)).await.expect(200);
    let told = story(&ann, ann.id).await;
    assert_eq!(types(&told), ["registered", "export", "export", "export"]);
    assert_eq!(told[1].1, json!({ "what": "activities", "format": "ics" }));
    assert_eq!(told[2].1, json!({ "what": "logs", "format": "csv" }));
    assert_eq!(told[3].1, json!({ "what": "logs", "format": "ndjson", "staff": sue.id }));
    let told = story(&sue, sue.id).await;
    assert_eq!(told[1], ("admin_action".to_owned(), json!({ "action": "export", "user": ann.id })));
}

#[tokio::test]
async fn no_record_holds_a_secret() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let token = ann.token.clone().expect("a token");
    let bearer = ann.bearer().await;
    bearer.patch("/api/profiles/me/", json!({ "phone_number": "555 1234" })).await.expect(200);
    let wrong = json!({ "username": "ann", "password": "my other secret" });
    app.anonymous().post("/api/login/", wrong).await.expect(401);
    let change = json!({ "current_password": PASSWORD, "new_password": NEW });
    ann.post("/api/auth/users/set_password/", change).await.expect(204);
    let told = format!("{:?}", story(&ann, ann.id).await);
    for secret in [PASSWORD, NEW, "my other secret", token.as_str(), "555 1234", "argon2"] {
        assert!(!told.contains(secret), "{secret} is in {told}");
    }
}
