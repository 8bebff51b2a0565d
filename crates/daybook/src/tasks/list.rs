//! The list of tasks: those that a user made or owns, filtered, ordered, whole or in part.
//!
//! The clock decides what is overdue, so that the list's tag is made of its text, never of where the
//! stream stood; it is kept until the next of its tasks becomes overdue.
//!
//! Not here: the statements (`tasks::select`), parts and pages (`listing`).

use super::{
    filter::{Filter, Key, TaskFilter},
    model::{Stored, Task},
    select::{self, Place},
};
use crate::{
    App, Result,
    http::{Conditional, Lasting, List, Order, Paged, Query},
    identity::CurrentUser,
    listing::{self, From, Source},
    time::Timestamp,
};
use axum::extract::State;
use daybook_db::Tx;
use futures_util::Stream;

/// The tasks that a user sees now.
#[derive(Clone)]
pub(super) struct Seen {
    pub(super) user: i64,
    pub(super) filter: Filter,
    pub(super) now: Timestamp,
}

impl Source for Seen {
    type Row = Stored;
    type Shown = Task;
    type Place = Place;

    fn rows(&self, tx: &mut Tx<'_>, from: &From<Place>, limit: i64) -> Result<Vec<Stored>> {
        Ok(select::rows(tx, self.user, &self.filter, from, limit)?)
    }

    fn count(&self, tx: &mut Tx<'_>) -> Result<i64> {
        Ok(select::count(tx, self.user, &self.filter)?)
    }

    fn place(&self, row: &Stored) -> Place {
        Place::of(self.filter.order, row)
    }

    fn place_of(&self, id: i64) -> Option<Place> {
        let is_default = self.filter.order == Order::<Key>::default();
        is_default.then(|| Place::of_id(id))
    }

    fn id(row: &Stored) -> i64 {
        row.id
    }

    fn shown(&self, row: Stored) -> Task {
        row.shown(self.now)
    }

    fn lasting(&self, rows: &[Stored]) -> Lasting {
        if self.filter.by_clock {
            return Lasting::Within(self.now, self.now);
        }
        let (mut since, mut until) = (Timestamp(i64::MIN), Timestamp(i64::MAX));
        for turn in rows.iter().filter_map(Stored::overdue_after) {
            if turn < self.now {
                since = since.max(Timestamp(turn.0 + 1));
            } else {
                until = until.min(turn);
            }
        }
        Lasting::Within(since, until)
    }
}

/// All tasks that a user sees now, chunk by chunk.
pub fn all(app: App, user: i64, now: Timestamp) -> impl Stream<Item = Result<Vec<Task>>> + Send {
    listing::all(app, Seen { user, filter: Filter::default(), now })
}

pub(super) async fn list_tasks(
    State(app): State<App>,
    user: CurrentUser,
    Query(filter): Query<TaskFilter>,
    paged: Paged,
    conditional: Conditional,
) -> Result<List<Task>> {
    let now = app.clock.now();
    let seen = Seen { user: user.id, filter: filter.into_filter(now), now };
    listing::list(&app, &user, &paged, Some(conditional), seen).await
}
