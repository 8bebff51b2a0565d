//! Which tasks are meant: `?state=&priority=&category=&owner=&due_before=&due_after=&overdue=&q=`.
//!
//! `due_after` is included and `due_before` is not; a task without a date is neither. Overdue is what
//! was due before now and is open.
//!
//! Not here: the SQL of it (`tasks::select`), paging (`http::list`).

use super::state::{Priority, State};
use crate::{
    http::{AnyOf, Choice, Integer, Order, Text},
    search::{PATTERNS, patterns},
    time::Timestamp,
};

/// The longest query, in characters.
const LONGEST: usize = 200;

crate::choice! {
    /// What a list is ordered by.
    #[derive(Default)]
    pub enum Key {
        /// Its id.
        #[default]
        Id = "id",
        /// When it was made.
        CreatedAt = "created_at",
        /// When it was last changed.
        UpdatedAt = "updated_at",
        /// When it is due; those without a date come last either way.
        DueDate = "due_date",
        /// How urgent it is.
        Priority = "priority",
        /// How far it is, by code points.
        State = "state",
        /// What is to be done, by code points.
        Title = "title",
        /// Where it stands on a board.
        Position = "position",
    }
}

type AnyId = Integer<{ i64::MIN }, { i64::MAX }>;

crate::input! {
    /// Which tasks are wanted.
    pub struct TaskFilter {
        /// Those that are so far; several with commas between.
        state: Option<AnyOf<State>>,
        /// Those that are so urgent; several with commas between.
        priority: Option<AnyOf<Priority>>,
        /// Those of the category with this id.
        category: Option<AnyId>,
        /// Those that the user with this id owns.
        owner: Option<AnyId>,
        /// Those due before.
        due_before: Option<Timestamp>,
        /// Those due then or later.
        due_after: Option<Timestamp>,
        /// Those that are overdue, or those that are not.
        overdue: Option<bool>,
        /// Those with words in title or description that begin with these, in any case, with or without accents.
        q: Option<Text<0, LONGEST>>,
        /// What they are ordered by; `-` turns it around. `-id` unless said: the newest come first.
        ordering: Option<Order<Key>>,
    }
}

/// What the rows of some tasks have in common, and how they follow each other.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Some of the states, and of the priorities; an unused place repeats another.
    pub among: Option<([&'static str; 4], [i64; 4])>,
    /// The id of their category.
    pub category: Option<i64>,
    /// The id of one of their owners.
    pub owner: Option<i64>,
    /// The first instant at which they may be due, and the first at which they may not any more.
    pub due: Option<(i64, i64)>,
    /// Whether other rows are meant at another time.
    pub by_clock: bool,
    /// When they are not overdue.
    pub not_overdue: Option<i64>,
    /// The patterns of their words.
    pub words: Option<[String; PATTERNS]>,
    /// What comes first.
    pub order: Order<Key>,
}

impl Filter {
    /// What is due some time, and neither done nor cancelled.
    pub fn open_with_a_date() -> Self {
        let open = State::ALL.iter().copied().filter(|state| !state.is_closed());
        let states = of_four(&open.collect::<Vec<_>>(), State::word, "");
        let priorities = Priority::ALL.map(|it| it.0);
        let due = Some((i64::MIN, i64::MAX));
        Self { among: Some((states, priorities)), due, ..Self::default() }
    }
}

impl TaskFilter {
    /// What the rows must be like `now`.
    pub fn into_filter(self, now: Timestamp) -> Filter {
        let is_overdue = self.overdue == Some(true);
        let mut states = self.state.as_ref().map_or_else(|| State::ALL.to_vec(), |it| it.0.clone());
        if is_overdue {
            states.retain(|state| !state.is_closed());
        }
        let priorities =
            self.priority.as_ref().map_or_else(|| Priority::ALL.to_vec(), |it| it.0.clone());
        let narrows = is_overdue || self.state.is_some() || self.priority.is_some();
        let among = (of_four(&states, State::word, ""), of_four(&priorities, |it| it.0, 0));
        let until = [self.due_before, is_overdue.then_some(now)].into_iter().flatten().min();
        let from = self.due_after.map_or(i64::MIN, |Timestamp(from)| from);
        let due = (from, until.map_or(i64::MAX, |Timestamp(until)| until));
        Filter {
            among: narrows.then_some(among),
            category: self.category.map(Integer::get),
            owner: self.owner.map(Integer::get),
            due: (until.is_some() || self.due_after.is_some()).then_some(due),
            by_clock: self.overdue.is_some(),
            not_overdue: (self.overdue == Some(false)).then_some(now.0),
            words: self.q.and_then(|query| patterns(query.as_str())),
            order: self.ordering.unwrap_or_default(),
        }
    }
}

/// Four values that are these, each once at least; `none` when there are none.
fn of_four<T: Copy + PartialEq, V: Copy>(given: &[T], value: fn(T) -> V, none: V) -> [V; 4] {
    let mut values = [given.first().map_or(none, |first| value(*first)); 4];
    let mut distinct: Vec<T> = Vec::new();
    for it in given {
        if !distinct.contains(it) {
            distinct.push(*it);
        }
    }
    for (place, it) in values.iter_mut().zip(distinct) {
        *place = value(it);
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::query_of;

    fn filter(query: &str) -> Filter {
        query_of::<TaskFilter>(query).expect("a filter").into_filter(Timestamp(1_000))
    }

    #[test]
    fn overdue_narrows_what_else_is_asked() {
        let overdue = filter("overdue=true");
        assert_eq!(overdue.due, Some((i64::MIN, 1_000)));
        let (states, priorities) = overdue.among.expect("some");
        assert_eq!(states, ["open", "in_progress", "open", "open"]);
        assert_eq!(priorities, [1, 2, 3, 4]);
        assert_eq!(filter("overdue=true&state=done").among.expect("none").0, [""; 4]);
        assert_eq!(filter("overdue=1&due_before=1970-01-01").due, Some((i64::MIN, 0)));
        let not = filter("overdue=false");
        assert!(not.among.is_none() && not.due.is_none() && not.not_overdue == Some(1_000));
    }

    #[test]
    fn several_are_named_with_commas_or_again() {
        let both = ["done", "cancelled", "done", "done"];
        for query in
            ["state=done,cancelled", "state=done&state=cancelled", "state=done,done,cancelled"]
        {
            assert_eq!(filter(query).among.expect("two").0, both, "{query}");
        }
        assert_eq!(filter("priority=4,1").among.expect("two").1, [4, 1, 4, 4]);
        for bad in ["state=done,", "state=Done", "priority=5", "overdue=maybe", "ordering=name"] {
            assert!(query_of::<TaskFilter>(bad).is_err(), "{bad}");
        }
    }
}
