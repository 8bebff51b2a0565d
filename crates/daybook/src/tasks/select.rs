//! The statements that read many tasks: fragments, joined by what is asked for.
//!
//! The rows of a user are found by `task_viewers`, in the order of ids; each is then looked at. A user
//! sees thousands of tasks, not millions: another order is sorted. Invariant: every text that can be
//! made here is in [`texts`], and a test explains each of them on both engines.
//!
//! Not here: single tasks and changes (`tasks::store`).

use super::{
    filter::{Filter, Key},
    model::Stored,
    store::columns,
};
use crate::{
    http::{Choice, Order},
    listing::From,
    search::PATTERNS,
    statement::Statement,
    time::Timestamp,
};
use daybook_db::{Result, Tx, Value};

/// SQLite takes a `cross join` in the order in which it is written.
macro_rules! seen {
    ($what:expr) => {
        concat!(
            "select ",
            $what,
            " from task_viewers v cross join tasks t \
             where v.user_id = $? and t.id = v.task_id and t.deleted_at is null"
        )
    };
}

const ROWS: &str = seen!(columns!());
const COUNT: &str = seen!("count(*)");
const AMONG: &str = " and t.state in ($?, $?, $?, $?) and t.priority in ($?, $?, $?, $?)";
const CATEGORY: &str = " and t.category_id = $?";
const OWNER: &str = " and exists (select 1 from task_viewers o where o.user_id = $? and o.task_id = t.id and o.owns)";
const DUE: &str = " and t.due_date >= $? and t.due_date < $?";
const NOT_OVERDUE: &str =
    " and (t.due_date is null or t.due_date >= $? or t.state in ('done', 'cancelled'))";
const WORDS: &str =
    " and t.search like $? and t.search like $? and t.search like $? and t.search like $?";
const LIMIT: &str = " limit $?";
const SKIP: &str = " limit $? offset $?";

/// No task is due before this or after that; those without a date stand there.
const NEVER: [i64; 2] = [-i64::MAX, i64::MAX];

/// Where a task stands in an order.
#[derive(Clone, Debug)]
pub struct Place {
    value: At,
    id: i64,
}

#[derive(Clone, Debug)]
enum At {
    Number(i64),
    Text(String),
}

impl Place {
    /// Where this one stands.
    pub fn of(Order { key, descending }: Order<Key>, task: &Stored) -> Self {
        let value = match key {
            Key::Id => At::Number(task.id),
            Key::CreatedAt => At::Number(task.created_at.0),
            Key::UpdatedAt => At::Number(task.updated_at.0),
            Key::DueDate => {
                let never = NEVER[usize::from(!descending)];
                At::Number(task.due_date.map_or(never, |Timestamp(due)| due))
            }
            Key::Priority => At::Number(task.priority.0),
            Key::State => At::Text(task.state.word().to_owned()),
            Key::Title => At::Text(task.title.clone()),
            Key::Position => At::Number(task.position),
        };
        Self { value, id: task.id }
    }

    /// Where the one with this id stands in the order by id.
    pub fn of_id(id: i64) -> Self {
        Self { value: At::Number(id), id }
    }
}

/// How an order is written, and what follows a place in it.
struct Texts {
    order: &'static str,
    after: &'static str,
}

/// Up and down by a column, and then by id; those without a value come last either way.
macro_rules! both_ways {
    ($up:literal, $down:literal) => {
        [
            Texts {
                order: concat!(" order by ", $up, ", v.task_id"),
                after: concat!(" and (", $up, ", v.task_id) > ($?, $?)"),
            },
            Texts {
                order: concat!(" order by ", $down, " desc, v.task_id desc"),
                after: concat!(" and (", $down, ", v.task_id) < ($?, $?)"),
            },
        ]
    };
    ($column:literal) => {
        both_ways!($column, $column)
    };
}

