//! How often a password may be guessed, an account made, a mail asked for. Counted in the database, so on all nodes together.
//!
//! Invariants: a guess is counted in a transaction of its own before the password is checked, so
//! that a thousand at once are not all checked; a known device, and an address that got in before,
//! have budgets of their own, so that a stranger's guesses lock out strangers alone; names are
//! kept as hashes, and unknown names are counted like others.
//! Not here: the answer 429 (`login`), rates of other requests.

use std::net::IpAddr;

use daybook_db::{Tx, params};

use super::keys::{HmacSha256, Keys, tag};
use super::random::hex;
use crate::{
    error::Result,
    time::{DAY, MINUTE, Timestamp},
};

const WINDOW: i64 = 15 * MINUTE;
const FAMILIAR_FOR: i64 = 90 * DAY;

/// Guesses in a quarter of an hour.
const PER_DEVICE: i64 = 10;
const PER_PAIR: i64 = 10;
const PER_ACCOUNT: i64 = 20;
const PER_ADDRESS: i64 = 20;
const MAILS_PER_ADDRESS: i64 = 20;
const MAILS_PER_PERSON: i64 = 3;

/// One guess: who guesses, and for whom.
#[derive(Clone, Debug)]
pub struct Guess {
    device: Option<String>,
    pair: String,
    account: String,
    address: String,
    familiar: String,
}

impl Guess {
    /// A guess for an account's name, known or not, from an address, and from a device that has
    /// shown that it is known to the account.
    #[must_use]
    pub fn new(keys: &Keys, name: &str, address: IpAddr, device: Option<&str>) -> Self {
        let address = network(address);
        let bucket = |parts: &[&str]| bucket(&keys.memory, parts);
        Self {
            device: device.map(|device| bucket(&["device", device, name])),
            pair: bucket(&["pair", name, &address]),
            account: bucket(&["account", name]),
            address: bucket(&["address", &address]),
            familiar: bucket(&["familiar", name, &address]),
        }
    }

    /// Counts the guess; when it is one too many, the seconds to wait.
    pub fn admit(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<Option<i64>> {
        let mut budgets = self.budgets(tx, now)?;
        // One order for all, so that two guesses do not wait for each other.
        budgets.sort();
        let mut wait = None;
        for (bucket, limit) in &budgets {
            wait = wait.max(count(tx, bucket, *limit, now)?);
        }
        if wait.is_some() {
            // What is not checked is not counted: it shall not spend the budgets of neighbours.
            for (bucket, _) in &budgets {
                tx.run(GIVE_BACK, params![*bucket])?;
            }
        }
        Ok(wait)
    }

    fn budgets(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<(&str, i64)>> {
        if let Some(device) = &self.device {
            return Ok(vec![(device, PER_DEVICE)]);
        }
        if tx.opt::<i64>(IS_OPEN, params![&self.familiar, now.0])?.is_some() {
            return Ok(vec![(&self.pair, PER_PAIR), (&self.address, PER_ADDRESS)]);
        }
        Ok(vec![(&self.pair, PER_PAIR), (&self.account, PER_ACCOUNT), (&self.address, PER_ADDRESS)])
    }

    /// The guess was right: its owner's budgets are whole again, the others get it back, and the
    /// address is familiar to the account from now on.
    pub fn was_right(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        let mut charged = self.budgets(tx, now)?;
        charged.sort();
        for (bucket, _) in charged {
            let shared = bucket == self.account || bucket == self.address;
            tx.run(if shared { GIVE_BACK } else { FORGET }, params![bucket])?;
        }
        tx.run(REMEMBER, params![&self.familiar, now.0 + FAMILIAR_FOR])?;
        Ok(())
    }
}

impl Guess {
    /// The guess was wrong: what was counted stays so. It is written again, and nothing else is.
    pub fn was_wrong(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.run(KEEP, params![&self.pair])?;
        Ok(())
    }
}

/// Counts a sign-up, good or bad, before anything is made of it; when it is one too many, the
/// seconds to wait.
pub fn admit_sign_up(
    tx: &mut Tx<'_>,
    keys: &Keys,
    from: IpAddr,
    limit: i64,
    now: Timestamp,
) -> Result<Option<i64>> {
    let address = bucket(&keys.memory, &["sign-ups from", &network(from)]);
    count(tx, &address, limit, now)
}

/// Counts a request for a mail; whether it is one too many, for its sender or for its reader.
pub fn admit_mail(
    tx: &mut Tx<'_>,
    keys: &Keys,
    reader: &str,
    from: IpAddr,
    now: Timestamp,
) -> Result<MailVerdict> {
    let sender = bucket(&keys.memory, &["mails from", &network(from)]);
    if let Some(seconds) = count(tx, &sender, MAILS_PER_ADDRESS, now)? {
        return Ok(MailVerdict::Wait(seconds));
    }
    let reader = bucket(&keys.memory, &["mails to", reader]);
    let enough = count(tx, &reader, MAILS_PER_PERSON, now)?.is_some();
    Ok(if enough { MailVerdict::Enough } else { MailVerdict::Send })
}

/// What becomes of a request for a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailVerdict {
    /// It is sent.
    Send,
    /// Its reader has had enough; nobody is told.
    Enough,
    /// Its sender has to wait so many seconds.
    Wait(i64),
}

const COUNT: &str = "insert into attempts (bucket, count, resets_at) values ($1, 1, $2) \
     on conflict (bucket) do update set \
     count = case when attempts.resets_at <= $3 then 1 else attempts.count + 1 end, \
     resets_at = case when attempts.resets_at <= $3 then $2 else attempts.resets_at end \
     returning count, resets_at";
const IS_OPEN: &str = "select count from attempts where bucket = $1 and resets_at > $2";
const FORGET: &str = "delete from attempts where bucket = $1";
const GIVE_BACK: &str = "update attempts set count = count - 1 where bucket = $1 and count > 0";
const KEEP: &str = "update attempts set count = count where bucket = $1";
const REMEMBER: &str = "insert into attempts (bucket, count, resets_at) values ($1, 0, $2) \
     on conflict (bucket) do update set resets_at = excluded.resets_at";
const PRUNE: &str = "delete from attempts where bucket in \
     (select bucket from attempts where resets_at <= $1 limit 500)";

/// Seconds to wait when this was one too many.
fn count(tx: &mut Tx<'_>, bucket: &str, limit: i64, now: Timestamp) -> Result<Option<i64>> {
    let (count, resets_at): (i64, i64) = tx.one(COUNT, params![bucket, now.0 + WINDOW, now.0])?;
    let seconds = (resets_at - now.0 + 999_999) / 1_000_000;
    Ok((count > limit).then_some(seconds.max(1)))
}

/// Removes counters that nobody needs, five hundred at most; answers how many.
pub fn prune(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    Ok(tx.run(PRUNE, params![now.0])?)
}

fn bucket(key: &HmacSha256, parts: &[&str]) -> String {
    let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
    hex(&tag(key, &parts)[..16])
}

/// Who counts as one: an IPv4 address, or an IPv6 network of 64 bits, which one customer has.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_customer_is_one() {
        for (address, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(network(address.parse().unwrap()), expected);
        }
    }
}
