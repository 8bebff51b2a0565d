//! `GET /logs/<user id>/export/`, and lists that are long.

use crate::harness::{Actor, TestApp};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// So many logs in each of some requests, of seven actions.
async fn fill(actor: &Actor, counts: &[usize]) {
    for count in counts {
        let many = (0..*count).map(|n| {
            let status = ["PENDING", "DONE"][n % 2];
            json!({ "action": format!("a{}", n % 7), "status": status, "metadata": { "n": 1, "m": n % 2 } })
        });
        actor.post("/logs/", json!(many.collect::<Vec<_>>())).await.expect(201);
    }
}

#[tokio::test]
async fn a_long_list_and_its_files_are_whole_in_every_order() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let hers = format!("/logs/{}/", ann.id);
    fill(&ann, &[601, 601]).await;
    for (query, count) in [
        ("?", 1_202),
        ("?ordering=timestamp", 1_202),
        ("?ordering=action", 1_202),
        ("?ordering=-status", 1_202),
        ("?ordering=id", 1_202),
        ("?metadata.n=1", 1_202),
        ("?metadata.n=1&ordering=-action", 1_202),
        ("?metadata.n=1&metadata.m=1&ordering=status", 600),
        ("?status=DONE&ordering=action", 600),
        ("?status=PENDING&ordering=-status", 602),
        ("?timestamp=2026-01-05&status=PENDING&ordering=-id", 602),
        ("?action=a1&ordering=id", 172),
    ] {
        let list = ann.get(&format!("{hers}{query}")).await.expect(200).json();
        let file = ann.get(&format!("{hers}export/{query}&format=json")).await.expect(200).json();
        assert_eq!(list, file, "{query}");
        let logs = list.as_array().expect("a list");
        let ids: BTreeSet<_> = logs.iter().filter_map(|log| log["id"].as_i64()).collect();
        assert_eq!((logs.len(), ids.len()), (count, count), "{query}");
        let (way, key) = query.split_once("ordering=").map_or((-1, "id"), |(_, order)| {
            order.strip_prefix('-').map_or((1, order), |key| (-1, key))
        });
        let texts: Vec<_> = logs.iter().map(|log| log[key].as_str()).collect();
        let numbers = logs.iter().map(|log| log[key].as_i64().map(|number| number * way));
        let in_order = if way > 0 { texts.is_sorted() } else { texts.iter().rev().is_sorted() };
        assert!(in_order && numbers.is_sorted(), "{query}");
    }
    let lines = ann.get(&format!("{hers}export/?format=ndjson&action=a0")).await.expect(200);
    assert_eq!(lines.header("content-type"), "application/x-ndjson");
    let lines = lines.text().lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    assert_eq!(lines.filter(|log| log["action"] == "a0").count(), 172);
}

/// Whole lists are read in chunks of 500.
#[tokio::test]
async fn no_length_of_a_list_loses_a_log() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let mut count = 0;
    for more in [499, 1, 1, 499, 1] {
        fill(&ann, &[more]).await;
        count += more;
        for path in ["?", "export/?format=json&"] {
            let all = ann.get(&format!("/logs/{}/{path}metadata.n=1", ann.id)).await.expect(200);
            assert_eq!(all.json().as_array().map(Vec::len), Some(count), "{path}");
        }
    }
}

#[tokio::test]
async fn a_table_holds_no_formula() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let hers = format!("/logs/{}/", ann.id);
    let empty = ann.get(&format!("{hers}export/")).await.expect(200);
    let header = "\"id\",\"action\",\"timestamp\",\"metadata\",\"status\",\"user\"\r\n";
    assert_eq!(empty.text(), header);
    let made = ann.post("/logs/", json!({ "action": "=1+1", "metadata": -1 })).await.expect(201);
    let file = ann.get(&format!("{hers}export/?format=csv")).await.expect(200);
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"logs.csv\"");
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let (id, user) = (&made.json()["id"], ann.id);
    let row =
        format!("\"{id}\",\"'=1+1\",\"2026-01-05T12:00:00Z\",\"'-1\",\"PENDING\",\"{user}\"\r\n");
    assert_eq!(file.text(), format!("{header}{row}"));
}

#[tokio::test]
async fn metadata_of_several_lines_is_one_line_of_a_file() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let body = b"{\"action\": \"x\", \"metadata\": {\r\n  \"a\": \"one\\ntwo\"\n}}";
    ann.raw("POST", "/logs/", "application/json", body).await.expect(201);
    let hers = format!("/logs/{}/", ann.id);
    let lines = ann.get(&format!("{hers}export/?format=ndjson")).await.expect(200);
    assert_eq!(lines.text().lines().count(), 1);
    let line: Value = serde_json::from_str(lines.text()).expect("JSON");
    assert_eq!(line["metadata"], json!({ "a": "one\ntwo" }));
}

/// Twenty logs of 250 KB are more than is held at once.
#[tokio::test]
async fn large_logs_are_read_a_few_at_a_time() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let hers = format!("/logs/{}/", ann.id);
    let large = "x".repeat(250_000);
    for n in 0..20 {
        let new = json!({ "action": format!("a{:02}", 19 - n), "metadata": [n, large] });
        ann.post("/logs/", new).await.expect(201);
    }
    let numbers = |list: &Value| -> Vec<i64> {
        let list = list.as_array().expect("a list").iter();
        list.filter_map(|log| log["metadata"][0].as_i64()).collect()
    };
    let newest_first: Vec<_> = (0..20).rev().collect();
    for path in [
        "",
        "export/?format=json",
        "?ordering=action",
        "?ordering=action&limit=500",
        "?ordering=-id&limit=20",
    ] {
        let whole = ann.get(&format!("{hers}{path}")).await.expect(200).json();
        assert_eq!(numbers(&whole), newest_first, "{path}");
    }
    let part = ann.get(&format!("{hers}?ordering=-id&limit=19")).await.expect(200);
    assert_eq!((numbers(&part.json()), part.header("link")), (newest_first[..19].to_vec(), ""));
    let (mut path, mut found, mut parts) = (format!("{hers}?limit=500"), Vec::new(), 0);
    loop {
        let part = ann.get(&path).await.expect(200);
        found.extend(numbers(&part.json()));
        parts += 1;
        let Some(next) = part.header("link").strip_prefix('<') else { break };
        let next = next.strip_suffix(">; rel=\"next\"").expect("the next part");
        path = next.strip_prefix(&app.url).expect("an address of this server").to_owned();
    }
    assert_eq!((found, parts), (newest_first, 2));
}
