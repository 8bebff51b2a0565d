//! The lists of tasks and categories, and the events after them, are the lists as they are now: after every operation that
//! changes one, for each who sees it.

use crate::harness::{Follower, TestApp, changing_operations};
use daybook::time::MINUTE;
use futures_util::future::join_all;
use serde_json::json;
use std::collections::BTreeSet;

const ALL: &str = "/api/tasks/";
const CATEGORIES: &str = "/api/tasks/categories/";

#[tokio::test]
async fn lists_of_tasks_and_later_events_are_the_truth_for_each_who_sees_them() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let home = ann.post(CATEGORIES, json!({ "name": "home" })).await.expect(201).json();
    let before = json!({ "title": "before", "category": home["id"], "owners": [ann.id, bob.id] });
    ann.post(ALL, before).await.expect(201);
    let mut hers = Follower::open(&ann, ALL, "task").await;
    let mut categories = Follower::open(&ann, CATEGORIES, "category").await;
    let mut his = Follower::open(&bob, ALL, "task").await;
    let (mut task, mut category) = (String::new(), String::new());
    let (both, long) = (json!([ann.id, bob.id]), "\u{1F600}".repeat(3_000));
    // So far away that no notice comes between.
    let due = "2026-02-06T12:00:00Z";
    // What is done, and how many events that is for her and for him.
    let steps = [
        ("create_task", "POST", "", json!({ "title": "rent", "due_date": due }), [1, 0]),
        ("create_task", "POST", "", json!({ "title": "both", "owners": both }), [1, 1]),
        (
            "create_task",
            "POST",
            "",
            json!({ "title": "long", "description": long, "owners": both }),
            [1, 1],
        ),
        ("create_task", "POST", "", json!({ "title": "" }), [0, 0]),
        ("update_task", "PATCH", "{task}", json!({ "state": "done" }), [1, 0]),
        ("update_task", "PATCH", "{task}", json!({ "state": "done" }), [0, 0]),
        ("update_task", "PATCH", "{task}", json!({ "state": "never" }), [0, 0]),
        ("update_task", "PATCH", "{task}", json!({ "owners": [bob.id] }), [1, 1]),
        ("update_task", "PATCH", "{task}", json!({ "priority": 4, "state": "open" }), [1, 1]),
        ("update_task", "PATCH", "{task}", json!({ "owners": [] }), [1, 1]),
        ("replace_task", "PUT", "{task}", json!({ "title": "the rent", "owners": both }), [1, 1]),
        ("delete_task", "DELETE", "{task}", json!({}), [1, 1]),
        ("delete_task", "DELETE", "{task}", json!({}), [0, 0]),
        ("restore_task", "POST", "{task}restore/", json!({}), [1, 1]),
        ("restore_task", "POST", "{task}restore/", json!({}), [0, 0]),
        ("create_category", "POST", "categories/", json!({ "name": "work" }), [1, 0]),
        ("create_category", "POST", "categories/", json!({ "name": "work" }), [0, 0]),
        ("update_category", "PATCH", "{category}", json!({ "color": "#123456" }), [1, 0]),
        ("replace_category", "PUT", "{category}", json!({ "name": "works" }), [1, 0]),
        ("replace_category", "PUT", "{category}", json!({ "name": "home" }), [0, 0]),
        ("delete_category", "DELETE", "{category}", json!({}), [1, 0]),
        ("delete_category", "DELETE", "{category}", json!({}), [0, 0]),
        ("delete_category", "DELETE", "{home}", json!({}), [2, 1]),
        ("create_calendar_key", "POST", "calendar-key/", json!({}), [0, 0]),
        ("delete_calendar_key", "DELETE", "calendar-key/", json!({}), [0, 0]),
    ];
    let mut covered = BTreeSet::new();
    for (operation, method, path, body, events) in steps {
        app.clock.advance(MINUTE);
        let home = format!("categories/{}/", home["id"]);
        let path =
            path.replace("{task}", &task).replace("{category}", &category).replace("{home}", &home);
        let bytes = body.to_string().into_bytes();
        let answer = ann.raw(method, &format!("{ALL}{path}"), "application/json", &bytes).await;
        if operation == "create_task" && task.is_empty() {
            task = format!("{}/", answer.expect(201).json()["id"]);
        } else if operation == "create_category" && category.is_empty() {
            category = format!("categories/{}/", answer.expect(201).json()["id"]);
        }
        let told = [hers.assert_true(operation).await, his.assert_true(operation).await];
        assert_eq!(told, events, "{operation} {body:.80}");
        assert_eq!(categories.assert_true(operation).await, events[0], "{operation} {body:.80}");
        covered.insert(operation.to_owned());
    }
    assert_eq!(covered, changing_operations(ALL), "each has a step here");
}

#[tokio::test]
async fn of_changes_at_once_on_two_nodes_the_last_one_told_is_the_truth() {
    let app = TestApp::start().await;
    let other = app.another_node().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let body = json!({ "title": "rent", "owners": [ann.id, bob.id] });
    let made = ann.post(ALL, body).await.expect(201).json();
    let (mut hers, mut his) =
        (Follower::open(&ann, ALL, "task").await, Follower::open(&bob, ALL, "task").await);
    let path = format!("{ALL}{}/", made["id"]);
    let actors = [ann.clone(), other.here(&bob)];
    let changes = (0..30).map(|n| {
        let body =
            if n % 6 < 2 { json!({ "priority": n % 4 + 1 }) } else { json!({ "position": n }) };
        actors[n % 2].patch(&path, body)
    });
    for answer in join_all(changes).await {
        answer.expect(200);
    }
    assert!(hers.assert_true("thirty changes").await > 0);
    assert!(his.assert_true("thirty changes").await > 0);
}
