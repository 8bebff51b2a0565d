//! What only a profile holds: an age, and the zone of one's days.
//!
//! Not here: texts (`http::Text`).

use crate::{
    http::{Field, Integer, Nullable, Raw, Refusal, refuse},
    moment::Zone,
};
use serde_json::Value;

/// Years, or none; an empty form value is none, for that is how a page takes an age away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age(pub Option<i64>);

type Years = Nullable<Integer<0, 150>>;

impl Field for Age {
    const EMPTY_IS_A_VALUE: bool = true;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        Years::parse(raw).map(|Nullable(years)| Self(years.map(Integer::get)))
    }

    fn schema() -> Value {
        Years::schema()
    }
}

/// A zone's IANA name, as the list of zones writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneName(pub String);

impl Field for ZoneName {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let Zone(zone) = Zone::parse(raw)?;
        match zone.iana_name() {
            Some(name) if !zone.is_unknown() => Ok(Self(name.to_owned())),
            _ => refuse("This zone has no name that is known everywhere."),
        }
    }

    fn schema() -> Value {
        Zone::schema()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;

    fn json<T: Field>(text: &str) -> Result<T, Refusal> {
        let raw: &RawValue = serde_json::from_str(text).expect("the test's JSON is JSON");
        T::parse(Raw::Json(raw))
    }

    #[test]
    fn an_age_is_years_or_none() {
        for (text, age) in
            [("0", Some(0)), ("150", Some(150)), ("\"42\"", Some(42)), ("null", None)]
        {
            assert_eq!(json(text), Ok(Age(age)), "{text}");
        }
        assert_eq!(<Option<Age>>::parse(Raw::Form(&[String::new()])), Ok(Some(Age(None))));
        assert_eq!(json::<Age>("151"), refuse("Ensure this value is less than or equal to 150."));
        assert_eq!(json::<Age>("-1"), refuse("Ensure this value is greater than or equal to 0."));
        assert_eq!(json::<Age>("\"old\""), refuse("A valid integer is required."));
    }

    #[test]
    fn a_zone_is_written_as_the_list_of_zones_does() {
        for (text, name) in [("UTC", "UTC"), (" europe/BERLIN ", "Europe/Berlin")] {
            let given = [text.to_owned()];
            assert_eq!(ZoneName::parse(Raw::Form(&given)), Ok(ZoneName(name.to_owned())), "{text}");
        }
        for text in ["Mars/Olympus", "", "+02:00", "EST5EDT,M3.2.0,M11.1.0", "Etc/Unknown"] {
            assert!(ZoneName::parse(Raw::Form(&[text.to_owned()])).is_err(), "{text}");
        }
    }
}
