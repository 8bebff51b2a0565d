//! The task that empties the outbox.
//!
//! Invariant: a mail is marked as sent after it left, never before.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::{
    letter,
    outbox::{self, Due},
};
use crate::{
    app::App,
    error::{Error, Result},
    identity::users,
};

/// How often the outbox is looked at for what other nodes left, or what is tried again.
const EVERY: Duration = Duration::from_secs(15);

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

async fn send_all(app: &App) -> Result<()> {
    let now = app.clock.now();
    while let Some(due) = app.db.write(move |tx| outbox::take(tx, now)).await? {
        let (id, tries) = (due.id, due.tries + 1);
        match send(app, due).await {
            Ok(()) => app.db.write(move |tx| outbox::sent(tx, id, now)).await?,
            Err(error) => {
                tracing::warn!(id, tries, %error, "a mail was not sent; it is tried again");
            }
        }
    }
    Ok(())
}

async fn send(app: &App, due: Due) -> Result<()> {
    let now = app.clock.now();
    let user = due.user;
    let user = app.db.read(move |tx| users::find(tx, user)).await?;
    let Some(user) = user else { return Ok(()) };
    let letter = letter::write(&app.mail.site, &app.identity.keys, &due, &user, now);
    let Some(message) = letter.map_err(Error::internal)? else { return Ok(()) };
    let transport = app.mail.transport.clone();
    let name = format!("{:010}-{}", due.id, due.message_id);
    let sent = tokio::task::spawn_blocking(move || transport.send(&name, &message)).await;
    sent.map_err(Error::internal)?.map_err(Error::internal)
}
