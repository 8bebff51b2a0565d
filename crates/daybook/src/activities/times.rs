//! When an activity was: what a client may leave out, and what must agree.
//!
//! Of start, end and duration two decide the third. A time equal to the stored one counts as not
//! sent, so that a client may send back the whole object that it was given. Invariants of a
//! [`Span`]: it does not end before it starts, and its duration is that time to the minute.
//!
//! Not here: days and zones (`activities::summary`), how a time is written (`crate::time`).

use crate::{
    Error,
    time::{MINUTE, Timestamp},
};

/// When an activity was, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; `None` while its timer runs.
    pub ended_at: Option<Timestamp>,
    /// Whole minutes; 0 while its timer runs.
    pub duration: i64,
}

/// What a client said of it; `None` is what was not sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said {
    /// Whole minutes.
    pub duration: Option<i64>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended; `Some(None)` is a `null` that was sent.
    pub ended_at: Option<Option<Timestamp>>,
}

/// Why what was said cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Neither a duration nor a start was sent.
    Unknown,
    /// It ends before it starts; the field that was sent is blamed.
    Backwards(&'static str),
    /// Start and end are more than a minute away from the duration.
    Mismatch,
    /// A timer has no duration before it is stopped.
    Running,
    /// A timer cannot start in the future.
    Future,
    /// What has ended cannot be without an end.
    Endless,
    /// Start or end would lie outside of the years that can be written.
    Unwritable,
}

impl From<Wrong> for Error {
    fn from(wrong: Wrong) -> Self {
        let (field, message) = match wrong {
            Wrong::Unknown => ("duration", crate::http::REQUIRED),
            Wrong::Backwards(field) => (field, "An activity cannot end before it starts."),
            Wrong::Mismatch => ("duration", "This is not the time from started_at to ended_at."),
            Wrong::Running => ("duration", "A running timer has no duration yet."),
            Wrong::Future => ("started_at", "A running timer cannot start in the future."),
            Wrong::Endless => ("ended_at", "This field may not be null."),
            Wrong::Unwritable => {
                ("duration", "The activity would lie outside of the years 1 to 9999.")
            }
        };
        Self::field(field, message)
    }
}

/// 0001-01-01T00:00:00Z.
const FIRST: i64 = -62_135_596_800_000_000;
/// 9999-12-30T22:00:00.999999Z: the last instant that has a date in every zone.
const LAST: i64 = 253_402_207_200_999_999;
/// The longest duration, in minutes: all the years that can be written.
pub const LONGEST: i64 = (LAST - FIRST) / MINUTE;

/// The whole minutes between two times, rounded half up.
pub fn minutes(from: Timestamp, to: Timestamp) -> i64 {
    (to.0 - from.0 + MINUTE / 2).div_euclid(MINUTE)
}

/// The span of a new activity that is logged `now`.
pub fn place(said: Said, now: Timestamp) -> Result<Span, Wrong> {
    match (said.started_at, said.ended_at.flatten(), said.duration) {
        (Some(start), Some(end), duration) => between(start, end, duration, "ended_at"),
        (Some(start), None, Some(duration)) => lasting(start, duration),
        (Some(start), None, None) => between(start, now, None, "started_at"),
        (None, end, Some(duration)) => until(end.unwrap_or(now), duration),
        (None, _, None) => Err(Wrong::Unknown),
    }
}

/// The span of an activity that was stored, after what was said of it `now`.
pub fn amend(stored: Span, said: Said, now: Timestamp) -> Result<Span, Wrong> {
    let start = said.started_at.filter(|start| *start != stored.started_at);
    let end = said.ended_at.filter(|end| *end != stored.ended_at);
    let new_duration = said.duration.filter(|duration| *duration != stored.duration);
    let Some(stored_end) = stored.ended_at else {
        return amend_running(stored, start, end.flatten(), new_duration, now);
    };
    match (start, end, new_duration) {
        (_, Some(None), _) => Err(Wrong::Endless),
        (None, None, None) => Ok(stored),
        (Some(start), Some(Some(end)), _) => between(start, end, said.duration, "ended_at"),
        (Some(start), None, Some(duration)) => lasting(start, duration),
        (Some(start), None, None) => between(start, stored_end, None, "started_at"),
        (None, end, Some(duration)) => until(end.flatten().unwrap_or(stored_end), duration),
        (None, Some(Some(end)), None) => between(stored.started_at, end, None, "ended_at"),
    }
}

fn amend_running(
    stored: Span,
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    duration: Option<i64>,
    now: Timestamp,
) -> Result<Span, Wrong> {
    let started_at = start.unwrap_or(stored.started_at);
    match (end, duration) {
        (Some(end), duration) => between(started_at, end, duration, "ended_at"),
        (None, Some(_)) => Err(Wrong::Running),
        (None, None) => started(started_at, now),
    }
}

/// The span of a timer that is started; not in the future.
pub fn started(started_at: Timestamp, now: Timestamp) -> Result<Span, Wrong> {
    if started_at > now {
        return Err(Wrong::Future);
    }
    Ok(Span { started_at, ended_at: None, duration: 0 })
}

/// The span of a timer that is stopped, at its own start at the earliest.
pub fn stopped(running: Span, at: Timestamp) -> Span {
    let end = at.max(running.started_at);
    Span { ended_at: Some(end), duration: minutes(running.started_at, end), ..running }
}

fn between(
    start: Timestamp,
    end: Timestamp,
    said: Option<i64>,
    blamed: &'static str,
) -> Result<Span, Wrong> {
    if end < start {
        return Err(Wrong::Backwards(blamed));
    }
    let far =
        |said: i64| (i128::from(said) * i128::from(MINUTE) - i128::from(end.0 - start.0)).abs();
    if said.is_some_and(|said| far(said) > i128::from(MINUTE)) {
        return Err(Wrong::Mismatch);
    }
    Ok(Span { started_at: start, ended_at: Some(end), duration: minutes(start, end) })
}

fn lasting(start: Timestamp, duration: i64) -> Result<Span, Wrong> {
    let end = written(i128::from(start.0) + i128::from(duration) * i128::from(MINUTE))?;
    Ok(Span { started_at: start, ended_at: Some(end), duration })
}

fn until(end: Timestamp, duration: i64) -> Result<Span, Wrong> {
    let start = written(i128::from(end.0) - i128::from(duration) * i128::from(MINUTE))?;
    Ok(Span { started_at: start, ended_at: Some(end), duration })
}

fn written(microseconds: i128) -> Result<Timestamp, Wrong> {
    let inside = i64::try_from(microseconds).ok().filter(|it| (FIRST..=LAST).contains(it));
    inside.map(Timestamp).ok_or(Wrong::Unwritable)
}

#[cfg(test)]
#[path = "times_tests.rs"]
mod tests;
