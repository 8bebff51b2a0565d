//! `GET /api/tasks/`: filters, words, orders, paging, conditional requests, and lists that are long.

use crate::harness::{Actor, NOON, TestApp};
use daybook::{
    streams::{self, Stream},
    time::MINUTE,
};
use daybook_db::params;
use serde_json::{Value, json};

const ALL: &str = "/api/tasks/";

async fn make(actor: &Actor, body: Value) -> i64 {
    actor.post(ALL, body).await.expect(201).json()["id"].as_i64().expect("an id")
}

async fn ids(actor: &Actor, query: &str) -> Vec<i64> {
    let list = actor.get(&format!("{ALL}{query}")).await.expect(200).json();
    let list = list.as_array().expect("a list");
    list.iter().map(|task| task["id"].as_i64().expect("an id")).collect()
}

/// Stores so many tasks at once, the newest last.
async fn fill(app: &TestApp, user: i64, count: i64) {
    let filled = app.app.db.write(move |tx| {
        for n in 0..count {
            let id = tx.insert(
                "insert into tasks (title, description, priority, state, owners, created_by, created_at, \
                 updated_at, position, search) values ($1, '', 2, 'open', $2, $3, $4, $4, $5, '')",
                params![&format!("task {n}"), &format!("[{user}]"), user, NOON.0 + n, n % 7],
            )?;
            tx.run(
                "insert into task_viewers (user_id, task_id, owns) values ($1, $2, $3)",
                params![user, id, true],
            )?;
        }
        streams::emit(tx, Stream::User(user), "tasks_filled", &json!({}))
    });
    filled.await.expect("tasks");
}

#[tokio::test]
async fn filters_go_by_what_a_task_is() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let home =
        ann.post("/api/tasks/categories/", json!({ "name": "home" })).await.expect(201).json();
    let rent = json!({ "title": "rent", "priority": 4, "due_date": "2026-01-05T11:59Z" });
    let rent = make(&ann, rent).await;
    let fence = json!({ "title": "fence", "category": home["id"], "owners": [bob.id], "state": "in_progress" });
    let fence = make(&ann, fence).await;
    let taxes = json!({ "title": "taxes", "due_date": "2026-01-04", "state": "done" });
    let taxes = make(&ann, taxes).await;
    let trip = json!({ "title": "trip", "due_date": "2026-07-01", "priority": 1, "owners": [ann.id, bob.id] });
    let trip = make(&ann, trip).await;
    make(&bob, json!({ "title": "his own", "priority": 4 })).await;
    let (home, her, his) = (&home["id"], ann.id, bob.id);
    for (query, expected) in [
        ("", vec![trip, taxes, fence, rent]),
        ("?state=open", vec![trip, rent]),
        ("?state=in_progress,done", vec![taxes, fence]),
        ("?state=in_progress&state=done", vec![taxes, fence]),
        ("?state=cancelled", vec![]),
        ("?priority=4", vec![rent]),
        ("?priority=1,4&state=open", vec![trip, rent]),
        (&format!("?category={home}"), vec![fence]),
        ("?category=9", vec![]),
        (&format!("?owner={her}"), vec![trip, taxes, rent]),
        (&format!("?owner={his}"), vec![trip, fence]),
        ("?due_before=2026-01-05T11:59Z", vec![taxes]),
        ("?due_before=2026-01-05T11:59:00.000001Z", vec![taxes, rent]),
        ("?due_after=2026-01-05T11:59Z", vec![trip, rent]),
        ("?due_after=2026-01-04&due_before=2026-01-05", vec![taxes]),
        ("?overdue=true", vec![rent]),
        ("?overdue=false", vec![trip, taxes, fence]),
        ("?overdue=true&state=done", vec![]),
        ("?overdue=true&due_after=2026-01-06", vec![]),
        ("?overdue=&q=&state=&ordering=", vec![trip, taxes, fence, rent]),
    ] {
        assert_eq!(ids(&ann, query).await, expected, "{query}");
    }
    assert_eq!(ids(&bob, &format!("?owner={her}")).await, [trip], "what he sees alone");
    let bad = "?state=Done&priority=9&category=x&owner=x&due_before=soon&due_after=x&overdue=x&ordering=x";
    let refused = ann.get(&format!("{ALL}{bad}")).await.expect(400).json();
    let fields: Vec<_> = refused.as_object().expect("fields").keys().cloned().collect();
    let asked = [
        "state",
        "priority",
        "category",
        "owner",
        "due_before",
        "due_after",
        "overdue",
        "ordering",
    ];
    assert_eq!(fields, asked, "{refused}");
    assert_eq!(refused["state"], json!(["\"Done\" is not a valid choice."]));
    assert_eq!(refused["overdue"], json!(["Must be a valid boolean."]));
}

