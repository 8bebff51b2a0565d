//! The two engines are one server: whatever is asked of both, in whatever order, is answered with the same bytes.
//!
//! Requests are drawn: mostly of what clients send, some of what nobody should. Both servers share a clock, and ids that
//! PostgreSQL counted for rows that it did not keep are given back, so that ids are the same too.
//!
//! Not here: what is told live and what is done later (searching, reminders); what is right (the features' own tests).

use super::{dice::Dice, ledger::on_sqlite, twins::without};
use crate::harness::{Actor, Answer, TestApp, effort};
use daybook::{
    streams::Wiring,
    time::{MINUTE, SECOND},
};
use daybook_db::{Tx, params};
use reqwest::Url;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// What a field may hold.
#[derive(Clone, Copy)]
enum Kind {
    Word,
    Text,
    Number,
    Minutes,
    Few,
    Time,
    Words,
    Status,
    State,
    Priority,
    Object,
    Color,
    Zone,
    Yes,
    Person,
    People,
    /// The id of a thing that was made, by its name in a path.
    Id(&'static str),
    /// One of these.
    Of(&'static [&'static str]),
}

use Kind::{
    Color, Few, Id, Minutes, Number, Object, Of, People, Person, Priority, State, Status, Text,
    Time, Word, Words, Yes, Zone,
};

type Fields = &'static [(&'static str, Kind)];

const ACTIVITY: Fields = &[
    ("activity_name", Word),
    ("duration", Minutes),
    ("started_at", Time),
    ("ended_at", Time),
    ("note", Text),
    ("tags", Words),
];
const ACTIVITIES: Fields = &[
    ("from", Time),
    ("to", Time),
    ("name", Word),
    ("tag", Word),
    ("tz", Zone),
    ("ordering", Of(&["-started_at", "-id"])),
    ("limit", Few),
    ("before", Id("activity")),
    ("page", Few),
];
const EXPORT: Fields = &[
    ("format", Of(&["csv", "json", "ics"])),
    ("from", Time),
    ("to", Time),
    ("name", Word),
    ("tag", Word),
    ("tz", Zone),
];
const SUMMARY: Fields = &[
    ("by", Of(&["day", "week", "name", "tag"])),
    ("from", Time),
    ("to", Time),
    ("name", Word),
    ("tag", Word),
    ("tz", Zone),
];
const LOG: Fields = &[("action", Word), ("metadata", Object), ("status", Status)];
const LOG_ORDERS: &[&str] =
    &["id", "-id", "action", "-action", "status", "-status", "timestamp", "-timestamp"];
const LOGS: Fields = &[
    ("action", Word),
    ("status", Status),
    ("timestamp", Time),
    ("timestamp_start", Time),
    ("timestamp_end", Time),
    ("ordering", Of(LOG_ORDERS)),
    ("metadata.host", Word),
    ("metadata.n", Number),
    ("limit", Few),
    ("before", Id("log")),
    ("page", Few),
];
const LOG_EXPORT: Fields = &[
    ("format", Of(&["csv", "json", "ndjson"])),
    ("action", Word),
    ("status", Status),
    ("timestamp", Time),
    ("ordering", Of(LOG_ORDERS)),
    ("metadata.host", Word),
    ("metadata.n", Number),
];
const CATEGORY: Fields = &[("name", Word), ("description", Text), ("color", Color)];
const TASK: Fields = &[
    ("title", Word),
    ("description", Text),
    ("priority", Priority),
    ("state", State),
    ("due_date", Time),
    ("category", Id("category")),
    ("owners", People),
    ("position", Number),
];
const TASKS: Fields = &[
    ("state", State),
    ("priority", Priority),
    ("category", Id("category")),
    ("owner", Person),
    ("due_before", Time),
    ("due_after", Time),
    ("overdue", Yes),
    ("q", Word),
    ("ordering", Of(ORDERS)),
    ("limit", Few),
    ("before", Id("task")),
    ("page", Few),
];
const ORDERS: &[&str] = &[
    "id",
    "-id",
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
    "due_date",
    "-due_date",
    "priority",
    "-priority",
    "state",
    "-state",
    "title",
    "-title",
    "position",
    "-position",
];
const ROOM: Fields =
    &[("name", Of(ROOMS)), ("title", Text), ("topic", Text), ("private", Yes), ("members", People)];
