//! How long each answer took, and what that comes to.
//!
//! Not here: what was asked (`closed`, `fanout`).

use std::time::Duration;

/// Durations in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Latencies(Vec<Duration>);

impl Latencies {
    pub(crate) fn note(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub(crate) fn append(&mut self, other: &mut Self) {
        self.0.append(&mut other.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The values below which these shares of all answers stayed; zero when there were none.
    pub(crate) fn quantiles<const N: usize>(&mut self, shares: [f64; N]) -> [Duration; N] {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        shares.map(|share| {
            let place = (last as f64 * share).round() as usize;
            self.0.get(place).copied().unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_came() {
        let mut latencies = Latencies::default();
        assert_eq!(latencies.quantiles([0.5]), [Duration::ZERO]);
        for millis in (1..=101).rev() {
            latencies.note(Duration::from_millis(millis));
        }
        let wanted = [51, 100, 101].map(Duration::from_millis);
        assert_eq!(latencies.quantiles([0.5, 0.99, 1.0]), wanted);
    }
}
