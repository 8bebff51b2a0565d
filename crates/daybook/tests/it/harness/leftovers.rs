//! What a stopped node must not leave: tasks, sockets, jobs.

use super::DEADLINE;
use std::{
    io,
    sync::mpsc,
    time::{Duration, Instant},
};
use tokio::runtime::Runtime;

/// Waits for the node to end, and says what is left of it.
pub(super) fn of(served: &mpsc::Receiver<io::Result<()>>, runtime: &Runtime) -> Option<String> {
    match served.recv_timeout(DEADLINE) {
        Ok(Ok(())) => tasks(runtime),
        Ok(Err(error)) => Some(format!("the server failed: {error}")),
        Err(_) => {
            Some(format!("{DEADLINE:?} after its stop the node still waits for a socket or a job"))
        }
    }
}

/// A task that was started around the application's own tracker is alive when that is empty.
/// The last of them may still be on its way out.
fn tasks(runtime: &Runtime) -> Option<String> {
    let (_never, tick) = mpsc::channel::<()>();
    let begun = Instant::now();
    loop {
        let alive = runtime.metrics().num_alive_tasks();
        if alive == 0 {
            return None;
        }
        if begun.elapsed() > Duration::from_secs(2) {
            return Some(format!("{alive} tasks were left over"));
        }
        _ = tick.recv_timeout(Duration::from_millis(1));
    }
}
