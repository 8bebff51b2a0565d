//! The statements that read many logs: fragments, joined by what is asked for.
//!
//! In the order by time every single filter has an index that holds its rows in that order, the
//! metadata too; so a first page costs the same, however many logs there are. In another order the
//! first rows that a filter leaves may be sorted, for they may be few; those after them are many, and
//! are met on the way through the index of that order, so that a whole list sorts once. Invariant:
//! every text that can be made here is in [`texts`], and a test explains each on both engines.
//!
//! Not here: single logs and changes (`logs::store`).

use super::{
    filter::{LogFilter, MOST_KEYS},
    model::Log,
    order::{Key, Order},
    status::Status,
};
use crate::{http::Choice, statement::Statement, time::Timestamp};
use daybook_db::{FromRow, Result, Row, Tx};

/// Plain, and by a scalar of the metadata: SQLite takes a `cross join` in the order in which it is
/// written, the metadata first.
const ROWS: [&str; 2] = [
    "select l.id, l.action, l.timestamp, l.metadata, l.status, l.user_id \
     from action_logs l where l.user_id = $?",
    "select l.id, l.action, l.timestamp, l.metadata, l.status, l.user_id \
     from log_metadata m cross join action_logs l \
     where m.user_id = $? and m.key = $? and m.value = $? and l.id = m.log_id",
];
const SIZES: [&str; 2] = [
    "select l.size from action_logs l where l.user_id = $?",
    "select l.size from log_metadata m cross join action_logs l \
     where m.user_id = $? and m.key = $? and m.value = $? and l.id = m.log_id",
];
const COUNT: [&str; 2] = [
    "select count(*) from action_logs l where l.user_id = $?",
    "select count(*) from log_metadata m cross join action_logs l \
     where m.user_id = $? and m.key = $? and m.value = $? and l.id = m.log_id",
];
const ACTION: &str = " and l.action = $?";
const STATUS: &str = " and l.status = $?";
const TIMES: [&str; 2] = [" and l.timestamp >= $?", " and l.timestamp < $?"];
const TIMES_BY_METADATA: [&str; 2] = [" and m.timestamp >= $?", " and m.timestamp < $?"];
/// The same, but no index is gone by: each row is looked at.
const ACTION_OF_ROW: &str = " and l.action || '' = $?";
const STATUS_OF_ROW: &str = " and l.status || '' = $?";
const TIMES_OF_ROW: [&str; 2] = [" and l.timestamp + 0 >= $?", " and l.timestamp + 0 < $?"];
const METADATA: &str = " and exists (select 1 from log_metadata o where o.user_id = $? and o.key = $? \
     and o.value = $? and o.timestamp = l.timestamp and o.log_id = l.id)";
const LIMIT: &str = " limit $?";
const LIMIT_AFTER: &str = " limit $? offset $?";
/// Bytes of metadata that are read at once.
const AT_ONCE: i64 = 4 * 1024 * 1024;

/// Which of the rows that a filter leaves.
#[derive(Clone, Debug)]
pub enum Slice {
    /// From the first one on.
    First,
    /// Those that follow a log.
    After(Place),
    /// Those after so many.
    Page {
        /// How many are left out.
        offset: i64,
    },
}

/// Where a log stands, whatever the order.
#[derive(Clone, Debug)]
pub struct Place {
    timestamp: Timestamp,
    id: i64,
    action: String,
    status: Status,
}

impl Place {
    /// Where this one stands.
    pub fn of(log: &Log) -> Self {
        let Log { id, timestamp, action, status, .. } = log;
        Self { timestamp: *timestamp, id: *id, action: action.clone(), status: *status }
    }
}

impl FromRow for Place {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let status: String = row.get(3)?;
        Ok(Self {
            timestamp: Timestamp(row.get(0)?),
            id: row.get(1)?,
            action: row.get(2)?,
            status: Status::of(&status).unwrap_or_default(),
        })
    }
}

