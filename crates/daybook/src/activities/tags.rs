//! The tags of an activity: few, short, in the order given, none twice.
//!
//! `#Book` and `book` are the same tag; it is shown as it was first written. A comma ends a tag, so
//! that a plain form field (`book, evening`) holds several.
//!
//! Not here: where tags are looked up (`activities::store`).

use crate::http::{Field, Raw, Refusal, Text, refuse};
use serde_json::{Value, json};

/// The most tags of one activity.
const MOST: usize = 20;
/// The longest tag, in characters.
const LONGEST: usize = 50;

/// The tags of one activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(Vec<String>);

impl Tags {
    /// Reads what a client wrote, and stops at one more than may be: each is compared with all
    /// before it.
    fn collect<'a>(written: impl IntoIterator<Item = &'a str>) -> Self {
        let mut tags: Vec<String> = Vec::new();
        for tag in written.into_iter().flat_map(|text| text.split(',')) {
            let tag = tag.trim().trim_start_matches('#').trim();
            if !tag.is_empty() && !tags.iter().any(|known| fold(known) == fold(tag)) {
                tags.push(tag.to_owned());
                if tags.len() > MOST {
                    break;
                }
            }
        }
        Self(tags)
    }

    /// Reads what the database holds.
    pub fn from_json(stored: &str) -> Self {
        if stored == "[]" {
            return Self::default();
        }
        Self(serde_json::from_str(stored).unwrap_or_default())
    }

    /// What the database holds.
    pub fn to_json(&self) -> String {
        json!(self.0).to_string()
    }

    /// The tags as they are shown.
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }

    /// The tags as they are looked up.
    pub fn keys(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|tag| fold(tag))
    }

    /// The tags, given away.
    pub fn into_vec(self) -> Vec<String> {
        self.0
    }
}

/// What two spellings of a tag have in common.
pub fn fold(tag: &str) -> String {
    tag.to_lowercase()
}

/// A list of texts as JSON; in a form the field may be repeated. An empty form field means no tags.
impl Field for Tags {
    const EMPTY_IS_A_VALUE: bool = true;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let tags = match raw {
            Raw::Form(values) if values.iter().any(|value| value.contains('\0')) => {
                return refuse("Null characters are not allowed.");
            }
            Raw::Form(values) => Self::collect(values.iter().map(String::as_str)),
            raw => {
                let items = Vec::<Text<0, { usize::MAX }>>::parse(raw)?;
                Self::collect(items.iter().map(Text::as_str))
            }
        };
        if tags.0.len() > MOST {
            return refuse(format!("Ensure this field has no more than {MOST} elements."));
        }
        let too_long = tags.0.iter().enumerate().filter(|(_, tag)| tag.chars().count() > LONGEST);
        let errors: serde_json::Map<String, Value> = too_long
            .map(|(index, _)| {
                let message = format!("Ensure this field has no more than {LONGEST} characters.");
                (index.to_string(), json!([message]))
            })
            .collect();
        if errors.is_empty() { Ok(tags) } else { Err(Value::Object(errors)) }
    }

    fn schema() -> Value {
        json!({
            "type": "array", "maxItems": MOST,
            "items": { "type": "string", "maxLength": LONGEST },
        })
    }
}

/// One tag that a list is filtered by, as it is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagKey(pub String);

impl Field for TagKey {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        // No tag holds a NUL, and PostgreSQL would not look for one.
        let tag = Text::<0, { usize::MAX }>::parse(raw)?;
        Ok(Self(fold(tag.as_str().trim_start_matches('#').trim())))
    }

    fn schema() -> Value {
        json!({ "type": "string" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;

    fn json(text: &str) -> Result<Vec<String>, Refusal> {
        let raw: &RawValue = serde_json::from_str(text).expect("the test's JSON is JSON");
        Tags::parse(Raw::Json(raw)).map(Tags::into_vec)
    }

    fn form(values: &[&str]) -> Result<Vec<String>, Refusal> {
        let values: Vec<_> = values.iter().map(ToString::to_string).collect();
        Tags::parse(Raw::Form(&values)).map(Tags::into_vec)
    }

    #[test]
    fn tags_are_trimmed_and_none_is_there_twice() {
        assert_eq!(
            json(r##"[" #Book ", "deep work", "BOOK", "", "#"]"##),
            Ok(vec!["Book".into(), "deep work".into()])
        );
        assert_eq!(json(r#"["a,b", 7]"#), Ok(vec!["a".into(), "b".into(), "7".into()]));
        assert_eq!(form(&["#a, b", "a"]), Ok(vec!["a".into(), "b".into()]));
        assert_eq!(form(&[""]), Ok(Vec::new()));
    }

    #[test]
    fn tags_that_cannot_be_are_refused_by_index() {
        assert_eq!(json("\"a\""), refuse("Expected a list of items but got type \"str\"."));
        assert_eq!(json(r#"["a", true]"#), Err(json!({ "1": ["Not a valid string."] })));
        let long = format!("[\"ok\", \"{}\"]", "x".repeat(51));
        let message = "Ensure this field has no more than 50 characters.";
        assert_eq!(json(&long), Err(json!({ "1": [message] })));
        let many: Vec<_> = (0..21).map(|tag| tag.to_string()).collect();
        assert_eq!(
            json(&json!(many).to_string()),
            refuse("Ensure this field has no more than 20 elements.")
        );
    }

    /// Each was compared with all before it, by the one thread that writes: it took minutes.
    #[test]
    fn of_many_tags_no_more_are_read_than_show_that_there_are_too_many() {
        let (mut read, many) = (0, (0..50_000).map(|tag| tag.to_string()).collect::<Vec<_>>());
        let tags = Tags::collect(many.iter().map(String::as_str).inspect(|_| read += 1));
        assert_eq!((tags.as_slice().len(), read), (MOST + 1, MOST + 1));
        assert_eq!(Tags::collect([many.join(",").as_str()]).as_slice().len(), MOST + 1);
    }

    #[test]
    fn no_tag_holds_a_nul_and_none_is_looked_for() {
        let refused = "Null characters are not allowed.";
        assert_eq!(form(&["a", "b\0"]), refuse(refused));
        assert_eq!(json(r#"["a", "b\u0000"]"#), Err(json!({ "1": [refused] })));
        assert_eq!(TagKey::parse(Raw::Form(&["b\0".to_owned()])), refuse(refused));
    }

    #[test]
    fn what_is_stored_is_read_back() {
        let tags = Tags::collect(["Ä b", "\"q\""]);
        assert_eq!(Tags::from_json(&tags.to_json()), tags);
        assert_eq!(tags.keys().collect::<Vec<_>>(), ["ä b", "\"q\""]);
    }
}
