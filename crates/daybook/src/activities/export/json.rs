//! Activities as an array of the objects that the list shows.

use crate::{Error, Result, activities::model::Activity};

/// The next objects of the array, with the commas between them.
pub(super) fn rows(activities: &[Activity], mut first: bool) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    for activity in activities {
        if !std::mem::take(&mut first) {
            text.push(b',');
        }
        serde_json::to_writer(&mut text, activity).map_err(Error::internal)?;
    }
    Ok(text)
}
