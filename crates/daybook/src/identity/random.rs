//! Randomness from the operating system, and the alphabets that we write it in.
//!
//! Not here: numbers for load spreading or tests; those need no secrecy.

const ALPHANUMERIC: &[u8; 62] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// `N` random bytes.
///
/// # Panics
/// When the operating system has no randomness to give: nothing may go on without it.
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A random positive integer of 63 bits.
#[must_use]
pub fn positive() -> i64 {
    i64::from_le_bytes(bytes()) & i64::MAX
}

/// `length` letters and digits, each equally likely.
#[must_use]
pub fn alphanumeric(length: usize) -> String {
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let fair = bytes::<64>().into_iter().filter(|byte| *byte < 248);
        let letters = fair.map(|byte| char::from(ALPHANUMERIC[usize::from(byte) % 62]));
        text.extend(letters.take(length - text.len()));
    }
    text
}

/// The place of a letter in the alphabet of [`alphanumeric`].
#[must_use]
pub fn alphanumeric_index(letter: u8) -> Option<usize> {
    match letter {
        b'a'..=b'z' => Some(usize::from(letter - b'a')),
        b'A'..=b'Z' => Some(usize::from(letter - b'A') + 26),
        b'0'..=b'9' => Some(usize::from(letter - b'0') + 52),
        _ => None,
    }
}

/// The letter at a place, counted around the alphabet of [`alphanumeric`].
#[must_use]
pub fn alphanumeric_at(index: usize) -> char {
    char::from(ALPHANUMERIC[index % ALPHANUMERIC.len()])
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_hex() {
        assert_eq!(hex(&[0, 15, 16, 255]), "000f10ff");
    }

    #[test]
    fn letters_and_places_agree() {
        for index in 0..62 {
            let letter = u8::try_from(alphanumeric_at(index)).unwrap();
            assert_eq!(alphanumeric_index(letter), Some(index));
        }
        assert_eq!(alphanumeric_index(b'-'), None);
        let text = alphanumeric(100);
        assert_eq!(text.len(), 100);
        assert!(text.bytes().all(|b| alphanumeric_index(b).is_some()));
    }
}
