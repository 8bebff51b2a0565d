//! One rule of a database and where it is broken.
//!
//! Invariant: damage is a finding, not an error; an error means that there was no looking.
//!
//! Not here: which database is looked at (`inspect.rs`), what its engine can say (`postgres/look.rs`, `sqlite/look.rs`).

use std::time::Duration;

use crate::{Result, Tx, options::Terms};

/// How long a look may take; files are large, and nobody waits for it.
pub(crate) const LIMIT: Duration = Duration::from_secs(24 * 3_600);

/// What the owner of a database knows to be true of it: the name of the rule, and what finds where it is broken.
pub type Check = (&'static str, fn(&mut Tx<'_>) -> Result<Vec<String>>);

/// One rule and where it is broken: nowhere, when `findings` is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The rule's name.
    pub rule: &'static str,
    /// One line each.
    pub findings: Vec<String>,
}

/// How transactions run that look.
pub(crate) fn terms() -> Terms {
    Terms { limit: LIMIT, rewrite: None }
}

/// Runs the checks of the owner in a transaction.
pub(crate) fn ask(tx: &mut Tx<'_>, checks: &[Check]) -> Result<Vec<Inspection>> {
    checks.iter().map(|(rule, find)| Ok(Inspection { rule, findings: find(tx)? })).collect()
}

/// All findings on one line each, with their rules; empty when the database is sound.
pub(crate) fn summary(inspections: &[Inspection]) -> Vec<String> {
    let line = |rule: &str, finding: &String| format!("{rule}: {finding}");
    inspections
        .iter()
        .flat_map(|inspection| inspection.findings.iter().map(|f| line(inspection.rule, f)))
        .collect()
}
