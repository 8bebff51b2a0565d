//! What a stopped node must not leave: tasks, sockets, jobs.

use std::{
    io,
    sync::mpsc,
    time::{Duration, Instant},
};
use tokio::runtime::Runtime;

/// How long a stop may take when nothing is in its way.
const STOP: Duration = Duration::from_secs(5);
/// How long a task may be on its way out when the server has ended.
const LAST_TASKS: Duration = Duration::from_secs(1);

/// Waits for the node to end, and says what is left of it.
pub(super) fn of(served: &mpsc::Receiver<io::Result<()>>, runtime: &Runtime) -> Option<String> {
    match served.recv_timeout(STOP) {
        Ok(Ok(())) => tasks(runtime),
        Ok(Err(error)) => Some(format!("the server failed: {error}")),
        Err(_) => {
            Some(format!("{STOP:?} after its stop the node still waits for a socket or a job"))
        }
    }
}

/// A task that was started around the application's own tracker is alive when that is empty.
fn tasks(runtime: &Runtime) -> Option<String> {
    let (_never, tick) = mpsc::channel::<()>();
    let begun = Instant::now();
    loop {
        let alive = runtime.metrics().num_alive_tasks();
        if alive == 0 {
            return None;
        }
        if begun.elapsed() > LAST_TASKS {
            return Some(format!("{alive} tasks were left over"));
        }
        _ = tick.recv_timeout(Duration::from_millis(1));
    }
}
