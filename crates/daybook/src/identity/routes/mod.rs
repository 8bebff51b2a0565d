//! The endpoints of identity, under all the names that clients use.
//!
//! Not here: the pages `/login` and `/registration` (`pages`).

mod accounts;
mod jwt;
mod links;
mod me;
mod people;
mod sessions;
mod shown;
mod tokens;
mod users;

use crate::http::Routes;

/// Every endpoint of identity.
pub fn routes() -> Routes {
    tokens::routes()
        .and(jwt::routes())
        .and(accounts::routes())
        .and(users::routes())
        .and(people::routes())
        .and(me::routes())
        .and(links::routes())
        .and(sessions::routes())
}
