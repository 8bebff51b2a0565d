//! Whether the streams of a database keep their promise: dense numbers from floor to head, and an epoch.
//!
//! Not here: looking at the rest of the database (`crate::checks`).

use daybook_db::{Result, Tx, params};

/// Findings that are told; a broken database has many.
const MOST: i64 = 20;

const BROKEN: &str = "select s.id, s.head, s.floor, count(e.seq), coalesce(min(e.seq), 0), coalesce(max(e.seq), 0) \
     from streams s left join events e on e.stream = s.id \
     group by s.id, s.head, s.floor \
     having s.floor < 0 or s.head < s.floor or count(e.seq) <> s.head - s.floor \
         or (count(e.seq) > 0 and (min(e.seq) <> s.floor + 1 or max(e.seq) <> s.head)) \
     order by s.id limit $1";
const STRAY: &str = "select distinct e.stream from events e \
     where not exists (select 1 from streams s where s.id = e.stream) order by 1 limit $1";
const EPOCHS: &str = "select count(*) from meta where key = 'epoch' and value <> ''";

/// What is wrong with the streams, a line each.
///
/// # Errors
/// When the database fails.
pub fn find_broken(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let broken: Vec<(String, i64, i64, i64, i64, i64)> = tx.all(BROKEN, params![MOST])?;
    let mut findings: Vec<_> = broken
        .into_iter()
        .map(|(stream, head, floor, events, first, last)| {
            format!(
                "{stream} says it has {} to {head}, and has {events} events from {first} to {last}",
                floor + 1
            )
        })
        .collect();
    let stray: Vec<String> = tx.all(STRAY, params![MOST])?;
    findings.extend(stray.into_iter().map(|stream| format!("{stream} has events, and no head")));
    if tx.one::<i64>(EPOCHS, params![])? != 1 {
        findings.push("the database has no epoch".to_owned());
    }
    Ok(findings)
}
