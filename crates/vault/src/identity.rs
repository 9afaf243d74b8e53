//! What is sealed: the value that names a subject and what else is known of it, checked, as bytes and back.

use std::fmt;

use adapters::{Part, Person};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::VaultError;

/// What kind of subject a value names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    /// A citizen, by the NIK of 16 digits.
    Citizen,
    /// A taxpayer of the region, by the NPWPD.
    Taxpayer,
    /// A vendor, by its number or name as its payments have it.
    Vendor,
}

/// What is known of a subject besides its value. Wiped when dropped.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Attributes {
    /// Full name.
    pub name: Option<String>,
    /// Telephone number, as it was given.
    pub phone: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Bank account or card number.
    pub account: Option<String>,
}

/// A subject in clear. Wiped when dropped; `Debug` shows its kind alone.
#[derive(Clone, PartialEq, Eq, ZeroizeOnDrop)]
pub struct Identity {
    /// What the value is.
    #[zeroize(skip)]
    pub kind: SubjectKind,
    /// The NIK, NPWPD, or the number or name of a vendor.
    pub value: String,
    /// What else is known.
    pub attributes: Attributes,
}

/// Longest value or attribute, in bytes.
const FIELD_BYTES_MAX: usize = 200;
/// Digits of a NIK.
const NIK_DIGITS: usize = 16;
/// First byte of a sealed identity; another one is another layout.
const LAYOUT: u8 = 1;
/// All identities have this length before they are sealed: more than five texts can need. So theirs does not tell that of a
/// name, and a row keeps its size and place in the database for ever, see `database.rs`.
pub(crate) const IDENTITY_BYTES: usize = 1_024;

impl SubjectKind {
    /// As it is bound to the seals and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Taxpayer => "taxpayer",
            Self::Vendor => "vendor",
        }
    }

    /// As it is stored: one letter, so that every row has one size.
    pub(crate) fn letter(self) -> &'static str {
        match self {
            Self::Citizen => "c",
            Self::Taxpayer => "t",
            Self::Vendor => "v",
        }
    }

    pub(crate) fn from_letter(letter: &[u8]) -> Option<Self> {
        let kinds = [Self::Citizen, Self::Taxpayer, Self::Vendor];
        kinds.into_iter().find(|kind| kind.letter().as_bytes() == letter)
    }

    /// The kind of this word, as [`SubjectKind::as_str`] writes it.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Citizen, Self::Taxpayer, Self::Vendor].into_iter().find(|kind| kind.as_str() == word)
    }

    fn field(self) -> &'static str {
        match self {
            Self::Citizen => "number of a citizen",
            Self::Taxpayer => "number of a taxpayer",
            Self::Vendor => "number or name of a vendor",
        }
    }
}

impl fmt::Display for SubjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attributes(secret)")
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({}, secret)", self.kind)
    }
}

impl Attributes {
    /// In the order of their layout; one that is added goes to the end.
    fn fields(&self) -> [(&'static str, &Option<String>); 4] {
        [
            ("name", &self.name),
            ("telephone number", &self.phone),
            ("email address", &self.email),
            ("account number", &self.account),
        ]
    }
}

impl Identity {
    /// A checked identity; blanks around the value do not count.
    pub(crate) fn new(kind: SubjectKind, value: &str, attributes: &Attributes) -> Result<Self, VaultError> {
        let value = value.trim();
        let malformed =
            |problem: &str| VaultError::Malformed { field: kind.field(), problem: problem.to_owned() };
        check(kind.field(), value)?;
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        match kind {
            SubjectKind::Citizen if digits != NIK_DIGITS || value.len() != NIK_DIGITS => {
                return Err(malformed("must be a NIK, 16 digits and nothing else"));
            }
            SubjectKind::Taxpayer if digits == 0 => return Err(malformed("has no digit: give the NPWPD")),
            SubjectKind::Vendor if !value.chars().any(char::is_alphanumeric) => {
                return Err(malformed("has no letter and no digit: give the number or the name"));
            }
            _ => {}
        }
        for (field, text) in attributes.fields() {
            if let Some(text) = text {
                check(field, text)?;
            }
        }
        Ok(Self { kind, value: value.to_owned(), attributes: attributes.clone() })
    }

    /// What an event or a notification said of a person; `None` when the value can't be kept. Nobody is there to correct it, so
    /// of the rest what can't be kept is left out.
    pub(crate) fn noted(person: &Person) -> Option<Self> {
        let value = person.value.trim();
        check("value", value).ok()?;
        let is_nik = value.len() == NIK_DIGITS && value.bytes().all(|byte| byte.is_ascii_digit());
        let kind = match person.part {
            Part::Vendor => SubjectKind::Vendor,
            Part::Payer if is_nik => SubjectKind::Citizen,
            Part::Payer => SubjectKind::Taxpayer,
        };
        let kept = |text: &Option<String>| text.clone().filter(|text| check("text", text).is_ok());
        let attributes = Attributes {
            name: kept(&person.name),
            phone: kept(&person.phone),
            email: kept(&person.email),
            account: kept(&person.account),
        };
        Some(Self { kind, value: value.to_owned(), attributes })
    }

