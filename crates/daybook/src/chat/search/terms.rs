//! What is looked for: words that all must occur, each as the beginning of one, and phrases in double quotes.
//!
//! Not here: how an index is asked for them (`chat::search::sqlite`, `chat::search::postgres`).

use crate::{
    http::{Field, Raw, Refusal, refuse, text},
    search,
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The most words that are looked for; those after them are left out.
const MOST: usize = 32;
/// The most characters of a word that count, in what is looked for and in messages alike.
const LONGEST: usize = 64;
/// How often one word of a message counts: PostgreSQL keeps no more places of it.
const OFTEN: usize = 255;

/// What is looked for; at least one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Terms(Vec<Term>);

/// Words that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// At least one.
    pub(super) words: Vec<String>,
    /// Whether the last of them may go on.
    pub(super) is_open: bool,
}

impl Terms {
    /// What a user wrote; `None` when there is no word in it. A phrase whose end is missing is still being written.
    fn of(query: &str) -> Option<Self> {
        let mut terms = Vec::new();
        let mut parts = query.split(['"', '“', '”', '„']).enumerate().peekable();
        while let Some((place, part)) = parts.next() {
            let words = search::words(part).into_iter().map(clipped);
            if place % 2 == 0 {
                terms.extend(words.map(|word| Term { words: vec![word], is_open: true }));
            } else {
                let words: Vec<_> = words.take(MOST).collect();
                terms.push(Term { words, is_open: parts.peek().is_none() });
            }
        }
        let mut left = MOST;
        terms.retain(|term| {
            let fits = (1..=left).contains(&term.words.len());
            left -= if fits { term.words.len() } else { 0 };
            fits
        });
        (!terms.is_empty()).then_some(Self(terms))
    }

    pub(super) fn as_slice(&self) -> &[Term] {
        &self.0
    }

    /// Whether a text holds them all. What an index finds is what this tells.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let words = words_of(text);
        self.0.iter().all(|term| words.windows(term.words.len()).any(|place| term.is_at(place)))
    }
}

impl Term {
    /// Whether these are its words; there are as many.
    fn is_at(&self, place: &[String]) -> bool {
        let Some(((last, first), (end, begin))) = self.words.split_last().zip(place.split_last())
        else {
            return false;
        };
        first == begin && (last == end || (self.is_open && end.starts_with(last.as_str())))
    }
}

/// The words of a message in their order; an empty one is in the place of one that does not count.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<_> = search::words(text).into_iter().map(clipped).collect();
    if words.len() > OFTEN {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for word in &mut words {
            let times = seen.entry(word.clone()).or_default();
            *times += 1;
            if *times > OFTEN {
                word.clear();
            }
        }
    }
    words
}

fn clipped(mut word: String) -> String {
    if let Some((end, _)) = word.char_indices().nth(LONGEST) {
        word.truncate(end);
    }
    word
}

impl Field for Terms {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let query = text(raw)?;
        Self::of(&query).map_or_else(|| refuse("Write a word to look for."), Ok)
    }

    fn schema() -> Value {
        json!({ "type": "string", "minLength": 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_in(query: &str, text: &str) -> bool {
        Terms::of(query).expect("terms").are_in(text)
    }

    #[test]
    fn a_phrase_that_is_still_being_written_goes_on() {
        assert!(are_in("\"a lo", "A long way"));
        assert!(!are_in("\"a lo\"", "A long way"));
        assert!(are_in("\"a long\" WA", "A long way"));
    }

    #[test]
    fn there_are_so_many_words_and_no_more() {
        let many = (0..100).map(|n| format!("w{n} ")).collect::<String>();
        let terms = Terms::of(&format!("{many} \"{many}\"")).expect("terms");
        assert_eq!(terms.0.iter().map(|term| term.words.len()).sum::<usize>(), MOST);
        assert_eq!(Terms::of(" \"\" ?! \""), None);
    }

    #[test]
    fn a_word_counts_so_often() {
        let text = format!("{} b", "a ".repeat(OFTEN + 1));
        assert_eq!(words_of(&text)[OFTEN], "");
        assert!(!are_in("\"a b\"", &text));
        assert!(are_in("a b", &text));
    }
}
