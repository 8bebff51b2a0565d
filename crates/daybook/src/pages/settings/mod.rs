//! `/settings`: what I show of myself, my sessions and the end of each, my data as a file, and the end of
//! my account.
//!
//! Not here: the file (`takeout`), how an account ends (`identity::deletion`).

mod posted;

use super::{
    flash::Flash,
    form::{Form, Problems},
    shell::Page,
    visitor::{Member, Visitor, login_then},
};
use crate::{
    app::App,
    error::{Error, Result},
    http::Refuses,
    identity::{
        CurrentUser, deletion,
        sessions::{self, Listed, Why},
    },
    profiles::{
        self,
        avatar::{self, prepare},
        model::Profile,
    },
};
use askama::Template;
use axum::extract::State;

use posted::{Posted, Wish};

const HERE: &str = "/settings";

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage<'a> {
    visitor: &'a Visitor,
    form: &'a Problems,
    picture: Option<&'a str>,
    sessions: &'a [Listed],
}

pub(super) async fn show_settings(State(app): State<App>, member: Member) -> Result<Page> {
    show(&app, &member.visitor, &member.user, None).await
}

pub(super) async fn post_settings(
    State(app): State<App>,
    _: Refuses<404>,
    posted: Posted,
) -> Result<Page> {
    let form = match posted {
        Posted::Form(form) => form,
        Posted::TooLarge(visitor) => {
            let Some(user) = visitor.user.clone() else {
                return Ok(Page::see(&login_then(HERE)));
            };
            let message = avatar::too_large(app.config.upload_limit);
            let problems = Problems::on("profileimg", &message);
            return show(&app, &visitor, &user, Some(problems)).await;
        }
    };
    let Some(user) = form.visitor.user.clone() else {
        return Ok(Page::see(&login_then(HERE)));
    };
    match fulfil(&app, &user, &form).await {
        Ok(page) => Ok(page),
        Err(error) if error.status() == http::StatusCode::BAD_REQUEST => {
            show(&app, &form.visitor, &user, Some(form.problems(&error))).await
        }
        Err(error) => Err(error),
    }
}

async fn fulfil(app: &App, user: &CurrentUser, form: &Form<Wish>) -> Result<Page> {
    let (identity, now, me, current) =
        (app.identity.clone(), app.clock.now(), user.id, user.session);
    match form.body.read()? {
        Wish::End(id) => {
            let ended =
                app.db.write(move |tx| sessions::end(tx, &identity, me, id, Why::Chosen, now));
            if !ended.await? {
                return Err(Error::not_found());
            }
            form.visitor.tell(Flash::SessionEnded);
            if current == Some(id) {
                form.visitor.forget_session();
                return Ok(Page::see("/login"));
            }
        }
        Wish::EndAccount(password) => {
            let client = &form.visitor.client;
            if !deletion::confirmed(app, client, me, password.as_given()).await? {
                return Err(Error::field("current_password", "Invalid password."));
            }
            form.visitor.forget_session();
            form.visitor.tell(Flash::AccountDeleted);
            return Ok(Page::see("/login"));
        }
        Wish::Save(changes) => {
            let avatar = prepare(app, &form.body).await?;
            let saved = app.db.write(move |tx| {
                let profile = profiles::store::lock(tx, me)?.ok_or_else(Error::not_found)?;
                profiles::amend(tx, profile, (*changes).clone(), avatar.as_deref(), (me, now))
            });
            saved.await?;
            form.visitor.tell(Flash::SettingsUpdated);
        }
    }
    Ok(Page::see(HERE))
}

async fn show(
    app: &App,
    visitor: &Visitor,
    user: &CurrentUser,
    problems: Option<Problems>,
) -> Result<Page> {
    let (me, current, now) = (user.id, user.session, app.clock.now());
    let read = app.db.read(move |tx| {
        let profile = profiles::store::find(tx, me)?.ok_or_else(Error::not_found)?;
        Ok::<_, Error>((profile, sessions::list(tx, me, current, now)?))
    });
    let (profile, sessions) = read.await?;
    let before = filled(&profile);
    let form = match problems.clone() {
        Some(problems) => problems.over(before),
        None => before,
    };
    let picture = profile.profileimg.as_deref();
    let plain = SettingsPage { visitor, form: &form, picture, sessions: &sessions };
    visitor.page(app, "Settings", problems.as_ref(), &plain).await
}

/// The form as it stands before anything is typed.
fn filled(profile: &Profile) -> Problems {
    let age = profile.age.map(|age| age.to_string()).unwrap_or_default();
    Problems::none_with([
        ("name", profile.name.as_str()),
        ("surname", &profile.surname),
        ("age", &age),
        ("phone_number", &profile.phone_number),
        ("profession", &profile.profession),
        ("about_me", &profile.about_me),
        ("timezone", &profile.timezone),
    ])
}
