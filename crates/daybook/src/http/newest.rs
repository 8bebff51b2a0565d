//! Lists whose default order is by id, newest first: whole, the part before an id, or a page.
//!
//! Not here: which rows there are (the features), how a list is written (`http::list`).

use super::list::{CHUNK, List, PAGE, Paged, Paging, invalid_page};
use crate::{
    app::App,
    error::{Error, Result},
};
use daybook_db::Tx;
use futures_util::{Stream, StreamExt, future::ready, stream};
use serde::Serialize;
use std::sync::Arc;

/// Which rows of a list, newest first.
#[derive(Clone, Copy, Debug)]
pub enum Slice {
    /// Those before this id; before [`i64::MAX`] all are.
    Before(i64),
    /// Those after so many.
    Page {
        /// How many are left out.
        offset: i64,
    },
}

type Rows<T> = dyn Fn(&mut Tx<'_>, Slice, i64) -> Result<Vec<T>> + Send + Sync;
type Count = dyn Fn(&mut Tx<'_>) -> Result<i64> + Send + Sync;

/// How the rows of a list are read; a handle that is cheap to clone.
pub struct Newest<T> {
    rows: Arc<Rows<T>>,
    count: Arc<Count>,
    id: fn(&T) -> i64,
}

impl<T> Clone for Newest<T> {
    fn clone(&self) -> Self {
        Self { rows: Arc::clone(&self.rows), count: Arc::clone(&self.count), id: self.id }
    }
}

/// What of a list is asked for, or its beginning.
pub enum Part<T> {
    /// Rows, and whether there are more after them.
    Rows(Vec<T>, bool),
    /// A page: its rows, its number from 1, and how many rows there are on all pages.
    Page(Vec<T>, i64, i64),
}

impl<T: Serialize + Send + 'static> Newest<T> {
    /// `rows` reads at most so many of a slice, `count` how many there are in all.
    pub fn new(
        id: fn(&T) -> i64,
        rows: impl Fn(&mut Tx<'_>, Slice, i64) -> Result<Vec<T>> + Send + Sync + 'static,
        count: impl Fn(&mut Tx<'_>) -> Result<i64> + Send + Sync + 'static,
    ) -> Self {
        Self { rows: Arc::new(rows), count: Arc::new(count), id }
    }

    /// Reads what is asked for; of a whole list its beginning.
    ///
    /// # Errors
    /// 404 when there is no such page.
    pub fn part(&self, tx: &mut Tx<'_>, paging: Paging) -> Result<Part<T>> {
        let (before, limit) = match paging {
            Paging::Page(number) => return self.page(tx, number),
            Paging::Before { limit, before } => (before.unwrap_or(i64::MAX), limit),
            Paging::Whole => (i64::MAX, CHUNK),
        };
        self.before(tx, before, limit)
    }

    fn before(&self, tx: &mut Tx<'_>, before: i64, limit: i64) -> Result<Part<T>> {
        // One more than wanted tells whether there is more.
        let mut rows = (self.rows)(tx, Slice::Before(before), limit + 1)?;
        let more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
        if more {
            rows.pop();
        }
        Ok(Part::Rows(rows, more))
    }

    fn page(&self, tx: &mut Tx<'_>, number: Option<i64>) -> Result<Part<T>> {
        let count = (self.count)(tx)?;
        let last = ((count + PAGE - 1) / PAGE).max(1);
        let number = number.unwrap_or(last);
        if number > last {
            return Err(invalid_page());
        }
        let slice = Slice::Page { offset: (number - 1) * PAGE };
        Ok(Part::Page((self.rows)(tx, slice, PAGE)?, number, count))
    }

    /// The list that a part is, or begins.
    ///
    /// # Errors
    /// When a row is no JSON.
    pub fn list(self, app: &App, paged: &Paged, part: Part<T>) -> Result<List<T>> {
        let (rows, more) = match part {
            Part::Page(rows, number, count) => return List::page(rows, number, count, paged),
            Part::Rows(rows, more) => (rows, more),
        };
        let last = rows.last().filter(|_| more).map(self.id);
        match last {
            Some(last) if paged.paging == Paging::Whole => {
                let rest = self.rest(app.clone(), last);
                Ok(List::streamed(stream::once(ready(Ok(rows))).chain(rest)))
            }
            Some(last) => List::part(&rows, Some(&paged.next(&[("before", last.to_string())]))),
            None => List::part(&rows, None),
        }
    }

    /// Reads a list that no stream decides.
    ///
    /// # Errors
    /// Those of [`Newest::part`].
    pub async fn read(self, app: &App, paged: &Paged) -> Result<List<T>> {
        let (list, paging) = (self.clone(), paged.paging);
        let part = app.db.read(move |tx| list.part(tx, paging)).await?;
        self.list(app, paged, part)
    }

    /// The rows before an id, chunk by chunk, each its own short read.
    pub fn rest(self, app: App, before: i64) -> impl Stream<Item = Result<Vec<T>>> + Send {
        stream::try_unfold(Some(before), move |before| {
            let (app, list) = (app.clone(), self.clone());
            async move {
                let Some(before) = before else { return Ok::<_, Error>(None) };
                let id = list.id;
                let read = app.db.read(move |tx| list.before(tx, before, CHUNK)).await?;
                Ok(match read {
                    Part::Rows(rows, more) => {
                        let next = rows.last().filter(|_| more).map(id);
                        Some((rows, next))
                    }
                    Part::Page(..) => None,
                })
            }
        })
    }
}
