//! When the owners of a task are told of it: at `remind_at`, and a day before it is due.
//!
//! Each instant is told once: a reminder that is moved is told anew, one that stays is not. Of a task
//! that is done or cancelled nothing is told, nor, when it is opened again, what has passed meanwhile.
//! A task that is already overdue when its date is set is not told of: who set the date knows.
//!
//! Not here: the telling (`tasks::reminders`).

use super::model::Stored;
use crate::{
    notifications::Kind,
    time::{DAY, Timestamp},
};

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

    /// Keeps that an instant was told.
    pub fn keep(&mut self, kind: Kind, instant: Timestamp) {
        let told = match kind {
            Kind::Reminder => &mut self.reminder,
            Kind::Due => &mut self.due,
            Kind::Mention => return, // of no task
        };
        *told = Some(instant);
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

/// When to tell of an instant.
struct Notice {
    at: Timestamp,
    instant: Timestamp,
}

impl Stored {
    /// What is due `now` and was not told, and of which instant.
    pub fn due_notices(&self, now: Timestamp) -> Vec<(Kind, Timestamp)> {
        let pending = [(Kind::Reminder, self.reminder()), (Kind::Due, self.due_notice())];
        let due = pending.into_iter().filter_map(|(kind, notice)| {
            let Notice { at, instant } = notice?;
            (at <= now && !self.state.is_closed()).then_some((kind, instant))
        });
        due.collect()
    }

    fn reminder(&self) -> Option<Notice> {
        let instant = self.remind_at.filter(|time| self.told.reminder != Some(*time))?;
        Some(Notice { at: instant, instant })
    }

    fn due_notice(&self) -> Option<Notice> {
        let instant = self.due_date.filter(|time| self.told.due != Some(*time))?;
        Some(Notice { at: Timestamp(instant.0 - DAY), instant })
    }

    /// When the next notice of this task is due.
    pub fn notify_at(&self) -> Option<Timestamp> {
        let pending = self.reminder().into_iter().chain(self.due_notice());
        pending.map(|notice| notice.at).min().filter(|_| !self.state.is_closed())
    }
}
