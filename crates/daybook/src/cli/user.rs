//! `daybook user`: accounts from the command line, beside a running server or without one.
//!
//! Invariants: names and passwords keep the rules of a sign-up; a password is never an argument,
//! where other users of the machine could read it; a new password ends all sessions.
//! Not here: what an account is (`identity::users`).

use super::{Failure, tell};
use crate::{
    app::open_database,
    config::Config,
    data_folder::DataFolder,
    error::Result,
    history::{By, Happened, record},
    identity::{
        Identity,
        account::password_changed,
        email::Email,
        password::{Person, problems},
        random,
        secret::Secret,
        username::Username,
        users::{self, NewUser, PasswordHash, User},
    },
    streams::Database,
    time::Clock,
};
use clap::{Args, Subcommand};
use std::{fmt::Write as _, io::BufRead};

/// Accounts that one read of `list` takes.
const CHUNK: i64 = 500;
/// Letters and digits of a password that is made here.
const MADE: usize = 20;

#[derive(Args)]
pub(super) struct Users {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Add an account; without --password-stdin a password is made and shown once
    Add(Add),
    /// Set a password and end all sessions; without --password-stdin one is made and shown once
    Passwd {
        /// The username
        name: String,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// Make an account staff
    Promote {
        /// The username
        name: String,
        /// Make it a superuser too
        #[arg(long)]
        superuser: bool,
    },
    /// List all accounts
    List,
}

#[derive(Args)]
struct Add {
    /// The username
    name: String,
    /// The mail address
    #[arg(long, default_value = "", hide_default_value = true)]
    email: String,
    /// Make the account staff
    #[arg(long)]
    staff: bool,
    /// Make the account a superuser, and staff
    #[arg(long)]
    superuser: bool,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

/// The database and what belongs to it.
struct Desk {
    db: Database,
    identity: Identity,
    clock: Clock,
}

impl Users {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let desk = Desk::open(config)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let done = runtime.block_on(desk.act(self.action));
        desk.db.clone().close();
        done
    }
}

impl Desk {
    fn open(config: &Config) -> Result<Self, Failure> {
        let folder = DataFolder::open(&config.data_dir)?;
        let secret = match &config.secret_key {
            Some(secret) => secret.clone(),
            None => folder.secret_key()?,
        };
        let db = open_database(config)?;
        if !db.pending(crate::MIGRATIONS)?.is_empty() {
            let _lock = config.database_url.is_none().then(|| folder.lock()).transpose()?;
            db.migrate(crate::MIGRATIONS)?;
        }
        let clock = Clock::default();
        let db = Database::new(db, clock.clone());
        Ok(Self { db, identity: Identity::start(config, &secret)?, clock })
    }

    async fn act(&self, action: Action) -> Result<(), Failure> {
        match action {
            Action::Add(add) => self.add(add).await,
            Action::Passwd { name, password_stdin } => {
                self.set_password(&name, password_stdin).await
            }
            Action::Promote { name, superuser } => self.promote(&name, superuser).await,
            Action::List => self.list().await,
        }
    }

    async fn add(&self, add: Add) -> Result<(), Failure> {
        let username = Username::parse(add.name.trim()).map_err(|problems| problems.join(" "))?;
        let email = match add.email.trim() {
            "" => String::new(),
            email => {
                Email::parse(email).map_err(|problems| problems.join(" "))?.as_str().to_owned()
            }
        };
        let person = Person { username: username.as_str(), email: &email, ..Person::default() };
        let password = self.password(add.password_stdin, &person).await?;
        let new = NewUser {
            username: username.as_str().to_owned(),
            email,
            first_name: String::new(),
            last_name: String::new(),
            password,
            is_staff: add.staff || add.superuser,
            is_superuser: add.superuser,
        };
        let (stamp, now) = (users::new_stamp(), self.clock.now());
        let added = self.db.write(move |tx| -> Result<Option<i64>> {
            let added = users::insert(tx, &new, stamp, now)?;
            if let Some(id) = added {
                let registered = Happened::Registered { by: By::Operator, origin: None };
                record(tx, id, &registered, now)?;
            }
            Ok(added)
        });
        let id = added.await?.ok_or("A user with that username already exists.")?;
        tell(&format!("{} is user {id}\n", username.as_str()));
        Ok(())
    }

    async fn set_password(&self, name: &str, from_stdin: bool) -> Result<(), Failure> {
        let user = self.find(name).await?;
        let person = Person {
            username: &user.username,
            first_name: &user.first_name,
            last_name: &user.last_name,
            email: &user.email,
        };
        let hash = self.password(from_stdin, &person).await?;
        let (identity, stamp, now) = (self.identity.clone(), users::new_stamp(), self.clock.now());
        let changed = self.db.write(move |tx| -> Result<bool> {
            let changed = users::set_password(tx, &user, &hash, stamp)?;
            if changed {
                password_changed(tx, &identity, &user, By::Operator, None, now)?;
            }
            Ok(changed)
        });
        if changed.await? {
            Ok(())
        } else {
            Err("The account was changed meanwhile. Try again.".into())
        }
    }

    async fn promote(&self, name: &str, superuser: bool) -> Result<(), Failure> {
        let user = self.find(name).await?;
        let superuser = superuser || user.is_superuser;
        let now = self.clock.now();
        let promoted = self.db.write(move |tx| -> Result<()> {
            users::set_flags(tx, user.id, true, superuser)?;
            let rights = Happened::RightsSet {
                action: "rights_set",
                is_staff: true,
                is_superuser: superuser,
            };
            record(tx, user.id, &rights, now)
        });
        Ok(promoted.await?)
    }

    async fn list(&self) -> Result<(), Failure> {
        let mut before = i64::MAX;
        loop {
            let chunk = self.db.read(move |tx| users::before(tx, before, CHUNK)).await?;
            let Some(last) = chunk.last() else { return Ok(()) };
            before = last.id;
            tell(&lines(&chunk));
        }
    }

    async fn find(&self, name: &str) -> Result<User, Failure> {
        let wanted = name.trim().to_owned();
        let found = self.db.read(move |tx| users::find_by_name(tx, &wanted)).await?;
        found.ok_or_else(|| format!("There is no user {name}.").into())
    }

    /// The hash of the password on standard input, or of one that is made and shown.
    async fn password(
        &self,
        from_stdin: bool,
        person: &Person<'_>,
    ) -> Result<PasswordHash, Failure> {
        let password = if from_stdin {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line)?;
            Secret::new(line.trim())
        } else {
            let made = random::alphanumeric(MADE);
            tell(&format!("password: {made}\n"));
            Secret::new(made)
        };
        let problems = problems(password.expose(), person);
        if !problems.is_empty() {
            return Err(problems.join(" ").into());
        }
        Ok(PasswordHash(self.identity.passwords.hash(password).await?))
    }
}

fn lines(users: &[User]) -> String {
    users.iter().fold(String::new(), |mut text, user| {
        let role = match user {
            User { is_superuser: true, .. } => "superuser",
            User { is_staff: true, .. } => "staff",
            User { is_active: false, .. } => "inactive",
            _ => "-",
        };
        let seen = user.last_login.map_or_else(|| "never".to_owned(), |at| at.to_string());
        _ = writeln!(text, "{}\t{}\t{}\t{role}\t{seen}", user.id, user.username, user.email);
        text
    })
}
