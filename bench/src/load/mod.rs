//! The load generator: one thread, raw connections, so that it is not what is measured.
//!
//! Not here: which server is asked for what (`crate::jobs`).

pub(crate) mod closed;
pub(crate) mod fanout;
pub(crate) mod http;
pub(crate) mod latency;
pub(crate) mod socket;
