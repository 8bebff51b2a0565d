//! What can happen in the world, as data that proptest draws and shrinks.

/// One thing that happens; `a` and `b` choose to whom and which.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(crate) kind: u8,
    pub(crate) a: u8,
    pub(crate) b: u8,
}

pub(crate) const COMMIT: u8 = 0;
pub(crate) const COMMIT_LATE: u8 = 1;
pub(crate) const HINT: u8 = 2;
pub(crate) const DOUBLE_HINT: u8 = 3;
pub(crate) const DROP_HINT: u8 = 4;
pub(crate) const BARE_HINT: u8 = 5;
pub(crate) const HEAL: u8 = 6;
pub(crate) const GAP_STARTS: u8 = 7;
pub(crate) const GAP_ENDS: u8 = 8;
pub(crate) const TAKE: u8 = 9;
pub(crate) const RECEIVE: u8 = 10;
pub(crate) const READ_STARTS: u8 = 11;
pub(crate) const READ_ENDS: u8 = 12;
pub(crate) const CUT: u8 = 13;
pub(crate) const SUBSCRIBE_AGAIN: u8 = 14;
pub(crate) const UNSUBSCRIBE: u8 = 15;
pub(crate) const PRUNE: u8 = 16;
pub(crate) const RESTORE: u8 = 17;
pub(crate) const SETTLE_READS: u8 = 18;

/// Commits and the ways of events, often; what disturbs them, now and then.
pub(crate) const CALM: &[u8] = &[
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT_LATE,
    COMMIT_LATE,
    HINT,
    HINT,
    HINT,
    HINT,
    DOUBLE_HINT,
    DROP_HINT,
    BARE_HINT,
    HEAL,
    GAP_STARTS,
    GAP_STARTS,
    GAP_ENDS,
    GAP_ENDS,
    TAKE,
    TAKE,
    RECEIVE,
    RECEIVE,
    READ_STARTS,
    READ_STARTS,
    READ_ENDS,
    READ_ENDS,
    CUT,
    SUBSCRIBE_AGAIN,
    UNSUBSCRIBE,
    SETTLE_READS,
];
pub(crate) const ALL: &[u8] = &[
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT,
    COMMIT_LATE,
    COMMIT_LATE,
    HINT,
    HINT,
    HINT,
    HINT,
    DOUBLE_HINT,
    DROP_HINT,
    BARE_HINT,
    HEAL,
    GAP_STARTS,
    GAP_STARTS,
    GAP_ENDS,
    GAP_ENDS,
    TAKE,
    TAKE,
    RECEIVE,
    RECEIVE,
    READ_STARTS,
    READ_STARTS,
    READ_ENDS,
    READ_ENDS,
    CUT,
    SUBSCRIBE_AGAIN,
    UNSUBSCRIBE,
    SETTLE_READS,
    PRUNE,
    RESTORE,
];

pub(crate) fn commit(stream: u8, node: u8) -> Operation {
    Operation { kind: COMMIT, a: stream, b: node }
}

pub(crate) fn drop_hint(node: u8) -> Operation {
    Operation { kind: DROP_HINT, a: node, b: 0 }
}

pub(crate) fn settle_reads() -> Operation {
    Operation { kind: SETTLE_READS, a: 0, b: 0 }
}
