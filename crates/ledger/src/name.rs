//! Names of entities and accounts: what characters they may have and how the two are written together.
//!
//! An account may be divided into *sub-accounts*: its code, `~`, and what divides it, such as the sub-activity that an
//! appropriation is for (`5.1.02.01.01.0024~5.02.01.2.01.0003`). A sub-account is an account of its own with balance and
//! limits; the chart knows it by its code before the `~`, and reports roll it up into that.

use crate::limits::NAME_BYTES_MAX;

/// An account's full name: an entity (agency) and a code within it, written `entity:code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountName<'a> {
    /// The accounting entity.
    pub entity: &'a str,
    /// The code, hierarchical by dots, with `~` and a name behind it where it is a sub-account.
    pub code: &'a str,
}

impl<'a> AccountName<'a> {
    /// Reads `entity:code`; `None` when the one is not a [name](is_name) or the other not a [code](is_code).
    pub fn parse(text: &'a str) -> Option<Self> {
        let (entity, code) = text.split_once(':')?;
        (is_name(entity) && is_code(code)).then_some(Self { entity, code })
    }
}

impl std::fmt::Display for AccountName<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.entity, self.code)
    }
}

/// Whether text is an entity or account code: segments of ASCII letters, digits, `_` and `-`, joined by dots, at most
/// [`NAME_BYTES_MAX`] bytes. Nothing that needs quoting in a URL, in SQL, in a CSV or in a plain-text journal.
pub fn is_name(text: &str) -> bool {
    let mut segment_bytes = 0;
    for byte in text.bytes() {
        match byte {
            b'.' if segment_bytes == 0 => return false,
            b'.' => segment_bytes = 0,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' => segment_bytes += 1,
            _ => return false,
        }
    }
    segment_bytes > 0 && text.len() <= NAME_BYTES_MAX
}

/// Whether text is an account code: a [name](is_name), or for a sub-account two of them with `~` between, in all at most
/// [`NAME_BYTES_MAX`] bytes.
pub fn is_code(text: &str) -> bool {
    match text.split_once('~') {
        None => is_name(text),
        Some((base, part)) => is_name(base) && is_name(part) && text.len() <= NAME_BYTES_MAX,
    }
}

/// The code that the chart knows an account by: all of it, or of a sub-account what stands before the `~`.
pub fn base_code(code: &str) -> &str {
    code.split_once('~').map_or(code, |(base, _)| base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_dotted_segments_without_anything_to_quote() {
        for good in ["a", "5.02.0.00.0.00.01.0000", "4.1.01.15.01.0001", "user_7.wallet-2", &"x".repeat(64)] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", ".", "a.", ".a", "a..b", "a b", "a:b", "a/b", "é", "a'", &"x".repeat(65)] {
            assert!(!is_name(bad), "{bad}");
        }
        let name = AccountName::parse("1.02:4.1.01").unwrap();
        assert_eq!((name.entity, name.code, name.to_string().as_str()), ("1.02", "4.1.01", "1.02:4.1.01"));
        assert_eq!(AccountName::parse("a:b:c"), None);
    }
    #[test]
    fn a_sub_account_has_one_tilde_between_two_names() {
        assert!(is_code("5.1.02~5.02.01"));
        for bad in ["5.1~", "~5", "5.1~a~b", "5.1~a b", &format!("{}~{}", "x".repeat(32), "y".repeat(32))] {
            assert!(!is_code(bad), "{bad}");
        }
        assert!(!is_name("5.1~a"), "entities have no parts");
        assert_eq!((base_code("5.1.02~5.02.01"), base_code("5.1.02")), ("5.1.02", "5.1.02"));
    }
}
