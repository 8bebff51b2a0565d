//! Mailed links: `activation/`, `resend_activation/`, `reset_password/`, `reset_username/` and
//! their `…_confirm/` under `/api/auth/users/`.

use crate::harness::{Mailbox, PASSWORD};
use serde_json::{Value, json};

const ME: &str = "/api/auth/users/me/";
const NEW: &str = "another good one";

/// `uid` and `token` of the link in the mail with this number.
async fn parts(mails: &Mailbox, number: usize) -> (Value, Value) {
    let link = mails.link(number).await;
    let mut parts = link.rsplit('/');
    let token = parts.next().expect("a part");
    (json!(parts.next().expect("a part")), json!(token))
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_once() {
    let (app, mails) = Mailbox::start().await;
    let ann = app.user("ann").await;
    ann.patch(ME, json!({ "email": "ann@example.com" })).await.expect(200);
    let ask = json!({ "email": "ANN@example.com" });
    app.anonymous().post("/api/auth/users/reset_password/", ask).await.expect(204);
    let mail = mails.mail(0).await;
    assert!(mail.contains("\r\nSubject: Password reset on day.example\r\n"), "{mail}");
    assert!(mail.contains("\r\nTo: ann@example.com\r\n"), "{mail}");
    let (uid, token) = parts(&mails, 0).await;
    let path = "/api/auth/users/reset_password_confirm/";
    let confirm = async |uid: &Value, token: &Value, password: &str| {
        let body = json!({ "uid": uid, "token": token, "new_password": password });
        app.anonymous().post(path, body).await
    };
    let unknown = json!({ "uid": ["Invalid user id or user doesn't exist."] });
    let invalid = json!({ "token": ["Invalid token for given user."] });
    assert_eq!(confirm(&json!("xx"), &token, NEW).await.expect(400).json(), unknown);
    assert_eq!(confirm(&json!("OTk"), &token, NEW).await.expect(400).json(), unknown);
    assert_eq!(confirm(&uid, &json!("x-y"), NEW).await.expect(400).json(), invalid);
    let answer = confirm(&uid, &token, "ann").await.expect(400).json();
    assert_eq!(answer["new_password"][0], "The password is too similar to the username.");
    confirm(&uid, &token, NEW).await.expect(204);
    assert_eq!(confirm(&uid, &token, NEW).await.expect(400).json(), invalid, "it works once");
    ann.get(ME).await.expect(401);
    app.anonymous()
        .post("/api/login/", json!({ "username": "ann", "password": PASSWORD }))
        .await
        .expect(401);
    app.anonymous()
        .post("/api/login/", json!({ "username": "ann", "password": NEW }))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_link_dies_after_an_hour_and_with_a_change_of_the_account() {
    let (app, mails) = Mailbox::start().await;
    let ann = app.user("ann").await;
    ann.patch(ME, json!({ "email": "ann@example.com" })).await.expect(200);
    let ask = json!({ "email": "ann@example.com" });
    let confirm = async |number| {
        let (uid, token) = parts(&mails, number).await;
        let body = json!({ "uid": uid, "token": token, "new_password": NEW });
        app.anonymous().post("/api/auth/users/reset_password_confirm/", body).await
    };
    app.anonymous().post("/api/auth/users/reset_password/", ask.clone()).await.expect(204);
    mails.mail(0).await;
    app.clock.advance(3_600_000_000);
    confirm(0).await.expect(400);
    app.anonymous().post("/api/auth/users/reset_password/", ask).await.expect(204);
    mails.mail(1).await;
    ann.patch(ME, json!({ "email": "new@example.com" })).await.expect(200);
    confirm(1).await.expect(400);
}

#[tokio::test]
async fn a_forgotten_username() {
    let (app, mails) = Mailbox::start().await;
    let ann = app.user("ann").await;
    app.user("bob").await;
    ann.patch(ME, json!({ "email": "ann@example.com" })).await.expect(200);
    let ask = json!({ "email": "ann@example.com" });
    app.anonymous().post("/api/auth/users/reset_username/", ask).await.expect(204);
    let (uid, token) = parts(&mails, 0).await;
    let confirm = async |name: &str| {
        let body = json!({ "uid": uid, "token": token, "new_username": name });
        app.anonymous().post("/api/auth/users/reset_username_confirm/", body).await
    };
    let taken = json!({ "new_username": ["A user with that username already exists."] });
    assert_eq!(confirm("bob").await.expect(400).json(), taken);
    confirm("anna").await.expect(204);
    confirm("annie").await.expect(400);
    assert_eq!(ann.get(ME).await.expect(200).json()["username"], "anna");
    let body = json!({ "uid": uid, "token": token, "new_password": NEW });
    app.anonymous().post("/api/auth/users/reset_password_confirm/", body).await.expect(400);
}

#[tokio::test]
async fn an_activation() {
    let (app, mails) = Mailbox::start().await;
    let ann = app.user("ann").await;
    ann.patch(ME, json!({ "email": "ann@example.com" })).await.expect(200);
    let (identity, id) = (app.app.identity.clone(), ann.id);
    let off = app.app.db.write(move |tx| {
        identity.forget_user_after_commit(tx, id);
        tx.run(
            "update users set is_active = false, awaits_activation = true where id = $1",
            daybook_db::params![id],
        )
    });
    off.await.expect("it works");
    ann.get(ME).await.expect(401);
    let ask = json!({ "email": "ann@example.com" });
    app.anonymous().post("/api/auth/users/resend_activation/", ask).await.expect(204);
    let (uid, token) = parts(&mails, 0).await;
    let body = json!({ "uid": uid, "token": token });
    app.anonymous().post("/api/auth/users/activation/", body.clone()).await.expect(204);
    ann.get(ME).await.expect(200);
    let answer = app.anonymous().post("/api/auth/users/activation/", body).await.expect(403).json();
    assert_eq!(answer, json!({ "detail": "Stale token for given user." }));
    let required = json!(["This field is required."]);
    let answer =
        app.anonymous().post("/api/auth/users/activation/", json!({})).await.expect(400).json();
    assert_eq!(answer, json!({ "uid": required, "token": required }));
}

#[tokio::test]
async fn no_answer_tells_whether_an_address_is_known() {
    let (app, mails) = Mailbox::start().await;
    let ann = app.user("ann").await;
    ann.patch(ME, json!({ "email": "ann@example.com" })).await.expect(200);
    for path in ["reset_password/", "reset_username/", "resend_activation/"] {
        let path = format!("/api/auth/users/{path}");
        let answer = app.anonymous().post(&path, json!({ "email": "nobody@example.com" })).await;
        assert_eq!(answer.expect(204).text(), "");
        let answer = app.anonymous().post(&path, json!({ "email": "nonsense" })).await.expect(400);
        assert_eq!(answer.json(), json!({ "email": ["Enter a valid email address."] }));
        let answer = app.anonymous().post(&path, json!({})).await.expect(400);
        assert_eq!(answer.json(), json!({ "email": ["This field is required."] }));
    }
    app.anonymous()
        .post("/api/auth/users/reset_password/", json!({ "email": "ann@example.com" }))
        .await
        .expect(204);
    let first = mails.mail(0).await;
    assert!(first.contains("To: ann@example.com"), "the only mail is the one to ann: {first}");
}
