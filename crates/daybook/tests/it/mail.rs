//! Mails by SMTP, to a real server: how they get there, and what is lost when it is away, refuses, or hears nothing more.

use crate::harness::{Actor, MailServer, TestApp, within};
use daybook_db::params;
use serde_json::json;

const SITE: (&str, &str) = ("PUBLIC_URL", "https://day.example");
const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;

async fn app(server: &MailServer) -> TestApp {
    TestApp::with(&[("EMAIL_URL", &server.url()), SITE]).await
}

/// A user with an address.
async fn user(app: &TestApp, name: &str) -> Actor {
    let user = app.user(name).await;
    let email = json!({ "email": format!("{name}@example.com") });
    user.patch("/api/auth/users/me/", email).await.expect(200);
    user
}

/// Somebody forgot a password.
async fn ask(app: &TestApp, name: &str) {
    let email = json!({ "email": format!("{name}@example.com") });
    app.anonymous().post("/api/auth/users/reset_password/", email).await.expect(204);
}

/// Waits until this many mails did not get out.
async fn failed(app: &TestApp, times: u32) {
    let line = format!("daybook_mails_total{{outcome=\"failed\"}} {times}");
    let waited = async {
        while !app.app.metrics.render().contains(&line) {
            tokio::task::yield_now().await;
        }
    };
    within("a try that fails", waited).await;
}

/// The tries of a mail that was not sent, and its next.
async fn waiting(app: &TestApp, user: &Actor) -> (i64, i64) {
    const WAITING: &str =
        "select tries, next_try_at from outbox where user_id = $1 and sent_at is null";
    let id = user.id;
    app.app.db.read(move |tx| tx.one(WAITING, params![id])).await.expect("a mail that waits")
}

#[tokio::test]
async fn a_mail_goes_by_starttls_with_a_password() {
    let server = MailServer::start("starttls");
    let app = app(&server).await;
    user(&app, "ann").await;
    ask(&app, "ann").await;
    let mail = server.mails.mail(0).await;
    assert!(mail.contains("\r\nSubject: Password reset on day.example\r\n"), "{mail}");
    assert!(mail.contains("\r\nTo: ann@example.com\r\n"), "{mail}");
    assert!(mail.contains("\r\nContent-Type: text/plain; charset=utf-8\r\n"), "{mail}");
    let link = server.mails.link(0).await;
    app.anonymous().get(&link).await.expect(200);
}

#[tokio::test]
async fn a_mail_goes_by_tls() {
    let server = MailServer::start("tls");
    let app = app(&server).await;
    user(&app, "ann").await;
    ask(&app, "ann").await;
    assert!(server.mails.mail(0).await.contains("\r\nTo: ann@example.com\r\n"));
}

/// Who listens in between shows a certificate of its own.
#[tokio::test]
async fn a_server_with_another_certificate_gets_nothing() {
    let (server, other) = (MailServer::start("starttls"), MailServer::start("starttls"));
    let root = |url: &str| url.split_once('?').expect("a root").1.to_owned();
    let url = server.url().replace(&root(&server.url()), &root(&other.url()));
    gets_nothing(&server, &url).await;
}

/// A server that has no STARTTLS may have had it taken away on the way.
#[tokio::test]
async fn a_server_without_starttls_gets_nothing() {
    let server = MailServer::start("clear");
    gets_nothing(&server, &server.url().replace("?sslmode=disable", "")).await;
}

async fn gets_nothing(server: &MailServer, url: &str) {
    let app = TestApp::with(&[("EMAIL_URL", url), SITE]).await;
    user(&app, "ann").await;
    ask(&app, "ann").await;
    failed(&app, 1).await;
    assert_eq!(server.mails.count(), 0);
}

#[tokio::test]
async fn a_mail_waits_for_a_server_that_is_away() {
    let mut server = MailServer::start("clear");
    let app = app(&server).await;
    user(&app, "ann").await;
    server.go_away();
    ask(&app, "ann").await;
    failed(&app, 1).await;
    server.come_back();
    app.clock.advance(MINUTE);
    app.app.mail.wake();
    assert!(server.mails.mail(0).await.contains("\r\nTo: ann@example.com\r\n"));
    assert_eq!(server.mails.count(), 1);
}

