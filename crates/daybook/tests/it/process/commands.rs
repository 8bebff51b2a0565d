//! Commands that work without a server, or beside one.

use super::{Server, daybook, new_database, run, text};
use crate::harness::PASSWORD;
use serde_json::{Value, json};

#[test]
fn config_shows_every_setting_and_no_secret() {
    let database = new_database();
    let output = daybook(&database, ["config"])
        .env("SECRET_KEY", "planted-secret-key-of-32-letters")
        .env("DATABASE_URL", "postgres://ann:planted@db.example/daybook?sslpassword=planted")
        .env("DAYBOOK_METRICS_TOKEN", "planted-token")
        .output()
        .expect("it runs");
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(!shown.contains("planted"), "{shown}");
    assert!(shown.contains("DATABASE_URL=postgres://ann:***@db.example/daybook"), "{shown}");
    for setting in daybook::config::SETTINGS {
        assert!(
            shown.contains(&format!("{}=", setting.name)),
            "{} is not in\n{shown}",
            setting.name
        );
    }
}

#[test]
fn a_setting_that_cannot_be_used_is_named_and_exits_1() {
    let database = new_database();
    let output =
        daybook(&database, ["config"]).env("DAYBOOK_THROTTLE", "maybe").output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("DAYBOOK_THROTTLE: say `on` or `off`"));
}

#[test]
fn openapi_prints_the_document_that_is_served() {
    let database = new_database();
    let output = run(&database, &["openapi"], "");
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(document["paths"].as_object().is_some_and(|paths| paths.contains_key("/healthz")));
}

#[tokio::test]
async fn a_user_added_beside_a_running_server_can_log_in() {
    let database = new_database();
    let server = Server::start(&database);
    let added =
        run(&database, &["user", "add", "ann", "--password-stdin"], &format!("{PASSWORD}\n"));
    assert!(added.status.success(), "{}", text(&added.stderr));
    let login = json!({ "username": "ann", "password": PASSWORD });
    server.anonymous().post("/api/login/", login).await.expect(200);
}

#[tokio::test]
async fn accounts_are_listed_promoted_and_logged_out_from_the_command_line() {
    let database = new_database();
    let server = Server::start(&database);
    let bad = run(&database, &["user", "add", "ann", "--password-stdin"], "ann\n");
    assert_eq!(bad.status.code(), Some(1));
    assert!(text(&bad.stderr).contains("too similar to the username"), "{}", text(&bad.stderr));
    let made = run(&database, &["user", "add", "ann", "--email", "ann@example.com"], "");
    let made = text(&made.stdout);
    let password =
        made.lines().find_map(|line| line.strip_prefix("password: ")).expect("a password");
    let login = json!({ "username": "ann", "password": password });
    let token = server.anonymous().post("/api/login/", login).await.expect(200).json();
    let ann = server.anonymous().token(token["token"].as_str().expect("a token"));
    let again = run(&database, &["user", "add", "ann"], "");
    assert!(text(&again.stderr).contains("A user with that username already exists."));
    assert!(run(&database, &["user", "promote", "ann"], "").status.success());
    let listed = run(&database, &["user", "list"], "");
    assert!(
        text(&listed.stdout).starts_with("1\tann\tann@example.com\tstaff\t"),
        "{}",
        text(&listed.stdout)
    );
    let line = format!("{PASSWORD}\n");
    let changed = run(&database, &["user", "passwd", "ann", "--password-stdin"], &line);
    let changed_at = std::time::Instant::now();
    assert!(changed.status.success(), "{}", text(&changed.stderr));
    while ann.get("/api/auth/users/me/").await.status == 200 {
        assert!(changed_at.elapsed().as_millis() < 1_500, "the old session is still open");
    }
    let nobody = run(&database, &["user", "passwd", "nobody"], "");
    assert!(text(&nobody.stderr).contains("There is no user nobody."));
}
