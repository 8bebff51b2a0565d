//! Logging in and signing up: from a name and a password to a session.
//!
//! Invariants: a guess is counted before it is checked; an unknown name, a wrong password and an
//! account that is switched off cost the same and answer the same; a session begins only if the
//! credentials that were checked are still those when its row is written.
//! Not here: bodies and answers of the many endpoints (`routes`).

use daybook_db::Tx;

use super::{
    Pair,
    client::Client,
    device,
    password::Verdict,
    secret::Secret,
    security_log,
    sessions::{self, Kind, NewSession},
    throttle::Guess,
    token::opaque,
    users::{self, NewUser, PasswordHash, User},
};
use crate::{
    app::App,
    error::{Error, Result},
    history::{By, Happened, record},
    time::Timestamp,
};

/// Somebody whose password was right a moment ago.
#[derive(Clone, Debug)]
pub struct Verified {
    /// Who.
    pub user: User,
    renewed: Option<PasswordHash>,
    guess: Guess,
}

/// Checks a name and a password; `None` when they are not somebody's.
///
/// # Errors
/// 429 when there were too many guesses, 503 when too many wait.
pub async fn check(
    app: &App,
    client: &Client,
    name: &str,
    password: &Secret,
) -> Result<Option<Verified>> {
    let identity = &app.identity;
    let known = client.device.as_deref();
    let known = known.and_then(|cookie| device::recognise(&identity.keys, cookie, name));
    let guess = Guess::new(&identity.keys, name, client.peer.address, known);
    if app.config.throttle {
        let (counted, now) = (guess.clone(), app.clock.now());
        let wait = app.db.write(move |tx| counted.admit(tx, now)).await?;
        if let Some(seconds) = wait {
            security_log::refused(None, "login throttled");
            return Err(Error::throttled(seconds));
        }
    }
    let name = name.to_owned();
    let user = if name.contains('\0') {
        None
    } else {
        app.db.read(move |tx| users::find_by_name(tx, &name)).await?
    };
    let account = user.as_ref().map(|user| user.id);
    let user = user.filter(|user| user.is_active);
    let stored = user.as_ref().map(|user| user.password.0.clone());
    let verdict = identity.passwords.verify(password.clone(), stored).await?;
    let renewed = match verdict {
        Verdict::Wrong => {
            security_log::refused(account, "login refused");
            note_failure(app, client, guess, account).await?;
            return Ok(None);
        }
        Verdict::Right => None,
        Verdict::Renewed(hash) => Some(PasswordHash(hash)),
    };
    Ok(user.map(|user| Verified { user, renewed, guess }))
}

/// Tells an account that somebody guessed its password. A write for an unknown name too, so that the
/// time does not tell which names there are.
async fn note_failure(
    app: &App,
    client: &Client,
    guess: Guess,
    account: Option<i64>,
) -> Result<()> {
    let (now, origin) = (app.clock.now(), client.origin());
    let noted = app.db.write(move |tx| {
        guess.was_wrong(tx)?;
        match account {
            Some(id) => record(tx, id, &Happened::LoginFailed { origin: &origin }, now),
            None => Ok(()),
        }
    });
    noted.await
}

/// Checks the password of somebody who is logged in already.
///
/// # Errors
/// 429 when there were too many guesses, 503 when too many wait.
pub async fn confirm(app: &App, client: &Client, user: &User, password: &Secret) -> Result<bool> {
    let verified = check(app, client, &user.username, password).await?;
    let Some(verified) = verified.filter(|verified| verified.user.id == user.id) else {
        return Ok(false);
    };
    let now = app.clock.now();
    app.db.write(move |tx| verified.guess.was_right(tx, now)).await?;
    Ok(true)
}

