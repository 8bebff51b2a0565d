//! Known devices: a long-lived cookie that says which browser has logged in to which account.
//!
//! Invariant: it opens nothing. It only gives a device a budget of guesses of its own.
//! Not here: the budgets (`throttle`), setting the cookie (`cookies`).

use subtle::ConstantTimeEq;

use super::keys::{Keys, tag};
use super::random::{bytes, hex};

/// A cookie's value for a browser that logs in under a name: the device's id, kept if it has one,
/// and a tag over it and the name.
#[must_use]
pub fn remember(keys: &Keys, cookie: Option<&str>, name: &str) -> String {
    let known = cookie.and_then(|cookie| cookie.split_once('.')).map(|(id, _)| id);
    let id = known.filter(|id| is_id(id)).map_or_else(|| hex(&bytes::<16>()), str::to_owned);
    let tag = sign(keys, &id, name);
    format!("{id}.{tag}")
}

/// The device's id, when the cookie is ours and for this name.
#[must_use]
pub fn recognise<'c>(keys: &Keys, cookie: &'c str, name: &str) -> Option<&'c str> {
    let (id, tag) = cookie.split_once('.')?;
    let good = is_id(id) && bool::from(sign(keys, id, name).as_bytes().ct_eq(tag.as_bytes()));
    good.then_some(id)
}

fn sign(keys: &Keys, id: &str, name: &str) -> String {
    hex(&tag(&keys.device, &[id.as_bytes(), name.as_bytes()])[..16])
}

fn is_id(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::secret::Secret;

    #[test]
    fn a_device_is_known_to_one_name() {
        let keys = Keys::new(&Secret::new("key"));
        let cookie = remember(&keys, None, "ann");
        let id = recognise(&keys, &cookie, "ann").unwrap();
        assert_eq!(recognise(&keys, &cookie, "bob"), None);
        assert_eq!(recognise(&Keys::new(&Secret::new("k")), &cookie, "ann"), None);
        for bad in ["", ".", id, &cookie[1..], &format!("{id}.")] {
            assert_eq!(recognise(&keys, bad, "ann"), None, "{bad}");
        }
        let again = remember(&keys, Some(&cookie), "bob");
        assert_eq!(recognise(&keys, &again, "bob"), Some(id), "the device keeps its id");
    }
}
