//! Live delivery: from a committed event to every socket that follows its stream.
//!
//! The database is the only truth. An event is committed first, with a dense sequence number in its
//! stream, and then reaches clients on three ways that all end in the same cursors: from the commit
//! on this node, as a lossy [`Hint`] over the [`Bus`], or by a read that heals what was lost.
//!
//! - [`node::NodeCursor`]: where this node stands in one followed stream;
//! - [`client::Core`]: where one client stands in each of its streams, with its bounded queue;
//! - [`presence::Presence`]: who is present in a stream;
//! - [`Hub`]: the shared state that joins them, its background task, and the registry of clients.
//!
//! All but the last know no clock, socket or database, so that one set of invariants is checked by
//! property tests and by simulation: each client sees every event of a stream once, in order, without
//! a gap, or is told to start over ([`Outgoing::Reset`]).
//!
//! Not here: what a stream or an event means, who may follow it, and how a frame looks on the wire.

pub mod bus;
pub mod client;
mod close;
mod cursor;
mod event;
mod frames;
pub mod hub;
pub mod node;
mod note;
pub mod presence;
mod signal;
mod source;

pub use bus::{BadAddress, Bus, InProcess, Redis};
pub use client::{Client, Outgoing, TooManyStreams};
pub use close::Close;
pub use cursor::{BadCursor, Cursor};
pub use event::{Event, Head, Heads};
pub use frames::Face;
pub use hub::{Hub, Options, Owner, Statistics};
pub use note::{Hint, Note, Told};
pub use presence::{Person, Roster};
pub use signal::Signal;
pub use source::{Failure, Reply, Source};
