//! The members of a JSON object, read without looking into them.
//!
//! Not here: what they mean (`http::input`, `logs::scalars`).

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

/// A name, and the value as it is written.
type Member<'a> = (Cow<'a, str>, &'a RawValue);

/// The members of a JSON object, in their order. They are few, and looked for a few times: hashing their names would
/// cost more than to compare them, and nobody can choose names that collide.
pub struct Object<'a>(Vec<Member<'a>>);

impl<'a> Object<'a> {
    /// All of them; a name may come twice.
    pub fn into_members(self) -> Vec<Member<'a>> {
        self.0
    }

    /// The value of a name; of several the last.
    pub(super) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().rev().find(|(its, _)| its == name).map(|(_, value)| *value)
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(transparent)]
        struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((Name(name), value)) = map.next_entry()? {
                    members.push((name, value));
                }
                Ok(Object(members))
            }
        }

        deserializer.deserialize_map(Members)
    }
}
