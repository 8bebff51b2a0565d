//! Waiting for something that nobody signals, and letting a server come to rest.
//!
//! Not here: waiting for answers.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    net::TcpStream,
    time::{Instant, interval, sleep_until},
};

use crate::Result;

const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(20);

/// Waits until somebody listens there.
pub(crate) async fn until_listening(address: SocketAddr) -> Result<()> {
    until(async || TcpStream::connect(address).await.is_ok()).await
}

/// Waits until it is so.
pub(crate) async fn until(is_so: impl AsyncFn() -> bool) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    let mut looks = interval(LOOK);
    while Instant::now() < deadline {
        looks.tick().await;
        if is_so().await {
            return Ok(());
        }
    }
    Err("it takes too long".into())
}

/// Lets time pass.
pub(crate) async fn pause(time: Duration) {
    sleep_until(Instant::now() + time).await;
}
