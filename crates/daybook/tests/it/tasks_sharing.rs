//! Tasks with several owners: who sees them, who leaves, and how people are found.

use crate::harness::{Actor, TestApp};
use serde_json::{Value, json};

const ALL: &str = "/api/tasks/";

fn path(task: &Value) -> String {
    format!("{ALL}{}/", task["id"])
}

async fn titles(actor: &Actor) -> Vec<String> {
    let list = actor.get(ALL).await.expect(200).json();
    let list = list.as_array().expect("a list").iter();
    list.map(|task| task["title"].as_str().expect("a title").to_owned()).collect()
}

#[tokio::test]
async fn a_task_is_seen_and_edited_by_its_creator_and_its_owners_alone() {
    let app = TestApp::start().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob").await, app.user("eve").await);
    let body = json!({ "title": "paint the fence", "owners": [bob.id, bob.id.to_string()] });
    let made = ann.post(ALL, body).await.expect(201).json();
    assert_eq!(made["owners"], json!([bob.id]), "nobody is there twice");
    assert_eq!(titles(&ann).await, titles(&bob).await);
    eve.get(&path(&made)).await.expect(404);
    eve.patch(&path(&made), json!({ "owners": [eve.id] })).await.expect(404);

    let owners = json!({ "owners": [eve.id, bob.id], "title": "paint it green" });
    let told = bob.patch(&path(&made), owners).await.expect(200).json();
    assert_eq!(told["owners"], json!([eve.id, bob.id]), "in the order given");
    assert_eq!(titles(&eve).await, ["paint it green"]);
    assert_eq!(told["created_by"], ann.id);
}

#[tokio::test]
async fn an_owner_leaves_and_the_creator_stays() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let body = json!({ "title": "fence", "owners": [ann.id, bob.id] });
    let made = ann.post(ALL, body).await.expect(201).json();
    let told = bob.patch(&path(&made), json!({ "owners": [ann.id] })).await.expect(200).json();
    assert_eq!(told["owners"], json!([ann.id]));
    bob.get(&path(&made)).await.expect(404);
    assert!(titles(&bob).await.is_empty());

    let owners = json!({ "owners": [bob.id] });
    ann.patch(&path(&made), owners).await.expect(200);
    assert_eq!(titles(&ann).await, ["fence"], "she made it");
    let told = bob.patch(&path(&made), json!({ "owners": [] })).await.expect(200).json();
    assert_eq!(told["owners"], json!([ann.id]), "without owners it is its creator's");
}

#[tokio::test]
async fn an_owner_deletes_and_restores_it_for_all() {
    let app = TestApp::start().await;
    let (ann, bob, eve) = (app.user("ann").await, app.user("bob").await, app.user("eve").await);
    let body = json!({ "title": "fence", "owners": [ann.id, bob.id] });
    let made = ann.post(ALL, body).await.expect(201).json();
    bob.delete(&path(&made)).await.expect(204);
    assert!(titles(&ann).await.is_empty());
    let restore = format!("{}restore/", path(&made));
    eve.post(&restore, json!({})).await.expect(404);
    assert_eq!(ann.post(&restore, json!({})).await.expect(200).json(), made);
    assert_eq!(titles(&bob).await, ["fence"]);
}

#[tokio::test]
async fn an_owner_who_was_deactivated_stays_and_nobody_else_of_that_sort_comes() {
    let app = TestApp::start().await;
    let (ann, bob, dan) = (app.user("ann").await, app.user("bob").await, app.user("dan").await);
    let body = json!({ "title": "fence", "owners": [ann.id, bob.id] });
    let mut made = ann.post(ALL, body).await.expect(201).json();
    app.deactivate(&bob).await;
    app.deactivate(&dan).await;
    made["priority"] = json!(4);
    let told = ann.patch(&path(&made), made.clone()).await.expect(200).json();
    assert_eq!(told["owners"], json!([ann.id, bob.id]));
    let owners = json!({ "owners": [ann.id, dan.id] });
    let refused = ann.patch(&path(&made), owners).await.expect(400).json();
    let message = format!("Invalid pk \"{}\" - object does not exist.", dan.id);
    assert_eq!(refused, json!({ "owners": [message] }));
}

#[tokio::test]
async fn fifty_may_own_a_task() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let ids = app.app.db.write(|tx| -> daybook_db::Result<Vec<i64>> {
        let insert =
            "insert into users (username, password, stamp, date_joined) values ($1, '!', 0, 0)";
        let made = (0..50)
            .map(|n| Ok(tx.insert(insert, daybook_db::params![&format!("u{n}")])?.unwrap_or(0)));
        made.collect()
    });
    let ids = ids.await.expect("users");
    let body = json!({ "title": "a feast", "owners": ids });
    let made = ann.post(ALL, body).await.expect(201).json();
    assert_eq!(made["owners"].as_array().map(Vec::len), Some(50));
    let more: Vec<_> = ids.iter().chain([&ann.id]).collect();
    let refused = ann.patch(&path(&made), json!({ "owners": more })).await.expect(400).json();
    assert_eq!(refused, json!({ "owners": ["Ensure this field has no more than 50 elements."] }));
}

#[tokio::test]
async fn people_are_found_by_the_start_of_their_name() {
    let app = TestApp::start().await;
    let (ann, anna, bob) = (app.user("ann").await, app.user("Anna").await, app.user("bob").await);
    let dan = app.user("andan").await;
    app.deactivate(&dan).await;
    let found =
        async |query: &str| bob.get(&format!("/api/users/{query}")).await.expect(200).json();
    let both = json!([{ "id": ann.id, "username": "ann" }, { "id": anna.id, "username": "Anna" }]);
    assert_eq!(found("?q=AN").await, both);
    assert_eq!(found("?q=%20anna").await, json!([both[1]]));
    for nobody in ["", "?q=", "?q=nn", "?q=%25", "?q=_", "?q=ann%20"] {
        let expected = if nobody == "?q=ann%20" { both.clone() } else { json!([]) };
        assert_eq!(found(nobody).await, expected, "{nobody}");
    }
    let long = "x".repeat(151);
    let by_id = found(&format!("?id={},999999,{}", bob.id, ann.id)).await;
    assert_eq!(
        by_id,
        json!([{ "id": bob.id, "username": "bob" }, { "id": ann.id, "username": "ann" }])
    );
    bob.get("/api/users/?id=ann").await.expect(400);
    bob.get(&format!("/api/users/?q={long}")).await.expect(400);
    let filled = app.app.db.write(|tx| -> daybook_db::Result<()> {
        let insert =
            "insert into users (username, password, stamp, date_joined) values ($1, '!', 0, 0)";
        (0..30).try_for_each(|n| {
            tx.run(insert, daybook_db::params![&format!("crowd{n:02}")]).map(|_| ())
        })
    });
    filled.await.expect("a crowd");
    assert_eq!(found("?q=crowd").await.as_array().map(Vec::len), Some(20), "no more at once");
}