const SETTINGS: Fields = &[("title", Text), ("topic", Text), ("members", People)];
const MESSAGE: Fields = &[
    ("content", Text),
    ("client_id", Of(&["first", "second", "third"])),
    ("reply_to", Id("message")),
];
const MESSAGES: Fields = &[("after", Few), ("limit", Few), ("before", Few), ("page", Few)];
const PROFILE: Fields = &[
    ("name", Word),
    ("surname", Word),
    ("age", Few),
    ("phone_number", Of(&["+4915112345678", "123", ""])),
    ("profession", Word),
    ("about_me", Text),
    ("timezone", Zone),
];
const PAGES: Fields = &[("limit", Few), ("page", Few)];
const HISTORY: Fields = &[
    ("user", Person),
    ("activity_type", Of(&["registered", "login", "profile_updated", "history_deleted"])),
    ("from", Time),
    ("to", Time),
    ("limit", Few),
    ("page", Few),
];
const ACCOUNT: Fields = &[("first_name", Word), ("last_name", Word)];

/// Method, path, what is sent along: in the query of a GET, else in the body; `POST many` sends a list.
const DECK: &[(&str, &str, Fields)] = &[
    ("POST", "/api/activities/", ACTIVITY),
    ("POST", "/api/activities/", ACTIVITY),
    ("PATCH", "/api/activities/{activity}/", ACTIVITY),
    ("PUT", "/api/activities/{activity}/", ACTIVITY),
    ("DELETE", "/api/activities/{activity}/", &[]),
    ("POST", "/api/activities/{activity}/restore/", &[]),
    ("POST", "/api/activities/start/", ACTIVITY),
    ("POST", "/api/activities/stop/", &[]),
    ("GET", "/api/activities/current/", &[]),
    ("GET", "/api/activities/", ACTIVITIES),
    ("GET", "/api/activities/", ACTIVITIES),
    ("GET", "/api/activities/summary/", SUMMARY),
    ("GET", "/api/activities/export/", EXPORT),
    ("GET", "/api/activities/{activity}/", &[]),
    ("POST", "/logs/", LOG),
    ("POST", "/logs/", LOG),
    ("POST many", "/logs/", LOG),
    ("PATCH", "/logs/{log}/status/", &[("status", Status)]),
    ("GET", "/logs/{me}/", LOGS),
    ("GET", "/logs/{me}/", LOGS),
    ("GET", "/logs/{person}/", LOGS),
    ("GET", "/logs/{me}/export/", LOG_EXPORT),
    ("POST", "/api/tasks/categories/", CATEGORY),
    ("PATCH", "/api/tasks/categories/{category}/", CATEGORY),
    ("PUT", "/api/tasks/categories/{category}/", CATEGORY),
    ("DELETE", "/api/tasks/categories/{category}/", &[]),
    ("GET", "/api/tasks/categories/{category}/", &[]),
    ("GET", "/api/tasks/categories/", PAGES),
    ("POST", "/api/tasks/", TASK),
    ("POST", "/api/tasks/", TASK),
    ("PATCH", "/api/tasks/{task}/", TASK),
    ("PUT", "/api/tasks/{task}/", TASK),
    ("DELETE", "/api/tasks/{task}/", &[]),
    ("POST", "/api/tasks/{task}/restore/", &[]),
    ("GET", "/api/tasks/{task}/", &[]),
    ("GET", "/api/tasks/", TASKS),
    ("GET", "/api/tasks/", TASKS),
    ("POST", "/api/chat/rooms/", ROOM),
    ("POST", "/api/chat/rooms/", &[("direct", People)]),
    ("PATCH", "/api/chat/rooms/{room}/", SETTINGS),
    ("DELETE", "/api/chat/rooms/{room}/", &[]),
    ("POST", "/api/chat/rooms/{room}/join/", &[]),
    ("POST", "/api/chat/rooms/{room}/leave/", &[]),
    ("GET", "/api/chat/rooms/{room}/", &[]),
    ("GET", "/api/chat/rooms/", &[("mine", Yes), ("limit", Few), ("page", Few)]),
    ("POST", "/api/chat/rooms/{room}/messages/", MESSAGE),
    ("POST", "/api/chat/rooms/{room}/messages/", MESSAGE),
    ("PATCH", "/api/chat/rooms/{room}/messages/{message}/", &[("content", Text)]),
    ("DELETE", "/api/chat/rooms/{room}/messages/{message}/", &[]),
    ("GET", "/api/chat/rooms/{room}/messages/{message}/", &[]),
    ("GET", "/api/chat/rooms/{room}/messages/", MESSAGES),
    ("PUT", "/api/chat/rooms/{room}/messages/{message}/reactions/{emoji}/", &[]),
    ("DELETE", "/api/chat/rooms/{room}/messages/{message}/reactions/{emoji}/", &[]),
    ("POST", "/api/chat/rooms/{room}/read/", &[("seq", Few)]),
    ("GET", "/api/chat/unread/", &[]),
    ("POST", "/api/profiles/", PROFILE),
    ("PATCH", "/api/profiles/me/", PROFILE),
    ("PUT", "/api/profiles/me/", PROFILE),
    ("PATCH", "/api/profiles/{person}/", PROFILE),
    ("DELETE", "/api/profiles/me/", &[]),
    ("GET", "/api/profiles/{person}/", &[]),
    ("GET", "/api/profiles/", PAGES),
    ("GET", "/api/profile-history/", HISTORY),
    ("GET", "/api/profile-history/{record}/", &[]),
    ("DELETE", "/api/profile-history/{record}/", &[]),
    ("GET", "/api/users/", &[("q", Word)]),
    ("GET", "/api/users/", &[("id", Person)]),
    ("PATCH", "/api/auth/users/me/", ACCOUNT),
    ("GET", "/api/auth/users/me/", &[]),
    ("GET", "/api/auth/users/", PAGES),
    ("GET", "/api/accounts/me/", &[]),
];