fn texts_of(Order { key, descending }: Order<Key>) -> Texts {
    let [up, down] = match key {
        Key::Id => [
            Texts { order: " order by v.task_id", after: " and v.task_id > $?" },
            Texts { order: " order by v.task_id desc", after: " and v.task_id < $?" },
        ],
        Key::CreatedAt => both_ways!("t.created_at"),
        Key::UpdatedAt => both_ways!("t.updated_at"),
        Key::DueDate => both_ways!(
            "coalesce(t.due_date, 9223372036854775807)",
            "coalesce(t.due_date, -9223372036854775807)"
        ),
        Key::Priority => both_ways!("t.priority"),
        Key::State => both_ways!("t.state"),
        Key::Title => both_ways!("t.title"),
        Key::Position => both_ways!("t.position"),
    };
    if descending { down } else { up }
}

/// At most `limit` tasks that a user sees.
pub fn rows(
    tx: &mut Tx<'_>,
    user_id: i64,
    filter: &Filter,
    from: &From<Place>,
    limit: i64,
) -> Result<Vec<Stored>> {
    select(user_id, filter, from, limit).all(tx)
}

/// How many of the tasks that a user sees a filter leaves.
pub fn count(tx: &mut Tx<'_>, user_id: i64, filter: &Filter) -> Result<i64> {
    filtered(COUNT, user_id, filter).one(tx)
}

fn filtered<'a>(fragment: &'static str, user_id: i64, filter: &'a Filter) -> Statement<'a> {
    let mut statement = Statement::new(fragment, [user_id.into()])
        .and_if(CATEGORY, filter.category)
        .and_if(OWNER, filter.owner)
        .and_if(NOT_OVERDUE, filter.not_overdue);
    if let Some((states, priorities)) = filter.among {
        let [a, b, c, d] = states.map(Value::from);
        let [e, f, g, h] = priorities.map(Value::from);
        statement = statement.and(AMONG, [a, b, c, d, e, f, g, h]);
    }
    if let Some((from, until)) = filter.due {
        statement = statement.and(DUE, [from.into(), until.into()]);
    }
    match &filter.words {
        Some(words) => statement.and(WORDS, words.each_ref().map(Value::from)),
        None => statement,
    }
}

fn select<'a>(
    user_id: i64,
    filter: &'a Filter,
    from: &'a From<Place>,
    limit: i64,
) -> Statement<'a> {
    let statement = filtered(ROWS, user_id, filter);
    let Texts { order, after } = texts_of(filter.order);
    match from {
        From::Start => statement.and(order, []).and(LIMIT, [limit.into()]),
        From::Skip(offset) => statement.and(order, []).and(SKIP, [limit.into(), (*offset).into()]),
        From::After(Place { value, id }) => {
            let statement = match (filter.order.key, value) {
                (Key::Id, _) => statement.and(after, [id.into()]),
                (_, At::Number(number)) => statement.and(after, [number.into(), id.into()]),
                (_, At::Text(text)) => statement.and(after, [text.into(), id.into()]),
            };
            statement.and(order, []).and(LIMIT, [limit.into()])
        }
    }
}

/// Every text that can be made here.
pub fn texts() -> Vec<String> {
    let both = |key| [false, true].map(|descending| Order { key, descending });
    let orders: Vec<_> = Key::ALL.iter().flat_map(|key| both(*key)).collect();
    let mut texts = Vec::new();
    for set in 0..64 {
        let mut filter = Filter {
            among: (set & 1 > 0).then_some(([""; 4], [0; 4])),
            category: (set & 2 > 0).then_some(0),
            owner: (set & 4 > 0).then_some(0),
            due: (set & 8 > 0).then_some((0, 0)),
            by_clock: false,
            not_overdue: (set & 16 > 0).then_some(0),
            words: (set & 32 > 0).then_some([const { String::new() }; PATTERNS]),
            order: Order::default(),
        };
        texts.push(filtered(COUNT, 0, &filter).into_text());
        for order in &orders {
            filter.order = *order;
            for from in [From::Start, From::After(Place::of_id(0)), From::Skip(0)] {
                texts.push(select(0, &filter, &from, 0).into_text());
            }
        }
    }
    texts
}
