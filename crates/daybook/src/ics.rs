//! Calendars (RFC 5545), written event by event.
//!
//! Invariant: no text of a user can end a line or begin a property. Control characters are left
//! out, every kind of line break is written `\n`, and lines are folded at 75 octets between
//! characters.
//!
//! Not here: what is an event (the features).

use crate::time::Timestamp;

/// The media type of a calendar.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";
/// What comes after the last event.
pub const CLOSE: &str = "END:VCALENDAR\r\n";
/// The longest line, in octets, without its end.
const LINE: usize = 75;

/// What comes before the first event of a calendar of these things.
pub fn open(things: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Daybook//{things}//EN\r\nCALSCALE:GREGORIAN\r\n"
    )
}

/// One event.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// What it is of, and which: `activity-7`.
    pub uid: &'a str,
    /// When it was written down.
    pub stamp: Timestamp,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends; one that ends as it begins has no end.
    pub end: Option<Timestamp>,
    /// What it is.
    pub summary: &'a str,
    /// More words on it.
    pub description: &'a str,
    /// Its tags.
    pub categories: &'a [String],
}

/// Writes one event.
pub fn event(out: &mut String, event: &Event<'_>) {
    let start = stamp(event.start);
    let end = event.end.map(stamp).filter(|end| *end != start);
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}@daybook", event.uid));
    line(out, &format!("DTSTAMP:{}", stamp(event.stamp)));
    line(out, &format!("DTSTART:{start}"));
    if let Some(end) = end {
        line(out, &format!("DTEND:{end}"));
    }
    line(out, &format!("SUMMARY:{}", escaped(event.summary)));
    if !event.description.is_empty() {
        line(out, &format!("DESCRIPTION:{}", escaped(event.description)));
    }
    if !event.categories.is_empty() {
        let categories: Vec<_> = event.categories.iter().map(|it| escaped(it)).collect();
        line(out, &format!("CATEGORIES:{}", categories.join(",")));
    }
    line(out, "END:VEVENT");
}

fn stamp(time: Timestamp) -> String {
    time.to_jiff().strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                escaped.push_str("\\n");
            }
            '\t' => escaped.push('\t'),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// One line, folded: what goes on begins with a space.
fn line(out: &mut String, text: &str) {
    let mut octets = 0;
    for character in text.chars() {
        if octets + character.len_utf8() > LINE {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(character);
        octets += character.len_utf8();
    }
    out.push_str("\r\n");
}
