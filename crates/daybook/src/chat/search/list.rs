//! The search over HTTP.
//!
//! A room that I do not see is searched like one that is not there: nothing is found.
//! Not here: how it is found (`chat::search::find`).

use super::{
    find::{Found, Wanted, find},
    terms::Terms,
};
use crate::{
    App, Error, Result,
    chat::messages::{self, model::Message},
    http::{List, Paged, Paging, Query, Text, list::PAGE},
    identity::CurrentUser,
};
use axum::extract::State;

crate::input! {
    /// What is looked for.
    pub(super) struct SearchFilter {
        /// Words that all occur, each as the beginning of one, in any case, with or without accents; `"two words"` in
        /// double quotes follow each other.
        q: Terms,
        /// The name of the only room that is meant.
        room: Option<Text<0, 64>>,
    }
}

pub(super) async fn search_messages(
    State(app): State<App>,
    user: CurrentUser,
    Query(SearchFilter { q, room }): Query<SearchFilter>,
    paged: Paged,
) -> Result<List<Message>> {
    let (limit, before) = match paged.paging {
        Paging::Before { limit, before } => (limit, before),
        Paging::Whole => (PAGE, None),
        Paging::Page(_) => return Err(Error::field("page", "Ask for those `before` one.")),
    };
    let limit = usize::try_from(limit).unwrap_or_default();
    let wanted = Wanted {
        user: user.id,
        terms: q,
        room: room.map(Text::into_string).filter(|name| !name.is_empty()),
        before: before.unwrap_or(i64::MAX),
        // One more than wanted tells whether there is more.
        limit: limit + 1,
    };
    let read = app.db.read(move |tx| -> Result<_> {
        let mut found = find(tx, &wanted)?;
        let more = found.len() > limit;
        found.truncate(limit);
        let shown = found.into_iter().map(|Found { message, room_id, room }| {
            messages::shown(tx, room_id, &room, wanted.user, message)
        });
        Ok((shown.collect::<Result<Vec<_>>>()?, more))
    });
    let (rows, more) = read.await?;
    let last = rows.last().filter(|_| more);
    let next = last.map(|last| paged.next(&[("before", last.id.to_string())]));
    List::part(&rows, next.as_deref())
}