#[tokio::test]
async fn words_are_found_in_any_case_with_or_without_accents() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let rent =
        make(&ann, json!({ "title": "Pay the RENT (100%)", "description": "über the bank" })).await;
    let cafe = make(&ann, json!({ "title": "Café_au_lait", "description": "牛乳 and a 🎉" })).await;
    make(&app.user("bob").await, json!({ "title": "rent" })).await;
    for (query, expected) in [
        ("rent", vec![rent]),
        ("REN%20uber", vec![rent]),
        ("ent", vec![]),
        ("100%25", vec![rent]),
        ("%25", vec![cafe, rent]),
        ("cafe", vec![cafe]),
        ("CAF%C3%89", vec![cafe]),
        ("lait%20caf", vec![cafe]),
        ("%E7%89%9B", vec![cafe]),
        ("%F0%9F%8E%89", vec![cafe]),
        ("p%20t%20r%201%20u", vec![]),
        ("p%20t%20r%20uber%20the%20b", vec![rent]),
        ("'%22--", vec![cafe, rent]),
    ] {
        assert_eq!(ids(&ann, &format!("?q={query}")).await, expected, "{query}");
    }
    ann.patch(&format!("{ALL}{rent}/"), json!({ "title": "insurance" })).await.expect(200);
    assert_eq!(ids(&ann, "?q=rent").await, [0_i64; 0]);
    assert_eq!(ids(&ann, "?q=insur%20bank").await, [rent]);
    let long = "x".repeat(201);
    ann.get(&format!("{ALL}?q={long}")).await.expect(400);
    ann.get(&format!("{ALL}?q=a%00b")).await.expect(400);
}

#[tokio::test]
async fn a_list_comes_in_the_order_that_is_asked_for() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    let a =
        make(&ann, json!({ "title": "b", "priority": 1, "due_date": "2026-03-01", "position": 3 }))
            .await;
    app.clock.advance(MINUTE);
    let b = make(&ann, json!({ "title": "B", "priority": 4, "position": 1 })).await;
    app.clock.advance(MINUTE);
    let c = make(
        &ann,
        json!({ "title": "a", "state": "done", "due_date": "2026-02-01", "position": 2 }),
    )
    .await;
    app.clock.advance(MINUTE);
    ann.patch(&format!("{ALL}{a}/"), json!({ "description": "changed" })).await.expect(200);
    for (key, expected) in [
        ("id", [a, b, c]),
        ("created_at", [a, b, c]),
        ("updated_at", [b, c, a]),
        ("title", [b, c, a]),
        ("priority", [a, c, b]),
        ("state", [c, a, b]),
        ("position", [b, c, a]),
    ] {
        assert_eq!(ids(&ann, &format!("?ordering={key}")).await, expected, "{key}");
        let mut down = expected;
        down.reverse();
        assert_eq!(ids(&ann, &format!("?ordering=-{key}")).await, down, "-{key}");
    }
    assert_eq!(ids(&ann, "?ordering=due_date").await, [c, a, b]);
    assert_eq!(ids(&ann, "?ordering=-due_date").await, [a, c, b], "those without a date are last");
    let refused = ann.get(&format!("{ALL}?ordering=title&before=3")).await.expect(400).json();
    assert_eq!(refused, json!({ "before": ["With another ordering, ask for a `page`."] }));
    let part = ann.get(&format!("{ALL}?ordering=title&limit=2")).await.expect(200);
    assert_eq!(part.header("link"), "", "nothing leads on in another order");
}

