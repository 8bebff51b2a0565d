//! Whether a database is sound: what the engine can say of it, and what its owner knows to be true.
//!
//! Not here: mending. What is damaged is restored from a backup.

use crate::{
    Error, Result,
    inspection::{Check, Inspection, LIMIT},
    migrate::on_own_thread,
    options::Options,
    postgres, sqlite,
};

/// Looks at the database that `url` leads to, beside whoever uses it. Blocks.
///
/// # Errors
/// When the database cannot be reached.
pub fn inspect(url: &str, checks: &[Check]) -> Result<Vec<Inspection>> {
    on_own_thread(|| match sqlite::file(url) {
        Some(path) => sqlite::look(&path?, checks),
        None if postgres::speaks(url) => {
            let options = Options { limit: LIMIT, ..Options::default() };
            postgres::look(&postgres::Server::parse(url, &options)?, checks)
        }
        None => Err(Error::Open("an address begins with sqlite:// or postgres://".into())),
    })
}
