//! What mailed links open in a browser, and the pages that ask for them.

use crate::harness::{Actor, Answer, Mailbox, PASSWORD, TestApp};
use serde_json::json;

const NEW: &str = "another good one";
const MAIL: &str = "ann@example.com";

/// Somebody with a mail address who has just opened a browser.
async fn ann(app: &TestApp) -> (Actor, Actor) {
    let ann = app.user("ann").await;
    ann.patch("/api/auth/users/me/", json!({ "email": MAIL })).await.expect(200);
    let browser = app.anonymous().browser();
    browser.get("/login").await.expect(200);
    (ann, browser)
}

/// The path of a link that was asked for by a page.
async fn link(browser: &Actor, mails: &Mailbox, page: &str) -> String {
    browser.post_form(page, &[("email", MAIL)]).await.expect(303);
    mails.link(0).await
}

/// As a browser posts from a page that hides where it is.
fn hidden(browser: &Actor) -> Actor {
    browser.with("origin", "null").with("sec-fetch-site", "same-origin")
}

#[track_caller]
fn assert_hidden(page: &Answer) {
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("cache-control"), "no-store");
}

#[track_caller]
fn assert_shows(page: &Answer, text: &str) {
    assert!(page.text().contains(text), "{text} is not in {}", page.text());
}

#[tokio::test]
async fn who_forgot_the_password_sets_a_new_one_by_mail() {
    let (app, mails) = Mailbox::start().await;
    let (ann, browser) = ann(&app).await;
    assert_shows(&browser.get("/login").await, "href=\"/password/reset\"");
    assert_shows(&browser.get("/password/reset").await.expect(200), "Forgot your password?");
    let link = link(&browser, &mails, "/password/reset").await;

    let page = browser.get(&link).await.expect(200);
    assert_hidden(&page);
    assert_shows(&page, "<strong>ann</strong>");
    let set = async |first: &str, second: &str| {
        let fields = [("password", first), ("password2", second)];
        hidden(&browser).post_form(&link, &fields).await
    };
    let page = set(NEW, "something else").await.expect(200);
    assert_hidden(&page);
    assert_shows(&page, "Passwords do not match.");
    assert!(!page.text().contains(NEW), "no password is shown again");
    assert_shows(&set("12345", "12345").await.expect(200), "This password is too short.");
    assert_shows(&set("", "").await.expect(200), "This field may not be blank.");
    ann.get("/api/auth/users/me/").await.expect(200);

    assert_eq!(set(NEW, NEW).await.expect(303).header("location"), "/login");
    assert_shows(&browser.get("/login").await, "The password is set.");
    ann.get("/api/auth/users/me/").await.expect(401);
    browser.post_form("/login", &[("username", "ann"), ("password", NEW)]).await.expect(303);

    let page = browser.get(&link).await.expect(404);
    assert_hidden(&page);
    assert_shows(&page, "This link does not work");
    set(PASSWORD, PASSWORD).await.expect(404);
}

#[tokio::test]
async fn a_page_that_asks_for_a_link_tells_nobody_who_is_known() {
    let (app, mails) = Mailbox::start().await;
    let (_, browser) = ann(&app).await;
    let mut answers = Vec::new();
    for address in ["nobody@example.com", MAIL] {
        let answer = browser.post_form("/password/reset", &[("email", address)]).await.expect(303);
        let page = browser.get("/login").await.expect(200);
        assert_shows(&page, "If an account has this address, a mail is on its way to it.");
        answers
            .push((answer.header("location").to_owned(), answer.header("set-cookie").to_owned()));
    }
    assert_eq!(answers[0], answers[1]);
    assert!(mails.mail(0).await.contains(MAIL), "the only mail is the one to ann");

    let page = browser.post_form("/username/reset", &[("email", "no<where")]).await.expect(200);
    assert_shows(&page, "Enter a valid email address.");
    assert_shows(&page, "value=\"no&#60;where\"");
}

#[tokio::test]
async fn a_forgotten_username_is_shown_and_may_be_changed() {
    let (app, mails) = Mailbox::start().await;
    let (ann, browser) = ann(&app).await;
    app.user("bob").await;
    let link = link(&browser, &mails, "/username/reset").await;
    let page = browser.get(&link).await.expect(200);
    assert_hidden(&page);
    assert_shows(&page, "It is <strong>ann</strong>.");
    let set = async |name: &str| hidden(&browser).post_form(&link, &[("username", name)]).await;
    assert_shows(&set("bob").await.expect(200), "A user with that username already exists.");
    assert_shows(&set("a b").await.expect(200), "Enter a valid username.");
    assert_eq!(set("anna").await.expect(303).header("location"), "/login");
    assert_eq!(ann.get("/api/auth/users/me/").await.expect(200).json()["username"], "anna");
    browser.get(&link).await.expect(404);
}

/// Programs that look through mails open every link.
#[tokio::test]
async fn an_account_is_activated_by_a_button_and_not_by_a_look() {
    let (app, mails) = Mailbox::start().await;
    let (ann, browser) = ann(&app).await;
    let (identity, id) = (app.app.identity.clone(), ann.id);
    let off = app.app.db.write(move |tx| {
        identity.forget_user_after_commit(tx, id);
        tx.run(
            "update users set is_active = false, awaits_activation = true where id = $1",
            daybook_db::params![id],
        )
    });
    off.await.expect("an account that waits");
    let ask = json!({ "email": MAIL });
    app.anonymous().post("/api/auth/users/resend_activation/", ask).await.expect(204);
    let link = mails.link(0).await;
    for _ in 0..2 {
        assert_hidden(&browser.get(&link).await.expect(200));
    }
    ann.get("/api/auth/users/me/").await.expect(401);
    assert_eq!(
        hidden(&browser).post_form(&link, &[]).await.expect(303).header("location"),
        "/login"
    );
    ann.get("/api/auth/users/me/").await.expect(200);
    browser.get(&link).await.expect(404);
    hidden(&browser).post_form(&link, &[]).await.expect(404);
}

#[tokio::test]
async fn a_form_from_elsewhere_opens_no_link() {
    let (app, mails) = Mailbox::start().await;
    let (_, browser) = ann(&app).await;
    let link = link(&browser, &mails, "/password/reset").await;
    let fields = [("password", NEW), ("password2", NEW)];
    let here = hidden(&browser);
    here.with("x-csrftoken", "forged").post_form(&link, &fields).await.expect(403);
    here.with("origin", "https://evil.example").post_form(&link, &fields).await.expect(403);
    here.with("sec-fetch-site", "cross-site").post_form(&link, &fields).await.expect(403);
    app.anonymous().post_form(&link, &fields).await.expect(403);
    let asked = here.post_form("/password/reset", &[("email", MAIL)]).await;
    asked.expect(403);
    here.post_form(&link, &fields).await.expect(303);
}

#[tokio::test]
async fn a_link_that_was_cut_or_made_up_does_not_work() {
    let (app, mails) = Mailbox::start().await;
    let (_, browser) = ann(&app).await;
    let link = link(&browser, &mails, "/password/reset").await;
    for bad in [
        link[..link.len() - 1].to_owned(),
        link.replacen("/password/", "/username/", 1),
        "/password/reset/xx/yy".to_owned(),
        "/activate/xx/yy".to_owned(),
    ] {
        let page = browser.get(&bad).await.expect(404);
        assert_hidden(&page);
        assert_shows(&page, "This link does not work");
    }
    app.clock.advance(3_600_000_000);
    browser.get(&link).await.expect(404);
}
