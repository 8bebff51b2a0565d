//! Who may open the socket of a room: its members, and in a public room everybody, who is a member from then on.
//!
//! A room that is not there is made, public, by whoever connects to it first. Invariant: where its stream stands and
//! which message is its last is of one moment, so that nothing is between the two.
//! Not here: rooms over HTTP (`chat::rooms`).

use crate::{
    App, Error, Result,
    chat::rooms::{
        self,
        model::Room,
        name::RoomName,
        store::{find, is_member, last_seq, lock},
    },
    identity::CurrentUser,
    streams::{Stream, cursor},
    time::Timestamp,
};
use daybook_db::Tx;
use daybook_live::Cursor;

/// A room that its user is in.
pub(super) struct Entered {
    pub(super) room: Room,
    /// Where its stream stands.
    pub(super) cursor: Cursor,
    /// The number of its last message.
    pub(super) last_seq: i64,
}

/// Enters a room.
///
/// # Errors
/// 403 when it is private, and not the user's.
pub(super) async fn enter(app: &App, user: &CurrentUser, name: &RoomName) -> Result<Entered> {
    if let Some(entered) = look(app, user.id, name).await? {
        return Ok(entered);
    }
    let (me, wanted, now) = (user.id, name.clone(), app.clock.now());
    app.db.write(move |tx| join(tx, me, &wanted, now)).await?;
    // Whoever is taken out of it at this moment may try again.
    look(app, user.id, name).await?.ok_or_else(Error::busy)
}

/// The room, if the user is in it.
async fn look(app: &App, user: i64, name: &RoomName) -> Result<Option<Entered>> {
    let name = name.clone();
    let look = move |tx: &mut Tx<'_>| {
        let Some(room) = find(tx, user, &name)? else { return Ok(None) };
        if !is_member(tx, user, room.id)? {
            return Ok(None);
        }
        let (cursor, last_seq) = (cursor(tx, Stream::Room(room.id))?, last_seq(tx, room.id)?);
        Ok(Some(Entered { room, cursor, last_seq }))
    };
    app.db.read(look).await
}

fn join(tx: &mut Tx<'_>, user: i64, name: &RoomName, now: Timestamp) -> Result<()> {
    let found = match lock(tx, user, name)? {
        Some(room) => Some(room),
        None if rooms::make(tx, user, name, now)?.is_some() => return Ok(()),
        // Somebody else made it at this moment, or it is theirs alone.
        None => lock(tx, user, name)?,
    };
    rooms::enter(tx, &mut found.ok_or_else(Error::forbidden)?, user, now)
}
