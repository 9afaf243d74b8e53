//! Names of entities and accounts: what characters they may have and how the two are written together.

use crate::limits::NAME_BYTES_MAX;

/// An account's full name: an entity (agency) and a code within it, written `entity:code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountName<'a> {
    /// The accounting entity.
    pub entity: &'a str,
    /// The code, hierarchical by dots.
    pub code: &'a str,
}

impl<'a> AccountName<'a> {
    /// Reads `entity:code`; `None` when either part is not a [name](is_name).
    pub fn parse(text: &'a str) -> Option<Self> {
        let (entity, code) = text.split_once(':')?;
        (is_name(entity) && is_name(code)).then_some(Self { entity, code })
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
}
