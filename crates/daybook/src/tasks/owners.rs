//! The owners of a task: few, none twice, in the order given.
//!
//! Not here: whether they are there (`tasks::model`), who sees a task beside them (`tasks::store`).

use super::pk::{Pk, pks};
use crate::http::{Field, Raw, Refusal, refuse};
use serde_json::{Value, json};

/// The most owners of one task.
pub const MOST: usize = 50;

/// The owners of one task, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owners(Vec<i64>);

impl Owners {
    /// One owner.
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

    /// Their ids.
    pub fn as_slice(&self) -> &[i64] {
        &self.0
    }

    /// The same without one of them.
    pub fn without(&self, id: i64) -> Self {
        Self(self.0.iter().copied().filter(|owner| *owner != id).collect())
    }

    /// These, or this one when there are none.
    pub fn or(self, id: i64) -> Self {
        if self.0.is_empty() { Self::one(id) } else { self }
    }
}

impl Field for Owners {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let mut owners = Vec::new();
        for Pk(id) in pks(raw)? {
            if !owners.contains(&id) {
                owners.push(id);
            }
            if owners.len() > MOST {
                return refuse(format!("Ensure this field has no more than {MOST} elements."));
            }
        }
        Ok(Self(owners))
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": Pk::schema(), "maxItems": MOST })
    }
}
