//! The contract's machinery: how a request is read, answered, guarded and told of.
//!
//! Invariants: every field's error is told at once, in DRF's words; a handler's signature is its
//! description; no feature's noun is known here.
//!
//! Not here: who asks (`identity`), what is asked (the features).

mod answer;
mod body;
mod cache;
mod change;
mod choice;
mod describe;
mod encoded;
pub mod etag;
mod field;
pub mod file;
mod id;
mod ids;
mod input;
pub mod list;
mod newest;
mod object;
mod openapi;
mod pace;
mod peer;
mod pk;
mod place;
mod query;
mod refuses;
mod routes;
mod scalar;
pub mod serve;
pub mod shield;
pub(crate) mod tls;
mod unread;

pub use answer::{Answer, Created, Json, NoContent, ResetContent};
pub use body::{Batch, Body};
pub use cache::{Lasting, ListCache};
pub use change::{Change, KEY_LIFETIME, Once};
pub use choice::{AnyOf, Choice, Order, choose, words};
pub use describe::{Answers, AtOnce, Describe, Endpoint, Guard, Operation};
pub use encoded::Encoded;
pub use etag::Conditional;
pub use field::{Field, Nullable, REQUIRED, Raw, Refusal, Upload, json_value, refuse, text};
pub use file::{File, FileFormat};
pub use id::Id;
pub use ids::Ids;
pub use input::{Fields, Input, Property};
pub use list::{List, Paged, Paging};
pub use newest::{Newest, Part, Slice};
pub use object::Object;
pub use openapi::document;
pub use peer::{Connection, Peer};
pub use pk::Pk;
pub use query::Query;
pub(crate) use query::query_of;
pub use refuses::Refuses;
pub use routes::Routes;
pub use scalar::{Integer, Text};
pub use tls::TlsError;