/// Some logs of a user that follow each other, and whether there are more after them.
pub(super) struct Part {
    pub(super) rows: Vec<Log>,
    pub(super) more: bool,
}

/// At most `limit` logs of a user, and no more than can be held at once: one at least.
pub(super) fn part(
    tx: &mut Tx<'_>,
    user_id: i64,
    filter: &LogFilter,
    slice: &Slice,
    limit: i64,
) -> Result<Part> {
    // One more than wanted tells whether there is more.
    let sizes: Vec<i64> = select(SIZES, user_id, filter, slice, limit + 1).all(tx)?;
    let (mut held, mut fitting) = (0, 0);
    for size in sizes.iter().take(usize::try_from(limit).unwrap_or(usize::MAX)) {
        held += size;
        if held > AT_ONCE && fitting > 0 {
            break;
        }
        fitting += 1;
    }
    let rows = rows(tx, user_id, filter, slice, fitting)?;
    let more = i64::try_from(sizes.len()).is_ok_and(|found| found > fitting);
    Ok(Part { rows, more })
}

/// The newest logs of a user: at most `limit`, and no more than can be held at once.
///
/// # Errors
/// When the database cannot be read.
pub fn newest(tx: &mut Tx<'_>, user_id: i64, limit: i64) -> Result<Vec<Log>> {
    part(tx, user_id, &LogFilter::default(), &Slice::First, limit).map(|part| part.rows)
}

/// At most `limit` logs of a user, however large they are.
pub(super) fn rows(
    tx: &mut Tx<'_>,
    user_id: i64,
    filter: &LogFilter,
    slice: &Slice,
    limit: i64,
) -> Result<Vec<Log>> {
    select(ROWS, user_id, filter, slice, limit).all(tx)
}

/// How many logs of a user a filter leaves.
pub(super) fn count(tx: &mut Tx<'_>, user_id: i64, filter: &LogFilter) -> Result<i64> {
    counted(user_id, filter).one(tx)
}

fn counted(user_id: i64, filter: &LogFilter) -> Statement<'_> {
    filtered(COUNT, user_id, filter, Way::Filter)
}

/// How rows are found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By the index of a filter.
    Filter,
    /// By the index of an order; each row is looked at.
    Order(Key),
}

fn filtered<'a>(
    [plain, by_metadata]: [&'static str; 2],
    user_id: i64,
    filter: &'a LogFilter,
    way: Way,
) -> Statement<'a> {
    let sought = |(key, value): &'a (String, String)| {
        [user_id.into(), key.as_str().into(), value.as_str().into()]
    };
    let all = |text| Statement::new(text, [user_id.into()]);
    let (statement, [from, before], keys) = match (way, filter.metadata.as_slice()) {
        (Way::Filter, []) => (all(plain), TIMES, &[][..]),
        (Way::Filter, [first, rest @ ..]) => {
            (Statement::new(by_metadata, sought(first)), TIMES_BY_METADATA, rest)
        }
        (Way::Order(_), keys) => (all(plain), TIMES_OF_ROW, keys),
    };
    let by_index = |key| way == Way::Filter || way == Way::Order(key);
    let action = if by_index(Key::Action) { ACTION } else { ACTION_OF_ROW };
    let status = if by_index(Key::Status) { STATUS } else { STATUS_OF_ROW };
    let statement = statement
        .and_if(action, filter.action.as_deref())
        .and_if(status, filter.status.map(Status::word))
        .and_if(from, filter.from)
        .and_if(before, filter.before);
    keys.iter().fold(statement, |statement, key| statement.and(METADATA, sought(key)))
}

