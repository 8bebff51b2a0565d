//! `daybook check`: looks for damage, beside a running server or without one, and changes nothing.
//!
//! Not here: what is looked for (`crate::checks`).

use super::{Failure, tell};
use crate::{app::database_url, checks::CHECKS, config::Config};
use daybook_db::Inspection;
use std::fmt::Write as _;

pub(super) fn run(config: &Config) -> Result<(), Failure> {
    let inspections = daybook_db::inspect(database_url(config)?.expose(), CHECKS)?;
    tell(&report(&inspections));
    if inspections.iter().all(|inspection| inspection.findings.is_empty()) {
        Ok(())
    } else {
        Err("the database is damaged; see docs/OPERATIONS.md for what to do".into())
    }
}

fn report(inspections: &[Inspection]) -> String {
    inspections.iter().fold(String::new(), |mut text, Inspection { rule, findings }| {
        if findings.is_empty() {
            _ = writeln!(text, "{rule}: ok");
        }
        for finding in findings {
            _ = writeln!(text, "{rule}: {finding}");
        }
        text
    })
}
