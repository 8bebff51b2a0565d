//! Lists that were answered before, kept in memory by what decides them.
//!
//! The key is the list's tag: viewer, query, and the head of the stream that it shows. The head is read
//! with each request, so an answer is never older than the last change on any node; nothing has to be
//! thrown away, what is out of date is not asked for again and makes room. A list that the clock changes
//! too is answered only while the clock leaves it as it is, and never told by that tag.
//! Not here: what decides a list (the features).

use super::{Conditional, List};
use crate::time::Timestamp;
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

/// How long a list is what it was, when nothing is changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lasting {
    /// For ever.
    #[default]
    Always,
    /// From one time to another, both included: then the clock changes it.
    Within(Timestamp, Timestamp),
}

impl Lasting {
    fn is_now(self, now: Timestamp) -> bool {
        match self {
            Self::Always => true,
            Self::Within(since, until) => (since..=until).contains(&now),
        }
    }
}

#[derive(Clone)]
struct Kept {
    json: Bytes,
    link: Option<HeaderValue>,
    lasting: Lasting,
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
    pub fn answer<T>(
        &self,
        conditional: &Conditional,
        tag: &HeaderValue,
        now: Timestamp,
    ) -> Option<List<T>> {
        if conditional.has(tag) {
            return Some(List::unchanged(tag.clone()));
        }
        let kept = self.0.get(tag).filter(|kept| kept.lasting.is_now(now))?;
        Some(Self::tagged(List::again(kept.json, kept.link), tag.clone(), kept.lasting))
    }

    /// Keeps a list under the tag of all that decided it, and gives it on.
    pub fn keep<T>(&self, tag: HeaderValue, lasting: Lasting, list: List<T>) -> List<T> {
        if let Some((json, link)) = list.text().filter(|(json, _)| json.len() <= LONGEST) {
            let kept = Kept { json: json.clone(), link: link.cloned(), lasting };
            self.0.insert(tag.clone(), kept);
        }
        Self::tagged(list, tag, lasting)
    }

    /// Who has a list under its tag needs it no more, unless the clock may change it.
    fn tagged<T>(list: List<T>, tag: HeaderValue, lasting: Lasting) -> List<T> {
        match lasting {
            Lasting::Always => list.tagged(tag),
            Lasting::Within(..) => list,
        }
    }

    /// How many lists were asked for and found, and how many had to be read.
    pub fn hits_and_misses(&self) -> (u64, u64) {
        (self.0.hits(), self.0.misses())
    }
}
