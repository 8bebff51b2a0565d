//! The application under test: a real server on a free port, with a clock that the test moves.

use super::{Actor, actor::client, database::Database, leftovers, plans};
use daybook::{
    App, Config, config::Sources, http::serve::serve, streams::Wiring, time::Clock, time::Timestamp,
};
use reqwest::Client;
use serde_json::json;
use std::{
    io,
    sync::{Arc, mpsc},
};
use tokio::{net::TcpListener, runtime::Runtime};
use tokio_util::sync::CancellationToken;

/// When a test begins: noon of Monday, 2026-01-05, UTC.
pub(crate) const NOON: Timestamp = Timestamp(1_767_614_400_000_000);

/// The password of every user that the harness makes.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A node, its database, and the way to it. Dropping it stops the node, and fails the test when
/// anything of it is left over.
pub(crate) struct TestApp {
    /// The application itself, for what no client can see.
    pub(crate) app: App,
    /// Where it is: `http://127.0.0.1:port`.
    pub(crate) url: String,
    /// The time of day of all its nodes.
    pub(crate) clock: Clock,
    client: Client,
    database: Arc<Database>,
    wiring: Wiring,
    shutdown: CancellationToken,
    served: mpsc::Receiver<io::Result<()>>,
    runtime: Option<Runtime>,
}

impl TestApp {
    /// A node on a new database, with the defaults of the configuration and no throttle.
    pub(crate) async fn start() -> Self {
        Self::with(&[]).await
    }

    /// A node on a new database, with settings of its own.
    pub(crate) async fn with(settings: &[(&'static str, &str)]) -> Self {
        Self::wired(settings, Wiring::default()).await
    }

    /// The same, with the way of hints and the options of the hub.
    pub(crate) async fn wired(settings: &[(&'static str, &str)], wiring: Wiring) -> Self {
        Self::node(Arc::new(Database::create()), Clock::fixed(NOON), settings, wiring).await
    }

    /// Another node on the same database, with the same clock and the same bus.
    pub(crate) async fn another_node(&self) -> Self {
        self.another_node_with(&[]).await
    }

    /// The same, with settings of its own.
    pub(crate) async fn another_node_with(&self, settings: &[(&'static str, &str)]) -> Self {
        let (database, clock) = (Arc::clone(&self.database), self.clock.clone());
        Self::node(database, clock, settings, self.wiring.clone()).await
    }

    /// The same, but its clock goes its own way.
    pub(crate) async fn another_node_at(&self, clock: Clock) -> Self {
        Self::node(Arc::clone(&self.database), clock, &[], self.wiring.clone()).await
    }

    /// Another server with the same clock, whose database is a file, whatever engine the tests run on.
    pub(crate) async fn beside_in_a_file(&self, wiring: Wiring) -> Self {
        let database = Arc::new(Database::in_a_file());
        Self::node(database, self.clock.clone(), &[], wiring).await
    }

    async fn node(
        database: Arc<Database>,
        clock: Clock,
        settings: &[(&'static str, &str)],
        wiring: Wiring,
    ) -> Self {
        plans::listen();
        let config = configure(&database, settings);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("node")
            .enable_all()
            .build()
            .expect("a runtime");
        let shutdown = CancellationToken::new();
        let (ended, served) = mpsc::channel();
        let starting = runtime.spawn({
            let (shutdown, clock, wiring) = (shutdown.clone(), clock.clone(), wiring.clone());
            async move {
                let listener = TcpListener::bind(config.listen).await.expect("a free port");
                let address = listener.local_addr().expect("the port");
                let app = App::wired(config, clock, wiring).expect("the application starts");
                let serving = serve(app.clone(), listener, shutdown);
                tokio::spawn(async move { ended.send(serving.await) });
                (app, address)
            }
        });
        let (app, address) = starting.await.expect("the node starts");
        Self {
            app,
            url: format!("http://{address}"),
            clock,
            client: client(),
            database,
            wiring,
            shutdown,
            served,
            runtime: Some(runtime),
        }
    }

    /// Somebody without an account.
    pub(crate) fn anonymous(&self) -> Actor {
        Actor::new(self.client.clone(), self.url.clone())
    }

    /// A new user, signed up and logged in with a Token.
    pub(crate) async fn user(&self, name: &str) -> Actor {
        let body = json!({ "username": name, "password": PASSWORD });
        let answer = self.anonymous().post("/api/signup/", body).await;
        assert_eq!(answer.status, 200, "sign-up of {name}: {}", answer.text());
        self.anonymous()
            .named(name)
            .token(answer.json()["token"].as_str().expect("a token"))
            .identified()
            .await
    }

    /// A new user of the staff.
    pub(crate) async fn staff(&self, name: &str) -> Actor {
        let actor = self.user(name).await;
        let id = actor.id;
        let identity = self.app.identity.clone();
        let promoted = self.app.db.write(move |tx| {
            identity.forget_user_after_commit(tx, id);
            tx.run("update users set is_staff = $1 where id = $2", daybook_db::params![true, id])
        });
        assert_eq!(promoted.await.expect("a promotion"), 1);
        actor
    }

    /// Shuts a user out, as staff can.
    pub(crate) async fn deactivate(&self, user: &Actor) {
        let (identity, id) = (self.app.identity.clone(), user.id);
        let off = self.app.db.write(move |tx| {
            identity.forget_user_after_commit(tx, id);
            tx.run("update users set is_active = $1 where id = $2", daybook_db::params![false, id])
        });
        assert_eq!(off.await.expect("a deactivation"), 1);
    }

    /// Runs a task on the node's runtime behind the application's back.
    pub(crate) fn spawn_uncounted(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.runtime.as_ref().expect("a node that runs").spawn(task);
    }

    /// Ends the node as a crash does: whatever it was about to do, it does not.
    pub(crate) fn crash(mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }

    /// The database, for a process beside this node.
    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    /// Where the database is, for `Db::open`.
    pub(crate) fn database_url(&self) -> String {
        self.database.url()
    }

    /// The same user on another node.
    pub(crate) fn here(&self, actor: &Actor) -> Actor {
        actor.at(self.client.clone(), self.url.clone())
    }
}

fn configure(database: &Database, settings: &[(&'static str, &str)]) -> Config {
    let mut sources = Sources::of([
        ("DAYBOOK_LISTEN", "127.0.0.1:0"),
        ("SECRET_KEY", "the-key-of-every-test-application"),
        ("DAYBOOK_THROTTLE", "off"),
        ("DAYBOOK_DB_CONNECTIONS", "2"),
    ]);
    for (name, value) in database.settings() {
        sources.flag(name, Some(value));
    }
    for (name, value) in settings {
        sources.flag(name, Some((*value).to_owned()));
    }
    Config::load(&sources).expect("a configuration")
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.shutdown.cancel();
        let Some(runtime) = self.runtime.take() else { return };
        let left = (!std::thread::panicking()).then(|| {
            leftovers::of(&self.served, &runtime).or_else(|| plans::of(&self.app.db, &runtime))
        });
        self.app.db.clone().close();
        runtime.shutdown_background();
        if let Some(Some(left)) = left {
            panic!("{left}");
        }
    }
}
