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
    let words = words(query);
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

/// The words of a text, folded: runs of letters and digits, and runs of other signs that are neither spaces nor
/// punctuation, as emojis.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut of_letters) = (String::new(), true);
    let end = |word: &mut String, words: &mut Vec<String>| {
        if !word.is_empty() {
            words.push(std::mem::take(word));
        }
    };
    // Taken apart, some signs are capitals, others spaces or punctuation.
    for sign in text.nfkd().flat_map(char::to_lowercase) {
        if separates(sign) {
            end(&mut word, &mut words);
        } else if !is_silent(sign) {
            if of_letters != sign.is_alphanumeric() {
                end(&mut word, &mut words);
                of_letters = sign.is_alphanumeric();
            }
            word.push(if sign == 'ς' { 'σ' } else { sign });
        }
    }
    end(&mut word, &mut words);
    words
}

/// Spaces and the punctuation of most scripts; what is missing here is a word of its own.
fn separates(sign: char) -> bool {
    let punctuates = matches!(
        sign,
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '،' | '؛' | '؟' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
    );
    punctuates || sign.is_whitespace() || sign.is_control() || sign.is_ascii_punctuation()
}

/// Marks on other signs, and what only tells how they are drawn.
fn is_silent(sign: char) -> bool {
    is_combining_mark(sign)
        || matches!(sign, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        assert_eq!(folded(["Pay the RENT!", "über-Café, 100%"]), " pay the rent uber cafe 100");
        assert_eq!(folded(["ﬁn ½ \u{1F389} 牛乳"]), " fin 1 2 \u{1F389} 牛乳");
        assert_eq!(folded(["℡ İΣ ΟΔΟΣ"]), " tel iσ οδοσ");
        assert_eq!(
            folded(["party\u{1F389}\u{1F389}! “a—b”，你好，世界。"]),
            " party \u{1F389}\u{1F389} a b 你好 世界"
        );
        assert_eq!(folded(["so\u{AD}ft ❤\u{FE0F} नमस्ते"]), " soft ❤ नमसत");
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
