//! From nothing to the first answer, and what a server holds that has nothing to do.
//!
//! The folder has been used before: no tables are made.
//! Not here: installing.

use super::contenders;
use crate::{
    Result, World,
    report::{Figures, Goal, Metric, Report},
    servers::Kind,
    wait::pause,
};

const REST: std::time::Duration = std::time::Duration::from_secs(2);

/// Start and rest.
pub(super) async fn run(world: &World) -> Result<Report> {
    let mut report = Report::new("Start to first answer, and memory at rest");
    let kinds = [Kind::Daybook, Kind::Bound, Kind::PocketBase, Kind::Daphne, Kind::Uvicorn];
    for kind in contenders(world, &kinds) {
        let mut folder = kind.start(world).await?.stop();
        for _ in 0..world.rounds {
            let server = kind.start_in(world, folder).await?;
            pause(REST).await;
            let memory = server.usage().memory as f64 / 1_048_576.0;
            let took = server.took.as_secs_f64() * 1e3;
            let figures = [(Metric::Start, took), (Metric::Memory, memory)];
            report.note(kind.name(), Figures::from(figures));
            folder = server.stop();
        }
    }
    report.goal("Daybook", Goal::AtMost(Metric::Start, 50.0));
    report.goal("Daybook", Goal::AtMost(Metric::Memory, 25.0));
    Ok(report)
}
