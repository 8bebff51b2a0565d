//! Every statement that a test has run finds its rows by an index, on both engines.
//!
//! The database tells each text that it prepares; a node that stops explains those that are new.
//! Not here: that a list is read in the order of its index (the features' own tests).

use daybook::streams::Database;
use daybook_db::{Engine, FromRow, Result, Row, STATEMENTS, Tx, Value};
use std::{
    collections::HashSet,
    fmt::Debug,
    sync::{Mutex, Once},
};
use tokio::runtime::Runtime;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    subscriber::set_global_default,
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
    registry,
};

/// A statement about the schema is of one engine, and no feature's.
const SCHEMA: &str = "sqlite_master";

/// What may read a table whole, by its beginning, and why.
const WHOLE: &[(&str, &str)] = &[
    ("select count(*) from users where deleted_at is null", "staff: the pages are counted"),
    (
        "select id, username, email, first_name, last_name, password, stamp, is_active, awaits_activation, \
      is_staff, is_superuser, date_joined, last_login, timezone from users where deleted_at is null order by id",
        "staff: page by page, in the order of the table",
    ),
    (
        "select u.id, u.username, u.email, coalesce(p.name, ''), coalesce(p.surname, ''), p.age, \
      coalesce(p.phone_number, ''), coalesce(p.profession, ''), coalesce(p.about_me, ''), a.name, u.timezone, \
      coalesce(p.updated_at, u.date_joined) from users u left join profiles p on p.user_id = u.id \
      left join avatars a on a.user_id = u.id where u.deleted_at is null order by u.id",
        "staff: page by page, in the order of the table",
    ),
    ("select count(id) from action_logs", "a test looks what is left"),
    ("select count(*) from activity_tags", "a test looks what is left"),
    ("select count(*) from events", "a test looks what is left"),
    ("select count(log_id) from log_metadata", "a test looks what is left"),
    ("select count(*) from streams", "a test looks what is left"),
    ("select count(*) from tasks", "a test looks what is left"),
    ("select count(*) from task_viewers", "a test looks what is left"),
    ("select count(*) from categories", "a test looks what is left"),
    ("select count(*) from outbox", "a test looks what is left"),
    ("select key_hash from calendar_keys", "a test looks what is there"),
    ("select id, activity_name from activities", "a test looks what is there"),
    ("select username from users", "a test looks what is there"),
    ("select name from schema_migrations", "check: it has as many rows as there are migrations"),
    ("select s.id, s.head, s.floor, count(e.seq)", "check: it looks at every stream"),
    ("select distinct e.stream from events", "check: it looks at every event"),
    ("select count(*) from sqlite_schema", "check: the tables of the database"),
    ("select \"table\", count(*) from pragma_foreign_key_check", "check: all references"),
    ("select conrelid::regclass", "check: all constraints"),
    ("insert into events (stream, seq, type, payload, at) with recursive", "a test makes many"),
    (
        "insert into messages (room_id, seq, user_id, content, timestamp, deleted, mentions) with recursive",
        "a test makes many",
    ),
    ("insert into child", "a test makes a commit fail"),
    ("insert into twice", "a test makes a commit fail"),
];

#[derive(Default)]
struct Texts {
    known: HashSet<Heard>,
    waiting: Vec<Heard>,
}

static TEXTS: Mutex<Option<Texts>> = Mutex::new(None);

/// Hears every text from now on, of all nodes of this process.
pub(super) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        set_global_default(registry().with(Listener)).expect("the only subscriber of the suite");
    });
}

struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == STATEMENTS
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut heard = Heard::default();
        event.record(&mut heard);
        let verbs = ["select ", "insert ", "update ", "delete ", "with "];
        let of_data = verbs.iter().any(|verb| heard.sql.starts_with(verb));
        if of_data && !heard.sql.contains(SCHEMA) {
            let mut texts = TEXTS.lock().expect("the texts");
            let texts = texts.get_or_insert_default();
            if texts.known.insert(heard.clone()) {
                texts.waiting.push(heard);
            }
        }
    }
}