fn select<'a>(
    wanted: [&'static str; 2],
    user_id: i64,
    filter: &'a LogFilter,
    slice: &'a Slice,
    limit: i64,
) -> Statement<'a> {
    let way = match (slice, filter.order.key) {
        (Slice::After(_), key) if key != Key::Timestamp => Way::Order(key),
        _ => Way::Filter,
    };
    let filtered = filtered(wanted, user_id, filter, way);
    let by_metadata = way == Way::Filter && !filter.metadata.is_empty();
    let Texts { order, after } = texts_of(filter.order, by_metadata);
    match slice {
        Slice::First => filtered.and(order, []).and(LIMIT, [limit.into()]),
        Slice::Page { offset } => {
            filtered.and(order, []).and(LIMIT_AFTER, [limit.into(), (*offset).into()])
        }
        Slice::After(Place { timestamp: Timestamp(time), id, action, status }) => {
            let (time, id) = ((*time).into(), (*id).into());
            let rest = match filter.order.key {
                Key::Timestamp => filtered.and(after, [time, id]),
                Key::Id => filtered.and(after, [id]),
                Key::Action => filtered.and(after, [action.as_str().into(), time, id]),
                Key::Status => filtered.and(after, [status.word().into(), time, id]),
            };
            rest.and(order, []).and(LIMIT, [limit.into()])
        }
    }
}

/// How an order is written, and what follows a place in it.
struct Texts {
    order: &'static str,
    after: &'static str,
}

/// `[up]` and `[down]` of the same columns.
macro_rules! both_ways {
    ($first:literal $(, $column:literal)*; $place:literal) => {
        [
            Texts {
                order: concat!(" order by ", $first $(, ", ", $column)*),
                after: concat!(" and (", $first $(, ", ", $column)*, ") > ", $place),
            },
            Texts {
                order: concat!(" order by ", $first, " desc" $(, ", ", $column, " desc")*),
                after: concat!(" and (", $first $(, ", ", $column)*, ") < ", $place),
            },
        ]
    };
}

fn texts_of(Order { key, descending }: Order, by_metadata: bool) -> Texts {
    let [up, down] = match key {
        Key::Timestamp if by_metadata => both_ways!("m.timestamp", "m.log_id"; "($?, $?)"),
        Key::Timestamp => both_ways!("l.timestamp", "l.id"; "($?, $?)"),
        Key::Id => both_ways!("l.id"; "$?"),
        Key::Action => both_ways!("l.action", "l.timestamp", "l.id"; "($?, $?, $?)"),
        Key::Status => both_ways!("l.status", "l.timestamp", "l.id"; "($?, $?, $?)"),
    };
    if descending { down } else { up }
}

/// Every text that can be made here, and whether it must come from an index in its order: those by
/// time with one filter at most, and those that go on after a place.
pub fn texts() -> Vec<(String, bool)> {
    let place =
        Place { timestamp: Timestamp(0), id: 0, action: String::new(), status: Status::default() };
    let slices = [Slice::First, Slice::After(place), Slice::Page { offset: 0 }];
    let both = |key| [false, true].map(|descending| Order { key, descending });
    let orders: Vec<_> = Key::ALL.iter().copied().flat_map(both).collect();
    let mut texts = Vec::new();
    for set in 0..16 * (MOST_KEYS + 1) {
        let mut filter = LogFilter {
            action: (set & 1 > 0).then(String::new),
            status: (set & 2 > 0).then(Status::default),
            from: (set & 4 > 0).then_some(0),
            before: (set & 8 > 0).then_some(0),
            metadata: vec![<(String, String)>::default(); set / 16],
            order: Order::default(),
        };
        texts.push((counted(0, &filter).into_text(), false));
        let filters = (set & 3).count_ones() as usize + usize::from(set & 12 > 0) + set / 16;
        for order in &orders {
            filter.order = *order;
            for slice in &slices {
                let by_time = filters <= 1 && order.key == Key::Timestamp;
                let in_order = by_time || matches!(slice, Slice::After(_));
                let made = [ROWS, SIZES].map(|it| select(it, 0, &filter, slice, 0).into_text());
                texts.extend(made.map(|text| (text, in_order)));
            }
        }
    }
    texts
}