/// Words that an engine might compare, order, fold or escape in a way of its own.
const WORDS: &[&str] = &[
    "a",
    "A",
    "b",
    "B",
    "ab",
    "aB",
    "a b",
    "Z",
    "_",
    "%",
    "a%",
    "a_",
    "a\\",
    "\\",
    "'",
    "\"",
    "ä",
    "Ä",
    "ß",
    "SS",
    "é",
    "e\u{301}",
    "İ",
    "ı",
    "ﬁ",
    "日本語",
    "\u{1F600}",
    "\u{10ffff}",
    "\u{200b}",
    "\u{a0}",
    " a",
    "a ",
    "",
    "0",
    "-1",
    "01",
    "1.0",
    "true",
    "null",
    "None",
    "NaN",
    "[]",
    "{}",
    "=1+1",
    "@ann",
    "<b>",
    "a\tb",
    "a\nb",
    "a\0b",
    "\u{7f}",
    "ﷺ",
    "\u{202e}a",
    "2026-02-30",
];
const ROOMS: &[&str] = &["one", "two", "three"];
const TIMES: &[&str] = &[
    "2026-01-05T12:00:00Z",
    "2026-01-05T11:59:59.999999Z",
    "2026-01-05T13:00:00+01:00",
    "2026-01-05 12:00",
    "2026-01-05",
    "2026-01-04",
    "2026-01-06",
    "2025-03-30T02:30",
    "1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999999Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
];
const NUMBERS: &[i64] = &[
    0,
    1,
    2,
    3,
    5,
    20,
    30,
    59,
    60,
    100,
    1_440,
    10_000,
    -1,
    i64::MAX,
    i64::MIN,
    9_007_199_254_740_993,
    2_147_483_648,
];

/// A request as it is sent to both.
struct Drawn {
    who: usize,
    method: &'static str,
    path: String,
    body: Option<Value>,
}

/// Draws requests, and knows what there is.
struct Hand {
    dice: Dice,
    people: Vec<i64>,
    /// What was made, by who made it or, if it is a message, where.
    made: HashMap<(String, &'static str), Vec<i64>>,
    /// Who asks, and where.
    who: usize,
    room: &'static str,
}

impl Hand {
    fn one_in(&mut self, sides: u64) -> bool {
        self.dice.roll(sides) == 0
    }

    fn index(&mut self, of: usize) -> usize {
        usize::try_from(self.dice.roll(of as u64)).expect("an index")
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.index(all.len())]
    }

    fn draw(&mut self) -> Drawn {
        let (method, template, fields) = self.of(DECK);
        self.who = self.index(self.people.len());
        self.room = self.of(ROOMS);
        let who = self.who;
        let path = self.path(template);
        if method == "GET" {
            let path = format!("{path}{}", self.query(fields));
            return Drawn { who, method, path, body: None };
        }
        let body = match method {
            "POST many" => (0..self.index(4)).map(|_| self.body(fields, 3)).collect(),
            "PUT" => self.body(fields, 16),
            _ => self.body(fields, 3),
        };
        let method = method.split(' ').next().unwrap_or_default();
        Drawn { who, method, path, body: Some(body) }
    }

