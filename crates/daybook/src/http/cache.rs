//! Lists that were answered before, kept in memory by what decides them.
//!
//! The key is the list's tag: viewer, query, and the head of the stream that it shows. The head is read
//! with each request, so an answer is never older than the last change on any node; nothing has to be
//! thrown away, what is out of date is not asked for again and makes room.
//! Not here: what decides a list (the features).

use super::{Conditional, List};
use bytes::Bytes;
use http::HeaderValue;
use quick_cache::{Weighter, sync::Cache};
use std::sync::Arc;

/// Bytes of a list that is worth keeping: a first page is, a whole year is not.
const LONGEST: usize = 64 * 1024;
/// What an entry costs beside its text, in bytes.
const OVERHEAD: usize = 256;

/// The answers of this process; a handle that is cheap to clone.
#[derive(Clone)]
pub struct ListCache(Arc<Cache<HeaderValue, Kept, Bulk>>);

#[derive(Clone)]
struct Kept {
    json: Bytes,
    link: Option<HeaderValue>,
}

#[derive(Clone)]
struct Bulk;

impl Weighter<HeaderValue, Kept> for Bulk {
    fn weight(&self, _: &HeaderValue, kept: &Kept) -> u64 {
        (kept.json.len() + OVERHEAD) as u64
    }
}

impl ListCache {
    /// A cache that holds so many bytes.
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Cache::with_weighter(bytes / (LONGEST / 8), bytes as u64, Bulk)))
    }

    /// The answer that needs no reading: 304 for who has the list with this tag, or a kept one.
    pub fn answer<T>(&self, conditional: &Conditional, tag: &HeaderValue) -> Option<List<T>> {
        if conditional.has(tag) {
            return Some(List::unchanged(tag.clone()));
        }
        let kept = self.0.get(tag)?;
        Some(List::again(kept.json, kept.link, tag.clone()))
    }

    /// Keeps a list under the tag of all that decided it, and gives it on with that tag.
    pub fn keep<T>(&self, tag: HeaderValue, list: List<T>) -> List<T> {
        if let Some((json, link)) = list.text().filter(|(json, _)| json.len() <= LONGEST) {
            let kept = Kept { json: json.clone(), link: link.cloned() };
            self.0.insert(tag.clone(), kept);
        }
        list.tagged(tag)
    }

    /// How many lists were asked for and found, and how many had to be read.
    pub fn hits_and_misses(&self) -> (u64, u64) {
        (self.0.hits(), self.0.misses())
    }
}
