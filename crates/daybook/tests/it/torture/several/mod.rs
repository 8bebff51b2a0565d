//! Several nodes on one PostgreSQL and one Redis: what their clients notice when one of them goes.
//!
//! Not here: nodes of one process (`live::nodes`), many that start at once (`many_starts`).

mod balancer;
mod cut_off;
mod house;
mod presence;
mod rolling;
mod wire;

pub(super) use house::House;
