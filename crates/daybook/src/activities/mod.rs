//! Activities: what I spent my time on, and the one timer that runs.
//!
//! Tables: `activities`, `activity_tags`. Stream: `user:<id>`, with `activity_created`,
//! `activity_updated` and `activity_deleted`.
//!
//! Invariants: a user has one running timer at most; an activity is its user's alone; one that is
//! deleted can be restored for 7 days, and is then purged.
//!
//! Not here: the socket that shows everything of mine (`streams`).

mod events;
pub mod export;
pub mod filter;
mod list;
pub mod model;
pub mod purge;
mod reports;
mod routes;
pub mod select;
mod socket;
pub mod store;
pub mod summary;
pub mod tags;
mod timer;
pub mod times;

pub use reports::all;
pub use routes::{delete, log};
pub use timer::{start, stop};

use crate::http::Routes;

/// The routes under `/api/activities/`.
pub fn routes() -> Routes {
    const ALL: &str = "/api/activities/";
    const ONE: &str = "/api/activities/{id}/";
    Routes::new("activities")
        .challenge("Token")
        .get(ALL, list::list_activities, "My activities, newest first.")
        .post(ALL, routes::create_activity, "Logs an activity.")
        .get(ONE, routes::find_activity, "One of my activities.")
        .put(ONE, routes::replace_activity, "Replaces an activity.")
        .patch(ONE, routes::update_activity, "Changes what is sent of an activity.")
        .delete(ONE, routes::delete_activity, "Deletes an activity; it can be restored for 7 days.")
        .post(
            "/api/activities/{id}/restore/",
            routes::restore_activity,
            "Restores a deleted activity.",
        )
        .post(
            "/api/activities/start/",
            timer::start_timer,
            "Starts a timer; a running one is stopped first.",
        )
        .post("/api/activities/stop/", timer::stop_timer, "Stops the running timer.")
        .get(
            "/api/activities/current/",
            timer::find_current_timer,
            "The activity whose timer runs, or null.",
        )
        .get(
            "/ws/activities/",
            socket::open_activities_socket,
            "Follow my activities, live, as the first clients know it.",
        )
        .get(
            "/api/activities/summary/",
            reports::summarize_activities,
            "Minutes per day, week, name or tag.",
        )
        .get("/api/activities/export/", reports::export_activities, "All activities as a file.")
}
