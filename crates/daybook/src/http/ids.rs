//! Other objects that a client names, by their ids: few, none twice, in the order given.
//!
//! Not here: whether they are there; the database says that.

use super::{
    field::{Field, Raw, Refusal, refuse},
    pk::{Pk, pks},
};
use serde_json::{Value, json};

/// At most so many ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids<const MOST: usize>(Vec<i64>);

impl<const MOST: usize> Ids<MOST> {
    /// One id.
    pub fn one(id: i64) -> Self {
        Self(vec![id])
    }

    /// Reads what the database holds.
    pub fn from_json(stored: &str) -> Self {
        Self(serde_json::from_str(stored).unwrap_or_default())
    }

    /// What the database holds.
    pub fn to_json(&self) -> String {
        json!(self.0).to_string()
    }

    /// The ids.
    pub fn as_slice(&self) -> &[i64] {
        &self.0
    }

    /// The same without one of them.
    pub fn without(&self, id: i64) -> Self {
        Self(self.0.iter().copied().filter(|other| *other != id).collect())
    }

    /// These, or this one when there are none.
    pub fn or(self, id: i64) -> Self {
        if self.0.is_empty() { Self::one(id) } else { self }
    }
}

impl<const MOST: usize> Field for Ids<MOST> {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let mut ids = Vec::new();
        for Pk(id) in pks(raw)? {
            if !ids.contains(&id) {
                ids.push(id);
            }
            if ids.len() > MOST {
                return refuse(format!("Ensure this field has no more than {MOST} elements."));
            }
        }
        Ok(Self(ids))
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": Pk::schema(), "maxItems": MOST })
    }
}
