//! Entries go into an archive bit by bit, as fast as its reader takes it.
//!
//! Not here: the format (`takeout::archive`).

use super::{archive::Archive, entries::Entry};
use crate::{Result, time::Timestamp};
use futures_util::{Stream, StreamExt, stream, stream::BoxStream};
use std::vec;
use tokio::task;

/// Bytes that are compressed at a time: less than a millisecond, and then others come first.
const BIT: usize = 64 * 1024;
/// Bytes of the file that are sent at a time, at least.
const SENT: usize = 16 * 1024;

struct Packing {
    archive: Archive,
    waiting: vec::IntoIter<Entry>,
    text: BoxStream<'static, Result<Vec<u8>>>,
}

/// The bytes of a ZIP with these entries; it ends early, with an error, when one cannot be read.
pub(super) fn packed(
    entries: Vec<Entry>,
    now: Timestamp,
) -> impl Stream<Item = Result<Vec<u8>>> + Send {
    let packing = Packing {
        archive: Archive::new(now),
        waiting: entries.into_iter(),
        text: stream::empty().boxed(),
    };
    stream::try_unfold(Some(packing), |packing| async {
        let Some(mut packing) = packing else { return Ok(None) };
        while packing.fill().await? {
            let ready = packing.archive.take();
            if !ready.is_empty() {
                return Ok(Some((ready, Some(packing))));
            }
        }
        Ok(Some((packing.archive.finish()?, None)))
    })
}

impl Packing {
    /// Packs until there is something to be sent; `false` when all is packed.
    async fn fill(&mut self) -> Result<bool> {
        let mut packed = 0;
        while packed < SENT {
            match self.text.next().await {
                Some(text) => {
                    let text = text?;
                    for bit in text.chunks(BIT) {
                        self.archive.write(bit)?;
                        task::yield_now().await;
                    }
                    packed += text.len();
                }
                None => match self.waiting.next() {
                    Some(Entry { name, text }) => {
                        self.archive.begin(name)?;
                        self.text = text;
                    }
                    None => return Ok(false),
                },
            }
        }
        Ok(true)
    }
}