    /// A template with names of things in the place of their kinds.
    fn path(&mut self, template: &'static str) -> String {
        let mut path = String::new();
        for part in template.split_inclusive(['{', '}']) {
            match part.strip_suffix('}') {
                Some("room") => path.push_str(self.room),
                Some("me") => path.push_str(&self.people[self.who].to_string()),
                Some("emoji") => path.push_str(self.of(&["%F0%9F%91%8D", "%E2%9D%A4", "x"])),
                Some("person") => path.push_str(&self.person().to_string()),
                Some(kind) => path.push_str(&self.id(kind).to_string()),
                None => path.push_str(part.trim_end_matches('{')),
            }
        }
        path
    }

    fn query(&mut self, fields: Fields) -> String {
        let mut pairs = Vec::new();
        for (name, kind) in fields {
            if self.one_in(4) {
                let value = match self.value(*kind) {
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                pairs.push((*name, value));
            }
        }
        let url = Url::parse_with_params("http://server/", pairs).expect("a query");
        url.query().map_or_else(String::new, |query| format!("?{query}"))
    }

    /// The first two fields are mostly needed; of the others one in so many is left out.
    fn body(&mut self, fields: Fields, left_out: u64) -> Value {
        let mut body = Map::new();
        for (place, (name, kind)) in fields.iter().enumerate() {
            if !self.one_in(if place < 2 { 16 } else { left_out }) {
                body.insert((*name).to_owned(), self.value(*kind));
            }
        }
        Value::Object(body)
    }

    /// Mostly of its kind.
    fn value(&mut self, kind: Kind) -> Value {
        let kind = if self.one_in(16) {
            self.of(&[Word, Number, Time, Words, Object, People, Yes])
        } else {
            kind
        };
        match kind {
            Word => json!(self.of(WORDS)),
            Text if self.one_in(16) => json!("\u{e4}".repeat(self.index(5_000))),
            Text => json!(format!("{} {} @bob", self.of(WORDS), self.of(WORDS))),
            Number => json!(self.of(NUMBERS)),
            Minutes => json!(self.of(&[0, 1, 30, 59, 60, 1_440])),
            Few => json!(self.of(&[1, 1, 1, 2, 3, 5, 20, 100])),
            Time => json!(self.of(TIMES)),
            Words => (0..self.index(4)).map(|_| json!(self.of(WORDS))).collect(),
            Status => json!(self.of(&["PENDING", "IN_PROGRESS", "COMPLETED"])),
            State => json!(self.of(&["open", "in_progress", "done", "cancelled"])),
            Priority => json!(self.of(&[1, 2, 3, 4])),
            Object => {
                json!({ "host": self.of(WORDS), "n": self.of(NUMBERS), "x": 1.50, "y": [{}] })
            }
            Color => json!(self.of(&["#123456", "#abcdef", "red"])),
            Zone => json!(self.of(&[
                "UTC",
                "Europe/Berlin",
                "America/St_Johns",
                "Asia/Kathmandu",
                "Mars"
            ])),
            Yes => json!(self.of(&[true, false])),
            Person => json!(self.person()),
            People => (0..self.index(4)).map(|_| json!(self.person())).collect(),
            Id(kind) => json!(self.id(kind)),
            Of(words) => json!(self.of(words)),
        }
    }

    fn person(&mut self) -> i64 {
        if self.one_in(16) {
            return self.of(NUMBERS);
        }
        let place = self.index(self.people.len());
        self.people[place]
    }

    /// The id of something: mostly one's own, and of what was made last.
    fn id(&mut self, kind: &'static str) -> i64 {
        let who = if self.one_in(16) { self.index(self.people.len()) } else { self.who };
        let made = self.made.get(&self.place(who, kind)).cloned().unwrap_or_default();
        if made.is_empty() || self.one_in(16) {
            return self.of(NUMBERS);
        }
        let back = 1 + self.index(made.len().min(8));
        made[made.len() - back]
    }

    fn place(&self, who: usize, kind: &'static str) -> (String, &'static str) {
        let of = if kind == "message" { self.room.to_owned() } else { who.to_string() };
        (of, kind)
    }

    /// Remembers what an answer says was made.
    fn learn(&mut self, Drawn { who, method, path, .. }: &Drawn, answer: &Answer) {
        let kinds = [
            ("/api/activities/", "activity"),
            ("/logs/", "log"),
            ("/api/tasks/categories/", "category"),
            ("/api/tasks/", "task"),
            ("messages/", "message"),
        ];
        let kind = kinds.iter().find(|(list, _)| path.ends_with(list));
        if let (&"POST", 201, Some((_, kind))) = (method, answer.status, kind)
            && let Some(id) = answer.json()["id"].as_i64()
        {
            self.made.entry(self.place(*who, kind)).or_default().push(id);
        }
        if path.starts_with("/api/profile-history/?") || path == "/api/profile-history/" {
            let found = answer.json()["results"].as_array().cloned().unwrap_or_default();
            let ids = found.iter().filter_map(|record| record["id"].as_i64());
            self.made.insert(self.place(*who, "record"), ids.collect());
        }
    }
}

#[tokio::test]
async fn both_engines_answer_with_the_same_bytes() {
    if !on_sqlite() {
        assert_eq!(difference(Wiring::default(), effort(500, 30_000)).await, None);
    }
}

#[tokio::test]
async fn twin_that_orders_otherwise_is_caught() {
    let backwards = without(|options| {
        options.rewrite = Some(|sql| {
            sql.contains("from activities").then(|| sql.replace("order by id desc", "order by id"))
        });
    });
    if !on_sqlite() {
        let found = difference(backwards, 1_000).await;
        assert!(found.is_some_and(|found| found.contains("GET /api/activities/")));
    }
}

/// Asks both for so many things; tells what was answered in two ways.
async fn difference(wiring_of_sqlite: Wiring, steps: usize) -> Option<String> {
    let postgres = TestApp::start().await;
    let sqlite = postgres.beside_in_a_file(wiring_of_sqlite).await;
    let (theirs, ours) = (people(&postgres).await, people(&sqlite).await);
    let people: Vec<_> = ours.iter().map(|actor| actor.id).collect();
    let made = HashMap::new();
    let mut hand = Hand { dice: Dice(1), people, made, who: 0, room: ROOMS[0] };
    let mut done = 0;
    for step in 0..steps {
        let drawn = hand.draw();
        let (here, there) =
            (send(&ours[drawn.who], &drawn).await, send(&theirs[drawn.who], &drawn).await);
        let Drawn { method, path, body, .. } = &drawn;
        let sent = format!("{step}: {method} {path} {}", body.clone().unwrap_or_default());
        assert!(here.status < 500, "{sent}: {}", here.text());
        let (here_shown, there_shown) = (shown(&here, &sqlite), shown(&there, &postgres));
        if here_shown != there_shown {
            return Some(format!("{sent}\nSQLite: {here_shown:?}\nPostgreSQL: {there_shown:?}"));
        }
        if here.status < 300 {
            done += 1;
        } else {
            give_ids_back(&sqlite, &postgres).await;
        }
        hand.learn(&drawn, &here);
        let later = hand.of(&[0, 0, 1, SECOND, MINUTE]);
        postgres.clock.advance(later);
    }
    assert!(done > steps / 3, "only {done} of {steps} were not refused");
    None
}

async fn people(app: &TestApp) -> [Actor; 3] {
    [app.user("ann").await, app.user("bob").await, app.staff("sam").await]
}

async fn send(actor: &Actor, Drawn { method, path, body, .. }: &Drawn) -> Answer {
    match body {
        Some(body) => {
            actor.raw(method, path, "application/json", body.to_string().as_bytes()).await
        }
        None => actor.raw(method, path, "", b"").await,
    }
}

/// All of an answer that does not say where the server is.
fn shown<'a>(answer: &'a Answer, app: &TestApp) -> (u16, &'a str, String) {
    (answer.status, answer.header("content-type"), answer.text().replace(&app.url, "http://server"))
}

/// PostgreSQL counts ids for rows that were refused; SQLite does not.
async fn give_ids_back(sqlite: &TestApp, postgres: &TestApp) {
    let given = |tx: &mut Tx<'_>| {
        let last = "select t.name, coalesce(s.seq, 0) from sqlite_master t \
            left join sqlite_sequence s on s.name = t.name \
            where t.type = 'table' and t.sql like '%autoincrement%'";
        tx.all::<(String, i64)>(last, params![])
    };
    let given = sqlite.app.db.read(given).await.expect("the last ids");
    let set = move |tx: &mut Tx<'_>| {
        let set =
            "select setval(pg_get_serial_sequence($1, 'id')::regclass, greatest($2, 1), $2 > 0)";
        given
            .iter()
            .try_for_each(|(table, last)| tx.one::<i64>(set, params![table, *last]).map(|_| ()))
    };
    postgres.app.db.write(set).await.expect("the same ids");
}
