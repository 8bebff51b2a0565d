//! Which activities are meant: `?from=&to=&name=&tag=`, in the asker's zone.
//!
//! `from` is included and `to` is not, both by `started_at`; a bare date is that whole day in the
//! zone, so that `?from=2025-06-01&to=2025-06-30` is all of June.
//!
//! Not here: the SQL of it (`activities::select`), paging (`http::list`).

use super::tags::TagKey;
use crate::{
    App, Result,
    http::Text,
    identity::CurrentUser,
    moment::{Moment, Zone, zone_of},
    time::Timestamp,
};
use jiff::tz::TimeZone;

crate::input! {
    /// Which activities are wanted.
    pub struct ActivityFilter {
        /// Those that began then or later; a date is the whole day.
        pub from: Option<Moment>,
        /// Those that began before; a date is the whole day.
        pub to: Option<Moment>,
        /// Those whose name holds this, in any case of a to z.
        pub name: Option<Text<0, { usize::MAX }>>,
        /// Those with this tag, in any case.
        pub tag: Option<TagKey>,
        /// The zone of days, by its IANA name; else the user's own.
        pub tz: Option<Zone>,
    }
}

/// What the rows of some activities have in common.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The first instant at which they may have begun.
    pub from: Option<Timestamp>,
    /// The first instant at which they may not have begun any more.
    pub to: Option<Timestamp>,
    /// A pattern of their name.
    pub name: Option<String>,
    /// A tag of theirs, folded.
    pub tag: Option<String>,
}

impl ActivityFilter {
    /// The zone whose days are meant: the one that was asked for, else the user's own.
    pub async fn zone(&self, app: &App, user: &CurrentUser) -> Result<TimeZone> {
        if let Some(Zone(zone)) = &self.tz {
            return Ok(zone.clone());
        }
        zone_of(app, user).await
    }

    /// What the rows must be like; the zone is looked up only if a day is meant.
    pub async fn into_filter(self, app: &App, user: &CurrentUser) -> Result<Filter> {
        let means_a_day = [self.from, self.to].into_iter().flatten().any(Moment::is_day);
        let zone = if means_a_day { self.zone(app, user).await? } else { TimeZone::UTC };
        Ok(self.in_zone(&zone))
    }

    /// What the rows must be like, with days in this zone.
    pub fn in_zone(self, zone: &TimeZone) -> Filter {
        Filter {
            from: self.from.map(|from| from.first(zone)),
            to: self.to.map(|to| to.end(zone)),
            name: self.name.map(|part| holding(part.as_str())),
            tag: self.tag.map(|TagKey(tag)| tag),
        }
    }
}

/// The pattern of what holds a text, whatever signs are in it.
fn holding(part: &str) -> String {
    let escaped = part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Field, Raw};

    #[test]
    fn a_date_is_a_whole_day_in_the_zone() {
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        let day = |text: &str| Moment::parse(Raw::Form(&[text.to_owned()])).ok();
        let filter = ActivityFilter {
            from: day("2025-06-01"),
            to: day(" 2025-06-30 "),
            name: None,
            tag: None,
            tz: None,
        };
        let Filter { from, to, .. } = filter.in_zone(&berlin);
        assert_eq!(from.map(|it| it.to_string()).as_deref(), Some("2025-05-31T22:00:00Z"));
        assert_eq!(to.map(|it| it.to_string()).as_deref(), Some("2025-06-30T22:00:00Z"));
    }
}
