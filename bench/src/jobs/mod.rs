//! What is measured. Each job is a table of its own, and can be run alone.
//!
//! The contenders of a job run beside each other and take their turns under load, so that whatever else the machine
//! does meets all of them.
//! Not here: how a server is started or spoken to (`crate::servers`).

mod fanout;
mod idle;
mod login;
mod logs;
mod requests;
mod scale;
mod start;

use crate::{
    Result, World,
    report::{Figures, Report},
    servers::{Kind, Server},
};

/// Every job.
pub(crate) const NAMES: [&str; 19] = [
    "post-16",
    "post-128",
    "get-16",
    "postgres-post",
    "postgres-get",
    "login",
    "event",
    "fanout-100",
    "fanout-1000",
    "pipelined",
    "stalled",
    "idle",
    "start",
    "scale",
    "logs-post",
    "logs-get",
    "logs-scale",
    "tasks-post",
    "tasks-get",
];

/// Runs the job with this name.
pub(crate) async fn run(name: &str, world: &World) -> Result<Report> {
    match name {
        "post-16" => requests::post(world, 16).await,
        "post-128" => requests::post(world, 128).await,
        "get-16" => requests::get(world).await,
        "postgres-post" => requests::post_on_postgres(world).await,
        "postgres-get" => requests::get_on_postgres(world).await,
        "login" => login::run(world).await,
        "event" => fanout::event(world).await,
        "fanout-100" => fanout::strict(world, 100).await,
        "fanout-1000" => fanout::strict(world, 1_000).await,
        "pipelined" => fanout::pipelined(world).await,
        "stalled" => fanout::stalled(world).await,
        "idle" => idle::run(world).await,
        "start" => start::run(world).await,
        "logs-post" => requests::post_logs(world).await,
        "logs-get" => requests::get_logs(world).await,
        "logs-scale" => logs::scale(world).await,
        "tasks-post" => requests::post_tasks(world).await,
        "tasks-get" => requests::get_tasks(world).await,
        _ => scale::run(world).await,
    }
}

/// Starts the contenders; the peers only when they are wanted.
async fn start_all(world: &World, kinds: &[Kind]) -> Result<Vec<Server>> {
    let mut servers = Vec::new();
    for kind in contenders(world, kinds) {
        servers.push(kind.start(world).await?);
    }
    Ok(servers)
}

/// Those of the contenders that take part.
fn contenders(world: &World, kinds: &[Kind]) -> impl Iterator<Item = Kind> {
    let alone = world.alone;
    let own = move |kind: &Kind| {
        !alone || matches!(kind, Kind::Daybook | Kind::DaybookOnPostgres | Kind::Bound)
    };
    kinds.iter().copied().filter(own)
}

/// Gives each contender its turns.
async fn in_turns<C>(
    world: &World,
    report: &mut Report,
    contenders: &[C],
    name: impl Fn(&C) -> String,
    turn: impl AsyncFn(&C) -> Result<Figures>,
) -> Result<()> {
    for _ in 0..world.rounds {
        for contender in contenders {
            let name = name(contender);
            let figures = turn(contender).await.map_err(|error| format!("{name}: {error}"))?;
            report.note(&name, figures);
        }
    }
    Ok(())
}
