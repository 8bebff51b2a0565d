//! Which records are meant: `?user=&activity_type=&from=&to=`.
//!
//! `from` is included and `to` is not; a bare date is that whole day in the asker's zone.
//!
//! Not here: the SQL of it (`history::select`), paging (`http::list`).

use super::ActivityType;
use crate::{
    App, Error, Result,
    http::Integer,
    identity::CurrentUser,
    moment::{Moment, zone_of},
    time::Timestamp,
};
use jiff::tz::TimeZone;

crate::input! {
    /// Which records are wanted.
    pub(super) struct HistoryFilter {
        /// Those of this user, for staff.
        pub(super) user: Option<Integer<1, { i64::MAX }>>,
        /// Those of this type.
        pub(super) activity_type: Option<ActivityType>,
        /// Those of then or later; a date is the whole day.
        pub(super) from: Option<Moment>,
        /// Those before; a date is the whole day.
        pub(super) to: Option<Moment>,
    }
}

/// Whose records, and what they have in common.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    /// Whose.
    pub(super) user: i64,
    /// Their type.
    pub(super) activity_type: Option<ActivityType>,
    /// The first instant.
    pub(super) from: Option<Timestamp>,
    /// The first instant that is too late.
    pub(super) to: Option<Timestamp>,
}

impl Filter {
    /// All of a user.
    pub(super) fn of(user: i64) -> Self {
        Self { user, activity_type: None, from: None, to: None }
    }
}

impl HistoryFilter {
    /// What the rows must be like. Somebody else's are there for staff alone.
    pub(super) async fn into_filter(self, app: &App, user: &CurrentUser) -> Result<Filter> {
        let owner = self.user.map_or(user.id, Integer::get);
        if owner != user.id && !user.is_staff {
            return Err(Error::not_found());
        }
        let means_a_day = [self.from, self.to].into_iter().flatten().any(Moment::is_day);
        let zone = if means_a_day { zone_of(app, user).await? } else { TimeZone::UTC };
        Ok(Filter {
            user: owner,
            activity_type: self.activity_type,
            from: self.from.map(|from| from.first(&zone)),
            to: self.to.map(|to| to.end(&zone)),
        })
    }
}
