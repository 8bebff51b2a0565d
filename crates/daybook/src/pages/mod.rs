//! Pages: each place's URL answers one document with two faces, the app and the same in plain HTML.
//!
//! The built app's page is filled with boot data and, inside `<noscript>`, with a plain page whose
//! forms post to the same URL. A post answers 303 and a flash message, or the page again with what
//! was typed and what is wrong with it.
//!
//! Not here: the app (`web/`), its embedded files (`daybook-web`).

mod assets;
mod day;
mod docs;
mod flash;
mod form;
mod login;
mod logout;
mod profile;
mod settings;
mod shell;
mod sign_up;
mod visitor;

pub use assets::serve_asset;

use crate::http::Routes;

/// The pages, under all their names.
pub fn routes() -> Routes {
    Routes::new("pages")
        .get("/login", show_login, "The form to log in.")
        .post("/login", post_login, "Logs in with cookies.")
        .get(["/registration", "/signup"], show_sign_up, "The form to sign up.")
        .post(["/registration", "/signup"], post_sign_up, "Signs up and logs in with cookies.")
        .get(
            "/logout",
            show_logout,
            "Ends the session; asks first when another site sent the visitor.",
        )
        .post("/logout", post_logout, "Ends the session.")
        .get("/", show_today, "Today.")
        .post("/", post_today, "Logs, starts, stops or deletes an activity.")
        .get("/activity/dashboard/", show_activities, "The activities.")
        .post(
            "/activity/dashboard/",
            post_activities,
            "Logs, starts, stops or deletes an activity.",
        )
        .get("/settings", show_settings, "My sessions.")
        .post("/settings", post_settings, "Ends a session.")
        .get("/profilepage", show_profile, "Who I am.")
        .get("/api/docs/", show_docs, "The API, for people.")
}

use day::{post_activities, post_today, show_activities, show_today};
use docs::show_docs;
use login::{post_login, show_login};
use logout::{post_logout, show_logout};
use profile::show_profile;
use settings::{post_settings, show_settings};
use sign_up::{post_sign_up, show_sign_up};
