//! `GET /logs/<user id>/`: who sees it, filters, orders, pages, and what is remembered.

use crate::harness::{Actor, Answer, TestApp};
use daybook::time::{DAY, SECOND};
use serde_json::{Value, json};

/// Five logs, a second apart but for the last, which comes a day later.
async fn filled(app: &TestApp) -> Actor {
    let ann = app.user("ann").await;
    for (action, status, metadata) in [
        ("build", "DONE", json!({ "host": "a", "n": 1 })),
        ("deploy", "PENDING", json!({ "host": "b", "n": 1.5, "ok": true })),
        ("build", "IN_PROGRESS", json!({ "host": "a", "n": "1" })),
        ("Build", "PENDING", json!(["host", "a"])),
        ("test", "COMPLETED", json!({ "host": null, "deep": { "host": "a" }, "a.b": "\0" })),
    ] {
        if action == "test" {
            app.clock.advance(DAY);
        }
        let body = json!({ "action": action, "status": status, "metadata": metadata });
        ann.post("/logs/", body).await.expect(201);
        app.clock.advance(SECOND);
    }
    ann
}

async fn list(actor: &Actor, query: &str) -> Answer {
    actor.get(&format!("/logs/{}/{query}", actor.id)).await
}

fn ids_of(list: &Value) -> Vec<i64> {
    let list = list.as_array().expect("a list");
    list.iter().map(|log| log["id"].as_i64().expect("an id")).collect()
}

async fn ids(actor: &Actor, query: &str) -> Vec<i64> {
    ids_of(&list(actor, query).await.expect(200).json())
}

/// The same, with the first log of these as 1.
async fn places(actor: &Actor, query: &str) -> Vec<i64> {
    let first = ids(actor, "?ordering=id&limit=1").await[0];
    ids(actor, query).await.into_iter().map(|id| id - first + 1).collect()
}

#[tokio::test]
async fn logs_are_seen_by_their_user_and_by_staff() {
    let app = TestApp::start().await;
    let (ann, bob, boss) = (app.user("ann").await, app.user("bob").await, app.staff("boss").await);
    let made = ann.post("/logs/", json!({ "action": "deploy" })).await.expect(201).json();
    let hers = format!("/logs/{}/", ann.id);
    let own = ann.get(&hers).await.expect(200);
    assert_eq!(own.json(), json!([made]));
    assert!(own.header("daybook-seq").starts_with("me="));
    for query in ["", "?page=1", "?limit=1"] {
        let seen = boss.get(&format!("{hers}{query}")).await.expect(200);
        assert!(seen.text().contains("deploy"), "{query}");
        assert_eq!(seen.header("daybook-seq"), "", "her stream is not the boss's");
    }
    for none in [999, i64::MAX] {
        assert_eq!(boss.get(&format!("/logs/{none}/")).await.expect(200).json(), json!([]));
    }
    for path in [
        hers.clone(),
        "/logs/999/".to_owned(),
        format!("{hers}export/"),
        format!("{hers}?status=bad"),
    ] {
        let refused = bob.get(&path).await.expect(403).json();
        let told = "You do not have permission to perform this action.";
        assert_eq!(refused, json!({ "detail": told }), "{path}");
    }
    let refused = app.anonymous().get(&hers).await.expect(401);
    assert_eq!(refused.header("www-authenticate"), "Token");
    for none in ["x", "-1", "9223372036854775808"] {
        let refused = bob.get(&format!("/logs/{none}/")).await.expect(404).json();
        assert_eq!(refused, json!({ "detail": "Not found." }), "{none}");
    }
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        ann.raw(method, &hers, "application/json", b"{}").await.expect(405);
    }
}

