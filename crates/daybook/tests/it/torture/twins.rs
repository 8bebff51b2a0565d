//! The tests are tested: each defence is taken away, and the story that stands for it must notice.
//!
//! A story answers what it saw of broken promises: nothing with the defences, something without one of them. What takes a
//! defence away is a function, a value of the program; no setting, flag or file of a server can say one.
//!
//! Not here: twins that stand beside their stories: healing (`live::nodes`), full durability (`power`), the bound of queues
//! (`stalls`).

use super::retries::doubles;
use crate::harness::{Engine, TestApp, within};
use daybook::{
    Error,
    streams::{self, Stream, Wiring},
};
use daybook_db::{Hooks, Options, Tx, params};
use futures_util::future::join_all;
use serde_json::json;

const THROTTLED: &[(&str, &str)] = &[("DAYBOOK_THROTTLE", "on")];
const FOREIGN: &str = "https://elsewhere.example";

/// What a story saw of broken promises.
type Broken = Vec<String>;

/// A node without a defence of its database.
pub(super) fn without(database: fn(&mut Options)) -> Wiring {
    Wiring { database, ..Wiring::default() }
}

#[tokio::test]
async fn what_was_not_committed_is_not_told() {
    let app = TestApp::start().await;
    assert_eq!(told_too_early(&app).await, [""; 0]);
}

#[tokio::test]
async fn twin_that_tells_before_the_commit_is_caught() {
    let app = TestApp::wired(&[], without(|options| options.hooks = Hooks::BeforeCommit)).await;
    assert_ne!(told_too_early(&app).await, [""; 0]);
}

/// A commit fails after its event was written: whoever listens may hear of the next one only.
async fn told_too_early(app: &TestApp) -> Broken {
    let ann = app.user("ann").await;
    let mut socket = ann.socket("/ws/live/").await;
    socket.subscribe(json!({ "me": null })).await;
    let stream = Stream::User(ann.id);
    let failed = app.app.db.write(move |tx| {
        streams::emit(tx, stream, "note", &json!("lost"))?;
        Ok::<_, Error>(make_the_commit_fail(tx)?)
    });
    assert!(within("a failed commit", failed).await.is_err());
    let stored = app.app.db.write(move |tx| streams::emit(tx, stream, "note", &json!("stored")));
    within("a commit", stored).await.expect("a commit");
    let event = socket.next().await;
    if event["data"] == "stored" {
        Broken::new()
    } else {
        vec![format!("told, and not stored: {event}")]
    }
}

