//! Requests over keep-alive connections: an activity, an action or a task is made, twenty are listed.
//!
//! Sixteen users, each with connections of their own. Invariant: at the end each server has exactly what it acknowledged.
//! Not here: sockets.

use std::{cell::RefCell, collections::HashSet, time::Duration};

use super::{in_turns, start_all};
use crate::{
    Result, World,
    load::{
        closed::{Load, Outcome, drive},
        http::Connection,
    },
    report::{Figures, Goal, Metric, Report},
    servers::{
        Kind, Server,
        speech::{Actor, Noun},
    },
};

const USERS: usize = 16;
/// Load before the first turn counts.
const WARM: Duration = Duration::from_millis(500);

/// A server, those who use it, and what it acknowledged.
struct Contender {
    server: Server,
    noun: Noun,
    actors: Vec<Actor>,
    ledger: RefCell<HashSet<u64>>,
    /// The tags of the lists that are known already, one for each actor; or none at all.
    tags: Vec<String>,
}

impl Contender {
    async fn new(server: Server, noun: Noun) -> Result<Self> {
        let actors = server.sign_up(USERS).await?;
        Ok(Self { server, noun, actors, ledger: RefCell::default(), tags: Vec::new() })
    }

    fn name(&self) -> String {
        let known = if self.tags.is_empty() { "" } else { ", If-None-Match" };
        format!("{}{known}", self.server.kind.name())
    }

    async fn load(&self, requests: Vec<Vec<u8>>, status: u16, time: Duration) -> Result<Outcome> {
        let ids = status == self.server.created() && !requests[0].starts_with(b"GET");
        let load = Load { address: self.server.address, requests, status, time, ids };
        let outcome = drive(load).await?;
        let mut ledger = self.ledger.borrow_mut();
        if let Some(id) = outcome.ids.iter().find(|id| !ledger.insert(**id)) {
            return Err(format!("an id was given twice: {id}").into());
        }
        Ok(outcome)
    }

    async fn log(&self, connections: usize, time: Duration) -> Result<Outcome> {
        let requests = self.actors.iter().cycle().take(connections);
        let requests = requests.map(|actor| self.server.create(actor, self.noun)).collect();
        self.load(requests, self.server.created(), time).await
    }

    async fn list(&self, connections: usize, time: Duration) -> Result<Outcome> {
        let list = |(n, actor)| {
            self.server.list(actor, self.noun, "", self.tags.get(n).map(String::as_str))
        };
        let requests = self.actors.iter().enumerate().cycle().take(connections).map(list).collect();
        self.load(requests, if self.tags.is_empty() { 200 } else { 304 }, time).await
    }

    /// Learns the tags of the lists.
    async fn know(&mut self) -> Result<()> {
        let mut connection = Connection::new(self.server.address);
        for actor in &self.actors {
            let answer = connection.ask(&self.server.list(actor, self.noun, "", None)).await?;
            self.tags.push(answer.header("etag").ok_or("a list without a tag")?);
        }
        Ok(())
    }

    /// The server has what it acknowledged, no more and no less.
    async fn verify(&self) -> Result<()> {
        if self.server.kind == Kind::Bound {
            return Ok(());
        }
        let mut stored = 0;
        for actor in &self.actors {
            stored += self.server.count(actor, self.noun).await?;
        }
        let acknowledged = self.ledger.borrow().len() as u64;
        if stored != acknowledged {
            let name = self.server.kind.name();
            return Err(format!("{name} acknowledged {acknowledged}, and has {stored}").into());
        }
        Ok(())
    }

    async fn measured(&self, load: impl Future<Output = Result<Outcome>>) -> Result<Figures> {
        let before = self.server.usage();
        let mut outcome = load.await?;
        let after = self.server.usage();
        let each = outcome.ids.len().max(1) as f64;
        let answers = outcome.rate() * outcome.elapsed.as_secs_f64();
        let mut figures = figures(&mut outcome);
        let cpu = (after.cpu - before.cpu).as_secs_f64() * 1e6 / answers;
        figures.insert(Metric::Cpu, cpu);
        let written = (after.written - before.written) as f64;
        if written > 0.0 {
            figures.insert(Metric::Written, written / each);
        }
        figures.insert(Metric::Memory, after.memory as f64 / 1_048_576.0);
        Ok(figures)
    }
}

/// Rate and latencies.
pub(super) fn figures(outcome: &mut Outcome) -> Figures {
    let rate = outcome.rate();
    let [p50, p99, max] =
        outcome.latencies.quantiles([0.5, 0.99, 1.0]).map(|it| it.as_secs_f64() * 1e3);
    let named = [(Metric::Rate, rate), (Metric::P50, p50), (Metric::P99, p99), (Metric::Max, max)];
    Figures::from(named)
}

async fn contenders(world: &World, kinds: &[Kind], noun: Noun) -> Result<Vec<Contender>> {
    let mut contenders = Vec::new();
    for server in start_all(world, kinds).await? {
        contenders.push(Contender::new(server, noun).await?);
    }
    Ok(contenders)
}

async fn write(
    world: &World,
    report: &mut Report,
    kinds: &[Kind],
    noun: Noun,
    connections: usize,
) -> Result<()> {
    let contenders = contenders(world, kinds, noun).await?;
    for contender in &contenders {
        contender.log(connections, WARM).await?;
    }
    in_turns(world, report, &contenders, Contender::name, async |it: &Contender| {
        it.measured(it.log(connections, world.time)).await
    })
    .await?;
    for contender in &contenders {
        contender.verify().await?;
    }
    Ok(())
}

