//! Tasks: what is to be done, by whom and until when.
//!
//! Tables: `tasks`, `task_viewers`, `categories`, `calendar_keys`. Stream: `user:<id>` of each who sees a task, with
//! `task_created` (it is there, or can be seen now), `task_updated` and `task_deleted` (it is gone, or
//! cannot be seen any more); `category_created`, `category_updated` and `category_deleted` for its user.
//!
//! Invariants: a task is seen and edited by its creator and its owners alone, and has an owner;
//! `task_viewers` holds exactly those; one that is deleted is gone for all, can be restored for 7 days,
//! and is then purged; whether it is overdue is computed when it is read, and stored nowhere.
//!
//! Not here: what users are told of tasks (`notifications`), time that was spent on one (`activities`).

mod calendar;
pub mod categories;
mod events;
pub mod filter;
pub mod forget;
mod list;
pub mod model;
mod notice;
pub mod purge;
pub mod reminders;
mod routes;
pub mod select;
pub mod state;
pub mod store;

pub use list::all;

use crate::http::Routes;

/// The routes under `/api/tasks/`.
pub fn routes() -> Routes {
    const ALL: &str = "/api/tasks/";
    const ONE: &str = "/api/tasks/{id}/";
    const KEY: &str = "/api/tasks/calendar-key/";
    Routes::new("tasks")
        .get(ALL, list::list_tasks, "The tasks that I made or own, newest first.")
        .post(ALL, routes::create_task, "Makes a task; without owners it is its creator's.")
        .get(ONE, routes::find_task, "A task that I made or own.")
        .put(ONE, routes::replace_task, "Replaces a task; what is left out stays.")
        .patch(ONE, routes::update_task, "Changes what is sent of a task.")
        .delete(ONE, routes::delete_task, "Deletes a task for all; it can be restored for 7 days.")
        .post("/api/tasks/{id}/restore/", routes::restore_task, "Restores a deleted task.")
        .get(
            "/api/tasks/calendar.ics",
            calendar::show_calendar,
            "When the tasks of whose key it is are due.",
        )
        .get(KEY, calendar::find_calendar_key, "When the key of my calendar was made.")
        .post(KEY, calendar::create_calendar_key, "Makes a key; one that there was opens nothing.")
        .delete(KEY, calendar::delete_calendar_key, "Revokes the key of my calendar.")
        .and(categories::routes())
}
