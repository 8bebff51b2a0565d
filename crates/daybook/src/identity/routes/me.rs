//! One's own account: address, name, password, and its end.

use axum::extract::State;

use super::shown::Oneself;
use crate::{
    app::App,
    error::{Error, Result},
    history::By,
    http::{Body, Json, NoContent, Routes},
    identity::{
        CurrentUser, account,
        client::Client,
        cookies::Jar,
        deletion,
        fields::{MaybeEmail, Password},
        login,
        username::Username,
        users::{self, User},
    },
    input,
};

pub(super) fn routes() -> Routes {
    const ME: &str = "/api/auth/users/me/";
    Routes::new("identity")
        .get(ME, find_me, "The user of this request.")
        .put(ME, replace_me, "Changes one's mail address.")
        .patch(ME, update_me, "Changes one's mail address.")
        .delete(ME, delete_me, "Deletes one's account and everything in it.")
        .post(
            "/api/auth/users/set_password/",
            set_password,
            "Changes one's password; all other sessions end.",
        )
        .post("/api/auth/users/set_username/", set_username, "Changes one's name.")
}

input! {
    /// What one may change.
    struct Changes {
        email: Option<MaybeEmail>,
    }
}

input! {
    /// The password, to be sure.
    struct Confirmation {
        current_password: Password,
    }
}

input! {
    /// A new password.
    struct NewPassword {
        new_password: Password,
        current_password: Password,
    }
}

input! {
    /// A new name.
    struct NewUsername {
        new_username: Username,
        current_password: Password,
    }
}

async fn find_me(State(app): State<App>, user: CurrentUser) -> Result<Json<Oneself>> {
    Ok(Json(load(&app, &user).await?.into()))
}

async fn update_me(
    State(app): State<App>,
    user: CurrentUser,
    body: Body<Changes>,
) -> Result<Json<Oneself>> {
    let input = body.read()?;
    if let Some(email) = input.email {
        account::set_email(&app, user.id, email.into_string()).await?;
    }
    Ok(Json(load(&app, &user).await?.into()))
}

/// All that one may change is optional, so that a whole object means the same.
async fn replace_me(
    state: State<App>,
    user: CurrentUser,
    body: Body<Changes>,
) -> Result<Json<Oneself>> {
    update_me(state, user, body).await
}

async fn delete_me(
    State(app): State<App>,
    user: CurrentUser,
    client: Client,
    jar: Jar,
    body: Body<Confirmation>,
) -> Result<NoContent> {
    let password = body.read()?.current_password;
    if !deletion::confirmed(&app, &client, user.id, password.as_given()).await? {
        return Err(wrong_password());
    }
    if user.by_cookie {
        jar.clear_session(client.peer.secure);
    }
    Ok(NoContent)
}

async fn set_password(
    State(app): State<App>,
    user: CurrentUser,
    client: Client,
    body: Body<NewPassword>,
) -> Result<NoContent> {
    let input = body.read()?;
    let account = load(&app, &user).await?;
    confirmed(&app, &client, &account, &input.current_password).await?;
    let new = input.new_password.trimmed();
    let changed =
        account::set_password(&app, account, new, "new_password", By::Password, user.session);
    if changed.await? { Ok(NoContent) } else { Err(wrong_password()) }
}

async fn set_username(
    State(app): State<App>,
    user: CurrentUser,
    client: Client,
    body: Body<NewUsername>,
) -> Result<NoContent> {
    let input = body.read()?;
    let account = load(&app, &user).await?;
    confirmed(&app, &client, &account, &input.current_password).await?;
    let renamed = account::rename(&app, account, &input.new_username, "new_username");
    if renamed.await? { Ok(NoContent) } else { Err(wrong_password()) }
}

async fn load(app: &App, user: &CurrentUser) -> Result<User> {
    let id = user.id;
    let found = app.db.read(move |tx| users::find(tx, id)).await?;
    found.ok_or_else(Error::not_found)
}

async fn confirmed(app: &App, client: &Client, account: &User, password: &Password) -> Result<()> {
    let right = login::confirm(app, client, account, password.as_given()).await?;
    if right { Ok(()) } else { Err(wrong_password()) }
}

fn wrong_password() -> Error {
    Error::field("current_password", "Invalid password.")
}