/// Lists of twenty: by all `kinds`, and once more by those of `knowing` to clients that have them.
async fn read(
    world: &World,
    report: &mut Report,
    kinds: &[Kind],
    knowing: &[Kind],
    noun: Noun,
) -> Result<()> {
    let mut all = contenders(world, kinds, noun).await?;
    let others = all.len();
    all.extend(contenders(world, knowing, noun).await?);
    for (n, contender) in all.iter_mut().enumerate() {
        for actor in &contender.actors {
            for _ in 0..20 {
                contender.server.ask(&contender.server.create(actor, noun)).await?;
            }
        }
        if n >= others {
            contender.know().await?;
        }
        contender.list(16, WARM).await?;
    }
    in_turns(world, report, &all, Contender::name, async |it: &Contender| {
        it.measured(it.list(16, world.time)).await
    })
    .await
}

/// `POST /api/activities/`.
pub(super) async fn post(world: &World, connections: usize) -> Result<Report> {
    let title =
        format!("`POST /api/activities/`, {connections} connections: durable, event emitted");
    let mut report = Report::new(title);
    let kinds = [Kind::Daybook, Kind::Bound, Kind::PocketBase, Kind::Daphne, Kind::Uvicorn];
    write(world, &mut report, &kinds, Noun::Activity, connections).await?;
    let (django, bound) = if connections > 16 { (130.0, 0.5) } else { (80.0, 0.6) };
    report.goal("Daybook", Goal::Times(django, Kind::Uvicorn.name()));
    if connections == 16 {
        report.goal("Daybook", Goal::Times(5.5, Kind::PocketBase.name()));
    }
    report.goal("Daybook", Goal::Times(bound, Kind::Bound.name()));
    Ok(report)
}

/// `GET /api/activities/` by users with twenty each.
pub(super) async fn get(world: &World) -> Result<Report> {
    let mut report = Report::new("`GET` of 20 activities, 16 connections");
    let kinds =
        [Kind::Daybook, Kind::Bound, Kind::PocketBase, Kind::Daphne, Kind::Uvicorn, Kind::Gunicorn];
    read(world, &mut report, &kinds, &[Kind::Daybook], Noun::Activity).await?;
    report.goal("Daybook", Goal::Times(175.0, Kind::Uvicorn.name()));
    report.goal("Daybook", Goal::Times(8.0, Kind::PocketBase.name()));
    report.goal("Daybook", Goal::Times(0.75, Kind::Bound.name()));
    report.goal("Daybook, If-None-Match", Goal::Times(1.0, "Daybook"));
    Ok(report)
}

/// The same on PostgreSQL: writing.
pub(super) async fn post_on_postgres(world: &World) -> Result<Report> {
    let mut report =
        Report::new("`POST /api/activities/` on PostgreSQL, 16 users on 64 connections");
    let kinds = [Kind::DaybookOnPostgres, Kind::UvicornOnPostgres];
    write(world, &mut report, &kinds, Noun::Activity, 64).await?;
    let own = Kind::DaybookOnPostgres.name();
    report.goal(own, Goal::Times(14.0, Kind::UvicornOnPostgres.name()));
    Ok(report)
}

/// The same on PostgreSQL: reading.
pub(super) async fn get_on_postgres(world: &World) -> Result<Report> {
    let mut report = Report::new("`GET` of 20 activities on PostgreSQL, 16 connections");
    let kinds = [Kind::DaybookOnPostgres, Kind::UvicornOnPostgres];
    read(world, &mut report, &kinds, &[], Noun::Activity).await?;
    let own = Kind::DaybookOnPostgres.name();
    report.goal(own, Goal::Times(75.0, Kind::UvicornOnPostgres.name()));
    Ok(report)
}

/// `POST /logs/`.
pub(super) async fn post_logs(world: &World) -> Result<Report> {
    let mut report = Report::new("`POST /logs/`, 16 connections: durable, event emitted");
    write(world, &mut report, &[Kind::Daybook, Kind::Gunicorn], Noun::Log, 16).await?;
    report.goal("Daybook", Goal::Times(45.0, Kind::Gunicorn.name()));
    Ok(report)
}

/// `GET /logs/<id>/` by users with twenty each.
pub(super) async fn get_logs(world: &World) -> Result<Report> {
    let mut report = Report::new("`GET` of 20 logs, 16 connections");
    read(world, &mut report, &[Kind::Daybook, Kind::Gunicorn], &[], Noun::Log).await?;
    report.goal("Daybook", Goal::Times(45.0, Kind::Gunicorn.name()));
    Ok(report)
}

/// `POST /api/tasks/`.
pub(super) async fn post_tasks(world: &World) -> Result<Report> {
    let mut report = Report::new("`POST /api/tasks/`, 16 connections: durable, event emitted");
    write(world, &mut report, &[Kind::Daybook, Kind::Gunicorn], Noun::Task, 16).await?;
    report.goal("Daybook", Goal::Times(90.0, Kind::Gunicorn.name()));
    Ok(report)
}

/// `GET /api/tasks/` by users with twenty each.
pub(super) async fn get_tasks(world: &World) -> Result<Report> {
    let mut report = Report::new("`GET` of 20 tasks, 16 connections");
    read(world, &mut report, &[Kind::Daybook, Kind::Gunicorn], &[], Noun::Task).await?;
    report.goal("Daybook", Goal::Times(130.0, Kind::Gunicorn.name()));
    Ok(report)
}
