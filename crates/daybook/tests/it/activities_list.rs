//! `GET /api/activities/`: filters, paging, conditional requests, and lists that are long.

use crate::harness::{Actor, NOON, TestApp};
use daybook::{
    streams::{self, Stream},
    time::{DAY, MINUTE},
};
use daybook_db::params;
use serde_json::{Value, json};

const ALL: &str = "/api/activities/";

async fn log(actor: &Actor, name: &str, start: &str, tags: Value) -> i64 {
    let body = json!({ "activity_name": name, "duration": 10, "started_at": start, "tags": tags });
    actor.post(ALL, body).await.expect(201).json()["id"].as_i64().expect("an id")
}

async fn ids(actor: &Actor, query: &str) -> Vec<i64> {
    let list = actor.get(&format!("{ALL}{query}")).await.expect(200).json();
    let list = list.as_array().expect("a list");
    list.iter().map(|activity| activity["id"].as_i64().expect("an id")).collect()
}

/// Stores so many activities at once, the newest last.
async fn fill(app: &TestApp, user: i64, count: i64) {
    let filled = app.app.db.write(move |tx| {
        for n in 0..count {
            let end = NOON.0 - (count - n) * MINUTE;
            tx.run(
                "insert into activities (user_id, activity_name, duration, created_at, started_at, ended_at, note, tags) \
                 values ($1, $2, 1, $3, $4, $3, '', '[]')",
                params![user, &format!("activity {n}"), end, end - MINUTE],
            )?;
        }
        streams::emit(tx, Stream::User(user), "activities_filled", &json!({}))
    });
    filled.await.expect("activities");
}

#[tokio::test]
async fn filters_go_by_start_name_and_tag() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let june = log(&ann, "read", "2025-06-30T22:30:00Z", json!(["Book"])).await;
    let july = log(&ann, "read", "2025-07-01T00:30:00Z", json!(["book", "sofa"])).await;
    let run = log(&ann, "Read", "2025-07-02T08:00:00Z", json!([])).await;
    log(&app.user("bob").await, "read", "2025-07-01T00:30:00Z", json!(["book"])).await;
    for (query, expected) in [
        ("", vec![run, july, june]),
        ("?name=read", vec![run, july, june]),
        ("?name=EA", vec![run, july, june]),
        ("?name=%25", vec![]),
        ("?tag=BOOK", vec![july, june]),
        ("?tag=%23sofa", vec![july]),
        ("?tag=none", vec![]),
        ("?from=2025-07-01", vec![run, july]),
        ("?to=2025-06-30", vec![june]),
        ("?to=2025-07-01", vec![july, june]),
        ("?from=2025-07-01&to=2025-07-01&tz=Europe/Berlin", vec![july, june]),
        ("?from=2025-07-01T00:30:00Z", vec![run, july]),
        ("?to=2025-07-01T00:30:00Z", vec![june]),
        (
            "?from=2025-07-01T02:30:00%2B02:00&to=2025-07-01T00:30:01Z&name=read&tag=book",
            vec![july],
        ),
        ("?from=&name=&tag=&q=unknown", vec![run, july, june]),
    ] {
        assert_eq!(ids(&ann, query).await, expected, "{query}");
    }
    let refused =
        ann.get("/api/activities/?from=soon&to=2025-13-01&tz=Mars").await.expect(400).json();
    let time = "Datetime has wrong format. Use one of these formats instead: \
                YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";
    assert_eq!(
        refused,
        json!({ "from": [time], "to": [time], "tz": ["\"Mars\" is not a valid choice."] })
    );
}

#[tokio::test]
async fn a_part_of_the_list_says_where_the_rest_is() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    fill(&app, ann.id, 5).await;
    let all = ids(&ann, "").await;
    assert_eq!(all.len(), 5);

    let first = ann.get("/api/activities/?limit=2&name=").await.expect(200);
    let link = first.header("link");
    let next =
        link.strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\"")).expect(link);
    let next = next.strip_prefix(&app.url).expect("an address of this server");
    assert_eq!(ids(&ann, next.strip_prefix(ALL).expect("this list")).await, all[2..4]);
    assert_eq!(ids(&ann, &format!("?limit=2&before={}", all[3])).await, all[4..]);
    let last = ann.get(&format!("/api/activities/?limit=3&before={}", all[1])).await;
    assert_eq!(last.header("link"), "", "nothing is left");
    assert_eq!(ids(&ann, "?limit=0").await, all[..1]);
    assert_eq!(ids(&ann, "?limit=501").await, all);
    assert_eq!(ids(&ann, &format!("?before={}", all[0])).await, all[1..]);
    let refused = ann.get("/api/activities/?limit=x&before=1.5").await.expect(400).json();
    let integer = "A valid integer is required.";
    assert_eq!(refused, json!({ "limit": [integer], "before": [integer] }));
}