#[tokio::test]
async fn a_part_of_the_list_says_where_the_rest_is() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    fill(&app, ann.id, 120).await;
    let all = ids(&ann, "").await;
    assert_eq!(all.len(), 120);
    let first = ann.get(&format!("{ALL}?limit=2&state=open")).await.expect(200);
    let link = first.header("link");
    let next =
        link.strip_prefix('<').and_then(|it| it.strip_suffix(">; rel=\"next\"")).expect(link);
    let next = next.strip_prefix(&app.url).expect("an address of this server");
    assert_eq!(ids(&ann, next.strip_prefix(ALL).expect("this list")).await, all[2..4]);
    assert_eq!(ids(&ann, &format!("?limit=500&before={}", all[100])).await, all[101..]);
    let page = ann.get(&format!("{ALL}?page=3&ordering=id")).await.expect(200).json();
    assert_eq!((&page["count"], &page["next"]), (&json!(120), &json!(null)));
    let page: Vec<_> =
        page["results"].as_array().expect("rows").iter().map(|it| it["id"].as_i64()).collect();
    let expected: Vec<_> = all[..20].iter().rev().map(|id| Some(*id)).collect();
    assert_eq!(page, expected);
    ann.get(&format!("{ALL}?page=4")).await.expect(404);
    ann.get(&format!("{ALL}?page=last")).await.expect(200);
}

#[tokio::test]
async fn a_long_list_is_whole_in_every_order() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    fill(&app, ann.id, 1_203).await;
    let newest = ids(&ann, "").await;
    assert!(newest.len() == 1_203 && newest.is_sorted_by(|one, next| one > next));
    for key in
        ["due_date", "-due_date", "position", "-position", "title", "-created_at", "state", "id"]
    {
        let mut found = ids(&ann, &format!("?ordering={key}")).await;
        let (first, last) = (found[0], found[1_202]);
        found.sort_unstable();
        found.reverse();
        assert_eq!(found, newest, "{key}");
        assert!(key.starts_with('-') == (first > last), "{key}: from {first} to {last}");
    }
}

#[tokio::test]
async fn a_list_that_did_not_change_is_not_sent_again_until_time_changes_it() {
    let app = TestApp::start().await;
    let ann = app.user("ann").await;
    make(&ann, json!({ "title": "rent", "due_date": "2026-01-05T12:01Z" })).await;
    let first = ann.get(ALL).await.expect(200);
    assert!(first.header("daybook-seq").starts_with("me="));
    let tag = first.header("etag").to_owned();
    let known = ann.with("if-none-match", &tag);
    known.get(ALL).await.expect(304);
    app.clock.advance(MINUTE + 1);
    let later = known.get(ALL).await.expect(200);
    assert_eq!(later.json()[0]["is_overdue"], true);
}

#[tokio::test]
async fn a_list_that_was_kept_changes_when_its_time_has_come() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let owners = json!([ann.id, bob.id]);
    for (title, due) in [("first", "2026-01-05T12:10Z"), ("second", "2026-01-05T12:20Z")] {
        make(&ann, json!({ "title": title, "owners": owners, "due_date": due })).await;
    }
    let overdue = async || {
        let list = ann.get(ALL).await.expect(200);
        let list = list.json();
        let of = |n: usize| list[n]["is_overdue"].as_bool().expect("yes or no");
        [of(0), of(1)]
    };
    let hits = || app.app.lists.hits_and_misses().0;
    for (minutes, expected) in [(10, [false, false]), (1, [false, true]), (10, [true, true])] {
        app.clock.advance(minutes * MINUTE);
        let told = ann.get(ALL).await.expect(200);
        let before = hits();
        assert_eq!((overdue().await, hits()), (expected, before + 1), "the second is a kept one");
        let again = ann.with("if-none-match", told.header("etag"));
        again.get(ALL).await.expect(304);
        assert_eq!(
            ids(&ann, "?overdue=true").await.len(),
            expected.iter().filter(|it| **it).count()
        );
    }
    app.clock.advance(-15 * MINUTE);
    assert_eq!(overdue().await, [false, false], "a clock that was set back");
    app.clock.advance(15 * MINUTE);
    let first = ids(&ann, "").await[1];
    bob.patch(&format!("{ALL}{first}/"), json!({ "state": "done" })).await.expect(200);
    assert_eq!(overdue().await, [true, false], "what somebody else does");
}
