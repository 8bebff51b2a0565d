//! What is in the ZIP, file by file.
//!
//! What is small is read at once, before the answer begins; what may be long is read when its turn
//! comes. So the files are not of one instant; `export.json` says where the events after it begin.
//!
//! Not here: sessions' tokens, the password, the key of a calendar: no secret goes out.

use crate::{
    App, Error, Result, activities, history,
    identity::{
        CurrentUser,
        sessions::{self, Listed},
        users::{self, User},
    },
    logs, notifications,
    profiles::{
        self,
        avatar::{self, Kept},
        model::Profile,
    },
    streams::{Stream, cursor},
    tasks,
    time::Timestamp,
};
use daybook_db::Tx;
use daybook_live::Cursor;
use futures_util::{
    Stream as Chunks, StreamExt,
    future::ready,
    stream::{self, BoxStream},
};
use serde::Serialize;

/// A file, in parts.
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) text: BoxStream<'static, Result<Vec<u8>>>,
}

/// What is read at once.
pub(super) struct Small {
    cursor: Cursor,
    user: User,
    profile: Profile,
    picture: Option<Kept>,
    sessions: Vec<Listed>,
}

/// How this came about.
#[derive(Serialize)]
struct About {
    exported_at: Timestamp,
    /// The events after it tell what changed since.
    daybook_seq: String,
    note: &'static str,
}

/// Who the user is.
#[derive(Serialize)]
struct Account<'a> {
    id: i64,
    username: &'a str,
    email: &'a str,
    first_name: &'a str,
    last_name: &'a str,
    date_joined: Timestamp,
    last_login: Option<Timestamp>,
}

const NOTE: &str = "Long files were read in parts, one after the other. What was changed meanwhile may stand in \
                    one and not yet in another; the events of your stream after daybook_seq tell what it was.";

impl Small {
    /// Reads it; `None` when the account is being deleted.
    pub(super) fn read(
        tx: &mut Tx<'_>,
        id: i64,
        session: Option<i64>,
        now: Timestamp,
    ) -> Result<Option<Self>> {
        let cursor = cursor(tx, Stream::User(id))?;
        let (Some(user), Some(profile)) = (users::find(tx, id)?, profiles::store::find(tx, id)?)
        else {
            return Ok(None);
        };
        let picture = avatar::of(tx, id)?;
        let sessions = sessions::list(tx, id, session, now)?;
        Ok(Some(Self { cursor, user, profile, picture, sessions }))
    }

    /// All files.
    pub(super) fn and_the_rest(
        self,
        app: &App,
        me: &CurrentUser,
        now: Timestamp,
    ) -> Result<Vec<Entry>> {
        let Self { cursor, user, profile, picture, sessions } = self;
        let daybook_seq = format!("me={cursor}");
        let mut entries = vec![
            object("export.json", &About { exported_at: now, daybook_seq, note: NOTE })?,
            object("account.json", &Account::of(&user))?,
            object("profile.json", &profile)?,
            array("sessions.json", stream::once(ready(Ok(sessions)))),
            array("activities.json", activities::all(app.clone(), me)),
            Entry { name: "logs.ndjson", text: logs::all(app.clone(), me.id).boxed() },
            array("tasks.json", tasks::all(app.clone(), me.id, now)),
            array("categories.json", tasks::categories::all(app.clone(), me.id)),
            array("notifications.json", notifications::all(app.clone(), me.id)),
            array("history.json", history::all(app.clone(), me.id)),
        ];
        entries.extend(picture.map(|picture| drawn("avatar.webp", app.clone(), picture)));
        Ok(entries)
    }
}

impl<'a> Account<'a> {
    fn of(user: &'a User) -> Self {
        Self {
            id: user.id,
            username: &user.username,
            email: &user.email,
            first_name: &user.first_name,
            last_name: &user.last_name,
            date_joined: user.date_joined,
            last_login: user.last_login,
        }
    }
}

fn drawn(name: &'static str, app: App, picture: Kept) -> Entry {
    let bytes = async move { avatar::read(&app, picture).await.map(Vec::from) };
    Entry { name, text: stream::once(bytes).boxed() }
}

fn whole(name: &'static str, bytes: Vec<u8>) -> Entry {
    Entry { name, text: stream::once(ready(Ok(bytes))).boxed() }
}

fn object(name: &'static str, object: &impl Serialize) -> Result<Entry> {
    let mut text = serde_json::to_vec_pretty(object).map_err(Error::internal)?;
    text.push(b'\n');
    Ok(whole(name, text))
}

/// An array with an object a line, as a person reads it in an editor.
fn array<T: Serialize + Send + 'static>(
    name: &'static str,
    chunks: impl Chunks<Item = Result<Vec<T>>> + Send + 'static,
) -> Entry {
    let mut before = "\n";
    let rows = chunks.map(move |rows| {
        let mut text = Vec::new();
        for row in rows? {
            text.extend_from_slice(before.as_bytes());
            before = ",\n";
            serde_json::to_writer(&mut text, &row).map_err(Error::internal)?;
        }
        Ok(text)
    });
    let [opening, closing] = ["[", "\n]\n"].map(|text| stream::once(ready(Ok(text.into()))));
    Entry { name, text: opening.chain(rows).chain(closing).boxed() }
}
