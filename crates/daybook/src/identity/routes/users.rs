//! Djoser's collection of users: everybody for staff, oneself for others.

use axum::extract::State;
use futures_util::stream;

use super::shown::{NewlyCreated, Shown};
use crate::{
    app::App,
    error::{Error, Result},
    http::{
        Body, Created, Id, Json, List, Paged, Paging, Routes,
        list::{CHUNK, PAGE, invalid_page},
    },
    identity::{
        CurrentUser,
        client::Client,
        fields::{MaybeEmail, Password},
        login,
        sign_up::{self, Candidate, prepare},
        username::Username,
        users,
    },
    input,
};

pub(super) fn routes() -> Routes {
    Routes::new("identity")
        .post("/api/auth/users/", create_user, "Makes an account.")
        .get("/api/auth/users/", list_users, "Every user, for staff; oneself, for others.")
        .get("/api/auth/users/{id}/", find_user, "A user, for staff; oneself, for others.")
}

input! {
    /// A new account.
    struct NewAccount {
        username: Username,
        email: Option<MaybeEmail>,
        password: Password,
    }
}

async fn create_user(
    State(app): State<App>,
    client: Client,
    body: Body<NewAccount>,
) -> Result<Created<NewlyCreated>> {
    let input = sign_up::read(&app, &client, &body).await?;
    let candidate = Candidate {
        username: input.username.as_str().to_owned(),
        email: input.email.unwrap_or_default().into_string(),
        first_name: String::new(),
        last_name: String::new(),
        password: input.password.trimmed(),
    };
    let new = prepare(&app, candidate, "password").await?;
    let (email, username) = (new.email.clone(), new.username.clone());
    let signed_up = login::sign_up(&app, &client, new, None).await?;
    Ok(Created(NewlyCreated { email, username, id: signed_up.user }))
}

async fn list_users(
    State(app): State<App>,
    user: CurrentUser,
    paged: Paged,
) -> Result<List<Shown>> {
    if !user.is_staff {
        let found = app.db.read(move |tx| users::find(tx, user.id)).await?;
        let rows: Vec<_> = found.into_iter().map(|user| Shown::new(user, false)).collect();
        return List::part(&rows, None);
    }
    match paged.paging {
        Paging::Whole => Ok(List::streamed(every_user(app))),
        Paging::Before { limit, before } => {
            let rows = page(&app, before.unwrap_or(i64::MAX), limit).await?;
            let full = i64::try_from(rows.len()).is_ok_and(|count| count == limit);
            let next = rows
                .last()
                .filter(|_| full)
                .map(|user| paged.next(&[("before", user.id.to_string())]));
            let rows: Vec<_> = rows.into_iter().map(|user| Shown::new(user, true)).collect();
            List::part(&rows, next.as_deref())
        }
        Paging::Page(number) => {
            let read = app.db.read(move |tx| -> Result<_> {
                let count = users::count(tx)?;
                let last = (count + PAGE - 1).div_euclid(PAGE).max(1);
                let number = number.unwrap_or(last);
                if number > last {
                    return Err(invalid_page());
                }
                Ok((users::skip(tx, (number - 1) * PAGE, PAGE)?, number, count))
            });
            let (rows, number, count) = read.await?;
            let rows = rows.into_iter().map(|user| Shown::new(user, true)).collect();
            List::page(rows, number, count, &paged)
        }
    }
}

async fn page(app: &App, before: i64, limit: i64) -> Result<Vec<users::User>> {
    app.db.read(move |tx| users::before(tx, before, limit)).await
}

/// All users in chunks, each its own read.
fn every_user(app: App) -> impl stream::Stream<Item = Result<Vec<Shown>>> + Send {
    stream::try_unfold(Some(i64::MAX), move |before| {
        let app = app.clone();
        async move {
            let Some(before) = before else { return Ok(None) };
            let rows = page(&app, before, CHUNK).await?;
            let next = rows.last().map(|user| user.id);
            Ok(next.map(|_| (rows.into_iter().map(|user| Shown::new(user, true)).collect(), next)))
        }
    })
}

async fn find_user(State(app): State<App>, user: CurrentUser, Id(id): Id) -> Result<Json<Shown>> {
    if !user.is_staff && user.id != id {
        return Err(Error::not_found());
    }
    let found = app.db.read(move |tx| users::find(tx, id)).await?;
    Ok(Json(Shown::new(found.ok_or_else(Error::not_found)?, user.is_staff)))
}
