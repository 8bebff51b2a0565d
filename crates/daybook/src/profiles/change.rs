//! A change of a profile that was locked.
//!
//! Not here: who may (`profiles::routes`).

use super::{
    avatar::{self, Avatar, Picture},
    events,
    model::{Profile, ProfileChanges},
    store,
};
use crate::{Error, Result, time::Timestamp};
use daybook_db::Tx;

/// Changes a profile, with the picture that was made of the file that came; what stays the same is not
/// told. `by` is who does it, and when.
pub fn amend(
    tx: &mut Tx<'_>,
    mut profile: Profile,
    mut changes: ProfileChanges,
    made: Option<&Avatar>,
    (by, now): (i64, Timestamp),
) -> Result<Profile> {
    let picture = changes.profileimg.take();
    let mut fields = changes.apply_to(&mut profile);
    if let Some(picture) = picture
        && repaint(tx, &mut profile, &picture, made, now)?
    {
        fields.push("profileimg");
    }
    if !fields.is_empty() {
        profile.updated_at = now;
        store::update(tx, &profile)?;
        events::updated(tx, &profile, &fields, by)?;
    }
    Ok(profile)
}

/// Gives a profile another picture, or none; tells whether it is another one now.
fn repaint(
    tx: &mut Tx<'_>,
    profile: &mut Profile,
    picture: &Picture,
    made: Option<&Avatar>,
    now: Timestamp,
) -> Result<bool> {
    match (picture, made) {
        (Picture::New(_), Some(made)) => {
            profile.profileimg = Some(avatar::keep(tx, profile.user, made, now)?);
            Ok(true)
        }
        (Picture::Removed, _) => {
            avatar::remove(tx, profile.user, now)?;
            Ok(profile.profileimg.take().is_some())
        }
        (Picture::At(address), _)
            if profile.profileimg.as_ref().is_some_and(|own| address.ends_with(own)) =>
        {
            Ok(false)
        }
        (Picture::At(_) | Picture::New(_), _) => Err(Error::field("profileimg", avatar::NO_FILE)),
    }
}