#[tokio::test]
async fn filters_leave_what_is_asked_for() {
    let app = TestApp::start().await;
    let ann = filled(&app).await;
    let bob = app.user("bob").await;
    bob.post("/logs/", json!({ "action": "build", "metadata": { "host": "a" } })).await.expect(201);
    for (query, expected) in [
        ("", vec![5, 4, 3, 2, 1]),
        ("?action=build", vec![3, 1]),
        ("?action=bui", vec![]),
        ("?status=DONE", vec![5, 1]),
        ("?status=PENDING&action=deploy", vec![2]),
        ("?timestamp=2026-01-05", vec![4, 3, 2, 1]),
        ("?timestamp=2026-01-05T12:00:02Z", vec![3]),
        ("?timestamp=2026-01-05T13:00:02%2B01:00", vec![3]),
        ("?timestamp_start=2026-01-05T12:00:01Z&timestamp_end=2026-01-05T12:00:02Z", vec![3, 2]),
        ("?timestamp_start=2026-01-06", vec![5]),
        ("?timestamp_end=2026-01-05", vec![4, 3, 2, 1]),
        ("?timestamp=2026-01-05&timestamp_start=2026-01-05T12:00:03Z", vec![4]),
        ("?timestamp=2026-01-05&timestamp_start=2026-01-06", vec![]),
        ("?metadata.host=a", vec![3, 1]),
        ("?metadata.host=null", vec![5]),
        ("?metadata.n=1", vec![3, 1]),
        ("?metadata.n=1.5&metadata.ok=true", vec![2]),
        ("?metadata.host=a&metadata.n=1&timestamp_start=2026-01-05T12:00:01Z", vec![3]),
        ("?metadata.host=a&action=build&status=COMPLETED&timestamp=2026-01-05", vec![1]),
        ("?metadata.deep=a", vec![]),
        ("?metadata.a.b=%00", vec![5]),
        ("?metadata.host=b&metadata.host=a", vec![3, 1]),
        ("?action=&status=&metadata.host=&timestamp=", vec![5, 4, 3, 2, 1]),
        ("?unknown=x&metadata=x", vec![5, 4, 3, 2, 1]),
    ] {
        assert_eq!(places(&ann, query).await, expected, "{query}");
        let separator = if query.is_empty() { '?' } else { '&' };
        let page = list(&ann, &format!("{query}{separator}page=1")).await.expect(200).json();
        assert_eq!(page["count"], expected.len(), "{query}");
    }
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_told_all_at_once() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let query = "?status=x&timestamp=soon&timestamp_start=5&timestamp_end=2025-02-30&ordering=name";
    let time = "Datetime has wrong format. Use one of these formats instead: \
                YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";
    let told = json!({
        "status": ["\"x\" is not a valid choice."], "timestamp": [time], "timestamp_start": [time],
        "timestamp_end": [time], "ordering": ["\"name\" is not a valid choice."],
    });
    assert_eq!(list(&ann, query).await.expect(400).json(), told);
    let refused = list(&ann, &format!("export/{query}&format=pdf")).await.expect(400).json();
    assert_eq!(refused["status"], told["status"]);
    assert_eq!(refused["format"], json!(["\"pdf\" is not a valid choice."]));
    let keys: String = (0..6).map(|n| format!("metadata.k{n}=1&")).collect();
    let refused = list(&ann, &format!("?{keys}")).await.expect(400).json();
    assert_eq!(refused, json!({ "metadata": ["Ask for no more than 5 keys at once."] }));
    let refused = list(&ann, "?action=a%00b").await.expect(400).json();
    assert_eq!(refused, json!({ "action": ["Null characters are not allowed."] }));
    let bob = app.user("bob").await;
    let his = bob.post("/logs/", json!({ "action": "his" })).await.expect(201).json()["id"].take();
    for id in [his, json!(999_999), json!(i64::MAX), json!(-1)] {
        let refused = list(&ann, &format!("?before={id}")).await.expect(400).json();
        let message = format!("Invalid pk \"{id}\" - object does not exist.");
        assert_eq!(refused, json!({ "before": [message] }));
    }
    let refused = list(&ann, "?before=1&ordering=action").await.expect(400).json();
    assert_eq!(refused, json!({ "before": ["With another ordering, ask for a `page`."] }));
    let refused = list(&ann, "?page=2").await.expect(404).json();
    assert_eq!(refused, json!({ "detail": "Invalid page." }));
}

#[tokio::test]
async fn an_order_is_kept_whole_and_in_pages() {
    let app = TestApp::start().await;
    let ann = filled(&app).await;
    for (query, expected) in [
        ("?ordering=-timestamp", vec![5, 4, 3, 2, 1]),
        ("?ordering=timestamp", vec![1, 2, 3, 4, 5]),
        ("?ordering=id", vec![1, 2, 3, 4, 5]),
        ("?ordering=-id", vec![5, 4, 3, 2, 1]),
        ("?ordering=action", vec![4, 1, 3, 2, 5]),
        ("?ordering=-action", vec![5, 2, 3, 1, 4]),
        ("?ordering=status", vec![1, 5, 3, 2, 4]),
        ("?ordering=-status", vec![4, 2, 3, 5, 1]),
        ("?ordering=-action&metadata.host=a", vec![3, 1]),
        ("?ordering=id&metadata.n=1&action=build", vec![1, 3]),
    ] {
        assert_eq!(places(&ann, query).await, expected, "{query}");
        let page = list(&ann, &format!("{query}&page=1")).await.expect(200).json();
        assert_eq!(ids_of(&page["results"]), ids(&ann, query).await, "{query}");
    }
}