#[tokio::test]
async fn a_mail_that_is_refused_is_in_nobodys_way_and_is_tried_for_five_days() {
    let server = MailServer::start("clear");
    let app = app(&server).await;
    let (nobody, later) = (user(&app, "nobody").await, user(&app, "later").await);
    user(&app, "ann").await;
    for name in ["nobody", "later", "ann"] {
        ask(&app, name).await;
    }
    assert!(server.mails.mail(0).await.contains("\r\nTo: ann@example.com\r\n"));
    failed(&app, 2).await;
    app.clock.advance(5 * DAY);
    app.app.mail.wake();
    failed(&app, 4).await;
    app.clock.advance(DAY);
    app.app.mail.wake();
    failed(&app, 5).await;
    assert_eq!(waiting(&app, &nobody).await, (2, i64::MAX), "it was given up, and is kept");
    assert_eq!(waiting(&app, &later).await.0, 3, "who may come later comes later");
}

/// The one case in which a mail may come twice: then its reader's program knows it by its id.
#[tokio::test]
async fn after_a_crash_between_sending_and_marking_the_same_mail_comes_again() {
    let server = MailServer::start("clear");
    let app = app(&server).await;
    let other = app.another_node_with(&[("EMAIL_URL", &server.url()), SITE]).await;
    user(&app, "ann").await;
    server.hold(true);
    ask(&app, "ann").await;
    let first = server.mails.mail(0).await;
    app.crash();
    server.hold(false);
    other.app.mail.wake();
    user(&other, "bob").await;
    ask(&other, "bob").await;
    let between = server.mails.mail(1).await;
    assert!(between.contains("\r\nTo: bob@example.com\r\n"), "nobody else may try yet: {between}");
    other.clock.advance(MINUTE);
    other.app.mail.wake();
    let second = server.mails.mail(2).await;
    let id = |mail: &str| {
        let id = mail.lines().find_map(|line| line.strip_prefix("Message-ID: "));
        id.expect("an id").to_owned()
    };
    assert_eq!(id(&first), id(&second));
}

#[tokio::test]
async fn the_owner_of_an_account_is_told_what_was_done_to_it() {
    let server = MailServer::start("clear");
    let app = app(&server).await;
    let ann = user(&app, "ann").await;
    let me = "/api/auth/users/me/";
    let subject = |mail: &str| {
        let subject = mail.lines().find_map(|line| line.strip_prefix("Subject: "));
        subject.expect("a subject").to_owned()
    };
    let password = json!({ "current_password": crate::harness::PASSWORD, "new_username": "anna" });
    ann.post("/api/auth/users/set_username/", password).await.expect(204);
    let mail = server.mails.mail(0).await;
    assert_eq!(subject(&mail), "Username changed on day.example");
    assert!(
        mail.contains("The account ann, now anna at day.example has a new username."),
        "{mail}"
    );

    let password =
        json!({ "current_password": crate::harness::PASSWORD, "new_password": "another good one" });
    ann.post("/api/auth/users/set_password/", password).await.expect(204);
    let mail = server.mails.mail(1).await;
    assert_eq!(subject(&mail), "Password changed on day.example");
    assert!(mail.contains("\r\nhttps://day.example/password/reset\r\n"), "{mail}");
    assert!(!mail.contains("another good one"));

    ann.patch(me, json!({ "email": "ann@example.com" })).await.expect(200);
    ann.patch(me, json!({ "email": "mallory@example.com" })).await.expect(200);
    let mail = server.mails.mail(2).await;
    assert_eq!(subject(&mail), "Mail address changed on day.example");
    assert!(mail.contains("\r\nTo: ann@example.com\r\n"), "the old address is told: {mail}");
    assert!(!mail.contains("mallory"), "{mail}");
}
