//! Many guesses at once, from everywhere; and what an unknown name costs.
//!
//! Counted are the passwords that were hashed or checked, by the server's own metric.
//! Not here: the budgets one by one (`auth_throttle`).

use crate::harness::{Actor, PASSWORD, TestApp};
use daybook::identity::device;
use futures_util::future::join_all;
use serde_json::json;

const ATTACKERS: usize = 1_000;
/// Headers by which a client may claim to be somewhere else.
const FORWARDING: [&str; 5] =
    ["x-forwarded-for", "forwarded", "x-real-ip", "true-client-ip", "cf-connecting-ip"];

async fn guess(actor: &Actor, name: &str, password: &str) -> u16 {
    actor.post("/api/login/", json!({ "username": name, "password": password })).await.status
}

/// How often Argon2id has run in this application.
async fn password_checks(app: &TestApp) -> usize {
    let metrics = app.anonymous().get("/metrics").await.expect(200);
    let line =
        metrics.text().lines().find_map(|line| line.strip_prefix("daybook_password_checks "));
    line.and_then(|number| number.parse().ok()).expect("the number of checks")
}

#[tokio::test]
async fn a_thousand_guesses_at_once_are_few_checks_and_the_owner_gets_in() {
    let app = TestApp::with(&[("DAYBOOK_THROTTLE", "on")]).await;
    app.user("ann").await;
    let home = app.anonymous().browser();
    home.set_cookie("device", &device::remember(&app.app.identity.keys, None, "ann"));
    let before = password_checks(&app).await;
    let guesses = (0..ATTACKERS).map(|at| {
        let address = format!("192.0.{}.{}", at / 250, at % 250 + 1);
        let forged = FORWARDING.iter().fold(app.anonymous(), |actor, name| {
            let value =
                if *name == "forwarded" { format!("for={address}") } else { address.clone() };
            actor.with(name, &value)
        });
        async move { guess(&forged, "ann", "wrong").await }
    });
    let answers = join_all(guesses).await;
    assert!(answers.iter().all(|status| [401, 429, 503].contains(status)), "{answers:?}");
    let checked = password_checks(&app).await - before;
    assert!(checked <= 25, "{checked} passwords were checked");
    assert_eq!(guess(&app.anonymous(), "ann", PASSWORD).await, 429, "a stranger waits");
    assert_eq!(guess(&home, "ann", PASSWORD).await, 200, "the owner's device does not");
}

/// The work is the same, and so is the answer; so the time is, whatever the machine.
#[tokio::test]
async fn an_unknown_name_costs_what_a_wrong_password_does() {
    let app = TestApp::start().await;
    app.user("ann").await;
    let off = app.user("off").await;
    app.deactivate(&off).await;
    for path in ["/api/login/", "/api/token/", "/api/auth/jwt/create/", "/api/accounts/login/"] {
        let mut told = Vec::new();
        for name in ["ann", "off", "nobody", "nul\0l"] {
            let before = password_checks(&app).await;
            let body = json!({ "username": name, "password": "wrong" });
            let answer = app.anonymous().post(path, body).await;
            let checked = password_checks(&app).await - before;
            // A NUL is refused as a field where fields are told of, without any look-up.
            if answer.status != 400 || path == "/api/token/" && name != "nul\0l" {
                assert_eq!(checked, 1, "{path} {name}");
                told.push((answer.status, answer.text().to_owned()));
            }
        }
        assert!(told.len() >= 3 && told.iter().all(|it| *it == told[0]), "{path}: {told:?}");
    }
}
