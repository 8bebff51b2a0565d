//! What Daybook must survive, each promise a story: `docs/RELIABILITY.md` has the table.
//!
//! Each test has a short form for every run of the suite and a long one for `make torture` ([`effort`]); both are the
//! same story. A defence has a twin that takes it away and shows that the story notices.
//!
//! Not here: tests that need no violence; they are beside the URL that they ask.
//!
//! [`effort`]: crate::harness::effort

mod alike;
mod backups;
mod clocks;
mod contention;
mod crowds;
mod database_freezes;
mod database_restarts;
mod deliveries;
mod dice;
mod failing_disk;
mod full_disk;
mod kills;
mod ledger;
mod load;
mod locks;
mod many_starts;
mod power;
mod retention;
mod retries;
mod returning;
mod several;
mod stalls;
mod storms;
mod twins;
mod upgrades;
mod wal;
mod weak;
