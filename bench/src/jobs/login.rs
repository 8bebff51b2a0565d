//! Logins with a password, and what others feel of them.
//!
//! Invariant: every login is a whole one; no server may remember the password.
//! Not here: signing up.

use super::{in_turns, requests::figures, start_all};
use crate::{
    Result, World,
    load::closed::{Load, drive},
    report::{Goal, Metric, Report},
    servers::{
        Kind, Server,
        speech::{Actor, Noun},
    },
};

/// Connections of those who only read meanwhile.
const READERS: usize = 2;

/// `POST /api/login/`, 16 connections; then lists read by others, alone and beside that.
pub(super) async fn run(world: &World) -> Result<Report> {
    let mut report = Report::new("Login with a password, 16 connections");
    let kinds = [Kind::Daybook, Kind::Bound, Kind::PocketBase, Kind::Uvicorn];
    let mut contenders = Vec::new();
    for server in start_all(world, &kinds).await? {
        let actors = server.sign_up(16).await?;
        contenders.push((server, actors));
    }
    let name = |it: &(Server, Vec<Actor>)| it.0.kind.name().to_owned();
    in_turns(world, &mut report, &contenders, name, async |(server, actors)| {
        let before = server.usage();
        let mut outcome = drive(logins(world, server, actors)).await?;
        let cpu = (server.usage().cpu - before.cpu).as_secs_f64() * 1e6;
        let mut figures = figures(&mut outcome);
        figures.insert(Metric::Cpu, cpu / (figures[&Metric::Rate] * outcome.elapsed.as_secs_f64()));
        figures.insert(Metric::Memory, server.usage().memory as f64 / 1_048_576.0);
        Ok(figures)
    })
    .await?;
    let (server, actors) = &contenders[0];
    for _ in 0..world.rounds {
        let mut alone = drive(reads(world, server, actors)).await?;
        report.note("Daybook, reads alone", figures(&mut alone));
        let (beside, entered) =
            tokio::join!(drive(reads(world, server, actors)), drive(logins(world, server, actors)));
        entered?;
        report.note("Daybook, reads beside logins", figures(&mut beside?));
    }
    report.goal("Daybook", Goal::Times(0.8, Kind::Bound.name()));
    report.goal("Daybook, reads beside logins", Goal::Calm(2.0, "Daybook, reads alone"));
    Ok(report)
}

fn logins(world: &World, server: &Server, actors: &[Actor]) -> Load {
    let requests = actors.iter().map(|actor| server.login(actor)).collect();
    Load { address: server.address, requests, status: 200, time: world.time, ids: false }
}

fn reads(world: &World, server: &Server, actors: &[Actor]) -> Load {
    let readers = actors.iter().take(READERS);
    let requests =
        readers.map(|actor| server.list(actor, Noun::Activity, "?limit=20", None)).collect();
    Load { address: server.address, requests, status: 200, time: world.time, ids: false }
}
