//! How much a test does: a short form for every run of the suite, a long one for `make torture`.
//!
//! Not here: what is done; both forms are the same story.

/// Counts for the two forms. Only the Makefile names the variable that chooses.
#[expect(clippy::disallowed_methods, reason = "the tests are told their effort by the environment")]
pub(crate) fn effort(short: usize, long: usize) -> usize {
    match std::env::var("DAYBOOK_TEST_EFFORT").as_deref() {
        Ok("long") => long,
        _ => short,
    }
}
