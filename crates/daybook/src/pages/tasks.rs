//! `/tasks`: what is to be done, to read; it is changed in the app, or by the API.
//!
//! Not here: the list of the API (`tasks::list`).

use super::{
    shell::Page,
    visitor::{Member, Visitor},
};
use crate::{
    app::App,
    error::Result,
    http::{Choice, Order},
    listing::From,
    tasks::{
        filter::{Filter, Key},
        model::Task,
        select,
        state::State as TaskState,
    },
};
use askama::Template;
use axum::extract::State;
use daybook_db::Tx;

/// How many tasks the plain list shows.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "tasks.html")]
struct TasksPage<'a> {
    visitor: &'a Visitor,
    tasks: &'a [Task],
}

pub(super) async fn show_tasks(State(app): State<App>, member: Member) -> Result<Page> {
    let (user, now) = (member.user.id, app.clock.now());
    let (open, begun) = (TaskState::Open.word(), TaskState::InProgress.word());
    let filter = Filter {
        among: Some(([open, begun, open, open], [1, 2, 3, 4])),
        order: Order { key: Key::DueDate, descending: false },
        ..Filter::default()
    };
    let pressing = move |tx: &mut Tx<'_>| -> Result<_> {
        Ok(select::rows(tx, user, &filter, &From::Start, SHOWN)?)
    };
    let tasks = app.db.read(pressing).await?;
    let tasks: Vec<_> = tasks.into_iter().map(|task| task.shown(now)).collect();
    let plain = TasksPage { visitor: &member.visitor, tasks: &tasks };
    member.visitor.page(&app, "Tasks", None, &plain).await
}
