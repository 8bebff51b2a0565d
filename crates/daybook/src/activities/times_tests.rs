//! The table of what may be said of an activity's times.

use super::*;
use crate::time::SECOND;
use proptest::prelude::*;

const NOW: i64 = 1_750_000_000 * SECOND;

/// An instant so many minutes after `NOW`.
fn at(minutes: i64) -> Timestamp {
    Timestamp(NOW + minutes * MINUTE)
}

fn said(duration: Option<i64>, start: Option<i64>, end: Option<i64>) -> Said {
    Said { duration, started_at: start.map(at), ended_at: end.map(|end| Some(at(end))) }
}

fn span(start: i64, end: i64) -> Span {
    Span { started_at: at(start), ended_at: Some(at(end)), duration: end - start }
}

#[test]
fn of_a_new_activity_two_times_decide_the_third() {
    for (told, expected) in [
        (said(Some(30), None, None), Ok(span(-30, 0))),
        (said(Some(0), None, None), Ok(span(0, 0))),
        (said(Some(30), None, Some(-60)), Ok(span(-90, -60))),
        (said(Some(30), Some(-600), None), Ok(span(-600, -570))),
        (said(None, Some(-45), None), Ok(span(-45, 0))),
        (said(None, Some(-45), Some(-15)), Ok(span(-45, -15))),
        (said(Some(31), Some(-45), Some(-15)), Ok(span(-45, -15))),
        (said(Some(29), Some(-45), Some(-15)), Ok(span(-45, -15))),
        (said(Some(32), Some(-45), Some(-15)), Err(Wrong::Mismatch)),
        (said(Some(LONGEST), Some(-45), Some(-15)), Err(Wrong::Mismatch)),
        (said(None, None, None), Err(Wrong::Unknown)),
        (said(None, None, Some(-15)), Err(Wrong::Unknown)),
        (said(None, Some(-15), Some(-45)), Err(Wrong::Backwards("ended_at"))),
        (said(None, Some(5), None), Err(Wrong::Backwards("started_at"))),
        (said(Some(LONGEST), None, None), Err(Wrong::Unwritable)),
    ] {
        assert_eq!(place(told, at(0)), expected, "{told:?}");
    }
    let null_end = Said { ended_at: Some(None), ..said(Some(30), None, None) };
    assert_eq!(place(null_end, at(0)), Ok(span(-30, 0)), "null is no end");
}

#[test]
fn of_a_stored_activity_what_is_equal_was_not_sent() {
    let stored = span(-90, -60);
    for (told, expected) in [
        (said(None, None, None), Ok(stored)),
        (said(Some(30), Some(-90), Some(-60)), Ok(stored)),
        (said(Some(45), None, None), Ok(span(-105, -60))),
        (said(Some(45), Some(-90), Some(-60)), Ok(span(-105, -60))),
        (said(None, Some(-80), None), Ok(span(-80, -60))),
        (said(Some(30), Some(-80), Some(-60)), Ok(span(-80, -60))),
        (said(Some(45), Some(-80), Some(-60)), Ok(span(-80, -35))),
        (said(None, None, Some(-50)), Ok(span(-90, -50))),
        (said(Some(30), Some(-90), Some(-50)), Ok(span(-90, -50))),
        (said(Some(10), Some(-90), Some(-50)), Ok(span(-60, -50))),
        (said(None, Some(-20), Some(-10)), Ok(span(-20, -10))),
        (said(Some(30), Some(-20), Some(-10)), Err(Wrong::Mismatch)),
        (said(None, Some(-50), None), Err(Wrong::Backwards("started_at"))),
        (said(None, None, Some(-91)), Err(Wrong::Backwards("ended_at"))),
    ] {
        assert_eq!(amend(stored, told, at(0)), expected, "{told:?}");
    }
    let null_end = Said { ended_at: Some(None), ..Said::default() };
    assert_eq!(amend(stored, null_end, at(0)), Err(Wrong::Endless));
}

#[test]
fn a_running_timer_can_be_moved_and_ended_but_has_no_duration() {
    let running = Span { started_at: at(-20), ended_at: None, duration: 0 };
    for (told, expected) in [
        (said(Some(0), Some(-20), None), Ok(running)),
        (said(None, Some(-25), None), Ok(Span { started_at: at(-25), ..running })),
        (said(None, Some(1), None), Err(Wrong::Future)),
        (said(Some(5), None, None), Err(Wrong::Running)),
        (said(None, None, Some(-5)), Ok(span(-20, -5))),
        (said(Some(0), Some(-20), Some(-5)), Ok(span(-20, -5))),
        (said(Some(3), None, Some(-5)), Err(Wrong::Mismatch)),
        (said(None, None, Some(-21)), Err(Wrong::Backwards("ended_at"))),
    ] {
        assert_eq!(amend(running, told, at(0)), expected, "{told:?}");
    }
    assert_eq!(
        amend(running, Said { ended_at: Some(None), ..Said::default() }, at(0)),
        Ok(running)
    );
}

#[test]
fn a_stopped_timer_is_rounded_to_whole_minutes() {
    let running = Span { started_at: Timestamp(NOW), ended_at: None, duration: 0 };
    for (seconds, duration) in [(0, 0), (29, 0), (30, 1), (89, 1), (90, 2), (3_599, 60), (-5, 0)] {
        let stopped = stopped(running, Timestamp(NOW + seconds * SECOND));
        assert_eq!(stopped.duration, duration, "{seconds} s");
        assert!(stopped.ended_at >= Some(running.started_at));
    }
}

fn times() -> impl Strategy<Value = Said> {
    let minute = || prop_oneof![-5_000_i64..5_000, FIRST / MINUTE..LAST / MINUTE];
    let time = move || proptest::option::of(minute().prop_map(|m| Timestamp(m * MINUTE)));
    let duration = proptest::option::of(prop_oneof![0_i64..5_000, 0_i64..=LONGEST]);
    (duration, time(), proptest::option::of(time()))
        .prop_map(|(duration, started_at, ended_at)| Said { duration, started_at, ended_at })
}

fn holds(span: Span) -> bool {
    let end = span.ended_at.expect("it has ended");
    let inside = |time: Timestamp| (FIRST..=LAST).contains(&time.0);
    end >= span.started_at
        && span.duration == minutes(span.started_at, end)
        && inside(end)
        && inside(span.started_at)
}

proptest! {
    #[test]
    fn whatever_is_said_the_span_holds_and_can_be_sent_back(first in times(), then in times()) {
        if let Ok(stored) = place(first, at(0)) {
            prop_assert!(holds(stored));
            let whole = Said {
                duration: Some(stored.duration),
                started_at: Some(stored.started_at),
                ended_at: Some(stored.ended_at),
            };
            prop_assert_eq!(amend(stored, whole, at(0)), Ok(stored));
            if let Ok(amended) = amend(stored, then, at(0)) {
                prop_assert!(holds(amended));
            }
        }
    }
}
