//! Words as they are looked for: lower case, without diacritics, one space in front of each.
//!
//! A text is folded when it is stored, and what is looked for is folded alike; the statements compare
//! nothing but the two. A word of the query is found where a word of the text begins with it.
//!
//! Invariant: no sign that `like` knows is in a folded text.
//!
//! Not here: whose rows are looked through (the features).

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How many patterns one query has.
pub const PATTERNS: usize = 4;

/// The text as it is stored beside itself.
pub fn folded<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut folded = String::new();
    for word in texts.into_iter().flat_map(words) {
        folded.push(' ');
        folded.push_str(&word);
    }
    folded
}

/// The patterns that all must fit; of more words than there are patterns the last ones must follow
/// each other. `None` when no word is asked for.
pub fn patterns(query: &str) -> Option<[String; PATTERNS]> {
    let words: Vec<_> = words(query).collect();
    if words.is_empty() {
        return None;
    }
    let mut patterns = [const { String::new() }; PATTERNS];
    for (place, pattern) in patterns.iter_mut().enumerate() {
        let end = if place + 1 == PATTERNS { words.len() } else { place + 1 };
        *pattern = match words.get(place..end) {
            Some(words) if !words.is_empty() => format!("% {}%", words.join(" ")),
            _ => "%".to_owned(),
        };
    }
    Some(patterns)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let separates = |c: char| c.is_whitespace() || c.is_control() || c.is_ascii_punctuation();
    text.split(separates).map(fold).filter(|word| !word.is_empty())
}

fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    // Taken apart, some signs are capitals, others spaces or punctuation: what is left is one word.
    let belongs = |c: &char| {
        !(is_combining_mark(*c) || c.is_whitespace() || c.is_control() || c.is_ascii_punctuation())
    };
    word.nfkd().filter(belongs).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        assert_eq!(folded(["Pay the RENT!", "über-Café, 100%"]), " pay the rent uber cafe 100");
        assert_eq!(folded(["ﬁn ½ \u{1F389} 牛乳"]), " fin 1⁄2 \u{1F389} 牛乳");
        assert_eq!(folded(["℡ İΣ"]), " tel iς");
        assert_eq!(folded(["", " - _ "]), "");
    }

    #[test]
    fn a_query_has_a_pattern_for_each_word() {
        let one = ["% rent%", "%", "%", "%"].map(str::to_owned);
        assert_eq!(patterns(" Rent "), Some(one));
        let many = ["% a%", "% b%", "% c%", "% d e%"].map(str::to_owned);
        assert_eq!(patterns("a b_c%d e"), Some(many));
        assert_eq!(patterns(" ?! "), None);
    }
}
