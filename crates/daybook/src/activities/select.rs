//! The statements that read many activities: fragments, joined by what is asked for.
//!
//! Invariant: every text that can be made here is in [`texts`], and a test explains each of them on
//! both engines.
//!
//! Not here: single activities and changes (`activities::store`).

use super::{filter::Filter, model::Stored};
use crate::{statement::Statement, time::Timestamp};
use daybook_db::{Result, Tx};

const ROWS: &str = "select id, activity_name, duration, created_at, started_at, ended_at, note, tags from activities \
                    where user_id = $? and deleted_at is null";
const COUNT: &str = "select count(*) from activities where user_id = $? and deleted_at is null";
const FROM: &str = " and started_at >= $?";
const TO: &str = " and started_at < $?";
/// Without a locale, `lower` knows a to z on both engines.
const NAME: &str = " and lower(activity_name) like lower($?) escape '\\'";
const TAG: &str =
    " and id in (select activity_id from activity_tags where user_id = $? and tag = $?)";
const BEFORE: &str = " and id < $?";
const EARLIER: &str = " and (started_at, id) < ($?, $?)";
const NEWEST: &str = " order by id desc limit $?";
const NEWEST_PAGE: &str = " order by id desc limit $? offset $?";
const LATEST: &str = " order by started_at desc, id desc limit $?";
const LATEST_PAGE: &str = " order by started_at desc, id desc limit $? offset $?";

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What was logged last.
    #[default]
    Newest,
    /// What began last.
    Latest,
}

/// Which of the rows that a filter leaves.
#[derive(Clone, Copy, Debug)]
pub enum Slice {
    /// The newest, by id, before one of them.
    Newest {
        /// The id that they are before.
        before: Option<i64>,
    },
    /// Those after so many.
    Page {
        /// In this order.
        order: Order,
        /// How many are left out.
        offset: i64,
    },
    /// The latest, by start, before one of them.
    Latest {
        /// Start and id of the one that they are before.
        before: Option<(Timestamp, i64)>,
    },
}

impl Slice {
    /// Those that follow an activity in the same order.
    pub fn after(self, last: &Stored) -> Self {
        match self {
            Self::Newest { .. } | Self::Page { order: Order::Newest, .. } => {
                Self::Newest { before: Some(last.id) }
            }
            Self::Latest { .. } | Self::Page { order: Order::Latest, .. } => {
                Self::Latest { before: Some((last.span.started_at, last.id)) }
            }
        }
    }
}

/// At most `limit` activities of a user.
pub fn rows(
    tx: &mut Tx<'_>,
    user_id: i64,
    filter: &Filter,
    slice: Slice,
    limit: i64,
) -> Result<Vec<Stored>> {
    select(user_id, filter, slice, limit).all(tx)
}

/// How many activities of a user a filter leaves.
pub fn count(tx: &mut Tx<'_>, user_id: i64, filter: &Filter) -> Result<i64> {
    filtered(COUNT, user_id, filter).one(tx)
}

fn filtered<'a>(fragment: &'static str, user_id: i64, filter: &'a Filter) -> Statement<'a> {
    let statement = Statement::new(fragment, [user_id.into()])
        .and_if(FROM, filter.from.map(|Timestamp(from)| from))
        .and_if(TO, filter.to.map(|Timestamp(to)| to))
        .and_if(NAME, filter.name.as_deref());
    match &filter.tag {
        Some(tag) => statement.and(TAG, [user_id.into(), tag.as_str().into()]),
        None => statement,
    }
}

fn select(user_id: i64, filter: &Filter, slice: Slice, limit: i64) -> Statement<'_> {
    let filtered = filtered(ROWS, user_id, filter);
    match slice {
        Slice::Newest { before } => filtered.and_if(BEFORE, before).and(NEWEST, [limit.into()]),
        Slice::Page { order, offset } => {
            let page = match order {
                Order::Newest => NEWEST_PAGE,
                Order::Latest => LATEST_PAGE,
            };
            filtered.and(page, [limit.into(), offset.into()])
        }
        Slice::Latest { before: None } => filtered.and(LATEST, [limit.into()]),
        Slice::Latest { before: Some((start, id)) } => {
            filtered.and(EARLIER, [start.0.into(), id.into()]).and(LATEST, [limit.into()])
        }
    }
}

/// Every text that can be made here.
pub fn texts() -> Vec<String> {
    let slices = [
        Slice::Newest { before: None },
        Slice::Newest { before: Some(0) },
        Slice::Page { order: Order::Newest, offset: 0 },
        Slice::Latest { before: None },
        Slice::Latest { before: Some((Timestamp(0), 0)) },
        Slice::Page { order: Order::Latest, offset: 0 },
    ];
    let filters = (0..16).map(|set| Filter {
        from: (set & 1 > 0).then_some(Timestamp(0)),
        to: (set & 2 > 0).then_some(Timestamp(0)),
        name: (set & 4 > 0).then(String::new),
        tag: (set & 8 > 0).then(String::new),
    });
    let made = |filter: Filter| {
        let rows = slices.iter().map(|slice| select(0, &filter, *slice, 0).into_text());
        let count = filtered(COUNT, 0, &filter).into_text();
        rows.chain([count]).collect::<Vec<_>>()
    };
    filters.flat_map(made).collect()
}
