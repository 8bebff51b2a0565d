//! Reading a list that shows one user's stream alone, unless client or cache have it already.
//!
//! Invariant: the head of the stream is read in the same snapshot as the rows; with viewer and query
//! it decides the list, so that what is known under its tag is the list as it is now.
//!
//! Not here: which rows there are (the features), how lists are kept (`http::ListCache`).

use super::{DAYBOOK_SEQ, Stream, cursor, daybook_seq};
use crate::{
    App, Result,
    http::{Conditional, Lasting, List},
    identity::CurrentUser,
};
use daybook_db::Tx;
use http::HeaderValue;

/// What became of the reading.
pub enum Snapshot<R, T> {
    /// The answer is known.
    Known(List<T>),
    /// It was read; the mark belongs on the list that is made of it.
    Read(R, Mark),
}

/// The tag of a list and, on a list of one's own, where the stream stood.
pub struct Mark {
    tag: HeaderValue,
    seq: Option<HeaderValue>,
    lasting: Lasting,
}

impl Mark {
    /// The mark of a list that the clock changes too.
    pub fn lasting(self, lasting: Lasting) -> Self {
        Self { lasting, ..self }
    }

    /// Puts the mark on a list, and keeps the list.
    pub fn on<T>(self, app: &App, list: List<T>) -> List<T> {
        self.place(app.lists.keep(self.tag.clone(), self.lasting, list))
    }

    fn place<T>(&self, list: List<T>) -> List<T> {
        match &self.seq {
            Some(seq) => list.with(DAYBOOK_SEQ, seq.clone()),
            None => list,
        }
    }
}

/// Reads `rows` of what `owner` has, for `viewer`. `bounds` is what decides the list beside the
/// query: days, for example, which mean other instants in another zone.
///
/// # Errors
/// Those of the reading.
pub async fn snapshot<R: Send + 'static, T: Send + 'static>(
    app: &App,
    owner: i64,
    viewer: &CurrentUser,
    conditional: Conditional,
    bounds: String,
    rows: impl Fn(&mut Tx<'_>) -> Result<R> + Send + 'static,
) -> Result<Snapshot<R, T>> {
    let (lists, now, is_own) = (app.lists.clone(), app.clock.now(), owner == viewer.id);
    let viewer = format!("{} {}", viewer.id, viewer.username);
    let read = app.db.read(move |tx| {
        let seq = daybook_seq("me", &cursor(tx, Stream::User(owner))?)?;
        let owner = owner.to_le_bytes();
        let parts = [seq.as_bytes(), &owner, viewer.as_bytes(), bounds.as_bytes()];
        let tag = conditional.tag(&parts);
        let known = lists.answer(&conditional, &tag, now);
        let mark = Mark { tag, seq: is_own.then_some(seq), lasting: Lasting::Always };
        Ok(match known {
            Some(list) => Snapshot::Known(mark.place(list)),
            None => Snapshot::Read(rows(tx)?, mark),
        })
    });
    read.await
}