impl Verified {
    /// Notes the login in the account and gives the guess back; `false` when the credentials have
    /// changed since they were checked.
    ///
    /// # Errors
    /// When the database fails.
    pub fn settle(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<bool> {
        if !users::log_in(tx, self.user.id, self.user.stamp, now)? {
            return Ok(false);
        }
        if let Some(hash) = &self.renewed {
            users::rehash(tx, self.user.id, hash)?;
        }
        self.guess.was_right(tx, now)?;
        security_log::account(tx, self.user.id, "logged in");
        Ok(true)
    }
}

/// Logs in with a token; `None` when name and password are not somebody's.
///
/// # Errors
/// As [`check`].
pub async fn with_token(
    app: &App,
    client: &Client,
    name: &str,
    password: &Secret,
) -> Result<Option<(User, Secret)>> {
    let token = opaque::generate();
    let hash = opaque::fingerprint(token.expose());
    let begun = begin(app, client, name, password, Kind::Token, Some(hash)).await?;
    Ok(begun.map(|(user, _, _)| (user, token)))
}

/// Logs in with a pair of JWTs; `None` when name and password are not somebody's.
///
/// # Errors
/// As [`check`].
pub async fn with_pair(
    app: &App,
    client: &Client,
    name: &str,
    password: &Secret,
    kind: Kind,
) -> Result<Option<(User, Pair)>> {
    let begun = begin(app, client, name, password, kind, None).await?;
    Ok(begun.map(|(user, session, at)| {
        let pair = Pair::issue(&app.identity.keys, user.id, session, 0, at);
        (user, pair)
    }))
}

async fn begin(
    app: &App,
    client: &Client,
    name: &str,
    password: &Secret,
    kind: Kind,
    token_hash: Option<String>,
) -> Result<Option<(User, i64, Timestamp)>> {
    let Some(verified) = check(app, client, name, password).await? else { return Ok(None) };
    let user = verified.user.clone();
    let (identity, now) = (app.identity.clone(), app.clock.now());
    let new = new_session(client, user.id, kind, token_hash);
    let session = app
        .db
        .write(move |tx| -> Result<Option<i64>> {
            if !verified.settle(tx, now)? {
                return Ok(None);
            }
            let session = sessions::start(tx, &identity, &new, now)?;
            let (kind, origin) = (new.kind.name(), &new.origin);
            record(tx, new.user, &Happened::Login { session, kind, origin }, now)?;
            Ok(Some(session))
        })
        .await?;
    Ok(session.map(|session| (user, session, now)))
}

/// A session for a client.
pub(super) fn new_session(
    client: &Client,
    user: i64,
    kind: Kind,
    token_hash: Option<String>,
) -> NewSession {
    NewSession { user, kind, token_hash, origin: client.origin() }
}

/// An account that was made, with the session that began with it.
#[derive(Clone, Copy, Debug)]
pub struct SignedUp {
    /// The account.
    pub user: i64,
    /// Its session, when one was asked for.
    pub session: Option<i64>,
    /// When.
    pub at: Timestamp,
}

/// Makes an account, and begins a session of the kind that is asked for.
///
/// # Errors
/// 400 when the name is taken.
pub async fn sign_up(
    app: &App,
    client: &Client,
    new: NewUser,
    begin: Option<(Kind, Option<String>)>,
) -> Result<SignedUp> {
    let (identity, client, now) = (app.identity.clone(), client.clone(), app.clock.now());
    let (stamp, origin) = (users::new_stamp(), client.origin());
    app.db
        .write(move |tx| {
            let user = users::insert(tx, &new, stamp, now)?.ok_or_else(name_is_taken)?;
            let registered = Happened::Registered { by: By::SignUp, origin: Some(&origin) };
            record(tx, user, &registered, now)?;
            let session = begin.as_ref().map(|(kind, hash)| {
                let session = new_session(&client, user, *kind, hash.clone());
                sessions::start(tx, &identity, &session, now)
            });
            Ok(SignedUp { user, session: session.transpose()?, at: now })
        })
        .await
}

/// 400 on `username`.
pub fn name_is_taken() -> Error {
    Error::field("username", "A user with that username already exists.")
}
