//! What every part of the server needs: configuration, database, clock, and the tasks that run.
//!
//! Not here: what is served (`router`), how (`http::serve`).

use crate::{
    MIGRATIONS, Result, activities,
    chat::{self, search::index},
    config::Config,
    data_folder::{DataFolder, FolderError},
    http::{ListCache, TlsError, tls::acceptor},
    identity::{self, Identity, secret::Secret},
    jobs::{self, HOUR},
    mail::{self, Mail, TransportError},
    metrics::Metrics,
    notifications,
    streams::{self, Database, Pulse, Wiring},
    tasks::{self, reminders},
    time::Clock,
    uploads::{self, Uploads},
    workers::{Rank, Workers},
};
use daybook_db::{Db, Options};
use daybook_live::{BadAddress, Bus, Hub};
use std::{ops::Deref, path::Path, sync::Arc, time::Duration};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Pictures that may wait to be decoded; who sends one more is told to try again.
const PICTURES_WAITING: usize = 8;

/// The application; a handle that is cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What the handle leads to.
pub struct Parts {
    /// What the operator set.
    pub config: Config,
    /// The database.
    pub db: Database,
    /// Live delivery.
    pub hub: Hub,
    /// The way of hints to other nodes.
    pub bus: Arc<dyn Bus>,
    /// The heartbeat of sockets.
    pub pulse: Pulse,
    /// The time of day.
    pub clock: Clock,
    /// Who asks: keys, passwords and living sessions.
    pub identity: Identity,
    /// Where pictures are decoded, one at a time.
    pub pictures: Workers,
    /// Lists that were answered before.
    pub lists: ListCache,
    /// How often each user may say something.
    pub pace: chat::Pace,
    /// Where pictures are kept.
    pub uploads: Uploads,
    /// How mails leave.
    pub mail: Mail,
    /// The numbers of this process.
    pub metrics: Metrics,
    /// What makes TLS of a connection, when there is a certificate.
    pub tls: Option<TlsAcceptor>,
    /// Cancelled when the server stops: sockets say good-bye, jobs end.
    pub stopping: CancellationToken,
    tasks: TaskTracker,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}

