//! Each parser of our own as a function of any bytes: what fuzzers and the suite call.
//!
//! A parser may refuse what it is given. It may not panic, nor run on, nor accept what breaks the
//! law that stands here beside it; a broken law panics, which is what a fuzzer looks for.
//!
//! Not here: parsers of others (`serde_json`, `multer`, `jiff`) but through ours.

use crate::{
    activities::{
        filter::ActivityFilter,
        model::{NewTimer, WholeActivity},
        tags::Tags,
    },
    http::{Batch, Body, Field, Integer, Raw, Text, etag, query_of},
    identity::{
        basic, cookies, csrf, email::Email, keys::Keys, mail_token, secret::Secret, token::jwt,
        username::Username,
    },
    logs::{
        filter::LogFilter,
        model::NewLog,
        scalars::{SEARCHABLE, scalars},
    },
    search,
    tasks::{
        filter::TaskFilter,
        model::{Owners, WholeTask},
        state::State,
    },
    time::Timestamp,
};
use bytes::Bytes;
use daybook_live::Cursor;
use http::{HeaderMap, HeaderValue, header};
use jiff::tz::TimeZone;

/// A parser, and the laws of what it lets in.
pub type Parser = fn(&[u8]);

/// Every parser, by the name of its fuzz target.
pub const PARSERS: &[(&str, Parser)] = &[
    ("authorization", authorization),
    ("cookies", cookie_header),
    ("cursor", cursor),
    ("etag", if_none_match),
    ("fields", fields),
    ("form", form),
    ("json", json),
    ("jwt", token),
    ("multipart", multipart),
    ("query", query),
    ("tags", tags),
    ("times", times),
];

/// `Authorization: Basic`.
pub fn authorization(bytes: &[u8]) {
    _ = basic::parse(&lossy(bytes));
}

/// `Cookie`, and the tokens that stand in cookies.
pub fn cookie_header(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    let headers = HeaderMap::from_iter([(header::COOKIE, value)]);
    for name in [cookies::ACCESS, cookies::REFRESH, cookies::CSRF, cookies::DEVICE, cookies::FLASH]
    {
        let found = cookies::read(&headers, name);
        assert!(csrf::check(found, None).is_err(), "a token that did not come");
    }
}

/// A client's place in a stream.
pub fn cursor(bytes: &[u8]) {
    if let Ok(cursor) = lossy(bytes).parse::<Cursor>() {
        assert_eq!(cursor.to_string().parse(), Ok(cursor), "what is printed reads back");
    }
}

/// `If-None-Match`.
pub fn if_none_match(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, value)]);
    etag::Known::of(&headers).has(&etag::of_parts(&[b"body"]));
}

/// Single values of forms: names, addresses, numbers, texts, the parts of mailed links.
pub fn fields(bytes: &[u8]) {
    let text = lossy(bytes);
    _ = (Username::parse(&text), Email::parse(&text), csrf::normal_origin(&text));
    _ = mail_token::read_uid(&text);
    let values = [text];
    if let Ok(owners) = Owners::parse(Raw::Form(&values)) {
        assert!(owners.as_slice().len() <= 50, "few");
        assert_eq!(Owners::from_json(&owners.to_json()), owners, "what is stored reads back");
    }
    if let Ok(number) = Integer::<-5, 1_000>::parse(Raw::Form(&values)) {
        assert!((-5..=1_000).contains(&number.get()), "within its bounds");
    }
    if let Ok(text) = Text::<1, 100>::parse(Raw::Form(&values)) {
        let length = text.as_str().chars().count();
        assert!(
            (1..=100).contains(&length) && !text.as_str().contains('\0'),
            "as long as it may be"
        );
    }
}

/// A form-encoded body.
pub fn form(bytes: &[u8]) {
    body(bytes, "application/x-www-form-urlencoded");
}

/// A JSON body.
pub fn json(bytes: &[u8]) {
    body(bytes, "application/json");
}

