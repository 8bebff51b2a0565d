//! A value that is one of a few words, and the order of a list, which is one of a few keys.
//!
//! Choices are taken as they are written: neither trimmed nor folded.
//!
//! Not here: which words there are (the features).

use super::field::{Field, Raw, Refusal, refuse, text};
use serde_json::{Value, json};

/// One of a few words; made by [`choice!`](crate::choice).
pub trait Choice: Copy + Sized + 'static {
    /// Every one.
    const ALL: &'static [Self];

    /// Its word, as it is stored and shown.
    fn word(self) -> &'static str;

    /// The one with this word.
    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.word() == word)
    }
}

/// The choice that a client named.
pub fn choose<C: Choice>(raw: Raw<'_>) -> Result<C, Refusal> {
    let word = text(raw)?;
    C::of(&word).map_or_else(|| refuse(format!("\"{word}\" is not a valid choice.")), Ok)
}

/// Every word of a choice.
pub fn words<C: Choice>() -> Vec<&'static str> {
    C::ALL.iter().map(|it| it.word()).collect()
}

/// Declares an enum whose variants are words on the wire and in the database.
///
/// ```ignore
/// choice! {
///     /// How far a task is.
///     pub enum State { Open = "open", Done = "done" }
/// }
/// ```
#[macro_export]
macro_rules! choice {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$about:meta])* $variant:ident = $word:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $name { $($(#[$about])* $variant),+ }

        impl $crate::http::Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl $crate::http::Field for $name {
            fn parse(raw: $crate::http::Raw<'_>) -> Result<Self, $crate::http::Refusal> {
                $crate::http::choose(raw)
            }

            fn schema() -> serde_json::Value {
                serde_json::json!({ "type": "string", "enum": [$($word),+] })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::http::Choice::word(*self))
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($word),+] })
            }
        }
    };
}

/// What comes first in a list: `?ordering=[-]key`. The last comes first, unless said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order<K> {
    /// By what.
    pub key: K,
    /// Whether the last comes first.
    pub descending: bool,
}

impl<K: Default> Default for Order<K> {
    fn default() -> Self {
        Self { key: K::default(), descending: true }
    }
}

impl<K: Choice> Field for Order<K> {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let name = text(raw)?;
        let (descending, key) = match name.strip_prefix('-') {
            Some(key) => (true, key),
            None => (false, name.as_str()),
        };
        match K::of(key) {
            Some(key) => Ok(Self { key, descending }),
            None => refuse(format!("\"{name}\" is not a valid choice.")),
        }
    }

    fn schema() -> Value {
        let both = words::<K>().into_iter().flat_map(|key| [key.to_owned(), format!("-{key}")]);
        json!({ "type": "string", "enum": both.collect::<Vec<_>>() })
    }
}

/// Any of some values: `?state=open,in_progress`, or the name repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnyOf<T>(pub Vec<T>);

impl<T: Field> Field for AnyOf<T> {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let written = match raw {
            Raw::Form(values) => values.to_vec(),
            Raw::Json(_) => vec![text(raw)?],
        };
        let each = written.iter().flat_map(|text| text.split(','));
        each.map(|word| T::parse(Raw::Form(&[word.to_owned()]))).collect::<Result<_, _>>().map(Self)
    }

    fn schema() -> Value {
        json!({ "type": "string" })
    }
}
