//! Whatever a user wrote, the files that are written of it read back the same.

use super::*;
use crate::time::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

fn activity(id: i64, name: &str, note: &str, tags: Vec<String>) -> Activity {
    Activity {
        id,
        user: "ann".into(),
        activity_name: name.into(),
        duration: 30,
        timestamp: Timestamp(1_750_001_800_000_000),
        started_at: Timestamp(1_750_000_000_000_000),
        ended_at: Some(Timestamp(1_750_001_800_000_000)),
        running: false,
        note: note.into(),
        tags,
    }
}

fn file(format: Format, activities: &[Activity]) -> String {
    let mut writer = Writer::new(format);
    let mut bytes = writer.open().expect("it opens");
    for chunk in activities.chunks(2) {
        bytes.extend(writer.rows(chunk).expect("it writes"));
    }
    bytes.extend(writer.close());
    String::from_utf8(bytes).expect("it is text")
}

/// The text that a cell stands for; fails on a cell that a spreadsheet would compute.
fn from_cell(cell: &str) -> &str {
    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?} is a formula");
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// The properties of a calendar, unfolded.
fn properties(calendar: &str) -> Vec<(String, String)> {
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let unfolded = calendar.replace("\r\n ", "");
    let lines = unfolded.split("\r\n").filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once(':').expect("a property"))
        .map(|(a, b)| (a.into(), b.into()))
        .collect()
}

/// Splits at commas that are not escaped, and takes the escapes away.
fn unescaped(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, parts.last_mut()) {
            (',', _) => parts.push(String::new()),
            ('\\', Some(part)) => match characters.next() {
                Some('n') => part.push('\n'),
                Some(escaped) => part.push(escaped),
                None => panic!("an escape of nothing"),
            },
            (_, Some(part)) => part.push(character),
            (_, None) => {}
        }
    }
    parts
}

/// What a calendar can hold of a text.
fn in_calendar(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let broken = text.replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    broken.chars().filter(|it| !it.is_control() || matches!(it, '\n' | '\t')).collect()
}

#[test]
fn no_activities_are_a_file_too() {
    assert_eq!(file(Format::Json, &[]), "[]\n");
    assert_eq!(file(Format::Csv, &[]).lines().count(), 1);
    assert_eq!(file(Format::Ics, &[]).lines().last(), Some("END:VCALENDAR"));
}

#[test]
fn a_formula_stays_text() {
    let table = file(Format::Csv, &[activity(1, "=1+1", "+1", vec!["@a".into()])]);
    assert!(table.contains("\"'=1+1\""));
    assert!(table.contains("\"'+1\",\"'@a\"\r\n"));
}

#[test]
fn a_calendar_cannot_be_split() {
    let evil = activity(1, "a\r\nEND:VEVENT\r\nX:1", "b\u{85}c\u{2028}d\0e", vec!["x,y;z".into()]);
    let calendar = file(Format::Ics, &[evil]);
    assert!(calendar.contains("SUMMARY:a\\nEND:VEVENT\\nX:1\r\n"));
    assert!(calendar.contains("DESCRIPTION:b\\nc\\nde\r\n"));
    assert!(calendar.contains("CATEGORIES:x\\,y\\;z\r\n"));
    assert!(calendar.contains("DTSTART:20250615T150640Z\r\nDTEND:20250615T153640Z\r\n"));
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![".{0,40}", "[=+@'\\-\"\r\n,;:\\\\\tä€\u{1F600}a ]{0,120}"]
}

proptest! {
    #[test]
    fn files_read_back_as_what_was_written(
        written in proptest::collection::vec((texts(), texts(), proptest::collection::vec("[^,]{1,9}", 0..3)), 0..5)
    ) {
        let activities: Vec<_> = (1..)
            .zip(&written)
            .map(|(id, (name, note, tags))| activity(id, name, note, tags.clone()))
            .collect();

        let table = file(Format::Csv, &activities);
        let mut reader = ::csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<_> = reader.records().collect::<Result<_, _>>().expect("it is CSV");
        prop_assert_eq!(rows.len(), activities.len());
        for (row, activity) in rows.iter().zip(&activities) {
            prop_assert_eq!(from_cell(&row[2]), &activity.activity_name);
            prop_assert_eq!(from_cell(&row[8]), &activity.note);
            prop_assert_eq!(from_cell(&row[9]), activity.tags.join(", "));
        }

        let objects: Vec<Value> =
            serde_json::from_str(&file(Format::Json, &activities)).expect("it is JSON");
        prop_assert_eq!(objects, serde_json::to_value(&activities).expect("objects").as_array().cloned().unwrap_or_default());

        let calendar = properties(&file(Format::Ics, &activities));
        let all = |name: &str| calendar.iter().filter(|(key, _)| key == name).map(|(_, value)| unescaped(value)).collect::<Vec<_>>();
        let names: Vec<_> = activities.iter().map(|it| vec![in_calendar(&it.activity_name)]).collect();
        prop_assert_eq!(all("SUMMARY"), names);
        let tags: Vec<Vec<_>> = activities
            .iter()
            .filter(|it| !it.tags.is_empty())
            .map(|it| it.tags.iter().map(|tag| in_calendar(tag)).collect())
            .collect();
        prop_assert_eq!(all("CATEGORIES"), tags);
        prop_assert_eq!(all("BEGIN").len(), activities.len() + 1);
    }
}
