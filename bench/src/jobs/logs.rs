//! A user's first page of logs, and that of each single filter, with few logs and with many.
//!
//! They are put in by SQL. Each page is asked for in another way (a parameter that nobody knows), so that none is
//! remembered.
//! Not here: PostgreSQL, whose indexes are the same; writing and listing at full speed (`jobs::requests`).

use std::{cell::Cell, path::Path, time::Instant};

use rusqlite::{Connection, params};

use super::in_turns;
use crate::{
    Result, World,
    load::{closed::Outcome, http::Connection as Http, latency::Latencies},
    report::{Goal, Report},
    servers::{
        Kind, Server,
        speech::{Actor, Noun},
    },
};

const FEW: i64 = 10_000;
/// Rows of one transaction.
const STEP: i64 = 100_000;

/// What is asked for, and how it is called with few and with many logs.
const PAGES: [(&str, &str, &str); 6] = [
    ("", "few", "many"),
    ("&action=deploy", "few, an action", "many, an action"),
    ("&status=PENDING", "few, a status", "many, a status"),
    ("&timestamp=1970-01-05", "few, a day", "many, a day"),
    (
        "&timestamp_start=1970-01-02&timestamp_end=1970-01-06",
        "few, from and to",
        "many, from and to",
    ),
    ("&metadata.host=web-7", "few, a key of metadata", "many, a key of metadata"),
];

/// A log a minute, by one user.
const LOGS: &str =
    "insert into action_logs (id, user_id, action, timestamp, metadata, size, status)
    with recursive n (i) as (select ?1 union all select i + 1 from n where i + 1 < ?2)
    select i, 1, case when i % 7 = 0 then 'deploy' else 'build ' || (i % 7) end, i * 60000000,
        '{\"host\":\"web-' || (i % 50) || '\",\"attempt\":' || (i % 3) || '}', 32,
        case i % 3 when 0 then 'PENDING' when 1 then 'IN_PROGRESS' else 'COMPLETED' end from n";
const METADATA: &str = "insert into log_metadata (user_id, key, value, timestamp, log_id)
    with recursive n (i) as (select ?1 union all select i + 1 from n where i + 1 < ?2)
    select 1, 'host', 'web-' || (i % 50), i * 60000000, i from n
    union all select 1, 'attempt', (i % 3) || '', i * 60000000, i from n";

/// One page, on one of the servers.
struct Asked<'a> {
    server: &'a (Server, Actor),
    name: &'static str,
    query: &'static str,
    asked: Cell<u64>,
}

/// First pages, with few logs and with many.
pub(super) async fn scale(world: &World) -> Result<Report> {
    let many = (world.rows / 10).max(FEW);
    let title = format!("A user's first page of 20 logs: few are {FEW}, many are {many}");
    let mut report = Report::new(title);
    let mut contenders = Vec::new();
    let (with_few, with_many) = (filled(world, FEW).await?, filled(world, many).await?);
    for (query, few, many) in PAGES {
        for (server, name) in [(&with_few, few), (&with_many, many)] {
            contenders.push(Asked { server, name, query, asked: Cell::new(0) });
        }
    }
    in_turns(
        world,
        &mut report,
        &contenders,
        |it| it.name.to_owned(),
        async |it: &Asked<'_>| {
            let mut outcome = pages(world, it).await?;
            Ok(super::requests::figures(&mut outcome))
        },
    )
    .await?;
    for (_, few, many) in PAGES {
        report.goal(many, Goal::Within(1.5, few));
    }
    Ok(report)
}

/// A server with one user, who has so many logs.
async fn filled(world: &World, logs: i64) -> Result<(Server, Actor)> {
    let server = Kind::Daybook.start(world).await?;
    let actor = server.sign_up(1).await?.remove(0);
    let folder = server.stop();
    fill(&folder.path().join("data/daybook.db"), logs)?;
    Ok((Kind::Daybook.start_in(world, folder).await?, actor))
}

/// One after the other, for as long as a turn lasts.
async fn pages(world: &World, contender: &Asked<'_>) -> Result<Outcome> {
    let Asked { server, query, asked, .. } = contender;
    let (server, actor) = server;
    let mut connection = Http::new(server.address);
    let mut latencies = Latencies::default();
    let begun = Instant::now();
    while begun.elapsed() < world.time {
        asked.set(asked.get() + 1);
        let query = format!("?limit=20&asked={}{query}", asked.get());
        let request = server.list(actor, Noun::Log, &query, None);
        let sent = Instant::now();
        let answer = connection.ask(&request).await?;
        if answer.status != 200 || answer.body.len() < 1_000 {
            return Err(format!("{query} answered {}, and little", answer.status).into());
        }
        latencies.note(sent.elapsed());
    }
    Ok(Outcome { latencies, elapsed: begun.elapsed(), ..Outcome::default() })
}

fn fill(file: &Path, logs: i64) -> Result<()> {
    let connection = Connection::open(file)?;
    connection.execute_batch("pragma synchronous = off; pragma cache_size = -262144;")?;
    let mut first = 1;
    while first <= logs {
        let end = (first + STEP).min(logs + 1);
        for text in [LOGS, METADATA] {
            connection.execute(text, params![first, end])?;
        }
        first = end;
    }
    connection.execute_batch("analyze; pragma wal_checkpoint(truncate);")?;
    Ok(())
}
