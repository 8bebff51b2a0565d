//! Djoser's collection of users: everybody for staff, oneself for others.

use axum::extract::State;
use daybook_db::Tx;

use super::shown::{NewlyCreated, Shown};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Body, Created, Id, Json, List, Newest, Paged, Routes, Slice},
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
    let candidate = Candidate::new(&input.username, input.email, &input.password);
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
    let shown = |users: Vec<users::User>| users.into_iter().map(|it| Shown::new(it, true));
    let rows = move |tx: &mut Tx<'_>, slice, limit| {
        Ok(shown(match slice {
            Slice::Before(id) => users::before(tx, id, limit)?,
            Slice::Page { offset } => users::skip(tx, offset, limit)?,
        })
        .collect())
    };
    Newest::new(|user: &Shown| user.id, rows, users::count).read(&app, &paged).await
}

async fn find_user(State(app): State<App>, user: CurrentUser, Id(id): Id) -> Result<Json<Shown>> {
    if !user.is_staff && user.id != id {
        return Err(Error::not_found());
    }
    let found = app.db.read(move |tx| users::find(tx, id)).await?;
    Ok(Json(Shown::new(found.ok_or_else(Error::not_found)?, user.is_staff)))
}
