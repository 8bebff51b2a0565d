//! One request after the other, drawn from the deck: mostly what clients send, some of what nobody should.
//!
//! Not here: the deck.

use super::deck::{
    DECK, Fields,
    Kind::{
        self, Color, Few, Id, Minutes, Number, Object, Of, People, Person, Priority, State, Status,
        Text, Time, Word, Words, Yes, Zone,
    },
    NUMBERS, ROOMS, TIMES, WORDS,
};
use crate::{harness::Answer, torture::dice::Dice};
use reqwest::Url;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// A request as it is sent to both.
pub(super) struct Drawn {
    pub(super) who: usize,
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) body: Option<Value>,
}

/// Draws requests, and knows what there is.
pub(super) struct Hand {
    dice: Dice,
    people: Vec<i64>,
    /// What was made, by who made it or, if it is a message, where.
    made: HashMap<(String, &'static str), Vec<i64>>,
    /// Who asks, and where.
    who: usize,
    room: &'static str,
}

impl Hand {
    /// Nothing is known yet but these people.
    pub(super) fn new(people: Vec<i64>) -> Self {
        Self { dice: Dice(1), people, made: HashMap::new(), who: 0, room: ROOMS[0] }
    }

    pub(super) fn one_in(&mut self, sides: u64) -> bool {
        self.dice.roll(sides) == 0
    }

    fn index(&mut self, of: usize) -> usize {
        usize::try_from(self.dice.roll(of as u64)).expect("an index")
    }

    pub(super) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.index(all.len())]
    }

    pub(super) fn draw(&mut self) -> Drawn {
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
        let place = self.place(who, kind);
        let made = self.made.get(&place).map_or(0, Vec::len);
        if made == 0 || self.one_in(16) {
            return self.of(NUMBERS);
        }
        let back = 1 + self.index(made.min(8));
        self.made[&place][made - back]
    }

    fn place(&self, who: usize, kind: &'static str) -> (String, &'static str) {
        let of = if kind == "message" { self.room.to_owned() } else { who.to_string() };
        (of, kind)
    }

    /// Remembers what the answer to what was drawn last says was made.
    pub(super) fn learn(&mut self, Drawn { method, path, .. }: &Drawn, answer: &Answer) {
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
            self.made.entry(self.place(self.who, kind)).or_default().push(id);
        }
        let lists = [("/api/profile-history/", "record"), ("/api/notifications/", "notification")];
        let list = lists.iter().find(|(list, _)| path.split('?').next() == Some(list));
        if let (&"GET", 200, Some((_, kind))) = (method, answer.status, list) {
            let found = answer.json();
            let found =
                found["results"].as_array().or(found.as_array()).cloned().unwrap_or_default();
            let ids = found.iter().filter_map(|thing| thing["id"].as_i64());
            self.made.insert(self.place(self.who, kind), ids.collect());
        }
    }
}