/// What is checked at the end of a transaction, and wrong.
fn make_the_commit_fail(tx: &mut Tx<'_>) -> daybook_db::Result<()> {
    match Engine::of_the_tests() {
        Engine::Sqlite => {
            tx.run("create table parent (id integer primary key) strict", params![])?;
            tx.run("create table child (id integer references parent (id) deferrable initially deferred) strict", params![])?;
            tx.run("insert into child (id) values (1)", params![])?;
        }
        Engine::Postgres => {
            tx.run(
                "create table twice (id bigint unique deferrable initially deferred)",
                params![],
            )?;
            tx.run("insert into twice (id) values (1), (1)", params![])?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn twin_that_forgets_its_keys_is_caught() {
    let forgetful = without(|options| {
        options.rewrite = Some(|sql| {
            let expire =
                "delete from idempotency_keys where user_id = $1 and key = $2 and created_at < $3";
            (sql == expire)
                .then(|| sql.replace("created_at < $3", "cast($3 as bigint) is not null"))
        });
    });
    let app = TestApp::wired(&[], forgetful).await;
    let other = app.another_node().await;
    assert_ne!(doubles(&app, &other, 16).await, [0_i64; 0]);
}

#[tokio::test]
async fn guesses_are_counted_before_they_are_checked() {
    let app = TestApp::with(THROTTLED).await;
    assert_eq!(checked_too_often(&app).await, [""; 0]);
}

#[tokio::test]
async fn twin_that_counts_no_guess_before_its_check_is_caught() {
    let late = without(|options| {
        options.rewrite = Some(|sql| {
            let counts =
                sql.starts_with("insert into attempts") && sql.contains("attempts.count + 1");
            counts.then(|| sql.replace("attempts.count + 1", "attempts.count"))
        });
    });
    let app = TestApp::wired(THROTTLED, late).await;
    assert_ne!(checked_too_often(&app).await, [""; 0]);
}

/// Many guesses at once: few passwords may be checked.
async fn checked_too_often(app: &TestApp) -> Broken {
    const ALLOWED: usize = 12;
    app.user("ann").await;
    let guesses = (0..24).map(|_| async {
        let body = json!({ "username": "ann", "password": "wrong" });
        app.anonymous().post("/api/login/", body).await.status
    });
    let checked = join_all(guesses).await.iter().filter(|status| **status == 401).count();
    if checked > ALLOWED {
        vec![format!("{checked} passwords were checked")]
    } else {
        Broken::new()
    }
}

#[tokio::test]
async fn cookies_of_another_site_change_nothing_and_open_no_socket() {
    let app = TestApp::start().await;
    assert_eq!(let_in_from_elsewhere(&app).await, [""; 0]);
}

/// The one defence that an operator may take away, for an origin of their own: here for a stranger's.
#[tokio::test]
async fn twin_that_trusts_the_other_site_is_caught() {
    let app = TestApp::with(&[("CSRF_TRUSTED_ORIGINS", FOREIGN)]).await;
    assert_eq!(let_in_from_elsewhere(&app).await.len(), 2);
}

async fn let_in_from_elsewhere(app: &TestApp) -> Broken {
    app.user("ann").await;
    let ann = app.anonymous().browser();
    ann.get("/login").await.expect(200);
    let csrf = ann.cookie("csrftoken");
    let password = crate::harness::PASSWORD;
    let form = [("username", "ann"), ("password", password), ("csrfmiddlewaretoken", &csrf)];
    ann.post_form("/login", &form).await.expect(303);
    let elsewhere = ann.with("origin", FOREIGN);
    let mut broken = Broken::new();
    let body = json!({ "activity_name": "forged", "duration": 1 });
    match elsewhere.post("/api/activities/", body).await.status {
        403 => {}
        other => broken.push(format!("a forged write was answered {other}")),
    }
    if elsewhere.try_socket("/ws/live/").await.is_ok() {
        broken.push("a socket was opened from elsewhere".to_owned());
    }
    broken
}

#[tokio::test]
async fn a_stranger_sees_and_changes_nothing_of_mine() {
    let app = TestApp::start().await;
    assert_eq!(seen_by_a_stranger(&app).await, [""; 0]);
}

#[tokio::test]
async fn twin_whose_queries_forget_whose_it_is_is_caught() {
    let open = without(|options| {
        options.rewrite = Some(|sql| {
            let scoped = sql.contains("activities") && sql.contains("user_id = $1 and id = $2");
            scoped.then(|| {
                sql.replace(
                    "user_id = $1 and id = $2",
                    "cast($1 as bigint) is not null and id = $2",
                )
            })
        });
    });
    let app = TestApp::wired(&[], open).await;
    let seen = seen_by_a_stranger(&app).await;
    assert!(seen.contains(&"read by a stranger: 200".to_owned()), "{seen:?}");
}

async fn seen_by_a_stranger(app: &TestApp) -> Broken {
    let (ann, bob) = (app.user("ann").await, app.user("bob").await);
    let body = json!({ "activity_name": "mine", "duration": 1 });
    let made = ann.post("/api/activities/", body).await.expect(201).json();
    let path = format!("/api/activities/{}/", made["id"]);
    let tries = [
        ("read", bob.get(&path).await.status),
        ("changed", bob.patch(&path, json!({ "duration": 2 })).await.status),
        ("deleted", bob.delete(&path).await.status),
        ("restored", bob.post(&format!("{path}restore/"), json!({})).await.status),
    ];
    let broken = tries.iter().filter(|(_, status)| *status != 404);
    broken.map(|(what, status)| format!("{what} by a stranger: {status}")).collect()
}

/// What takes a defence away is known to tests alone: neither the command line nor the settings can name it.
#[test]
fn no_setting_and_no_command_takes_a_defence_away() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for folder in ["cli", "config"] {
        for entry in std::fs::read_dir(source.join(folder)).expect("the sources") {
            let path = entry.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("text");
            for word in ["Wiring", "wired(", "Synchronous", "Hooks", "rewrite", "Limits", "heal"] {
                assert!(!text.contains(word), "{} speaks of {word}", path.display());
            }
        }
    }
}
