//! Days of 23, 24 and 25 hours, and the law that no minute is lost.

use super::*;
use crate::{
    activities::{
        tags::Tags,
        times::{Said, place},
    },
    http::Raw,
    time::MINUTE,
};
use proptest::prelude::*;

fn time(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().expect("a time").as_microsecond())
}

fn activity(name: &str, tags: &[&str], start: Timestamp, end: Timestamp) -> Stored {
    let tags: Vec<_> = tags.iter().map(ToString::to_string).collect();
    let said = Said { started_at: Some(start), ended_at: Some(Some(end)), duration: None };
    Stored {
        id: 1,
        activity_name: name.into(),
        created_at: end,
        span: place(said, end).expect("it can be"),
        note: String::new(),
        tags: Tags::parse(Raw::Form(&tags)).expect("good tags"),
    }
}

fn sums(by: By, zone: &str, activities: &[Stored]) -> Vec<(Option<String>, i64)> {
    let zone = TimeZone::get(zone).expect("a zone");
    let mut summary = Summary::new(by, zone);
    for activity in activities {
        summary.add(activity).expect("it can be counted");
    }
    summary.finish().into_iter().map(|group| (group.group, group.minutes)).collect()
}

#[test]
fn a_day_is_as_long_as_it_is_in_its_zone() {
    for (zone, start, end, expected) in [
        (
            "UTC",
            "2025-06-13T23:30:00Z",
            "2025-06-14T00:15:00Z",
            vec![("2025-06-14", 15), ("2025-06-13", 30)],
        ),
        ("Europe/Berlin", "2025-06-13T23:30:00Z", "2025-06-14T00:15:00Z", vec![("2025-06-14", 45)]),
        (
            "Europe/Berlin",
            "2025-03-29T23:00:00Z",
            "2025-03-31T22:00:00Z",
            vec![("2025-03-31", 1440), ("2025-03-30", 1380)],
        ),
        (
            "Europe/Berlin",
            "2025-10-25T22:00:00Z",
            "2025-10-27T23:00:00Z",
            vec![("2025-10-27", 1440), ("2025-10-26", 1500)],
        ),
        // Midnight itself is skipped here: the day begins at one o'clock.
        (
            "America/Sao_Paulo",
            "2018-11-03T03:00:00Z",
            "2018-11-05T02:00:00Z",
            vec![("2018-11-04", 1380), ("2018-11-03", 1440)],
        ),
        // One minute after midnight the clock goes back to 23:01 of the day before.
        (
            "America/St_Johns",
            "2006-10-29T02:00:00Z",
            "2006-10-29T05:00:00Z",
            vec![("2006-10-29", 150), ("2006-10-28", 30)],
        ),
        ("UTC", "2025-06-13T23:59:40Z", "2025-06-14T00:00:20Z", vec![("2025-06-13", 1)]),
        ("UTC", "2025-06-13T12:00:00Z", "2025-06-13T12:00:00Z", vec![("2025-06-13", 0)]),
        ("UTC", "2025-06-13T12:00:00Z", "2025-06-14T00:00:00Z", vec![("2025-06-13", 720)]),
    ] {
        let expected: Vec<_> =
            expected.into_iter().map(|(day, minutes)| (Some(day.to_owned()), minutes)).collect();
        let found = sums(By::Day, zone, &[activity("x", &[], time(start), time(end))]);
        assert_eq!(found, expected, "{zone} {start} {end}");
    }
}

#[test]
fn weeks_begin_on_monday_and_words_come_by_their_minutes() {
    let sunday = |name, tags, minutes: i64| {
        let end = time("2025-06-15T12:00:00Z");
        activity(name, tags, Timestamp(end.0 - minutes * MINUTE), end)
    };
    let all = [
        sunday("read", &["Book"], 20),
        sunday("run", &["book", "sport"], 30),
        sunday("rest", &[], 5),
    ];
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(sums(By::Week, "UTC", &all), [(some("2025-06-09"), 55)]);
    assert_eq!(
        sums(By::Name, "UTC", &all),
        [(some("run"), 30), (some("read"), 20), (some("rest"), 5)]
    );
    assert_eq!(sums(By::Tag, "UTC", &all), [(some("Book"), 50), (some("sport"), 30), (None, 5)]);
}

#[test]
fn a_summary_of_too_many_days_is_refused() {
    let ages = activity("x", &[], time("1000-01-01T00:00:00Z"), time("2025-01-01T00:00:00Z"));
    let mut summary = Summary::new(By::Day, TimeZone::UTC);
    assert!(summary.add(&ages).is_err());
}

fn some_activities() -> impl Strategy<Value = Vec<Stored>> {
    let year = 2025_i64;
    let from = time(&format!("{year}-01-01T00:00:00Z")).0;
    let one = (0..366 * 1440 * MINUTE, 0..3 * 1440 * MINUTE, 0..4_usize).prop_map(
        move |(start, length, name)| {
            let name = ["a", "b", "c", "d"][name];
            activity(name, &[name], Timestamp(from + start), Timestamp(from + start + length))
        },
    );
    proptest::collection::vec(one, 0..20)
}

proptest! {
    #[test]
    fn no_minute_is_lost_by_any_grouping(
        activities in some_activities(),
        zone in proptest::sample::select(vec!["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"]),
    ) {
        let total: i64 = activities.iter().map(|activity| activity.span.duration).sum();
        for by in [By::Day, By::Week, By::Name, By::Tag] {
            let groups = sums(by, zone, &activities);
            prop_assert_eq!(groups.iter().map(|(_, minutes)| minutes).sum::<i64>(), total, "{:?}", by);
            prop_assert!(groups.iter().all(|(_, minutes)| *minutes >= 0));
        }
    }
}