/// The ids of a list, part after part, as `Link` leads from one to the next.
async fn ids_by_links(app: &TestApp, actor: &Actor, query: &str) -> Vec<i64> {
    let (mut path, mut found) = (format!("{ALL}{query}"), Vec::new());
    loop {
        let part = actor.get(&path).await.expect(200);
        let rows = part.json();
        let rows = rows.as_array().expect("a list").iter();
        found.extend(rows.filter_map(|activity| activity["id"].as_i64()));
        let link = part.header("link");
        if link.is_empty() {
            return found;
        }
        let next = link.strip_prefix('<').and_then(|it| it.strip_suffix(">; rel=\"next\""));
        path = next.and_then(|it| it.strip_prefix(&app.url)).expect(link).to_owned();
    }
}

#[tokio::test]
async fn a_list_by_start_is_whole_however_it_is_read() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut logged = Vec::new();
    for start in ["07-02T08", "07-01T08", "07-01T08", "07-03T08", "07-01T08", "06-30T08"] {
        let id = log(&ann, "read", &format!("2025-{start}:00:00Z"), json!([])).await;
        logged.push((start, id));
    }
    logged.sort_by(|one, other| other.cmp(one));
    let expected: Vec<_> = logged.iter().map(|(_, id)| *id).collect();
    let by_start = "?ordering=-started_at";
    assert_eq!(ids(&ann, by_start).await, expected);
    for limit in 1..=6 {
        let query = format!("{by_start}&limit={limit}");
        assert_eq!(ids_by_links(&app, &ann, &query).await, expected, "{limit} at a time");
    }
    let page = ann.get(&format!("{ALL}{by_start}&page=1")).await.expect(200).json();
    assert_eq!(page["results"][0]["id"], expected[0]);
    let july = format!("{by_start}&limit=1&from=2025-07-01&to=2025-07-02");
    assert_eq!(ids_by_links(&app, &ann, &july).await, expected[1..5], "within a filter");

    let refused = ann.get(&format!("{ALL}{by_start}&before=3")).await.expect(400).json();
    assert_eq!(refused, json!({ "to": ["This field is required."] }));
    let refused = ann.get(&format!("{ALL}?ordering=name&from=soon")).await.expect(400).json();
    assert_eq!(refused["ordering"], json!(["\"name\" is not a valid choice."]));
    assert!(refused["from"].is_array(), "every parameter's error at once: {refused}");
}

#[tokio::test]
async fn a_long_list_by_start_is_streamed_in_order() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    fill(&app, ann.id, 1_201).await;
    assert_eq!(ids(&ann, "?ordering=-started_at").await, ids(&ann, "").await);
}

#[tokio::test]
async fn pages_are_numbered_as_rest_framework_does() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let empty = ann.get("/api/activities/?page=1").await.expect(200).json();
    assert_eq!(empty, json!({ "count": 0, "next": null, "previous": null, "results": [] }));
    fill(&app, ann.id, 120).await;
    let all = ids(&ann, "").await;
    let page = ann.get("/api/activities/?page=2").await.expect(200).json();
    assert_eq!(page["count"], 120);
    assert_eq!(page["next"], format!("{}/api/activities/?page=3", app.url));
    assert_eq!(page["previous"], format!("{}/api/activities/", app.url));
    assert_eq!(page["results"][0]["id"], all[50]);
    let last = ann.get("/api/activities/?page=last").await.expect(200).json();
    assert_eq!((&last["next"], last["results"].as_array().map(Vec::len)), (&Value::Null, Some(20)));
    for bad in ["0", "4", "x", "-1"] {
        let refused = ann.get(&format!("/api/activities/?page={bad}")).await.expect(404).json();
        assert_eq!(refused, json!({ "detail": "Invalid page." }), "{bad}");
    }
}

