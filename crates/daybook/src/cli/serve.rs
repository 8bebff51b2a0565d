//! `daybook serve`: takes the data folder, starts the application, and stops it in good order.

use super::Failure;
use crate::{
    app::App,
    config::{Config, Sources},
    data_folder::DataFolder,
    http::serve::serve,
    time::Clock,
};
use clap::Args;
use std::future::Future;
use std::time::Duration;
use tokio::{net::TcpListener, signal::unix, signal::unix::SignalKind, time::timeout};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// How long the database may take to finish what waits and to become one file.
const CLOSING: Duration = Duration::from_secs(3);

#[derive(Args)]
pub(super) struct Serve {
    /// Address and port to serve on [default: 127.0.0.1:8000]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// PEM file of the certificate chain; the server then speaks TLS
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<String>,
    /// PEM file of the private key
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<String>,
}

impl Serve {
    pub(super) fn run(self, mut sources: Sources) -> Result<(), Failure> {
        sources.flag("DAYBOOK_LISTEN", self.listen);
        sources.flag("DAYBOOK_TLS_CERT", self.tls_cert);
        sources.flag("DAYBOOK_TLS_KEY", self.tls_key);
        let config = Config::load(&sources)?;
        let filter = EnvFilter::try_new(&config.log)?;
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
        let runtime = tokio::runtime::Runtime::new()?;
        let served = runtime.block_on(serve_until_signalled(config));
        runtime.shutdown_background();
        served
    }
}

async fn serve_until_signalled(config: Config) -> Result<(), Failure> {
    let shutdown = CancellationToken::new();
    let signalled = signalled()?;
    let folder = DataFolder::open(&config.data_dir)?;
    let lock = config.database_url.is_none().then(|| folder.lock()).transpose()?;
    let listener = TcpListener::bind(config.listen).await.map_err(|error| {
        format!("{} cannot be listened on: {error}. Choose another with --listen.", config.listen)
    })?;
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let address = listener.local_addr()?;
    let app = App::start(config, Clock::default())?;
    let db = app.db.clone();
    tracing::info!("serving on {scheme}://{address}");
    tokio::spawn({
        let (shutdown, died) = (shutdown.clone(), app.stopping.clone());
        async move {
            tokio::select! {
                () = signalled => tracing::info!("stopping"),
                () = died.cancelled() => {}
            }
            shutdown.cancel();
        }
    });
    serve(app, listener, shutdown).await?;
    // A database thread that hangs shall not keep the process.
    let closed = tokio::task::spawn_blocking(|| db.close());
    if timeout(CLOSING, closed).await.is_err() {
        tracing::warn!("stopped with work left in the database");
    }
    drop(lock);
    Ok(())
}

/// Ends at the first SIGTERM or SIGINT.
fn signalled() -> std::io::Result<impl Future<Output = ()> + Send> {
    let mut terminate = unix::signal(SignalKind::terminate())?;
    let mut interrupt = unix::signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
