//! What may be shown of an identity without a record of it: some ends of a number, the initials of a name.

use crate::identity::{Attributes, Identity, SubjectKind};

/// Words of a name whose initials show.
const INITIALS_MAX: usize = 3;
/// First and last characters of a long number that show, as in `1608**********01`: for a NIK that is the regency of
/// registration, and the end of a serial number.
const LONG_ENDS: (usize, usize) = (4, 2);
/// From this length on a number is long: at least half of it stays hidden.
const LONG_CHARS: usize = 12;
/// Shorter numbers show their last two characters, from this length on; else nothing.
const SHORT_CHARS: usize = 6;

/// An identity as it may be shown without a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// What the value is.
    pub kind: SubjectKind,
    /// The value, such as `1608**********01` or `B. S.`.
    pub value: String,
    /// Initials of the name.
    pub name: Option<String>,
    /// End of the telephone number.
    pub phone: Option<String>,
    /// Ends of the account or card number. Of an email address nothing is shown.
    pub account: Option<String>,
}

impl Masked {
    pub(crate) fn of(identity: &Identity) -> Self {
        let Attributes { name, phone, account, .. } = &identity.attributes;
        let masked = |text: &Option<String>| text.as_deref().map(mask);
        Self {
            kind: identity.kind,
            value: mask(&identity.value),
            name: masked(name),
            phone: masked(phone),
            account: masked(account),
        }
    }
}

/// The masked form: text with a digit is a number, text without is a name.
pub(crate) fn mask(value: &str) -> String {
    if value.chars().any(char::is_numeric) { mask_number(value) } else { initials(value) }
}

/// Stars for all but the ends; separators are hidden like digits.
fn mask_number(value: &str) -> String {
    let length = value.chars().count();
    let (first, last) = match length {
        LONG_CHARS.. => LONG_ENDS,
        SHORT_CHARS.. => (0, 2),
        _ => (0, 0),
    };
    let shown = |at: usize| at < first || at >= length - last;
    value.chars().enumerate().map(|(at, char)| if shown(at) { char } else { '*' }).collect()
}

/// `Budi Santoso` is `B. S.`; a word of one letter is `*.`, for its initial would be all of it.
fn initials(name: &str) -> String {
    let initial = |word: &str| {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(first), Some(_)) => format!("{first}."),
            _ => "*.".to_owned(),
        }
    };
    name.split_whitespace().take(INITIALS_MAX).map(initial).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_mask_shows_the_ends_of_numbers_and_the_initials_of_names() {
        let masks = [
            ("1608010101900001", "1608**********01"),
            ("P.2.0001234.05.12", "P.2.***********12"),
            ("1234567", "*****67"),
            ("12345", "*****"),
            ("Budi Santoso", "B. S."),
            ("PT Karya Maju Jaya", "P. K. M."),
            ("A", "*."),
            ("", ""),
        ];
        for (value, masked) in masks {
            assert_eq!(mask(value), masked);
        }
    }

    proptest! {
        #[test]
        fn a_number_never_shows_more_than_four_and_two_and_at_least_half_is_hidden(
            value in "[0-9A-Z.é -]{0,8}[0-9][0-9A-Z.é -]{0,24}",
        ) {
            let masked = mask(&value);
            let length = value.chars().count();
            prop_assert_eq!(masked.chars().count(), length);
            let shown: Vec<_> = masked.chars().zip(value.chars()).enumerate()
                .filter(|(_, (masked, _))| *masked != '*').collect();
            prop_assert!(shown.len() <= 6 && 2 * shown.len() <= length, "{} of {}", shown.len(), length);
            for (at, (masked, clear)) in shown {
                prop_assert_eq!(masked, clear);
                prop_assert!(at < 4 || at >= length - 2);
            }
        }

        #[test]
        fn a_name_never_shows_more_than_three_initials(name in "[A-Za-zé' ]{0,40}") {
            let shown: Vec<_> = mask(&name).chars().filter(|char| !" .*".contains(*char)).collect();
            let firsts: Vec<_> = name.split_whitespace().filter(|word| word.chars().count() > 1)
                .filter_map(|word| word.chars().next()).collect();
            prop_assert!(shown.len() <= 3 && firsts.starts_with(&shown), "{shown:?} of {firsts:?}");
        }

        #[test]
        fn no_text_makes_masking_fail_or_shows_more_than_six_characters(value in any::<String>()) {
            let hidden = |char: &char| "*. ".contains(*char);
            prop_assert!(mask(&value).chars().filter(|char| !hidden(char)).count() <= 6);
        }
    }
}
