//! N connections, each of which asks again as soon as it is answered.
//!
//! Invariant: nothing is cut off; who has asked waits for the answer, so that the ledger of what was acknowledged is whole.
//! Not here: what is asked (`crate::jobs`).

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use tokio::task::JoinSet;

use super::{http::Connection, latency::Latencies};
use crate::Result;

/// What is asked.
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    /// One request for each connection, which repeats it.
    pub(crate) requests: Vec<Vec<u8>>,
    /// The status of a good answer.
    pub(crate) status: u16,
    pub(crate) time: Duration,
    /// Whether the ids of what was made are wanted.
    pub(crate) ids: bool,
}

/// What was answered.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) latencies: Latencies,
    pub(crate) elapsed: Duration,
    /// Answers of another status, by that status.
    pub(crate) refused: Vec<u16>,
    /// What was acknowledged, when it was asked for: a number for each id.
    pub(crate) ids: Vec<u64>,
}

impl Outcome {
    pub(crate) fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.elapsed.as_secs_f64()
    }
}

/// Asks until the time is over.
pub(crate) async fn drive(load: Load) -> Result<Outcome> {
    let Load { address, requests, status, time, ids } = load;
    let begun = Instant::now();
    let until = begun + time;
    let mut connections = JoinSet::new();
    for request in requests {
        connections.spawn(async move {
            let mut connection = Connection::new(address);
            let mut outcome = Outcome::default();
            loop {
                let asked = Instant::now();
                if asked >= until {
                    return Ok(outcome);
                }
                let answer = connection.ask(&request).await?;
                if answer.status != status {
                    outcome.refused.push(answer.status);
                    continue;
                }
                if ids {
                    outcome.ids.extend(id_in(answer.body));
                }
                outcome.latencies.note(asked.elapsed());
            }
        });
    }
    let mut whole = Outcome::default();
    while let Some(done) = connections.join_next().await {
        let mut outcome: Outcome = done?.map_err(|error: std::io::Error| error.to_string())?;
        whole.latencies.append(&mut outcome.latencies);
        whole.refused.append(&mut outcome.refused);
        whole.ids.append(&mut outcome.ids);
    }
    whole.elapsed = begun.elapsed();
    if let Some(status) = whole.refused.first() {
        return Err(format!("{} answers {status}", whole.refused.len()).into());
    }
    Ok(whole)
}

/// The `id` of the object in an answer, which may be a number or a text, as a number.
pub(crate) fn id_in(body: &[u8]) -> Option<u64> {
    const KEY: &[u8] = b"\"id\":";
    let start = body.windows(KEY.len()).position(|five| five == KEY)? + KEY.len();
    let value = body[start..].trim_ascii_start();
    let value = value.strip_prefix(b"\"").unwrap_or(value);
    let digits = value.iter().take_while(|byte| byte.is_ascii_alphanumeric());
    Some(digits.fold(0, |sum: u64, byte| sum.wrapping_mul(131).wrapping_add(u64::from(*byte))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_apart_whatever_they_are() {
        let number = id_in(br#"{"id":17,"user":"ann"}"#);
        assert_eq!(number, id_in(br#"{"user":"ann","id": 17}"#));
        assert_ne!(number, id_in(br#"{"id":71}"#));
        assert_eq!(id_in(br#"{"id":"ab1"}"#), id_in(br#"{"x":1,"id":"ab1","y":2}"#));
        assert_eq!(id_in(b"{}"), None);
    }
}
