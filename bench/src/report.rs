//! Tables, medians and goals.
//!
//! Not here: how a figure was measured.

use std::{collections::BTreeMap, fmt::Write as _};

/// What is measured; the order is that of a table's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Metric {
    /// Answers, or deliveries, per second.
    Rate,
    /// Milliseconds.
    P50,
    P99,
    Max,
    /// Microseconds of processor time for one answer or delivery, workers included.
    Cpu,
    /// Bytes written towards the disk for each answer.
    Written,
    /// MiB.
    Memory,
    /// Kibibytes of memory for each socket.
    Socket,
    /// Milliseconds from the start to the first answer.
    Start,
}

impl Metric {
    fn title(self) -> &'static str {
        match self {
            Self::Rate => "per second",
            Self::P50 => "p50 ms",
            Self::P99 => "p99 ms",
            Self::Max => "max ms",
            Self::Cpu => "CPU µs each",
            Self::Written => "bytes written each",
            Self::Memory => "memory MiB",
            Self::Socket => "KiB a socket",
            Self::Start => "first answer ms",
        }
    }

    fn shown(self, value: f64) -> String {
        match self {
            Self::Rate if value >= 1_000.0 => thousands(value),
            Self::Rate | Self::Memory | Self::Socket | Self::Start => format!("{value:.1}"),
            Self::Cpu if value < 10.0 => format!("{value:.2}"),
            Self::Cpu => format!("{value:.0}"),
            Self::Written => format!("{value:.0}"),
            Self::P50 | Self::P99 | Self::Max => format!("{value:.2}"),
        }
    }
}

/// One round's figures.
pub(crate) type Figures = BTreeMap<Metric, f64>;

/// What is wanted of a figure.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal {
    /// At least so many times the rate of another row.
    Times(f64, &'static str),
    /// At most so many times the p50 of another row.
    Within(f64, &'static str),
    /// At most so many times the p99 of another row.
    Calm(f64, &'static str),
    /// At most this.
    AtMost(Metric, f64),
    /// At least this rate.
    AtLeast(f64),
}

/// A job's table.
pub(crate) struct Report {
    title: String,
    rows: Vec<(String, Vec<Figures>)>,
    goals: Vec<(String, Goal)>,
}

impl Report {
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), rows: Vec::new(), goals: Vec::new() }
    }

    /// Adds a round to a row.
    pub(crate) fn note(&mut self, row: &str, figures: Figures) {
        match self.rows.iter_mut().find(|(name, _)| name == row) {
            Some((_, rounds)) => rounds.push(figures),
            None => self.rows.push((row.to_owned(), vec![figures])),
        }
    }

    pub(crate) fn goal(&mut self, row: &str, goal: Goal) {
        self.goals.push((row.to_owned(), goal));
    }

    fn value(&self, row: &str, metric: Metric) -> Option<f64> {
        let (_, rounds) = self.rows.iter().find(|(name, _)| name == row)?;
        let mut values: Vec<_> = rounds.iter().filter_map(|it| it.get(&metric)).copied().collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    }

    fn metrics(&self) -> Vec<Metric> {
        let rounds = self.rows.iter().flat_map(|(_, rounds)| rounds);
        let mut metrics: Vec<_> = rounds.flat_map(|it| it.keys().copied()).collect();
        metrics.sort_unstable();
        metrics.dedup();
        metrics
    }

    /// The table as Markdown: medians of the rounds, and below it what was wanted.
    pub(crate) fn markdown(&self) -> String {
        let metrics = self.metrics();
        let mut text = format!("### {}\n\n|  |", self.title);
        for metric in &metrics {
            _ = write!(text, " {} |", metric.title());
        }
        _ = write!(text, "\n| --- |{}\n", " ---: |".repeat(metrics.len()));
        for (row, _) in &self.rows {
            _ = write!(text, "| {row} |");
            for metric in &metrics {
                let value = self.value(row, *metric);
                let shown = value.map_or_else(|| "–".to_owned(), |value| metric.shown(value));
                _ = write!(text, " {shown} |");
            }
            text.push('\n');
        }
        if !self.goals.is_empty() {
            text.push('\n');
        }
        for (row, goal) in &self.goals {
            if let Some((told, reached)) = self.judge(row, *goal) {
                _ = writeln!(text, "- {} {row}: {told}", if reached { "✓" } else { "✗" });
            }
        }
        text
    }

    /// Says what was wanted and what was got; nothing when a row is not there.
    fn judge(&self, row: &str, goal: Goal) -> Option<(String, bool)> {
        let of = |row, metric| self.value(row, metric);
        Some(match goal {
            Goal::Times(wanted, other) => {
                let got = of(row, Metric::Rate)? / of(other, Metric::Rate)?;
                let told = format!("{} {other}, wanted {}", times(got), times(wanted));
                (told, got >= wanted)
            }
            Goal::Within(wanted, other) | Goal::Calm(wanted, other) => {
                let metric =
                    if matches!(goal, Goal::Within(..)) { Metric::P50 } else { Metric::P99 };
                let got = of(row, metric)? / of(other, metric)?;
                let what = metric.title().trim_end_matches(" ms");
                (format!("{what} {got:.2} × {other}, wanted ≤ {wanted} ×"), got <= wanted)
            }
            Goal::AtMost(metric, wanted) => {
                let got = of(row, metric)?;
                let told = format!("{} {}, wanted ≤ {wanted}", metric.title(), metric.shown(got));
                (told, got <= wanted)
            }
            Goal::AtLeast(wanted) => {
                let got = of(row, Metric::Rate)?;
                let told = format!("{} a second, wanted {}", thousands(got), thousands(wanted));
                (told, got >= wanted)
            }
        })
    }
}

fn times(ratio: f64) -> String {
    if ratio >= 10.0 { format!("{ratio:.0} ×") } else { format!("{ratio:.2} ×") }
}

fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_medians_and_judges_goals() {
        let mut report = Report::new("Two");
        for rate in [3.0, 1.0, 2.0] {
            report.note("slow", Figures::from([(Metric::Rate, rate)]));
            report.note("fast", Figures::from([(Metric::Rate, rate * 1_000.0)]));
        }
        report.goal("fast", Goal::Times(900.0, "slow"));
        report.goal("fast", Goal::AtLeast(5_000.0));
        report.goal("absent", Goal::AtLeast(1.0));
        let table = "### Two\n\n|  | per second |\n| --- | ---: |\n| slow | 2.0 |\n| fast | 2,000 |\n\n\
                     - ✓ fast: 1000 × slow, wanted 900 ×\n- ✗ fast: 2,000 a second, wanted 5,000\n";
        assert_eq!(report.markdown(), table);
    }
}