/// A text, and which engine prepared it.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Heard {
    engine: String,
    sql: String,
}

impl Visit for Heard {
    fn record_str(&mut self, field: &Field, text: &str) {
        match field.name() {
            "engine" => text.clone_into(&mut self.engine),
            "sql" => text.clone_into(&mut self.sql),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

/// Explains what was heard since the last time; tells what reads a table whole.
pub(super) fn of(db: &Database, runtime: &Runtime) -> Option<String> {
    let engine = match db.engine() {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    let of_engine = |heard: &mut Heard| heard.engine == engine;
    let texts: Option<Vec<_>> = TEXTS
        .lock()
        .expect("the texts")
        .as_mut()
        .map(|texts| texts.waiting.extract_if(.., of_engine).map(|heard| heard.sql).collect());
    let explain = |text: String| {
        let explained = text.clone();
        let plan = runtime.handle().block_on(db.write(move |tx| plan(tx, &explained)));
        let wrong = match plan {
            Ok(plan) => plan.iter().any(|line| reads_whole(line)).then(|| plan.join("\n")),
            // The database of this test is gone: the text is known, another run will explain it.
            Err(daybook_db::Error::Unavailable(_)) => None,
            Err(error) => Some(error.to_string()),
        };
        wrong.map(|plan| format!("{text}\nreads a table whole:\n{plan}"))
    };
    // A thread of its own: the one that drops a test's application may belong to another runtime.
    std::thread::scope(|scope| {
        let explaining = scope.spawn(|| {
            let texts = texts.into_iter().flatten();
            let checked = texts.filter(|text| WHOLE.iter().all(|(may, _)| !text.starts_with(may)));
            let wrong: Vec<String> = checked.filter_map(explain).collect();
            (!wrong.is_empty()).then(|| wrong.join("\n\n"))
        });
        explaining.join().expect("an explanation")
    })
}

/// SQLite says `SCAN table`, with more words when it goes by an index or through a list of values.
fn reads_whole(line: &str) -> bool {
    let is_name = |rest: &str| rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    line.strip_prefix("SCAN ").is_some_and(is_name) || line.contains("Seq Scan on")
}

/// How the engine would run a statement, for any parameters.
pub(crate) fn plan(tx: &mut Tx<'_>, text: &str) -> Result<Vec<String>> {
    let nulls = vec![Value::Null; parameters(text)];
    let lines: Vec<Line> = match tx.engine() {
        Engine::Sqlite => tx.all(&format!("explain query plan {text}"), &nulls)?,
        Engine::Postgres => {
            // The tables are empty: without these it would read them whole, and be right. A plan
            // for any parameters is wanted, for what is compared with null is never read at all.
            for setting in [
                "enable_seqscan = off",
                "enable_bitmapscan = off",
                "enable_sort = off",
                "plan_cache_mode = force_generic_plan",
            ] {
                tx.run(&format!("set local {setting}"), &[])?;
            }
            tx.run(&format!("prepare explained as {text}"), &[])?;
            let nulls = vec!["null"; nulls.len()].join(", ");
            let given = if nulls.is_empty() { nulls } else { format!("({nulls})") };
            let lines = tx.all(&format!("explain execute explained{given}"), &[])?;
            tx.run("deallocate explained", &[])?;
            lines
        }
    };
    Ok(lines.into_iter().map(|Line(line)| line).collect())
}

/// How many parameters a statement has.
fn parameters(text: &str) -> usize {
    let numbers = text.split('$').skip(1).map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().expect("a parameter's number")
    });
    numbers.max().unwrap_or(0)
}

/// One line of a plan: the last column on SQLite, the only one on PostgreSQL.
struct Line(String);

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.get(3).or_else(|_| row.get(0)).map(Self)
    }
}
