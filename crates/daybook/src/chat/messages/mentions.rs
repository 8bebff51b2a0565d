//! Who is named in a message, by `@` and the name of a member, and that they are told of it.
//!
//! Who names themselves is not told. Not here: how what was told goes again (`notifications::mentions`).

use super::model::Message;
use crate::{
    Result,
    chat::rooms::{self, model::Room},
    identity::users,
    notifications::mentions::{self, Mention},
    time::Timestamp,
};
use daybook_db::Tx;

/// The most names of one message that are looked up.
const MOST: usize = 20;

/// The ids of the members of a room who are named, each once, in the order of their names.
pub(super) fn find(tx: &mut Tx<'_>, room_id: i64, content: &str) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for name in names(content).take(MOST) {
        let Some(id) = lookup(tx, room_id, name)? else { continue };
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok(found)
}

/// Tells those who are named in a message, but for those who were named `before`.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    room: &Room,
    message: &Message,
    before: &[i64],
    now: Timestamp,
) -> Result<()> {
    let title = title(&message.user, room);
    let is_new = |id: &&i64| Some(**id) != message.user_id && !before.contains(id);
    for user in message.mentions.iter().filter(is_new) {
        let mention =
            Mention { room_id: room.id, room: &room.name, message: message.id, title: &title };
        mentions::tell(tx, *user, mention, now)?;
    }
    Ok(())
}

/// The name of a direct room is nobody's words.
fn title(author: &str, room: &Room) -> String {
    match room {
        Room { direct: true, .. } => format!("{author} mentioned you"),
        Room { title, name, .. } if title.is_empty() => {
            format!("{author} mentioned you in #{name}")
        }
        Room { title, .. } => format!("{author} mentioned you in {title}"),
    }
}

/// A name at the end of a sentence is followed by a dot, which a name may hold too.
fn lookup(tx: &mut Tx<'_>, room_id: i64, name: &str) -> Result<Option<i64>> {
    for name in [name, name.trim_end_matches(['.', '-', '+', '_', '@'])] {
        if let Some(user) = users::find_by_name(tx, name)?
            && rooms::store::is_member(tx, user.id, room_id)?
        {
            return Ok(Some(user.id));
        }
    }
    Ok(None)
}

fn names(content: &str) -> impl Iterator<Item = &str> {
    let named = |c: char| c.is_alphanumeric() || "@.+-_".contains(c);
    content
        .split(move |c: char| !named(c))
        .filter_map(|word| word.strip_prefix('@'))
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_name_begins_with_an_at_sign_at_the_start_of_a_word() {
        let found: Vec<_> = names("@ann, (@bob.b) ann@example.com @ @é-1! @eve.").collect();
        assert_eq!(found, ["ann", "bob.b", "é-1", "eve."]);
    }
}
