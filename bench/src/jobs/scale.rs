//! One user's first page, in a short table and in a long one.
//!
//! The rows are others', with some of the user's own among them all along. They are put in by SQL. Each page is asked
//! for in another way (`before=` some id above all), so that none is remembered.
//! Not here: PostgreSQL, whose index is the same.

use std::{cell::Cell, time::Instant};

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

const SHORT: i64 = 10_000;
/// Other users, who have the rows.
const OTHERS: i64 = 1_000;
/// Rows of one transaction.
const STEP: i64 = 200_000;

const USERS: &str = "insert into users (username, password, stamp, date_joined)
    with recursive n (i) as (select 1 union all select i + 1 from n where i < ?1)
    select 'other' || i, '!', 0, 0 from n";
const ROWS: &str = "insert into activities
    (user_id, activity_name, duration, created_at, started_at, ended_at, note, tags)
    with recursive n (i) as (select ?1 union all select i + 1 from n where i + 1 < ?2)
    select case when i % (?3 / 200) = 0 then 1 else 2 + i % ?4 end,
        'reading a book', 30, i * 60000000, i * 60000000, i * 60000000 + 1800000000, '', '[]' from n";

struct Contender {
    server: Server,
    actor: Actor,
    name: String,
    asked: Cell<i64>,
}

/// The first page of one user.
pub(super) async fn run(world: &World) -> Result<Report> {
    let mut report = Report::new("One user's first page of 20, by the rows in the table");
    let mut contenders = Vec::new();
    for rows in [SHORT, world.rows] {
        let server = Kind::Daybook.start(world).await?;
        let actor = server.sign_up(1).await?.remove(0);
        let folder = server.stop();
        let file = folder.path().join("data/daybook.db");
        fill(&file, rows)?;
        let server = Kind::Daybook.start_in(world, folder).await?;
        let name = format!("{rows} rows");
        contenders.push(Contender { server, actor, name, asked: Cell::new(i64::MAX / 2) });
    }
    let name = |it: &Contender| it.name.clone();
    in_turns(world, &mut report, &contenders, name, async |it: &Contender| {
        let mut outcome = pages(world, it).await?;
        Ok(super::requests::figures(&mut outcome))
    })
    .await?;
    if world.rows != SHORT {
        let short = "10000 rows";
        report.goal(&format!("{} rows", world.rows), Goal::Within(1.3, short));
    }
    Ok(report)
}

/// One after the other, for as long as a turn lasts.
async fn pages(world: &World, contender: &Contender) -> Result<Outcome> {
    let Contender { server, actor, asked, .. } = contender;
    let mut connection = Http::new(server.address);
    let mut latencies = Latencies::default();
    let begun = Instant::now();
    while begun.elapsed() < world.time {
        asked.set(asked.get() - 1);
        let request =
            server.list(actor, Noun::Activity, &format!("?limit=20&before={}", asked.get()), None);
        let sent = Instant::now();
        let answer = connection.ask(&request).await?;
        if answer.status != 200 {
            return Err(format!("answered {}", answer.status).into());
        }
        latencies.note(sent.elapsed());
    }
    Ok(Outcome { latencies, elapsed: begun.elapsed(), ..Outcome::default() })
}

fn fill(file: &std::path::Path, rows: i64) -> Result<()> {
    let connection = Connection::open(file)?;
    connection.execute_batch("pragma synchronous = off; pragma cache_size = -262144;")?;
    connection.execute(USERS, [OTHERS])?;
    let mut first = 1;
    while first <= rows {
        let end = (first + STEP).min(rows + 1);
        connection.execute(ROWS, params![first, end, rows, OTHERS])?;
        first = end;
    }
    connection.execute_batch("analyze; pragma wal_checkpoint(truncate);")?;
    Ok(())
}