    /// Takes over what a later one knows beyond this one; the kind and the value stay. Whether anything changed.
    pub(crate) fn learn(&mut self, later: &Self) -> bool {
        let Attributes { name, phone, email, account } = &mut self.attributes;
        let pairs = [
            (name, &later.attributes.name),
            (phone, &later.attributes.phone),
            (email, &later.attributes.email),
            (account, &later.attributes.account),
        ];
        let mut has_changed = false;
        for (known, told) in pairs {
            if told.is_some() && known != told {
                known.clone_from(told);
                has_changed = true;
            }
        }
        has_changed
    }

    /// The bytes to seal: layout, value, attributes, zeros up to their fixed length. In a buffer that never grows, so that no copy stays behind.
    pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let attributes = self.attributes.fields().map(|(_, text)| text.as_deref());
        let texts = [[Some(self.value.as_str())].as_slice(), &attributes].concat();
        let mut bytes = Zeroizing::new(Vec::with_capacity(IDENTITY_BYTES));
        bytes.push(LAYOUT);
        for text in texts {
            // One more than the length, so that none is 0; fields have far less than 64 KiB.
            let marker = text.map_or(0, |text| text.len() as u16 + 1);
            bytes.extend_from_slice(&marker.to_le_bytes());
            bytes.extend_from_slice(text.unwrap_or_default().as_bytes());
        }
        bytes.resize(IDENTITY_BYTES, 0);
        bytes
    }

    /// What [`Identity::to_bytes`] wrote; `None` when it is something else.
    pub(crate) fn from_bytes(kind: SubjectKind, bytes: &[u8]) -> Option<Self> {
        let (&LAYOUT, mut rest) = bytes.split_first()? else { return None };
        let mut next = || -> Option<Option<String>> {
            let (marker, after) = rest.split_first_chunk::<2>()?;
            let marker = usize::from(u16::from_le_bytes(*marker));
            let (text, after) = after.split_at_checked(marker.saturating_sub(1))?;
            rest = after;
            let text = std::str::from_utf8(text).ok()?;
            Some((marker > 0).then(|| text.to_owned()))
        };
        let value = next()??;
        let attributes = Attributes { name: next()?, phone: next()?, email: next()?, account: next()? };
        Some(Self { kind, value, attributes })
    }
}

/// The rules of every text of an identity.
fn check(field: &'static str, text: &str) -> Result<(), VaultError> {
    let problem = if text.trim().is_empty() {
        "is empty: give it, or leave it out where it may be".to_owned()
    } else if text.len() > FIELD_BYTES_MAX {
        format!("has {} bytes, and at most {FIELD_BYTES_MAX} are kept", text.len())
    } else if text.chars().any(char::is_control) {
        "has a control character such as a line end: take it out".to_owned()
    } else {
        return Ok(());
    };
    Err(VaultError::Malformed { field, problem })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_value_must_be_what_its_kind_says_and_the_refusal_does_not_repeat_it() {
        let none = Attributes::default();
        let wrong = [
            (SubjectKind::Citizen, "160801010190000"),
            (SubjectKind::Citizen, "16080101019000012"),
            (SubjectKind::Citizen, "1608 0101 0190 0001"),
            (SubjectKind::Citizen, "160801010190000x"),
            (SubjectKind::Taxpayer, "unknown"),
            (SubjectKind::Vendor, "-"),
            (SubjectKind::Vendor, "PT Karya\nMaju"),
        ];
        for (kind, value) in wrong {
            let error = Identity::new(kind, value, &none).unwrap_err().to_string();
            assert!(value == "-" || !error.contains(value), "{error}");
        }
        for kind in [SubjectKind::Citizen, SubjectKind::Taxpayer, SubjectKind::Vendor] {
            assert!(Identity::new(kind, " \t", &none).is_err());
            assert!(Identity::new(kind, " 1608010101900001 ", &none).is_ok());
            assert!(Identity::new(kind, &"1".repeat(201), &none).is_err());
        }
        let empty = Attributes { name: None, phone: None, email: Some(String::new()), account: None };
        let error = Identity::new(SubjectKind::Vendor, "CV 7", &empty).unwrap_err().to_string();
        assert!(error.contains("the email address is empty"), "{error}");
    }

    #[test]
    fn nothing_that_can_be_printed_shows_an_identity() {
        let attributes =
            Attributes { name: Some("Budi".to_owned()), phone: None, email: None, account: None };
        let identity = Identity::new(SubjectKind::Citizen, "1608010101900001", &attributes).unwrap();
        assert_eq!(format!("{identity:?} {attributes:?}"), "Identity(citizen, secret) Attributes(secret)");
    }

    proptest! {
        #[test]
        fn an_identity_comes_back_from_its_bytes_and_their_length_tells_nothing(
            value in "[0-9A-Za-zé.]{1,60}", name in proptest::option::of("[A-Za-zé ]{0,60}"),
            account in proptest::option::of("[0-9]{0,30}"),
        ) {
            let attributes = Attributes { name, phone: None, email: None, account };
            let identity = Identity { kind: SubjectKind::Vendor, value, attributes };
            let bytes = identity.to_bytes();
            prop_assert_eq!(bytes.len(), IDENTITY_BYTES);
            prop_assert_eq!(bytes.capacity(), bytes.len());
            prop_assert!(Identity::from_bytes(SubjectKind::Vendor, &bytes).as_ref() == Some(&identity));
        }

        #[test]
        fn no_bytes_make_reading_fail(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = Identity::from_bytes(SubjectKind::Vendor, &bytes);
        }
    }
}
