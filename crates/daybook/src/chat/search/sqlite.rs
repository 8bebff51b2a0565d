//! The index as SQLite has it: FTS5, which splits at spaces what has been folded already.
//!
//! Within quotes nothing is grammar, and no word holds a quote.
//! Not here: what is asked for (`chat::search::terms`).

use super::{
    terms::{Term, Terms},
    tokens::{Entry, OF_PUBLIC, Where},
};

pub(super) const INSERT: &str = "insert into search_messages (rowid, words) values ($1, $2)";
/// The ids of what is found are in the order of the index: nothing is sorted.
pub(super) const FIND: &str = "select rowid from search_messages where search_messages match $1 and rowid < $2 order by rowid desc limit $3";

/// The words of a message and where it was said.
pub(super) fn document(entry: &Entry) -> String {
    let mut text = format!("@{}", entry.room_id);
    if entry.is_public {
        text.push_str(&format!(" {OF_PUBLIC}"));
    }
    for word in &entry.words {
        text.push(' ');
        // In its place is what nobody looks for.
        text.push_str(if word.is_empty() { "@" } else { word });
    }
    text
}

/// The expression that finds some terms in some rooms.
pub(super) fn query(terms: &Terms, place: &Where) -> String {
    let terms = terms.as_slice().iter().map(|Term { words, is_open }| {
        let goes_on = if *is_open { " *" } else { "" };
        format!("\"{}\"{goes_on}", words.join(" "))
    });
    let any = |tokens: &[String]| {
        tokens.iter().map(|token| format!("\"{token}\"")).collect::<Vec<_>>().join(" OR ")
    };
    let all = terms.chain([format!("({})", any(&place.in_any))]).collect::<Vec<_>>().join(" AND ");
    if place.in_none.is_empty() { all } else { format!("({all}) NOT ({})", any(&place.in_none)) }
}
