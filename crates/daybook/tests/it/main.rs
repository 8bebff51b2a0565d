//! The integration suite: a server in process, asked over HTTP and sockets as a client would.
//!
//! Files mirror the URLs. `DAYBOOK_TEST_ENGINE` is `sqlite` (the default) or `postgres`; the same
//! tests run on both. Not here: pure rules, which are tested beside their code.

mod harness;

mod account_export;
mod accounts;
mod activities;
mod activities_list;
mod activities_reports;
mod activities_socket;
mod activities_sql;
mod activities_timer;
mod activities_truth;
mod attack;
mod auth_credentials;
mod auth_jwt;
mod auth_links;
mod auth_revocation;
mod auth_sessions;
mod auth_throttle;
mod auth_token;
mod auth_users;
mod avatars;
mod chat_live;
mod chat_mentions;
mod chat_messages;
mod chat_read;
mod chat_rooms;
mod chat_rooms_ending;
mod chat_socket;
mod conventions;
mod docs;
mod docs_proofs;
mod framing;
mod history;
mod history_list;
mod history_sql;
mod history_truth;
mod leftovers;
mod live;
mod logs;
mod logs_files;
mod logs_list;
mod logs_sql;
mod logs_truth;
mod mail;
mod migrations;
mod notifications;
mod ops;
mod pages;
mod pages_links;
mod pages_profile;
pub(crate) mod process;
mod profiles;
mod signup_login;
mod tasks;
mod tasks_calendar;
mod tasks_categories;
mod tasks_list;
mod tasks_reminders;
mod tasks_sharing;
mod tasks_sql;
mod tasks_truth;
mod timers;
mod torture;
