//! What changes an account: a new name, a new password, another address; its owner is told by mail.
//!
//! Invariant: it is changed only if it is still as it was found, so that of two changes by the same
//! password or link one wins.
//! Not here: who may (`routes/me` by password, `mail_link` by link).

use super::{
    password::Person,
    secret::Secret,
    sessions,
    sign_up::good,
    username::Username,
    users::{self, PasswordHash, User},
};
use crate::{
    app::App,
    error::{Error, Result},
    mail::Notice,
};

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
    kept: Option<i64>,
) -> Result<bool> {
    good(&new, &person(&account), field)?;
    let hash = PasswordHash(app.identity.passwords.hash(new).await?);
    let (identity, stamp, now) = (app.identity.clone(), users::new_stamp(), app.clock.now());
    let changed = app.db.write(move |tx| -> Result<bool> {
        let changed = users::set_password(tx, &account, &hash, stamp)?;
        if changed {
            sessions::end_others(tx, &identity, account.id, kept)?;
            Notice::PasswordChanged.put(tx, &account, now)?;
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
            Notice::EmailChanged.put(tx, &before, now)?;
        }
        Ok(())
    });
    changed.await?;
    app.mail.wake();
    Ok(())
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
            Notice::UsernameChanged.put(tx, &account, now)?;
        }
        Ok(changed)
    });
    let changed = changed.await?;
    app.mail.wake();
    Ok(changed)
}