#[tokio::test]
async fn a_part_of_the_list_says_where_the_rest_is() {
    let app = TestApp::start().await;
    let ann = filled(&app).await;
    // Many of one time: the id decides.
    let many = (0..9).map(|n| json!({ "action": format!("a{n}"), "metadata": { "n": 1 } }));
    ann.post("/logs/", json!(many.collect::<Vec<_>>())).await.expect(201);
    for query in ["", "&metadata.n=1", "&status=PENDING", "&timestamp_start=2026-01-05"] {
        let whole = ids(&ann, &format!("?{query}")).await;
        let (mut path, mut found) = (format!("/logs/{}/?limit=2{query}", ann.id), Vec::new());
        loop {
            let part = ann.get(&path).await.expect(200);
            found.extend(ids_of(&part.json()));
            let Some(next) = part.header("link").strip_prefix('<') else { break };
            let next = next.strip_suffix(">; rel=\"next\"").expect("the next part");
            path = next.strip_prefix(&app.url).expect("an address of this server").to_owned();
        }
        assert_eq!(found, whole, "{query}");
    }
    let part = list(&ann, "?limit=2&ordering=action").await.expect(200);
    assert_eq!((part.header("link"), ids_of(&part.json()).len()), ("", 2), "pages are numbered");
    let page = list(&ann, "?page=1").await.expect(200).json();
    let told = [&page["count"], &page["next"], &page["previous"]];
    assert_eq!(told, [&json!(14), &Value::Null, &Value::Null]);
}

#[tokio::test]
async fn an_unchanged_list_is_remembered_and_a_changed_one_is_read_on_every_node() {
    let app = TestApp::start().await;
    let ann = filled(&app).await;
    let other = app.another_node().await;
    let there = other.here(&ann);
    for query in ["", "?limit=2", "?page=1", "?action=build", "?metadata.host=a&ordering=action"] {
        let first = list(&ann, query).await.expect(200);
        let hits = cache_hits(&app).await;
        let again = list(&ann, query).await.expect(200);
        assert_eq!(cache_hits(&app).await, hits + 1.0, "{query}");
        assert_eq!((first.text(), first.header("link")), (again.text(), again.header("link")));
        assert_eq!(first.header("daybook-seq"), again.header("daybook-seq"), "{query}");
        assert_ne!(first.header("daybook-seq"), "", "{query}");
        let known = ann.with("if-none-match", first.header("etag"));
        list(&known, query).await.expect(304);
        let new = json!({ "action": "build", "metadata": { "host": "a" } });
        let made = ann.post("/logs/", new).await.expect(201).json();
        let path = format!("/logs/{}/status/", made["id"]);
        for status in ["PENDING", "IN_PROGRESS", "COMPLETED"] {
            ann.patch(&path, json!({ "status": status })).await.expect(200);
            for seen in
                [list(&ann, query).await, list(&known, query).await, list(&there, query).await]
            {
                let seen = seen.expect(200).json();
                let rows = seen.get("results").unwrap_or(&seen).as_array().expect("rows").clone();
                let row = rows.iter().find(|log| log["id"] == made["id"]).expect("the new one");
                assert_eq!(row["status"], status, "{query}");
            }
        }
    }
}

/// The links in a page name the address that it was asked at.
#[tokio::test]
async fn a_remembered_page_leads_on_at_the_address_it_was_asked_at() {
    let app = TestApp::start().await;
    let ann = filled(&app).await;
    for _ in 0..2 {
        for host in ["127.0.0.1", "localhost"] {
            let here = ann.at_address(&app.url.replace("127.0.0.1", host));
            let part = list(&here, "?limit=2").await.expect(200);
            assert!(part.header("link").starts_with(&format!("<http://{host}:")), "{host}");
        }
    }
}

async fn cache_hits(app: &TestApp) -> f64 {
    let numbers = app.anonymous().get("/metrics").await.expect(200);
    let line =
        numbers.text().lines().find_map(|line| line.strip_prefix("daybook_list_cache_hits "));
    line.and_then(|hits| hits.parse().ok()).expect("a count")
}
