//! `/api/activities/summary/` and `/api/activities/export/`.

use crate::harness::{Actor, TestApp};
use serde_json::{Value, json};

const NO_TIME: &str = "Datetime has wrong format. Use one of these formats instead: \
    YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";

async fn log(actor: &Actor, name: &str, start: &str, end: &str, tags: Value) {
    let body = json!({ "activity_name": name, "started_at": start, "ended_at": end, "tags": tags });
    actor.post("/api/activities/", body).await.expect(201);
}

async fn summary(actor: &Actor, query: &str) -> Value {
    actor.get(&format!("/api/activities/summary/{query}")).await.expect(200).json()
}

fn groups(groups: &[(&str, i64)]) -> Value {
    groups.iter().map(|(group, minutes)| json!({ "group": group, "minutes": minutes })).collect()
}

#[tokio::test]
async fn minutes_are_summed_by_day_week_name_and_tag() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    // Over midnight of a Sunday, and over the hour that summer time skips.
    log(&ann, "read", "2025-03-30T21:30:00Z", "2025-03-31T00:30:00Z", json!(["book"])).await;
    log(&ann, "sleep", "2025-03-29T22:30:00Z", "2025-03-30T05:00:00Z", json!([])).await;
    log(&ann, "run", "2025-03-31T10:00:00Z", "2025-03-31T11:00:00Z", json!(["sport", "book"]))
        .await;
    ann.post("/api/activities/start/", json!({ "activity_name": "now" })).await.expect(201);

    assert_eq!(
        summary(&ann, "").await,
        groups(&[("2025-03-31", 90), ("2025-03-30", 450), ("2025-03-29", 90)])
    );
    let berlin = groups(&[("2025-03-31", 210), ("2025-03-30", 390), ("2025-03-29", 30)]);
    assert_eq!(summary(&ann, "?by=day&tz=Europe/Berlin").await, berlin);
    assert_eq!(summary(&ann, "?by=week").await, groups(&[("2025-03-31", 90), ("2025-03-24", 540)]));
    assert_eq!(
        summary(&ann, "?by=name").await,
        groups(&[("sleep", 390), ("read", 180), ("run", 60)])
    );
    let by_tag = json!([
        { "group": null, "minutes": 390 }, { "group": "book", "minutes": 240 }, { "group": "sport", "minutes": 60 },
    ]);
    assert_eq!(summary(&ann, "?by=tag").await, by_tag);
    assert_eq!(summary(&ann, "?by=name&from=2025-03-31").await, groups(&[("run", 60)]));
    assert_eq!(summary(&ann, "?by=name&to=2025-03-29").await, groups(&[("sleep", 390)]));
    assert_eq!(summary(&ann, "?by=name&to=2025-03-29&tz=Asia/Tokyo").await, json!([]));
    assert_eq!(summary(&app.user("bob").await, "?by=name").await, json!([]));
}

#[tokio::test]
async fn a_day_is_a_day_in_the_users_own_zone() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    log(&ann, "read", "2025-06-30T22:30:00Z", "2025-06-30T22:40:00Z", json!([])).await;
    let id = ann.id;
    let moved = app.app.db.write(move |tx| {
        tx.run("update users set timezone = 'Europe/Berlin' where id = $1", daybook_db::params![id])
    });
    moved.await.expect("a zone");
    assert_eq!(summary(&ann, "").await, groups(&[("2025-07-01", 10)]));
    assert_eq!(summary(&ann, "?tz=UTC").await, groups(&[("2025-06-30", 10)]));
    let list = ann.get("/api/activities/?from=2025-07-01").await.json();
    assert_eq!(list.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_summary_that_cannot_be_is_refused() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    for (query, errors) in [
        ("?by=month", json!({ "by": ["\"month\" is not a valid choice."] })),
        ("?tz=Europe/Nowhere", json!({ "tz": ["\"Europe/Nowhere\" is not a valid choice."] })),
    ] {
        let refused = ann.get(&format!("/api/activities/summary/{query}")).await.expect(400);
        assert_eq!(refused.json(), errors);
    }
    let query = "?tz=Nowhere&to=soon&by=month&from=";
    let refused = ann.get(&format!("/api/activities/summary/{query}")).await.expect(400);
    let told = json!({
        "to": [NO_TIME],
        "tz": ["\"Nowhere\" is not a valid choice."],
        "by": ["\"month\" is not a valid choice."],
    });
    assert_eq!(refused.text(), told.to_string(), "all at once, as they are declared");
    log(&ann, "live", "1025-01-01", "2025-01-01", json!([])).await;
    let refused = ann.get("/api/activities/summary/").await.expect(400).json();
    assert_eq!(
        refused,
        json!({ "non_field_errors": ["These activities last for too many days. Ask for a shorter time."] })
    );
    ann.get("/api/activities/summary/?by=name").await.expect(200);
}

#[tokio::test]
async fn all_activities_come_as_a_file() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    log(&ann, "=1+1", "2025-06-13T10:00:00Z", "2025-06-13T10:30:00Z", json!(["a", "b"])).await;
    log(&ann, "write", "2025-06-14T10:00:00Z", "2025-06-14T10:15:00Z", json!([])).await;
    let list = ann.get("/api/activities/").await.json();

    let json = ann.get("/api/activities/export/?format=json").await.expect(200);
    assert_eq!(json.json(), list);
    assert_eq!(json.header("content-disposition"), "attachment; filename=\"activities.json\"");

    let csv = ann.get("/api/activities/export/").await.expect(200);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<_> = csv.text().split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[2].contains("\"ann\",\"'=1+1\",\"30\",\"2026-01-05T12:00:00Z\""), "{}", lines[2]);
    assert!(lines[2].ends_with("\"false\",\"\",\"a, b\""), "{}", lines[2]);

    let ics = ann.get("/api/activities/export/?format=ics&tag=a").await.expect(200);
    assert_eq!(ics.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(ics.text().matches("BEGIN:VEVENT").count(), 1);
    assert!(
        ics.text()
            .contains("DTSTART:20250613T100000Z\r\nDTEND:20250613T103000Z\r\nSUMMARY:=1+1\r\n")
    );

    let refused = ann.get("/api/activities/export/?format=xml").await.expect(400);
    assert_eq!(refused.json(), json!({ "format": ["\"xml\" is not a valid choice."] }));
    let refused = ann.get("/api/activities/export/?format=xml&from=soon").await.expect(400);
    let told = json!({ "from": [NO_TIME], "format": ["\"xml\" is not a valid choice."] });
    assert_eq!(refused.text(), told.to_string(), "all at once, as they are declared");
    let nothing =
        app.user("bob").await.get("/api/activities/export/?format=json").await.expect(200);
    assert_eq!(nothing.json(), json!([]));
}
