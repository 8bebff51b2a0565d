//! Several nodes on one PostgreSQL and one Redis: what their clients notice when one of them goes.
//!
//! Not here: nodes of one process (`live::nodes`), many that start at once (`many_starts`).

mod balancer;
mod cable;
mod cut_off;
mod database_restarts;
mod house;
mod presence;
mod rolling;
mod way;
mod wire;

pub(super) use house::House;
