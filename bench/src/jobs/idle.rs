//! What a socket costs that says nothing.
//!
//! Invariant: all of them are open at the end, and were let in one by one.
//! Not here: pings; the sockets are younger than the first one when they are counted.

use std::net::{IpAddr, Ipv4Addr};

use super::{contenders, fanout::enter};
use crate::{
    Result, World,
    load::socket::Plug,
    report::{Figures, Goal, Metric, Report},
    servers::Kind,
    wait::pause,
};

const COUNT: usize = 10_000;
/// Django takes its time to let somebody in.
const FEWER: usize = 2_000;
/// Sockets of one user, which Daybook allows by default.
const OF_USER: usize = 20;
/// Sockets from one address of this machine.
const OF_ADDRESS: usize = 100;
const REST: std::time::Duration = std::time::Duration::from_secs(1);

/// Memory of an idle, authenticated socket.
pub(super) async fn run(world: &World) -> Result<Report> {
    let mut report = Report::new(format!("An idle authenticated socket, at {COUNT}"));
    for kind in contenders(world, &[Kind::Daybook, Kind::SocketIo, Kind::Daphne]) {
        let server = kind.start(world).await?;
        let (count, users) = match kind {
            Kind::Daybook => (COUNT, COUNT / OF_USER),
            Kind::SocketIo => (COUNT, 0),
            _ => (FEWER, 1),
        };
        let actors = server.sign_up(users).await?;
        pause(REST).await;
        let before = server.usage();
        let mut sockets = Vec::with_capacity(count);
        for number in 0..count {
            let actor = actors.get(number / OF_USER).or(actors.first());
            let room = match actor {
                Some(actor) => server.own_room(actor),
                None => server.room(&crate::servers::speech::Actor::nobody()),
            };
            let host = u8::try_from(number / OF_ADDRESS % 250)? + 2;
            let from = IpAddr::V4(Ipv4Addr::new(127, 0, 0, host));
            sockets.push(enter(&server, &room, Plug::At(from)).await?);
        }
        pause(REST).await;
        let grown = server.usage().memory.saturating_sub(before.memory) as f64;
        let name = match count {
            COUNT => kind.name().to_owned(),
            count => format!("{}, at {count}", kind.name()),
        };
        let each = (Metric::Socket, grown / 1024.0 / count as f64);
        let whole = (Metric::Memory, server.usage().memory as f64 / 1_048_576.0);
        report.note(&name, Figures::from([each, whole]));
    }
    report.goal("Daybook", Goal::AtMost(Metric::Socket, 8.0));
    Ok(report)
}
