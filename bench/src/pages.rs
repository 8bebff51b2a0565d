//! The page that keeps the latest tables: each between two marks, so that one job can be measured anew.
//!
//! Not here: what else the page says; people write that.

use std::{fs, path::Path};

use crate::Result;

/// Puts a job's table between its marks.
pub(crate) fn replace(page: &Path, job: &str, table: &str) -> Result<()> {
    let text = fs::read_to_string(page)?;
    let replaced = between(&text, job, table)
        .ok_or_else(|| format!("{} has no place for {job}", page.display()))?;
    Ok(fs::write(page, replaced)?)
}

fn between(text: &str, job: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(&format!("<!-- {job} -->\n"))?;
    let (_, after) = rest.split_once("<!-- end -->")?;
    Some(format!("{before}<!-- {job} -->\n{}\n<!-- end -->{after}", table.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_jobs_own_place_changes() {
        let page = "a\n<!-- one -->\nold\n<!-- end -->\nb\n<!-- two -->\n<!-- end -->\n";
        let written = between(page, "two", "new\n").expect("there is a place");
        let wanted = "a\n<!-- one -->\nold\n<!-- end -->\nb\n<!-- two -->\nnew\n<!-- end -->\n";
        assert_eq!(written, wanted);
        assert_eq!(between(page, "three", "new"), None);
    }
}
