//! Django with DRF and Channels: the stack that Daybook takes the place of.
//!
//! Not here: the application itself (`peers/django`).

use std::{net::SocketAddr, path::Path, process::Command};

use super::{Kind, Started, postgres, process::run, redis};
use crate::{Result, World};

pub(super) async fn start(
    world: &World,
    kind: Kind,
    address: SocketAddr,
    folder: &Path,
) -> Result<Started> {
    let bin = world.python("django")?;
    let (redis, redis_url) = redis::start(folder).await?;
    let mut helpers = vec![redis];
    let mut environment = vec![
        ("REDIS_URL", redis_url),
        ("SQLITE_FILE", folder.join("db.sqlite3").display().to_string()),
        ("PYTHONDONTWRITEBYTECODE", "1".to_owned()),
    ];
    if kind == Kind::UvicornOnPostgres {
        let (cluster, url) = postgres::start(folder).await?;
        helpers.push(cluster);
        environment.push(("DATABASE_URL", url));
    }
    let app = world.peers.join("django");
    let mut migrate = Command::new(bin.join("python"));
    migrate.args(["manage.py", "migrate", "--verbosity", "0"]);
    run(migrate.current_dir(&app).envs(environment.clone()))?;
    let mut command = server(kind, &bin, address);
    command.current_dir(&app).envs(environment);
    Started::with(command, folder, helpers)
}

fn server(kind: Kind, bin: &Path, address: SocketAddr) -> Command {
    let (host, port) = (address.ip().to_string(), address.port().to_string());
    let named = |name: &str| Command::new(bin.join(name));
    let mut command;
    match kind {
        Kind::Daphne => {
            command = named("daphne");
            command.args(["-b", &host, "-p", &port, "-v", "0", "asgi:application"]);
        }
        Kind::Gunicorn => {
            command = named("gunicorn");
            command.args(["--workers", "2", "--worker-class", "gthread", "--threads", "4"]);
            command.args(["--bind", &address.to_string(), "wsgi:application"]);
        }
        _ => {
            command = named("uvicorn");
            command.args(["--workers", "2", "--no-access-log", "--log-level", "warning"]);
            command.args(["--host", &host, "--port", &port, "asgi:application"]);
        }
    }
    command
}