/// A multipart body; its boundary is `b`.
pub fn multipart(bytes: &[u8]) {
    body(bytes, "multipart/form-data; boundary=b");
}

fn body(bytes: &[u8], content_type: &str) {
    let bytes = Bytes::copy_from_slice(bytes);
    let activity = Body::<WholeActivity>::of(bytes.clone(), content_type.to_owned());
    if let Ok(stored) = activity.read().map(|new| new.logged(Timestamp(0))) {
        drop(stored);
    }
    let timer = Body::<NewTimer>::of(bytes.clone(), content_type.to_owned());
    _ = timer.read().map(|new| new.running(Timestamp(0)));
    _ = timer.pairs();
    let task = Body::<WholeTask>::of(bytes.clone(), content_type.to_owned());
    if let Ok(stored) = task.read().map(|new| new.made(1, Timestamp(0))) {
        assert!(stored.is_seen_by(1) && !stored.owners.as_slice().is_empty(), "somebody owns it");
        assert_eq!(stored.shown(Timestamp(0)).completed_at.is_some(), stored.state == State::Done);
        _ = stored.notify_at();
    }
    if let Ok(logs) = Body::<NewLog>::of(bytes, content_type.to_owned()).read_each(10) {
        let logs = match logs {
            Batch::One(log) => vec![log],
            Batch::Many(logs) => logs,
        };
        assert!(logs.len() <= 10, "as many as may come");
        for found in logs.iter().filter_map(|log| log.metadata.as_json()).map(scalars) {
            assert!(found.len() <= SEARCHABLE, "few");
            assert!(!found.iter().any(|(key, value)| format!("{key}{value}").contains('\0')));
        }
    }
}

/// A JWT.
pub fn token(bytes: &[u8]) {
    let keys = Keys::new(&Secret::new("a key that nobody has"));
    assert!(jwt::verify_any(&keys, &lossy(bytes), 0).is_err(), "nobody can sign for that key");
}

/// The query of a list.
pub fn query(bytes: &[u8]) {
    if let Ok(filter) = query_of::<ActivityFilter>(&lossy(bytes)) {
        let filter = filter.in_zone(&TimeZone::UTC);
        let looked_for = [filter.name, filter.tag].into_iter().flatten();
        assert!(!looked_for.collect::<String>().contains('\0'), "a NUL cannot be looked for");
    }
    if let Ok(filter) = query_of::<TaskFilter>(&lossy(bytes)) {
        let words = filter.into_filter(Timestamp(0)).words.into_iter().flatten();
        let bare = words.map(|word| word.trim_matches('%').to_owned()).collect::<String>();
        assert!(!bare.contains(['\0', '%', '_', '\\']), "words, and nothing that `like` knows");
        let folded = search::folded([bare.as_str()]);
        assert_eq!(search::folded([folded.as_str()]), folded, "what is folded stays so");
    }
    if let Ok(filter) = query_of::<LogFilter>(&lossy(bytes)) {
        let scalars = filter.metadata.into_iter().flat_map(|(key, value)| [key, value]);
        let looked_for: String = scalars.chain(filter.action).collect();
        assert!(!looked_for.contains('\0'), "a NUL cannot be looked for");
    }
}

/// Tags of an activity.
pub fn tags(bytes: &[u8]) {
    if let Ok(tags) = Tags::parse(Raw::Form(&[lossy(bytes)])) {
        assert!(tags.as_slice().len() <= 20, "few");
        assert_eq!(Tags::from_json(&tags.to_json()), tags, "what is stored reads back");
    }
}

/// A time.
pub fn times(bytes: &[u8]) {
    if let Ok(time) = Timestamp::parse(Raw::Form(&[lossy(bytes)])) {
        let printed = Timestamp::parse(Raw::Form(&[time.to_string()]));
        assert_eq!(printed, Ok(time), "what is printed reads back");
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
