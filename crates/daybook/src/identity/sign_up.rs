//! What all sign-ups have in common: a free name, a good password, and its hash.
//!
//! Not here: the other fields and answers (`routes`, `pages`), writing the account (`login`).

use serde_json::json;

use crate::{
    app::App,
    error::{Error, Result},
    http::{Body, Input},
    identity::{
        client::Client,
        fields::{MaybeEmail, Password},
        login::name_is_taken,
        password::{Person, problems},
        secret::Secret,
        security_log, throttle,
        username::Username,
        users::{self, NewUser, PasswordHash},
    },
    input,
};

/// Who wants an account, their fields read one by one.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The login name.
    pub username: String,
    /// The mail address, or empty.
    pub email: String,
    /// The first name, or empty.
    pub first_name: String,
    /// The last name, or empty.
    pub last_name: String,
    /// The password, trimmed.
    pub password: Secret,
}

impl Candidate {
    /// Who tells no name but the one to log in with.
    pub fn new(username: &Username, email: Option<MaybeEmail>, password: &Password) -> Self {
        Self {
            username: username.as_str().to_owned(),
            email: email.unwrap_or_default().into_string(),
            first_name: String::new(),
            last_name: String::new(),
            password: password.trimmed(),
        }
    }
}

input! {
    /// What every sign-up has.
    struct Named {
        username: Username,
    }
}

/// Counts a sign-up and opens its body. That a name is taken is told together with what is wrong with the
/// other fields, and before rules between them.
///
/// # Errors
/// 429 when the address has tried too often, 400 with every field's message.
pub async fn read<T: Input + Send>(app: &App, client: &Client, body: &Body<T>) -> Result<T> {
    admit(app, client).await?;
    let wanted = body.read();
    let Ok(Named { username }) = body.read_as() else { return wanted };
    let taken = app.db.read(move |tx| users::find_by_name(tx, username.as_str())).await?.is_some();
    match wanted {
        wanted if !taken => wanted,
        Ok(_) => Err(name_is_taken()),
        Err(others) => Err(name_is_taken().and(others)),
    }
}

async fn admit(app: &App, client: &Client) -> Result<()> {
    if !app.config.throttle {
        return Ok(());
    }
    let (identity, from, now) = (app.identity.clone(), client.peer.address, app.clock.now());
    let limit = app.config.sign_up_limit;
    let wait = app
        .db
        .write(move |tx| throttle::admit_sign_up(tx, &identity.keys, from, limit, now))
        .await?;
    let Some(seconds) = wait else { return Ok(()) };
    security_log::refused(None, "sign-up throttled");
    Err(Error::throttled(seconds))
}

/// Checks that the password is good, and hashes it. The rules' messages stand under `field`.
///
/// # Errors
/// 400 when the password is bad, 503 when too many wait.
pub async fn prepare(app: &App, who: Candidate, field: &str) -> Result<NewUser> {
    let person = Person {
        username: &who.username,
        first_name: &who.first_name,
        last_name: &who.last_name,
        email: &who.email,
    };
    good(&who.password, &person, field)?;
    let password = PasswordHash(app.identity.passwords.hash(who.password).await?);
    Ok(NewUser {
        username: who.username,
        email: who.email,
        first_name: who.first_name,
        last_name: who.last_name,
        password,
        is_staff: false,
        is_superuser: false,
    })
}

/// Checks a trimmed password against the rules.
///
/// # Errors
/// 400 on `field` with every rule that it breaks.
pub fn good(password: &Secret, person: &Person<'_>, field: &str) -> Result<()> {
    match problems(password.expose(), person) {
        problems if problems.is_empty() => Ok(()),
        problems => Err(Error::fields([(field.to_owned(), json!(problems))])),
    }
}
