//! The index as PostgreSQL has it: `tsvector` under GIN, written out as text, so that no dictionary has a say.
//!
//! Within quotes nothing is grammar, and no word holds a quote or a backslash.
//! Not here: what is asked for (`chat::search::terms`).

use super::{
    terms::{Term, Terms},
    tokens::{Entry, OF_PUBLIC, Where},
};

pub(super) const INSERT: &str = "insert into search_messages (rowid, words) values ($1, cast(cast($2 as text) as tsvector)) \
                                 on conflict (rowid) do update set words = excluded.words";
/// Found first and ordered then: else the newest messages are gone through for a word that none of them holds.
pub(super) const FIND: &str = "with found as materialized (select rowid from search_messages \
                               where words @@ cast(cast($1 as text) as tsquery) and rowid < $2) \
                               select rowid from found order by rowid desc limit $3";

/// The words of a message and where it was said.
pub(super) fn document(entry: &Entry) -> String {
    let mut text = format!("'@{}'", entry.room_id);
    if entry.is_public {
        text.push_str(&format!(" '{OF_PUBLIC}'"));
    }
    let words = entry.words.iter().zip(1..).filter(|(word, _)| !word.is_empty());
    for (word, place) in words {
        text.push_str(&format!(" '{word}':{place}"));
    }
    text
}

/// The expression that finds some terms in some rooms.
pub(super) fn query(terms: &Terms, place: &Where) -> String {
    let terms = terms.as_slice().iter().map(|Term { words, is_open }| {
        let goes_on = if *is_open { ":*" } else { "" };
        format!("('{}'{goes_on})", words.join("' <-> '"))
    });
    let any = |tokens: &[String]| {
        tokens.iter().map(|token| format!("'{token}'")).collect::<Vec<_>>().join(" | ")
    };
    let all = terms.chain([format!("({})", any(&place.in_any))]).collect::<Vec<_>>().join(" & ");
    if place.in_none.is_empty() { all } else { format!("{all} & !({})", any(&place.in_none)) }
}
