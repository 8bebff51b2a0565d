//! The passwords that everybody tries first: Django's list, sorted, searched where it stands.
//!
//! Invariant: the text is sorted by bytes, so that no set is built at start.
//! Not here: its origin and licence (`data/common-passwords.LICENSE`).

const LIST: &str = include_str!("../../../data/common-passwords.txt");

/// Whether the password is on the list, in any case and with outer spaces.
pub(super) fn is_common(password: &str) -> bool {
    contains(LIST, password.trim().to_lowercase().as_str())
}

/// Binary search over the lines of a sorted text that ends in a newline.
fn contains(list: &str, wanted: &str) -> bool {
    let mut rest = list.as_bytes();
    while !rest.is_empty() {
        let middle = rest.len() / 2;
        let start = rest[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let end =
            rest[middle..].iter().position(|b| *b == b'\n').map_or(rest.len(), |at| middle + at);
        match wanted.as_bytes().cmp(&rest[start..end]) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => rest = &rest[..start],
            std::cmp::Ordering::Greater => rest = rest.get(end + 1..).unwrap_or_default(),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_every_line_is_found() {
        let lines: Vec<&str> = LIST.lines().collect();
        assert!(lines.len() > 19_000);
        assert!(lines.windows(2).all(|pair| pair[0].as_bytes() < pair[1].as_bytes()));
        assert!(lines.iter().all(|line| contains(LIST, line)));
    }

    #[test]
    fn others_are_not_found() {
        for password in
            ["", "\n", "password\n", "passwor d", "zzzzzzzzzzzz", "\u{1}", "correct horse battery"]
        {
            assert!(!contains(LIST, password), "{password:?}");
        }
        assert!(is_common(" PassWord "));
    }
}
