//! `X-EXTERNAL-ID`: a number of at most 36 digits that a partner uses once a day. Whoever receives requests remembers which
//! were used; here stands only what may be one.

/// Digits that the standard allows.
const DIGITS_MAX: usize = 36;

/// Something that can't be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("X-EXTERNAL-ID is not a number of 1 to {DIGITS_MAX} digits")]
pub struct NotANumber;

/// Checks the form. A zero in front counts: another text is another number.
///
/// # Errors
/// When it is not 1 to 36 digits.
pub fn check(external_id: &str) -> Result<(), NotANumber> {
    let is_number = (1..=DIGITS_MAX).contains(&external_id.len())
        && external_id.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Ok(()) } else { Err(NotANumber) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_1_to_36_digits_and_nothing_else() {
        for text in ["0", "01", &"1".repeat(36)] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for text in ["", "12a", "-1", " 1", &"1".repeat(37), "١"] {
            assert_eq!(check(text), Err(NotANumber), "{text}");
        }
    }
}
