//! `/profilepage`: who I am, and what I show of myself.

use super::{
    shell::Page,
    visitor::{Member, Visitor},
};
use crate::{
    app::App,
    error::{Error, Result},
    profiles::{self, model::Profile},
};
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "profile.html")]
struct ProfilePage<'a> {
    visitor: &'a Visitor,
    profile: &'a Profile,
}

impl ProfilePage<'_> {
    /// Each field with its label; what is empty shows as a dash.
    fn rows(&self) -> [(&'static str, String); 8] {
        let Profile {
            email, name, surname, age, phone_number, profession, about_me, timezone, ..
        } = self.profile;
        [
            ("First name", name.clone()),
            ("Last name", surname.clone()),
            ("Age", age.map(|age| age.to_string()).unwrap_or_default()),
            ("Email", email.clone()),
            ("Telephone number", phone_number.clone()),
            ("Profession", profession.clone()),
            ("About me", about_me.clone()),
            ("Time zone", timezone.clone()),
        ]
    }
}

pub(super) async fn show_profile(State(app): State<App>, member: Member) -> Result<Page> {
    let me = member.user.id;
    let found = app.db.read(move |tx| profiles::store::find(tx, me)).await?;
    let profile = found.ok_or_else(Error::not_found)?;
    let plain = ProfilePage { visitor: &member.visitor, profile: &profile };
    member.visitor.page(&app, "Profile", None, &plain).await
}
