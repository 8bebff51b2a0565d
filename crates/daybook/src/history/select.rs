//! The statements that read many records: fragments, joined by what is asked for.
//!
//! Invariant: every text that can be made here is in [`texts`], and a test explains each on both engines.
//!
//! Not here: single records (`history::store`).

use super::{ActivityType, filter::Filter, model::Record};
use crate::{http::Slice, statement::Statement, time::Timestamp};
use daybook_db::{Result, Tx};

const ROWS: &str =
    "select id, user_id, activity_type, timestamp, details from history_records where user_id = $?";
const COUNT: &str = "select count(*) from history_records where user_id = $?";
const TYPE: &str = " and activity_type = $?";
const FROM: &str = " and timestamp >= $?";
const TO: &str = " and timestamp < $?";
const BEFORE: &str = " and id < $? order by id desc limit $?";
const PAGE: &str = " order by id desc limit $? offset $?";

/// At most `limit` records, newest first.
pub(super) fn rows(
    tx: &mut Tx<'_>,
    filter: &Filter,
    slice: Slice,
    limit: i64,
) -> Result<Vec<Record>> {
    sliced(filter, slice, limit).all(tx)
}

/// At most `limit` records of a user before an id, newest first.
///
/// # Errors
/// When the database fails.
pub fn newest(tx: &mut Tx<'_>, user: i64, before: i64, limit: i64) -> Result<Vec<Record>> {
    rows(tx, &Filter::of(user), Slice::Before(before), limit)
}

/// How many records a filter leaves.
pub(super) fn count(tx: &mut Tx<'_>, filter: &Filter) -> Result<i64> {
    filtered(COUNT, filter).one(tx)
}

fn sliced(filter: &Filter, slice: Slice, limit: i64) -> Statement<'_> {
    let filtered = filtered(ROWS, filter);
    match slice {
        Slice::Before(id) => filtered.and(BEFORE, [id.into(), limit.into()]),
        Slice::Page { offset } => filtered.and(PAGE, [limit.into(), offset.into()]),
    }
}

fn filtered<'a>(text: &'static str, filter: &'a Filter) -> Statement<'a> {
    Statement::new(text, [filter.user.into()])
        .and_if(TYPE, filter.activity_type.map(ActivityType::word))
        .and_if(FROM, filter.from.map(|Timestamp(time)| time))
        .and_if(TO, filter.to.map(|Timestamp(time)| time))
}

/// Every text that can be made here, and whether its rows must come from an index in their order.
pub fn texts() -> Vec<(String, bool)> {
    let sets = (0..8).map(|set| Filter {
        user: 0,
        activity_type: (set & 1 > 0).then_some(ActivityType::Login),
        from: (set & 2 > 0).then_some(Timestamp(0)),
        to: (set & 4 > 0).then_some(Timestamp(0)),
    });
    let of_set = |filter: Filter| {
        let slices = [Slice::Before(0), Slice::Page { offset: 0 }];
        let mut texts = slices.map(|slice| (sliced(&filter, slice, 0).into_text(), true)).to_vec();
        texts.push((filtered(COUNT, &filter).into_text(), false));
        texts
    };
    sets.flat_map(of_set).collect()
}
