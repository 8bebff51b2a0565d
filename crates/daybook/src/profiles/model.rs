//! A profile, as it is stored and as the wire shows it, and what of it may be changed.
//!
//! Not here: its picture (`profiles::avatar`).

use super::{
    avatar::{self, Picture},
    fields::{Age, ZoneName},
};
use crate::{http::Text, time::Timestamp};
use daybook_db::{FromRow, Row};
use schemars::JsonSchema;
use serde::Serialize;

/// What a user shows of themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Profile {
    /// Its id, which is its user's.
    pub id: i64,
    /// The id of its user.
    pub user: i64,
    /// The user's login name.
    pub username: String,
    /// The user's mail address, or empty.
    pub email: String,
    /// The first name, or empty.
    pub name: String,
    /// The last name, or empty.
    pub surname: String,
    /// Years, or null.
    pub age: Option<i64>,
    /// A telephone number, or empty.
    pub phone_number: String,
    /// What the user works as, or empty.
    pub profession: String,
    /// What the user tells of themselves, or empty.
    pub about_me: String,
    /// Where the picture is, or null.
    pub profileimg: Option<String>,
    /// The IANA name of the zone that the user's days are in.
    pub timezone: String,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl FromRow for Profile {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let id = row.get(0)?;
        Ok(Self {
            id,
            user: id,
            username: row.get(1)?,
            email: row.get(2)?,
            name: row.get(3)?,
            surname: row.get(4)?,
            age: row.get(5)?,
            phone_number: row.get(6)?,
            profession: row.get(7)?,
            about_me: row.get(8)?,
            profileimg: row.get::<Option<String>>(9)?.as_deref().map(avatar::store::address),
            timezone: row.get(10)?,
            updated_at: Timestamp(row.get(11)?),
        })
    }
}

crate::input! {
    /// What of a profile is to change; what is left out stays.
    pub struct ProfileChanges {
        /// The first name.
        pub name: Option<Text<0, 100>>,
        /// The last name.
        pub surname: Option<Text<0, 100>>,
        /// Years, or null.
        pub age: Option<Age>,
        /// A telephone number.
        pub phone_number: Option<Text<0, 20>>,
        /// What the user works as.
        pub profession: Option<Text<0, 100>>,
        /// What the user tells of themselves.
        pub about_me: Option<Text<0, 2000>>,
        /// A file with a picture: JPEG, PNG, GIF or WebP, up to 5 MiB and 40 megapixels. `null` or nothing takes it away.
        pub profileimg: Option<Picture>,
        /// The IANA name of the zone that the user's days are in.
        pub timezone: Option<ZoneName>,
    }
}

impl ProfileChanges {
    /// What takes everything away.
    pub fn emptied() -> Self {
        Self {
            name: Some(Text::default()),
            surname: Some(Text::default()),
            age: Some(Age(None)),
            phone_number: Some(Text::default()),
            profession: Some(Text::default()),
            about_me: Some(Text::default()),
            profileimg: Some(Picture::Removed),
            timezone: Some(ZoneName("UTC".to_owned())),
        }
    }

    /// Makes a profile what it becomes by them, save its picture; tells which fields are others than before.
    pub fn apply_to(self, profile: &mut Profile) -> Vec<&'static str> {
        let mut changed = Vec::new();
        let mut put = |name, field: &mut String, text: Option<String>| {
            if let Some(text) = text.filter(|text| text != field) {
                *field = text;
                changed.push(name);
            }
        };
        put("name", &mut profile.name, self.name.map(Text::into_string));
        put("surname", &mut profile.surname, self.surname.map(Text::into_string));
        put("phone_number", &mut profile.phone_number, self.phone_number.map(Text::into_string));
        put("profession", &mut profile.profession, self.profession.map(Text::into_string));
        put("about_me", &mut profile.about_me, self.about_me.map(Text::into_string));
        put("timezone", &mut profile.timezone, self.timezone.map(|ZoneName(name)| name));
        if let Some(Age(age)) = self.age.filter(|Age(age)| *age != profile.age) {
            profile.age = age;
            changed.push("age");
        }
        changed
    }
}
