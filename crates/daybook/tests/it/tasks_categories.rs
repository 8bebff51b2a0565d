//! `/api/tasks/categories/` and `/api/tasks/categories/<id>/`.

use crate::harness::TestApp;
use serde_json::{Value, json};

const ALL: &str = "/api/tasks/categories/";

fn path(category: &Value) -> String {
    format!("{ALL}{}/", category["id"])
}

#[tokio::test]
async fn a_category_is_made_changed_and_deleted() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let made = ann.post(ALL, json!({ "name": " home ", "color": "#123456" })).await.expect(201);
    let id = &made.json()["id"];
    let told =
        format!("{{\"id\":{id},\"name\":\"home\",\"description\":\"\",\"color\":\"#123456\"}}");
    assert_eq!(made.text(), told);
    let made = made.json();
    assert_eq!(ann.get(&path(&made)).await.expect(200).text(), told);
    assert_eq!(ann.get("/api/tasks/categories").await.expect(200).text(), format!("[{told}]"));
    let patched = ann.patch(&path(&made), json!({ "description": "d" })).await.expect(200).json();
    assert_eq!(patched["description"], "d");
    let put = ann.put(&path(&made), json!({ "name": "flat" })).await.expect(200).json();
    assert_eq!(put, json!({ "id": id, "name": "flat", "description": "d", "color": "#123456" }));
    assert_eq!(ann.patch(&path(&made), put.clone()).await.expect(200).json(), put);
    assert_eq!(ann.delete(&path(&made)).await.expect(204).text(), "");
    ann.get(&path(&made)).await.expect(404);
    ann.delete(&path(&made)).await.expect(404);
}

#[tokio::test]
async fn errors_are_told_at_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let made = ann.post(ALL, json!({ "name": "home" })).await.expect(201).json();
    let other = ann.post(ALL, json!({ "name": "Home" })).await.expect(201).json();
    let taken = json!({ "name": ["category with this name already exists."] });
    assert_eq!(ann.post(ALL, json!({ "name": "home" })).await.expect(400).json(), taken);
    assert_eq!(ann.patch(&path(&other), json!({ "name": "home" })).await.expect(400).json(), taken);
    app.user("bob").await.post(ALL, json!({ "name": "home" })).await.expect(201);
    for (body, errors) in [
        (json!({}), json!({ "name": ["This field is required."] })),
        (
            json!({ "name": "x".repeat(65), "description": "x".repeat(2001), "color": "x".repeat(33) }),
            json!({
                "name": ["Ensure this field has no more than 64 characters."],
                "description": ["Ensure this field has no more than 2000 characters."],
                "color": ["Ensure this field has no more than 32 characters."],
            }),
        ),
        (json!({ "name": "" }), json!({ "name": ["This field may not be blank."] })),
    ] {
        assert_eq!(ann.post(ALL, body.clone()).await.expect(400).json(), errors, "{body}");
        assert_eq!(ann.put(&path(&made), body).await.expect(400).json(), errors);
    }
}

#[tokio::test]
async fn a_category_is_its_users_and_may_be_read_by_who_sees_a_task_in_it() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let home = ann.post(ALL, json!({ "name": "home" })).await.expect(201).json();
    bob.get(&path(&home)).await.expect(404);
    let task = json!({ "title": "fence", "owners": [bob.id], "category": home["id"] });
    let task = ann.post("/api/tasks/", task).await.expect(201).json();
    let one = format!("/api/tasks/{}/", task["id"]);
    assert_eq!(bob.get(&path(&home)).await.expect(200).json(), home);
    assert_eq!(bob.get(ALL).await.expect(200).json(), json!([]));
    bob.patch(&path(&home), json!({ "name": "his" })).await.expect(404);
    bob.put(&path(&home), json!({})).await.expect(404);
    bob.delete(&path(&home)).await.expect(404);

    let mut whole = task.clone();
    whole["priority"] = json!(4);
    let told = bob.patch(&one, whole).await.expect(200).json();
    assert_eq!(told["category"], home["id"], "what the task has it keeps");
    let own = json!({ "title": "his own", "category": home["id"] });
    let refused = bob.post("/api/tasks/", own).await.expect(400).json();
    let message = format!("Invalid pk \"{}\" - object does not exist.", home["id"]);
    assert_eq!(refused, json!({ "category": [message] }));

    ann.delete(&one).await.expect(204);
    bob.get(&path(&home)).await.expect(404);
}

#[tokio::test]
async fn a_deleted_category_leaves_its_tasks_without_one() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let home = ann.post(ALL, json!({ "name": "home" })).await.expect(201).json();
    let mut gone = Value::Null;
    for n in 0..120 {
        let task = json!({ "title": format!("task {n}"), "category": home["id"] });
        gone = ann.post("/api/tasks/", task).await.expect(201).json();
    }
    let one = format!("/api/tasks/{}/", gone["id"]);
    ann.delete(&one).await.expect(204);
    let of_home = format!("/api/tasks/?category={}", home["id"]);
    assert_eq!(ann.get(&of_home).await.expect(200).json().as_array().map(Vec::len), Some(119));
    let once = ann.with("idempotency-key", "once");
    once.delete(&path(&home)).await.expect(204);
    once.delete(&path(&home)).await.expect(204);
    assert_eq!(ann.get(&of_home).await.expect(200).json(), json!([]));
    let all = ann.get("/api/tasks/").await.expect(200).json();
    let all = all.as_array().expect("a list");
    assert!(all.len() == 119 && all.iter().all(|task| task["category"] == Value::Null));
    let restored = ann.post(&format!("{one}restore/"), json!({})).await.expect(200).json();
    assert_eq!(restored["category"], json!(null));
}

#[tokio::test]
async fn categories_are_listed_in_parts_too() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for name in ["a", "b", "c"] {
        ann.post(ALL, json!({ "name": name })).await.expect(201);
    }
    let names = |list: &Value| -> Vec<String> {
        let list = list.as_array().expect("a list").iter();
        list.map(|it| it["name"].as_str().expect("a name").to_owned()).collect()
    };
    let whole = ann.get(ALL).await.expect(200);
    assert_eq!(names(&whole.json()), ["c", "b", "a"]);
    let tag = whole.header("etag").to_owned();
    ann.with("if-none-match", &tag).get(ALL).await.expect(304);
    assert!(whole.header("daybook-seq").starts_with("me="));
    let part = ann.get(&format!("{ALL}?limit=2")).await.expect(200);
    assert_eq!(names(&part.json()), ["c", "b"]);
    let link = part.header("link");
    let next = link.strip_prefix(&format!("<{}", app.url)).and_then(|it| it.split('>').next());
    assert_eq!(names(&ann.get(next.expect(link)).await.expect(200).json()), ["a"]);
    let page = ann.get(&format!("{ALL}?page=1")).await.expect(200).json();
    assert_eq!((page["count"].as_i64(), names(&page["results"]).len()), (Some(3), 3));
    ann.get(&format!("{ALL}?page=2")).await.expect(404);
}
