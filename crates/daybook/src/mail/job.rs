//! The task that empties the outbox.
//!
//! Invariant: a mail is marked as sent after it left, never before.

use std::time::Duration;

use futures_util::future::try_join_all;
use tokio::time::{MissedTickBehavior, interval};

use super::{
    failure::Failure,
    letter::{self, Occasion},
    outbox::{self, Due},
};
use crate::{
    app::App,
    error::{Error, Result},
    identity::users,
    time::DAY,
};

/// How often the outbox is looked at for what other nodes left, or what is tried again.
const EVERY: Duration = Duration::from_secs(15);
/// Mails on their way at once.
const LANES: usize = 4;
/// How long a server may refuse a mail until it is believed (RFC 5321, 4.5.4.1). One that cannot be reached is tried for ever.
const PATIENCE: i64 = 5 * DAY;

/// Runs until the server stops.
pub async fn run(app: App) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = app.mail.waiting.notified() => {}
            _ = ticks.tick() => {}
        }
        if let Err(error) = send_all(&app).await {
            tracing::warn!(%error, "the outbox cannot be read; it is tried again");
        }
    }
}

/// Several at once, for a mail server may be slow to answer.
async fn send_all(app: &App) -> Result<()> {
    try_join_all((0..LANES).map(|_| send_in_turn(app))).await?;
    Ok(())
}

/// Until the outbox is empty, or the way out is not there. A stop waits for the mail that is on its way.
async fn send_in_turn(app: &App) -> Result<()> {
    while !app.stopping.is_cancelled() {
        let now = app.clock.now();
        let Some(due) = app.db.write(move |tx| outbox::take(tx, now)).await? else { return Ok(()) };
        let (id, tries, age) = (due.id, due.tries + 1, now.0 - due.created_at.0);
        let sent = send(app, due).await?;
        app.metrics.mail(sent.is_ok());
        let Err(failure) = sent else {
            app.db.write(move |tx| outbox::sent(tx, id, now)).await?;
            continue;
        };
        if matches!(failure, Failure::Refused(_)) && age >= PATIENCE {
            tracing::error!(id, tries, %failure, "a mail was refused for five days; it is tried no more");
            app.db.write(move |tx| outbox::give_up(tx, id)).await?;
            continue;
        }
        tracing::warn!(id, tries, %failure, "a mail was not sent; it is tried again");
        if !matches!(failure, Failure::Refused(_) | Failure::Later(_)) {
            return Ok(());
        }
    }
    Ok(())
}

async fn send(app: &App, due: Due) -> Result<Result<(), Failure>> {
    let now = app.clock.now();
    let user = due.user;
    let user = app.db.read(move |tx| users::find(tx, user)).await?;
    let Some(user) = user else { return Ok(Ok(())) };
    let (site, keys) = (&app.mail.site, &app.identity.keys);
    let letter = letter::write(Occasion { site, keys, due: &due, user: &user, now });
    let Some(message) = letter.map_err(Error::internal)? else { return Ok(Ok(())) };
    let name = format!("{:010}-{}", due.id, due.message_id);
    Ok(app.mail.transport.send(&name, message).await)
}