#[tokio::test]
async fn a_list_that_has_not_changed_is_not_sent_again() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    log(&ann, "read", "2025-07-01T00:30:00Z", json!([])).await;
    for query in ["", "?limit=20", "?page=1", "?from=2025-07-01", "?name=read"] {
        let list = format!("{ALL}{query}");
        let first = ann.get(&list).await.expect(200);
        assert!(first.header("etag").starts_with("W/\""), "{list}");
        assert!(first.header("daybook-seq").starts_with("me="), "{list}");
        let again = ann.with("if-none-match", first.header("etag"));
        let same = again.get(&list).await.expect(304);
        assert_eq!((same.text(), same.header("etag")), ("", first.header("etag")), "{list}");
        bob.with("if-none-match", first.header("etag")).get(&list).await.expect(200);
        log(&ann, "read", "2025-07-01T00:30:00Z", json!([])).await;
        again.get(&list).await.expect(200);
    }
    let one = format!("{ALL}{}/", log(&ann, "read", "2025-07-01", json!([])).await);
    let tag = ann.get(&one).await.expect(200).header("etag").to_owned();
    ann.with("if-none-match", &tag).get(&one).await.expect(304);
    ann.patch(&one, json!({ "note": "n" })).await.expect(200);
    ann.with("if-none-match", &tag).get(&one).await.expect(200);
}

#[tokio::test]
async fn an_unchanged_list_is_answered_from_memory_and_a_changed_one_is_read() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let other = app.another_node().await;
    for name in ["a", "b", "c"] {
        log(&ann, name, "2025-07-01T00:30:00Z", json!([])).await;
    }
    let page = "?limit=2";
    let first = ann.get(&format!("{ALL}{page}")).await.expect(200);
    let hits = cache_hits(&app).await;
    let again = ann.get(&format!("{ALL}{page}")).await.expect(200);
    assert_eq!(cache_hits(&app).await, hits + 1.0);
    assert_eq!((first.text(), first.header("link")), (again.text(), again.header("link")));
    assert_eq!(first.header("daybook-seq"), again.header("daybook-seq"));
    assert_eq!(ids(&bob, page).await, Vec::<i64>::new(), "each viewer has a list of one's own");
    assert_eq!(ids(&ann, "?limit=1").await.len(), 1, "each query too");

    let there = other.here(&ann);
    let before = ids(&there, page).await;
    let newest = log(&ann, "d", "2025-07-01T00:30:00Z", json!([])).await;
    assert_eq!(ids(&ann, page).await, [newest, before[0]]);
    assert_eq!(ids(&there, page).await, [newest, before[0]], "on every node");
}

async fn cache_hits(app: &TestApp) -> f64 {
    let numbers = app.anonymous().get("/metrics").await.expect(200);
    let line =
        numbers.text().lines().find_map(|line| line.strip_prefix("daybook_list_cache_hits "));
    line.and_then(|hits| hits.parse().ok()).expect("a count")
}

#[tokio::test]
async fn a_long_list_is_whole_and_in_order() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for more in [499, 1, 1, 999] {
        fill(&app, ann.id, more).await;
        let all = ids(&ann, "").await;
        let count = ann.get("/api/activities/?page=1").await.json()["count"].as_u64();
        assert_eq!(u64::try_from(all.len()).ok(), count);
        assert!(all.is_sorted_by(|newer, older| newer > older));
    }
    assert_eq!(ids(&ann, "?from=2020-01-01").await.len(), 1500);
    let file = ann.get("/api/activities/export/?format=json").await.expect(200).json();
    assert_eq!(file.as_array().map(Vec::len), Some(1500), "in chunks, by start");
    let sums = ann.get("/api/activities/summary/?by=week").await.expect(200).json();
    let minutes =
        sums.as_array().expect("groups").iter().filter_map(|group| group["minutes"].as_i64());
    assert_eq!(minutes.sum::<i64>(), 1500);
    app.clock.advance(DAY);
    assert_eq!(ids(&ann, "?limit=500").await.len(), 500);
}
