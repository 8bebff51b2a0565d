//! `/` and `/activity/dashboard/`.

use super::{
    shell::Page,
    visitor::{Member, Visitor},
};
use crate::{app::App, error::Result};
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "day.html")]
struct DayPage<'a> {
    visitor: &'a Visitor,
}

pub(super) async fn show_today(State(app): State<App>, member: Member) -> Result<Page> {
    member.visitor.page(&app, "Today", None, &DayPage { visitor: &member.visitor }).await
}
