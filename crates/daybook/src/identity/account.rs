//! What changes an account: a new name, a new password, another address; its owner is told by mail.
//!
//! Invariant: it is changed only if it is still as it was found, so that of two changes by the same
//! password or link one wins.
//! Not here: who may (`routes/me` by password, `mail_link` by link).

use super::{
    Identity,
    password::Person,
    secret::Secret,
    sessions::{self, Why},
    sign_up::good,
    username::Username,
    users::{self, PasswordHash, User},
};
use crate::{
    app::App,
    error::{Error, Result},
    history::{By, Happened, record},
    mail::Notice,
    profiles,
    time::Timestamp,
};
use daybook_db::Tx;

/// What a password must not be like.
pub(super) fn person(user: &User) -> Person<'_> {
    Person {
        username: &user.username,
        first_name: &user.first_name,
        last_name: &user.last_name,
        email: &user.email,
    }
}

/// Sets a password, trimmed already, and ends all sessions but one; `false` when the account is no
/// longer as it was found. The rules' messages stand under `field`.
///
/// # Errors
/// 400 when the password is bad, 503 when too many wait.
pub async fn set_password(
    app: &App,
    account: User,
    new: Secret,
    field: &str,
    by: By,
    kept: Option<i64>,
) -> Result<bool> {
    good(&new, &person(&account), field)?;
    let hash = PasswordHash(app.identity.passwords.hash(new).await?);
    let (identity, stamp, now) = (app.identity.clone(), users::new_stamp(), app.clock.now());
    let changed = app.db.write(move |tx| -> Result<bool> {
        let changed = users::set_password(tx, &account, &hash, stamp)?;
        if changed {
            password_changed(tx, &identity, &account, by, kept, now)?;
        }
        Ok(changed)
    });
    let changed = changed.await?;
    app.mail.wake();
    Ok(changed)
}

/// Changes the mail address, when it differs.
///
/// # Errors
/// When the account is gone.
pub async fn set_email(app: &App, id: i64, address: String) -> Result<()> {
    let (stamp, now) = (users::new_stamp(), app.clock.now());
    let changed = app.db.write(move |tx| -> Result<()> {
        let before = users::find(tx, id)?.ok_or_else(Error::not_found)?;
        if users::set_email(tx, id, &address, stamp)? {
            profiles::changed(tx, id, "email", now)?;
            Notice::EmailChanged.put(tx, &before, now)?;
        }
        Ok(())
    });
    changed.await?;
    app.mail.wake();
    Ok(())
}

/// Tells of a new password, in history and by mail, and ends all sessions but one.
///
/// # Errors
/// When the database fails.
pub fn password_changed(
    tx: &mut Tx<'_>,
    identity: &Identity,
    user: &User,
    by: By,
    kept: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    record(tx, user.id, &Happened::PasswordChanged { by }, now)?;
    sessions::end_others(tx, identity, user.id, kept, Why::PasswordChanged, now)?;
    Notice::PasswordChanged.put(tx, user, now)
}

/// Changes a name; `false` when the account is no longer as it was found.
///
/// # Errors
/// 400 on `field` when the name is taken.
pub async fn rename(
    app: &App,
    account: User,
    name: &Username,
    field: &'static str,
) -> Result<bool> {
    let (identity, name) = (app.identity.clone(), name.as_str().to_owned());
    let (stamp, now) = (users::new_stamp(), app.clock.now());
    let taken = move || Error::field(field, "A user with that username already exists.");
    let changed = app.db.write(move |tx| {
        if users::find_by_name(tx, &name)?.is_some_and(|other| other.id != account.id) {
            return Err(taken());
        }
        identity.forget_user_after_commit(tx, account.id);
        let changed = match users::set_username(tx, &account, &name, stamp) {
            Err(daybook_db::Error::Conflict) => return Err(taken()),
            changed => changed?,
        };
        if changed && name != account.username {
            profiles::changed(tx, account.id, "username", now)?;
            Notice::UsernameChanged.put(tx, &account, now)?;
        }
        Ok(changed)
    });
    let changed = changed.await?;
    app.mail.wake();
    Ok(changed)
}
