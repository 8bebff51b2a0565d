//! Who may do what: each operation of the document × who asks. An operation without a row fails.
//!
//! A row holds the statuses of a request for the owner's object, with an empty body: 400 means that
//! the door was open. Whatever else is answered, nobody but the owner is told the owner's words.
//!
//! Not here: sockets (`attack::tokens`, `live::admission`).

use super::operations::{Operation, ROOM, operations};
use crate::harness::{Actor, Answer, PASSWORD, TestApp};
use daybook::{App, tasks::reminders::remind};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeMap;

/// Words of the owner's that must not be told to anybody else.
const SECRET: &str = "a-word-of-the-owners";

/// The statuses for each who asks, the owner last: nobody, somebody deactivated, another user,
/// staff, the owner.
type Row = [u16; 5];

/// For everybody alike.
const fn open(status: u16) -> Row {
    [status; 5]
}

/// For whoever is logged in.
const fn users(status: u16) -> Row {
    [401, 401, status, status, status]
}

/// For the owner alone; to all others it is not there.
const fn own(status: u16) -> Row {
    [401, 401, 404, 404, status]
}

/// For the owner, and for staff, who may read it.
const STAFF: Row = [401, 401, 403, 200, 200];
/// The same, where it is not there for others.
const STAFF_TOO: Row = [401, 401, 404, 200, 200];
/// A page that strangers are sent away from; a bad header is told so.
const PLACE: Row = [302, 401, 200, 200, 200];
/// A page for everybody.
const PAGE: Row = [200, 401, 200, 200, 200];
/// A mailed link that does not work; it is a secret, and no matter of who asks.
const STALE: Row = [404, 401, 404, 404, 404];
/// A form without its token.
const FORM: Row = [403, 401, 403, 403, 403];

fn rows() -> BTreeMap<&'static str, Row> {
    BTreeMap::from([
        ("sign_up", open(400)),
        ("log_in", open(400)),
        ("create_token", open(400)),
        ("create_auth_token", open(400)),
        ("create_jwt", open(400)),
        ("refresh_jwt", open(400)),
        ("verify_jwt", open(400)),
        ("log_in_account", open(400)),
        ("register_account", open(400)),
        ("create_user", open(400)),
        ("activate_user", open(400)),
        ("resend_activation", open(400)),
        ("reset_password", open(400)),
        ("reset_password_confirm", open(400)),
        ("reset_username", open(400)),
        ("reset_username_confirm", open(400)),
        ("log_out", users(200)),
        ("delete_auth_token", users(204)),
        ("log_out_account", users(400)),
        ("find_account", users(200)),
        ("list_users", users(200)),
        ("find_user", [401, 401, 404, 200, 200]),
        ("find_me", users(200)),
        ("replace_me", users(200)),
        ("update_me", users(200)),
        ("delete_me", users(400)),
        ("export_account", users(200)),
        ("set_password", users(400)),
        ("set_username", users(400)),
        ("list_sessions", users(200)),
        ("delete_session", own(204)),
        ("list_activities", users(200)),
        ("create_activity", users(400)),
        ("find_activity", own(200)),
        ("replace_activity", own(400)),
        ("update_activity", own(200)),
        ("delete_activity", own(204)),
        ("restore_activity", own(200)),
        ("start_timer", users(400)),
        ("stop_timer", [401, 401, 404, 404, 200]),
        ("find_current_timer", users(200)),
        ("summarize_activities", users(200)),
        ("export_activities", users(200)),
        ("find_people", users(200)),
        ("list_tasks", users(200)),
        ("create_task", users(400)),
        ("find_task", own(200)),
        ("replace_task", own(400)),
        ("update_task", own(200)),
        ("delete_task", own(204)),
        ("restore_task", own(200)),
        ("show_calendar", open(404)),
        ("find_calendar_key", users(200)),
        ("create_calendar_key", users(201)),
        ("delete_calendar_key", users(204)),
        ("list_notifications", users(200)),
        ("find_notification", own(200)),
        ("update_notification", own(200)),
        ("read_notifications", users(200)),
        ("list_categories", users(200)),
        ("create_category", users(400)),
        ("find_category", own(200)),
        ("replace_category", own(400)),
        ("update_category", own(200)),
        ("delete_category", own(204)),
        ("list_rooms", users(200)),
        ("create_room", users(400)),
        ("find_room", own(200)),
        ("update_room", own(200)),
        ("delete_room", own(204)),
        ("join_room", own(200)),
        ("leave_room", own(204)),
        ("list_unread", users(200)),
        ("read_room", own(400)),
        ("list_messages", own(200)),
        ("create_message", own(400)),
        ("find_message", own(200)),
        ("update_message", own(200)),
        ("delete_message", own(204)),
        ("put_reaction", own(200)),
        ("delete_reaction", own(200)),
        ("search_messages", users(400)),
        ("show_logs", users(405)),
        ("create_logs", users(400)),
        ("list_logs", STAFF),
        ("export_logs", STAFF),
        ("update_log_status", own(400)),
        ("list_profiles", users(200)),
        ("create_profile", users(400)),
        ("find_profile", STAFF_TOO),
        ("replace_profile", STAFF_TOO),
        ("update_profile", STAFF_TOO),
        ("delete_profile", [401, 401, 404, 204, 204]),
        ("find_my_profile", users(200)),
        ("replace_my_profile", users(200)),
        ("update_my_profile", users(200)),
        ("delete_my_profile", users(204)),
        ("list_history", users(200)),
        ("find_history_record", STAFF_TOO),
        ("delete_history_record", [401, 401, 404, 204, 404]),
        ("open_activities_socket", open(426)),
        ("open_live_socket", open(426)),
        ("open_chat_socket", users(426)),
        ("show_today", PLACE),
        ("show_activities", PLACE),
        ("show_profile", PLACE),
        ("show_tasks", PLACE),
        ("show_chat", PLACE),
        ("show_room", PLACE),
        ("show_settings", PLACE),
        ("show_history", PLACE),
        ("find_avatar", open(404)),
        ("show_login", PAGE),
        ("show_sign_up", PAGE),
        ("show_logout", [303, 401, 303, 303, 303]),
        ("show_docs", open(200)),
        ("show_forgotten_password", PAGE),
        ("show_forgotten_username", PAGE),
        ("show_activation", STALE),
        ("show_new_password", STALE),
        ("show_new_username", STALE),
        ("post_today", FORM),
        ("post_activities", FORM),
        ("post_login", FORM),
        ("post_logout", FORM),
        ("post_settings", FORM),
        ("post_sign_up", FORM),
        ("post_forgotten_password", FORM),
        ("post_forgotten_username", FORM),
        ("post_activation", FORM),
        ("post_new_password", FORM),
        ("post_new_username", FORM),
        ("show_schema", open(200)),
        ("show_version", open(200)),
        ("show_health", open(200)),
        ("show_readiness", open(200)),
        ("show_metrics", open(200)),
    ])
}