/// Why the application cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be used.
    #[error("database: {0}")]
    Database(#[from] daybook_db::Error),
    /// The data folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The certificate or its key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// Mails cannot be sent.
    #[error(transparent)]
    Mail(#[from] TransportError),
    /// Uploads cannot be kept.
    #[error(transparent)]
    Uploads(#[from] uploads::BadUrl),
    /// Other nodes cannot be told.
    #[error("REDIS_URL: {0}")]
    Bus(#[from] BadAddress),
    /// The operating system gives no threads.
    #[error("threads: {0}")]
    Threads(#[from] std::io::Error),
}

impl App {
    /// Opens the database, brings it to the schema of this build, and starts what runs beside the
    /// requests.
    pub fn start(config: Config, clock: Clock) -> Result<Self, StartError> {
        let wiring = Wiring::of(&config);
        Self::wired(config, clock, wiring)
    }

    /// The same, joined to other nodes.
    pub fn wired(mut config: Config, clock: Clock, wiring: Wiring) -> Result<Self, StartError> {
        let tls = config.tls.as_ref().map(acceptor).transpose()?;
        let folder = DataFolder::open(&config.data_dir)?;
        let secret = match config.secret_key.take() {
            Some(secret) => secret,
            None => folder.secret_key()?,
        };
        let identity = Identity::start(&config, &secret)?;
        let wiring = wiring.over_bus_of(&config, &identity.keys)?;
        config.secret_key = Some(secret);
        let mail = Mail::open(&config)?;
        let uploads = Uploads::open(&config)?;
        let db = open_with(&config, wiring.database)?;
        for name in db.migrate(MIGRATIONS)? {
            tracing::info!(name, "migrated");
        }
        let db = Database::new(db, clock.clone());
        let (bus, pulse) = (Arc::clone(&wiring.bus), wiring.pulse);
        let hub = streams::hub(&db, wiring);
        let app = Self(Arc::new(Parts {
            lists: ListCache::new(config.list_cache),
            config,
            db,
            hub,
            bus,
            pulse,
            clock,
            identity,
            pictures: Workers::start("picture", 1, PICTURES_WAITING, Rank::Low)?,
            pace: chat::Pace::default(),
            uploads,
            mail,
            metrics: Metrics::new(),
            tls,
            stopping: CancellationToken::new(),
            tasks: TaskTracker::new(),
        }));
        streams::start(&app);
        app.spawn("metrics", crate::metrics::run(app.clone()));
        app.spawn("mail", mail::run(app.clone()));
        app.spawn("uploads", uploads::probe(app.clone()));
        app.repeat("uploads", uploads::EVERY, |app| async move { uploads::sweep(&app).await });
        app.repeat("activities", HOUR, |app| async move { activities::purge::purge(&app).await });
        app.repeat("tasks", HOUR, |app| async move { tasks::purge::purge(&app).await });
        app.repeat("search", index::EVERY, |app| async move { index::fill(&app).await });
        app.repeat("rooms", HOUR, |app| async move { chat::purge(&app).await });
        app.repeat(
            "reminders",
            reminders::EVERY,
            |app| async move { reminders::remind(&app).await },
        );
        app.repeat(
            "notifications",
            HOUR,
            |app| async move { notifications::store::prune(&app).await },
        );
        app.repeat("identity", HOUR, |app| async move { identity::housekeeping::tidy(&app).await });
        Ok(app)
    }

    /// Runs a task beside the requests. It ends when [`Parts::stopping`] is cancelled; one that
    /// dies stops the server with its name, for a server without it would only seem to work.
    pub fn spawn(&self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        let stopping = self.stopping.clone();
        self.tasks.spawn(async move {
            let run = std::panic::AssertUnwindSafe(task);
            if futures_util::FutureExt::catch_unwind(run).await.is_err() {
                tracing::error!(name, "a background task died; the server stops");
                stopping.cancel();
            }
        });
    }

    /// Does a job again and again beside the requests.
    fn repeat<J>(
        &self,
        name: &'static str,
        period: Duration,
        job: impl Fn(App) -> J + Send + 'static,
    ) where
        J: Future<Output = Result<()>> + Send + 'static,
    {
        self.spawn(name, jobs::every(self.clone(), name, period, job));
    }

    /// Runs a socket, or another guest that leaves when it is told to.
    pub fn host(&self, guest: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(guest);
    }

    /// Tells tasks and sockets to end.
    pub fn stop(&self) {
        self.stopping.cancel();
        self.tasks.close();
    }

    /// Waits until they have.
    pub async fn stopped(&self) {
        self.tasks.wait().await;
    }
}

/// The database that the configuration names.
pub fn open_database(config: &Config) -> daybook_db::Result<Db> {
    open_with(config, |_| {})
}

fn open_with(config: &Config, change: fn(&mut Options)) -> daybook_db::Result<Db> {
    let mut options = Options {
        readers: config.db_readers,
        connections: config.db_connections,
        ..Options::default()
    };
    change(&mut options);
    Db::open(database_url(config)?.expose(), options)
}

/// Where the database is.
pub fn database_url(config: &Config) -> daybook_db::Result<Secret> {
    match &config.database_url {
        Some(url) => Ok(url.clone()),
        None => sqlite_url(&config.data_dir).map(Secret::new),
    }
}

/// A SQLite address is absolute; the folder may be named from where the operator stands.
fn sqlite_url(data_dir: &Path) -> daybook_db::Result<String> {
    let file = std::path::absolute(data_dir.join("daybook.db"))
        .map_err(|error| daybook_db::Error::Open(error.to_string().into()))?;
    Ok(format!("sqlite://{}", file.display()))
}
