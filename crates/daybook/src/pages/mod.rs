//! Pages: each place's URL answers one document with two faces, the app and the same in plain HTML.
//!
//! The built app's page is filled with boot data and, inside `<noscript>`, with a plain page whose
//! forms post to the same URL. A post answers 303 and a flash message, or the page again with what
//! was typed and what is wrong with it. What mailed links open is plain HTML alone.
//!
//! Not here: the app (`web/`), its embedded files (`daybook-web`).

mod assets;
mod chat;
mod day;
mod docs;
mod flash;
mod forgot;
mod form;
mod history;
mod login;
mod logout;
mod logs;
mod mailed;
mod profile;
mod settings;
mod shell;
mod sign_up;
mod tasks;
mod visitor;

pub use assets::serve_asset;
pub use logs::show_logs;

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
        .get("/password/reset", show_forgotten_password, "The form to ask for a new password.")
        .post("/password/reset", post_forgotten_password, "Mails a link that sets a new password.")
        .get("/username/reset", show_forgotten_username, "The form to ask for one's username.")
        .post("/username/reset", post_forgotten_username, "Mails a link that tells the username.")
        .and(mailed())
        .get("/", show_today, "Today.")
        .post("/", post_today, "Logs, starts, stops or deletes an activity.")
        .get("/activity/dashboard/", show_activities, "The activities.")
        .post(
            "/activity/dashboard/",
            post_activities,
            "Logs, starts, stops or deletes an activity.",
        )
        .get("/tasks", show_tasks, "What I have to do.")
        .get("/chat", show_chat, "The rooms that I am in.")
        .get("/chat/{name}", show_room, "A room, and what was said in it.")
        .get("/activity", show_history, "What happened to my account.")
        .get("/settings", show_settings, "What I show of myself, and my sessions.")
        .post("/settings", post_settings, "Changes what I show of myself, or ends a session.")
        .get("/profilepage", show_profile, "Who I am.")
        .get("/api/docs/", show_docs, "The API, for people.")
}

/// What the links in mails lead to.
fn mailed() -> Routes {
    const PASSWORD: &str = "/password/reset/{uid}/{token}";
    const USERNAME: &str = "/username/reset/{uid}/{token}";
    const ACTIVATION: &str = "/activate/{uid}/{token}";
    Routes::new("pages")
        .get(PASSWORD, show_new_password, "The form for a new password.")
        .post(PASSWORD, post_new_password, "Sets a new password; all sessions end.")
        .get(USERNAME, show_new_username, "The username, and the form for a new one.")
        .post(USERNAME, post_new_username, "Sets a new username.")
        .get(ACTIVATION, show_activation, "The button that switches an account on.")
        .post(ACTIVATION, post_activation, "Switches an account on.")
}

use chat::{show_chat, show_room};
use day::{post_activities, post_today, show_activities, show_today};
use docs::show_docs;
use forgot::{
    post_forgotten_password, post_forgotten_username, show_forgotten_password,
    show_forgotten_username,
};
use history::show_history;
use login::{post_login, show_login};
use logout::{post_logout, show_logout};
use mailed::{
    post_activation, post_new_password, post_new_username, show_activation, show_new_password,
    show_new_username,
};
use profile::show_profile;
use settings::{post_settings, show_settings};
use sign_up::{post_sign_up, show_sign_up};
use tasks::show_tasks;