/// The row of an operation; its other names have the same.
fn row(operation: &Operation) -> Option<Row> {
    let id = operation.id.split("_alias_").next().unwrap_or_default();
    rows().get(id).copied()
}

#[test]
fn each_operation_has_a_row_and_each_row_an_operation() {
    let operations = operations();
    let missing: Vec<_> = operations.iter().filter(|it| row(it).is_none()).collect();
    assert!(missing.is_empty(), "who may do this? {missing:#?}");
    for name in rows().keys() {
        assert!(operations.iter().any(|it| it.id == *name), "{name} is no operation any more");
    }
}

#[test]
fn an_object_within_another_would_need_a_story_of_its_own() {
    for operation in operations() {
        let ids = operation.path.matches('{').count();
        let is_secret = operation.path.contains("{token}");
        // `chat_messages`: a message is in no other room than its own.
        let is_told = operation.path.starts_with("/api/chat/rooms/{name}/messages/{id}/");
        assert!(
            ids < 2 || is_secret || is_told,
            "{}: test my parent with your child: 404",
            operation.path
        );
    }
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says() {
    let app = TestApp::start().await;
    let cast = Cast::of(&app).await;
    for operation in operations() {
        let expected = row(&operation).expect("a row");
        let path = operation.path_of(cast.object_of(&operation).await);
        for (who, status) in
            ["anonymous", "deactivated", "other", "staff", "owner"].into_iter().zip(expected)
        {
            let answer = cast.ask(who, &operation, &path).await;
            assert_eq!(
                answer.status,
                status,
                "{who}: {} {path}: {}",
                operation.method,
                answer.text()
            );
            let text = String::from_utf8_lossy(answer.bytes());
            let told = text.contains(SECRET);
            let is_staffs =
                [STAFF, STAFF_TOO].contains(&expected) || operation.id == "list_profiles";
            let may = who == "owner" || (who == "staff" && is_staffs);
            assert!(may || !told, "{who} is told by {path}: {text}");
        }
    }
}

/// Who asks.
struct Cast {
    people: BTreeMap<&'static str, Actor>,
    app: App,
}

impl Cast {
    async fn of(app: &TestApp) -> Self {
        let owner = app.user("ann").await;
        let deactivated = app.user("dan").await;
        app.deactivate(&deactivated).await;
        let people = BTreeMap::from([
            ("anonymous", app.anonymous()),
            ("deactivated", deactivated),
            ("other", app.user("bob").await),
            ("staff", app.staff("sue").await),
            ("owner", owner.clone()),
        ]);
        owner.post("/api/activities/start/", json!({ "activity_name": SECRET })).await.expect(201);
        owner.patch("/api/profiles/me/", json!({ "about_me": SECRET })).await.expect(200);
        let room = json!({ "name": ROOM, "private": true });
        owner.post("/api/chat/rooms/", room).await.expect(201);
        Self { people, app: app.app.clone() }
    }

    /// A new object of the owner's that the operation is about; 0 when it is about none.
    async fn object_of(&self, operation: &Operation) -> i64 {
        let owner = &self.people["owner"];
        let made = match operation.path.as_str() {
            "/api/auth/users/{id}/" => return owner.id,
            "/api/auth/sessions/{id}/" => {
                owner.another_session().await;
                owner.get("/api/auth/sessions/").await.expect(200).json()[0].take()
            }
            "/api/profiles/{id}/" => return owner.id,
            "/api/profile-history/{id}/" => {
                owner.patch("/api/profiles/me/", json!({ "about_me": SECRET })).await.expect(200);
                let history = owner.get("/api/profile-history/?limit=1").await.expect(200);
                history.json()[0].take()
            }
            path if path.starts_with("/api/activities/{id}/") => {
                let new = json!({ "activity_name": SECRET, "duration": 5, "note": SECRET });
                owner.post("/api/activities/", new).await.expect(201).json()
            }
            path if path.starts_with("/api/notifications/{id}/") => {
                let new = json!({ "title": SECRET, "remind_at": "2000-01-01" });
                owner.post("/api/tasks/", new).await.expect(201);
                remind(&self.app).await.expect("a reminder");
                owner.get("/api/notifications/?limit=1").await.expect(200).json()[0].take()
            }
            path if path.starts_with("/api/tasks/{id}/") => {
                let new = json!({ "title": SECRET, "description": SECRET });
                owner.post("/api/tasks/", new).await.expect(201).json()
            }
            path if path.starts_with("/api/tasks/categories/{id}/") => {
                let made = owner.get("/api/tasks/categories/?limit=1").await.expect(200).json();
                let name = format!("{SECRET} {}", made[0]["id"]);
                let new = json!({ "name": name, "description": SECRET });
                owner.post("/api/tasks/categories/", new).await.expect(201).json()
            }
            path if path.starts_with("/api/chat/rooms/{name}/messages/{id}/") => {
                let new = json!({ "content": SECRET });
                let path = format!("/api/chat/rooms/{ROOM}/messages/");
                owner.post(&path, new).await.expect(201).json()
            }
            path if path.starts_with("/api/chat/rooms/{name}/") => {
                let made = owner.get("/api/chat/rooms/?limit=1").await.expect(200).json();
                let name = made[0]["id"].as_i64().unwrap_or_default() + 1;
                let new = json!({ "name": name, "title": SECRET, "private": true });
                owner.post("/api/chat/rooms/", new).await.expect(201);
                return name;
            }
            path if path.starts_with("/logs/{id}/") => {
                let new = json!({ "action": SECRET, "metadata": { SECRET: SECRET } });
                let made = owner.post("/logs/", new).await.expect(201).json();
                if !path.contains("status") {
                    return owner.id;
                }
                made
            }
            path => {
                assert!(!path.contains("{id}"), "{path}: whose is it?");
                return 0;
            }
        };
        made["id"].as_i64().expect("an id")
    }

    async fn ask(&self, who: &str, operation: &Operation, path: &str) -> Answer {
        let mut actor = self.people[who].clone();
        let ends =
            operation.path.contains("logout") && !["anonymous", "deactivated"].contains(&who);
        if ends {
            actor = actor.another_session().await;
        }
        if operation.method == Method::GET {
            return actor.get(path).await;
        }
        actor.raw(operation.method.as_str(), path, "application/json", b"{}").await
    }
}

#[tokio::test]
async fn a_deactivated_user_does_not_get_in_again() {
    let app = TestApp::start().await;
    let dan = app.user("dan").await;
    app.deactivate(&dan).await;
    let body = json!({ "username": "dan", "password": PASSWORD });
    for path in ["/api/login/", "/api/auth/jwt/create/", "/api/accounts/login/"] {
        app.anonymous().post(path, body.clone()).await.expect(401);
    }
    for path in ["/api/token/", "/api/auth/token/login/"] {
        app.anonymous().post(path, body.clone()).await.expect(400);
    }
}
