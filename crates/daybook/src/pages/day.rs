//! `/` and `/activity/dashboard/`: log an activity, start and stop the timer, see the list.

use super::{
    flash::Flash,
    form::{Form, Problems},
    shell::Page,
    visitor::{Member, Visitor, login_then},
};
use crate::{
    activities::{
        self,
        filter::Filter,
        model::{Activity, NewTimer, WholeActivity},
        select::Slice,
    },
    app::App,
    error::{Error, Result},
    http::{Fields, Input, Integer, Property, Refuses, Text},
    identity::CurrentUser,
    input,
};
use askama::Template;
use axum::extract::State;

const TODAY: Place = Place { url: "/", title: "Today" };
const ACTIVITIES: Place = Place { url: "/activity/dashboard/", title: "Activities" };
/// How many activities the plain list shows.
const SHOWN: i64 = 50;

#[derive(Clone, Copy)]
struct Place {
    url: &'static str,
    title: &'static str,
}

input! {
    /// Which button was pressed.
    struct Button {
        /// `log`, `start`, `stop` or `delete`.
        action: Text<1, 10>,
    }
}

input! {
    /// Which activity a button belongs to.
    struct Chosen {
        activity: Integer<1, { i64::MAX }>,
    }
}

/// What a button of these pages asks for.
#[derive(Clone, Debug)]
pub(super) enum Wish {
    Log(WholeActivity),
    Start(NewTimer),
    Stop,
    Delete(i64),
}

impl Input for Wish {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        match Button::read(fields)?.action.as_str() {
            "start" => NewTimer::read(fields).map(Self::Start),
            "stop" => Some(Self::Stop),
            "delete" => Chosen::read(fields).map(|chosen| Self::Delete(chosen.activity.get())),
            _ => WholeActivity::read(fields).map(Self::Log),
        }
    }

    fn properties() -> Vec<Property> {
        let fields = [Button::properties(), WholeActivity::properties(), Chosen::properties()];
        fields.into_iter().flatten().collect()
    }
}

#[derive(Template)]
#[template(path = "day.html")]
struct DayPage<'a> {
    place: Place,
    visitor: &'a Visitor,
    form: &'a Problems,
    running: Option<&'a Activity>,
    activities: &'a [Activity],
}

pub(super) async fn show_today(State(app): State<App>, member: Member) -> Result<Page> {
    show(&app, TODAY, &member.visitor, &member.user, None).await
}

pub(super) async fn show_activities(State(app): State<App>, member: Member) -> Result<Page> {
    show(&app, ACTIVITIES, &member.visitor, &member.user, None).await
}

pub(super) async fn post_today(
    State(app): State<App>,
    _: Refuses<404>,
    form: Form<Wish>,
) -> Result<Page> {
    post(&app, TODAY, &form).await
}

pub(super) async fn post_activities(
    State(app): State<App>,
    _: Refuses<404>,
    form: Form<Wish>,
) -> Result<Page> {
    post(&app, ACTIVITIES, &form).await
}

async fn post(app: &App, place: Place, form: &Form<Wish>) -> Result<Page> {
    let Some(user) = &form.visitor.user else { return Ok(Page::see(&login_then(place.url))) };
    match fulfil(app, user, form).await {
        Ok(flash) => {
            form.visitor.tell(flash);
            Ok(Page::see(place.url))
        }
        Err(error) if error.status() == http::StatusCode::BAD_REQUEST => {
            show(app, place, &form.visitor, user, Some(form.problems(&error))).await
        }
        Err(error) => Err(error),
    }
}

async fn fulfil(app: &App, user: &CurrentUser, form: &Form<Wish>) -> Result<Flash> {
    let (now, me, wish) = (app.clock.now(), user.clone(), form.body.read()?);
    app.db
        .write(move |tx| {
            Ok(match wish.clone() {
                Wish::Log(new) => activities::log(tx, &me, new, now).map(|_| Flash::Logged)?,
                Wish::Start(new) => activities::start(tx, &me, new, now).map(|_| Flash::Started)?,
                Wish::Stop => match activities::stop(tx, &me, now)? {
                    Some(_) => Flash::Stopped,
                    None => Flash::NoTimer,
                },
                Wish::Delete(id) => {
                    activities::delete(tx, &me, id, now).map(|()| Flash::Deleted)?
                }
            })
        })
        .await
}

async fn show(
    app: &App,
    place: Place,
    visitor: &Visitor,
    user: &CurrentUser,
    problems: Option<Problems>,
) -> Result<Page> {
    let me = user.clone();
    let (running, newest) = app
        .db
        .read(move |tx| {
            let running = activities::store::find_running(tx, me.id)?;
            let newest = Slice::Newest { before: None };
            let newest = activities::select::rows(tx, me.id, &Filter::default(), newest, SHOWN)?;
            let shown = |row: activities::model::Stored| row.shown_to(&me.username);
            Ok::<_, Error>((running.map(shown), newest.into_iter().map(shown).collect::<Vec<_>>()))
        })
        .await?;
    let form = problems.clone().unwrap_or_default();
    let plain =
        DayPage { place, visitor, form: &form, running: running.as_ref(), activities: &newest };
    visitor.page(app, place.title, problems.as_ref(), &plain).await
}
