//! A statement in the making: fragments, joined by what is asked for.
//!
//! In a fragment `$?` is the next parameter. Fragments are constants, so that the texts that can be
//! made are a fixed set; values go in as parameters alone.
//!
//! Not here: the fragments (the features' `select`).

use daybook_db::{FromRow, Result, Tx, Value};

/// A text and its parameters so far.
#[derive(Debug)]
pub struct Statement<'a> {
    text: String,
    params: Vec<Value<'a>>,
}

impl<'a> Statement<'a> {
    /// Begins with a fragment.
    pub fn new<const N: usize>(fragment: &'static str, params: [Value<'a>; N]) -> Self {
        let text = String::with_capacity(512);
        Self { text, params: Vec::with_capacity(8) }.and(fragment, params)
    }

    /// Goes on with a fragment, which has as many parameters as are given.
    pub fn and<const N: usize>(mut self, fragment: &'static str, params: [Value<'a>; N]) -> Self {
        let mut parts = fragment.split("$?");
        self.text.push_str(parts.next().unwrap_or_default());
        for (part, param) in parts.zip(params) {
            self.params.push(param);
            self.text.push('$');
            self.text.push_str(&self.params.len().to_string());
            self.text.push_str(part);
        }
        self
    }

    /// Goes on with a fragment if there is a value for it.
    pub fn and_if<T: Into<Value<'a>>>(self, fragment: &'static str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.and(fragment, [value.into()]),
            None => self,
        }
    }

    /// The text.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Every row.
    pub fn all<T: FromRow>(self, tx: &mut Tx<'_>) -> Result<Vec<T>> {
        tx.all(&self.text, &self.params)
    }

    /// The one row.
    pub fn one<T: FromRow>(self, tx: &mut Tx<'_>) -> Result<T> {
        tx.one(&self.text, &self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_numbered_through_all_fragments() {
        let statement = Statement::new("select a from t where b = $?", [1.into()])
            .and(" and (c, d) < ($?, $?)", [2.into(), 3.into()])
            .and_if(" and e = $?", None::<i64>)
            .and_if(" and f = $?", Some(4));
        let text = "select a from t where b = $1 and (c, d) < ($2, $3) and f = $4";
        assert_eq!((statement.params.len(), statement.into_text().as_str()), (4, text));
    }
}
