//! Activities as a calendar (RFC 5545).
//!
//! Invariant: no text of a user can end a line or begin a property. Control characters are left
//! out, every kind of line break is written `\n`, and lines are folded at 75 octets between
//! characters.

use crate::{activities::model::Activity, time::Timestamp};

pub(super) const OPEN: &str =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Daybook//Activities//EN\r\nCALSCALE:GREGORIAN\r\n";
pub(super) const CLOSE: &str = "END:VCALENDAR\r\n";
/// The longest line, in octets, without its end.
const LINE: usize = 75;

pub(super) fn events(activities: &[Activity]) -> Vec<u8> {
    let mut text = String::new();
    for activity in activities {
        event(&mut text, activity);
    }
    text.into_bytes()
}

/// One activity; a running timer, or one of no length, has no end.
fn event(out: &mut String, activity: &Activity) {
    let start = stamp(activity.started_at);
    let end = activity.ended_at.map(stamp).filter(|end| *end != start);
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:activity-{}@daybook", activity.id));
    line(out, &format!("DTSTAMP:{}", stamp(activity.timestamp)));
    line(out, &format!("DTSTART:{start}"));
    if let Some(end) = end {
        line(out, &format!("DTEND:{end}"));
    }
    line(out, &format!("SUMMARY:{}", escaped(&activity.activity_name)));
    if !activity.note.is_empty() {
        line(out, &format!("DESCRIPTION:{}", escaped(&activity.note)));
    }
    if !activity.tags.is_empty() {
        let tags: Vec<_> = activity.tags.iter().map(|tag| escaped(tag)).collect();
        line(out, &format!("CATEGORIES:{}", tags.join(",")));
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
