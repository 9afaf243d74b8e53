//! The name of a subject: the pseudonym that events carry, as [`adapters::PseudonymKey`] makes it.

use std::fmt;
use std::str::FromStr;

/// 128 bits that stand for a person; written as 32 lower-case hex digits. Not secret: it stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pseudonym([u8; BYTES]);

/// Text that is no pseudonym. The text is not repeated, for it may be an identity that was given by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is no pseudonym: one has 32 hex digits in lower case, as events show it; never give the identity itself"
)]
pub struct PseudonymError;

const BYTES: usize = 16;

impl Pseudonym {
    /// The bytes, as they are bound to what is sealed.
    pub(crate) fn as_bytes(&self) -> &[u8; BYTES] {
        &self.0
    }
}

impl FromStr for Pseudonym {
    type Err = PseudonymError;

    fn from_str(text: &str) -> Result<Self, PseudonymError> {
        if text.len() != 2 * BYTES {
            return Err(PseudonymError);
        }
        let mut bytes = [0; BYTES];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

/// One text for one pseudonym, so capitals are none of its digits.
fn digit(byte: u8) -> Result<u8, PseudonymError> {
    match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        _ => Err(PseudonymError),
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_has_one_text_and_an_error_never_repeats_what_was_given() {
        let text = "f3ad3f779449c050c684e835bebeb749";
        assert_eq!(text.parse::<Pseudonym>().unwrap().to_string(), text);
        for wrong in
            ["", "1608010101010001", &text.to_uppercase(), &text[1..], "é3ad3f779449c050c684e835bebeb74"]
        {
            let error = wrong.parse::<Pseudonym>().unwrap_err().to_string();
            assert!(wrong.is_empty() || !error.contains(wrong), "{error}");
        }
    }
}
