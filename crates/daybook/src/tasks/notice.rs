//! When the owners of a task are told of it: at `remind_at`, and a day before it is due.
//!
//! Each instant is told once: a reminder that is moved is told anew, one that stays is not. Of a task
//! that is done or cancelled nothing is told, nor, when it is opened again, what has passed meanwhile.
//! A task that is already overdue when its date is set is not told of: who set the date knows.
//!
//! Not here: the telling (`tasks::reminders`).

use super::model::Stored;
use crate::time::{DAY, Timestamp};

/// What the owners of a task were told already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// For which `remind_at`.
    pub reminder: Option<Timestamp>,
    /// For which `due_date`.
    pub due: Option<Timestamp>,
}

impl Told {
    /// What counts as told when a task has become another one `now`.
    pub fn after(before: &Stored, after: &Stored, now: Timestamp) -> Self {
        let is_reopened = before.state.is_closed() && !after.state.is_closed();
        let passed = Self::by_then(after, now);
        let reminder =
            if is_reopened && before.remind_at == after.remind_at { passed } else { before.told };
        let due =
            if is_reopened || before.due_date != after.due_date { passed } else { before.told };
        Self { reminder: reminder.reminder, due: due.due }
    }

    /// The same, with all that has passed `now` counted as told.
    pub fn by_then(task: &Stored, now: Timestamp) -> Self {
        let passed = |time: Option<Timestamp>| time.filter(|time| *time <= now);
        Self {
            reminder: passed(task.remind_at).or(task.told.reminder),
            due: passed(task.due_date).or(task.told.due),
        }
    }
}

impl Stored {
    /// When the next notice of this task is due.
    pub fn notify_at(&self) -> Option<Timestamp> {
        let is_new = |told: Option<Timestamp>| move |time: &Timestamp| told != Some(*time);
        let reminder = self.remind_at.filter(is_new(self.told.reminder));
        let due = self.due_date.filter(is_new(self.told.due));
        let due = due.map(|Timestamp(due)| Timestamp(due - DAY));
        reminder.into_iter().chain(due).min().filter(|_| !self.state.is_closed())
    }
}
