//! The two questions that live delivery asks the database.
//!
//! `heads` must be answered from one snapshot, and `after` from a snapshot that is no older than the
//! last answer: both read what is committed, never a lagging copy.
//! Not here: retries and limits (`client`, `hub`), and any SQL.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::{Event, Heads};

/// Why a read failed; it is logged and tried again.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// An answer in the making.
pub type Reply<T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send>>;

type HeadsOf = dyn Fn(Vec<Arc<str>>) -> Reply<Heads> + Send + Sync;
type After = dyn Fn(Arc<str>, u64, usize) -> Reply<Vec<Arc<Event>>> + Send + Sync;

/// Read access to streams.
#[derive(Clone)]
pub struct Source {
    heads: Arc<HeadsOf>,
    after: Arc<After>,
}

impl Source {
    /// A source made of its two functions: the heads of some streams, and the events of one stream
    /// after a sequence number, in order, at most so many.
    pub fn new<H, HF, A, AF>(heads: H, after: A) -> Self
    where
        H: Fn(Vec<Arc<str>>) -> HF + Send + Sync + 'static,
        HF: Future<Output = Result<Heads, Failure>> + Send + 'static,
        A: Fn(Arc<str>, u64, usize) -> AF + Send + Sync + 'static,
        AF: Future<Output = Result<Vec<Arc<Event>>, Failure>> + Send + 'static,
    {
        Self {
            heads: Arc::new(move |streams| Box::pin(heads(streams))),
            after: Arc::new(move |stream, seq, limit| Box::pin(after(stream, seq, limit))),
        }
    }

    pub(crate) fn heads(&self, streams: Vec<Arc<str>>) -> Reply<Heads> {
        (self.heads)(streams)
    }

    pub(crate) fn after(&self, stream: Arc<str>, seq: u64, limit: usize) -> Reply<Vec<Arc<Event>>> {
        (self.after)(stream, seq, limit)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Source")
    }
}
