//! One message to many sockets, and to one.
//!
//! Not here: who may follow what.

use std::time::Duration;

use serde_json::json;
use tokio::time::timeout;

use super::{in_turns, start_all};
use crate::{
    Result, World,
    load::{
        fanout::{Fanout, Sender, run},
        socket::{Frame, Plug, Reader, Writer, open},
    },
    report::{Figures, Goal, Metric, Report},
    servers::{
        Kind, Server,
        speech::{Actor, Room},
    },
};

/// How long a socket may take to be let in.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens a socket and waits until it is in the room.
pub(super) async fn enter(server: &Server, room: &Room, plug: Plug) -> Result<(Reader, Writer)> {
    let (mut reader, mut writer) = open(server.address, &room.path, plug).await?;
    if let Some(hello) = room.hello {
        writer.text(hello).await?;
    }
    let welcomed = async {
        loop {
            match reader.next().await? {
                Frame::Text(text) if text.starts_with(room.welcome) => return Ok(()),
                Frame::Close(code) => return Err(format!("a socket was closed: {code}").into()),
                _ => {}
            }
        }
    };
    let welcomed: Result<()> = timeout(PATIENCE, welcomed).await?;
    welcomed?;
    Ok((reader, writer))
}

struct Contender {
    server: Server,
    actor: Actor,
}

impl Contender {
    async fn turn(
        &self,
        world: &World,
        room: Room,
        count: usize,
        window: usize,
    ) -> Result<Figures> {
        let mut sockets = Vec::with_capacity(count);
        for _ in 0..count {
            sockets.push(enter(&self.server, &room, Plug::Plain).await?);
        }
        let Room { sender, marker, ping, .. } = room;
        let before = self.server.usage();
        let fanout = Fanout { sockets, sender, marker, ping, window, time: world.time };
        let mut outcome = run(fanout).await?;
        let after = self.server.usage();
        let millis = |time: Duration| time.as_secs_f64() * 1e3;
        let [p50, p99, max] = outcome.messages.quantiles([0.5, 0.99, 1.0]).map(millis);
        let deliveries = outcome.deliveries as f64;
        Ok(Figures::from([
            (Metric::Rate, deliveries / outcome.elapsed.as_secs_f64()),
            (Metric::P50, p50),
            (Metric::P99, p99),
            (Metric::Max, max),
            (Metric::Cpu, (after.cpu - before.cpu).as_secs_f64() * 1e6 / deliveries),
            (Metric::Memory, after.memory as f64 / 1_048_576.0),
        ]))
    }
}

async fn contenders(world: &World, kinds: &[Kind]) -> Result<Vec<Contender>> {
    let mut contenders = Vec::new();
    for server in start_all(world, kinds).await? {
        let actor = if server.kind == Kind::SocketIo {
            Actor::nobody()
        } else {
            server.sign_up(1).await?.remove(0)
        };
        contenders.push(Contender { server, actor });
    }
    Ok(contenders)
}

async fn rooms(
    world: &World,
    report: &mut Report,
    kinds: &[Kind],
    count: usize,
    window: usize,
) -> Result<()> {
    let contenders = contenders(world, kinds).await?;
    let name = |it: &Contender| it.server.kind.name().to_owned();
    in_turns(world, report, &contenders, name, async |it: &Contender| {
        it.turn(world, it.server.room(&it.actor), count, window).await
    })
    .await
}

/// The next message is sent when all sockets have the last one.
pub(super) async fn strict(world: &World, count: usize) -> Result<Report> {
    let title = format!(
        "Fan-out to {count} sockets, deliveries; the next message is sent when all have the last"
    );
    let mut report = Report::new(title);
    let kinds = [Kind::Daybook, Kind::SocketIo, Kind::Uvicorn];
    rooms(world, &mut report, &kinds, count, 1).await?;
    let wanted = if count <= 100 { 0.65 } else { 1.2 };
    report.goal("Daybook", Goal::Times(wanted, Kind::SocketIo.name()));
    report.goal("Daybook", Goal::Times(9.0, Kind::Uvicorn.name()));
    Ok(report)
}

/// Sixteen messages are under way.
pub(super) async fn pipelined(world: &World) -> Result<Report> {
    let mut report = Report::new("Fan-out to 100 sockets, deliveries; 16 messages in flight");
    let kinds = [Kind::Daybook, Kind::SocketIo, Kind::Uvicorn];
    rooms(world, &mut report, &kinds, 100, 16).await?;
    report.goal("Daybook", Goal::AtLeast(1_000_000.0));
    Ok(report)
}

/// A thousand who read, and what those who read feel when two hundred of them stop.
pub(super) async fn stalled(world: &World) -> Result<Report> {
    const ALL: usize = 1_000;
    const STALLED: usize = 200;
    let mut report = Report::new(format!(
        "Fan-out of 4 KB to {ALL} sockets, when all read, and when {STALLED} take nothing in"
    ));
    let (all, rest) = ("Daybook, all read", "Daybook, those who read");
    for contender in contenders(world, &[Kind::Daybook]).await? {
        for (name, count) in [(all, 0), (rest, STALLED)].repeat(world.rounds) {
            let mut room = contender.server.room(&contender.actor);
            let text = json!({ "message": "x".repeat(4_000) }).to_string();
            room.sender = Sender::Socket(text.into());
            let mut stuck = Vec::with_capacity(count);
            for _ in 0..count {
                stuck.push(enter(&contender.server, &room, Plug::Narrow).await?);
            }
            report.note(name, contender.turn(world, room, ALL - count, 1).await?);
        }
    }
    report.goal(rest, Goal::Calm(1.2, all));
    Ok(report)
}

/// From the request to the event on another socket of the same user.
pub(super) async fn event(world: &World) -> Result<Report> {
    let mut report = Report::new("`POST` to its event on another socket, one at a time");
    let contenders = contenders(world, &[Kind::Daybook, Kind::Daphne, Kind::Uvicorn]).await?;
    let name = |it: &Contender| it.server.kind.name().to_owned();
    in_turns(world, &mut report, &contenders, name, async |it: &Contender| {
        it.turn(world, it.server.own_room(&it.actor), 1, 1).await
    })
    .await?;
    report.goal("Daybook", Goal::AtMost(Metric::P50, 0.6));
    report.goal("Daybook", Goal::AtMost(Metric::P99, 2.0));
    Ok(report)
}
