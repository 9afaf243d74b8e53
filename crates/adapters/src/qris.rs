//! QRIS strings (EMVCo merchant-presented codes): two digits of tag, two of length, value, the checksum last. [`read`] checks
//! and [`QrisCode::emit`] writes. Lengths count characters, as EMVCo's own sample has it, and the checksum runs over bytes.
//!
//! Any object that a tag holds is kept in its order, so that what was read is written again to the byte. What a payer sees
//! and what reconciliation needs has accessors; [`check_qris`](QrisCode::check_qris) adds what QRIS asks of Indonesian codes.

mod tlv;

use ledger::Currency;

use tlv::{CHARACTERS_MAX, field, objects_of, write_objects};
pub use tlv::{Object, QrisError, Value, crc16};

/// Tags of acquirers.
const ACQUIRERS: std::ops::RangeInclusive<u8> = 26..=45;
/// The checksum's own tag and length.
const CHECKSUM_HEAD: &str = "6304";
/// What QRIS calls itself within the national template.
const NATIONAL: &str = "ID.CO.QRIS.WWW";

/// A code without its checksum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QrisCode {
    /// Its objects in their order, all but the checksum.
    pub objects: Vec<Object>,
}

/// One acquirer's merchant account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MerchantAccount<'a> {
    /// Who it is with: a domain written backwards.
    pub domain: &'a str,
    /// Merchant PAN, beginning with 9360.
    pub pan: &'a str,
    /// Merchant number; the national one (NMID) in the national template.
    pub id: &'a str,
    /// UMI, UKE, UME, UBE: how large the merchant is.
    pub criteria: &'a str,
}

/// Reads a code and checks its checksum.
///
/// # Errors
/// What is wrong, by tag.
pub fn read(text: &str) -> Result<QrisCode, QrisError> {
    let text = text.trim();
    if text.chars().nth(CHARACTERS_MAX).is_some() {
        return Err(QrisError::TooLong);
    }
    let end = text.len().checked_sub(4).filter(|end| text.is_char_boundary(*end));
    let (body, found) = end.map(|end| text.split_at(end)).ok_or(QrisError::NoChecksum)?;
    let objects = body.strip_suffix(CHECKSUM_HEAD).ok_or(QrisError::NoChecksum)?;
    let computed = format!("{:04X}", crc16(body.as_bytes()));
    // Some acquirers write the digits small.
    if !found.eq_ignore_ascii_case(&computed) {
        return Err(QrisError::WrongChecksum { found: found.to_owned(), computed });
    }
    let code = QrisCode { objects: objects_of(objects, "")? };
    if code.object(63).is_some() {
        return Err(QrisError::NoChecksum);
    }
    match code.text(0) {
        Some("01") => Ok(code),
        Some(other) => Err(field("00", format!("the format is {other:?} and must be \"01\""))),
        None => Err(field("00", "is missing: this is no payment code".to_owned())),
    }
}

impl Object {
    /// A text.
    pub fn text(tag: u8, text: impl Into<String>) -> Self {
        Self { tag, value: Value::Text(text.into()) }
    }

    /// A template.
    pub fn template(tag: u8, objects: Vec<Object>) -> Self {
        Self { tag, value: Value::Template(objects) }
    }

    fn inner(&self, tag: u8) -> Option<&str> {
        let Value::Template(objects) = &self.value else { return None };
        objects.iter().find(|object| object.tag == tag).and_then(|object| match &object.value {
            Value::Text(text) => Some(text.as_str()),
            Value::Template(_) => None,
        })
    }

    fn account(&self) -> MerchantAccount<'_> {
        let inner = |tag| self.inner(tag).unwrap_or_default();
        MerchantAccount { domain: inner(0), pan: inner(1), id: inner(2), criteria: inner(3) }
    }
}

impl QrisCode {
    fn object(&self, tag: u8) -> Option<&Object> {
        self.objects.iter().find(|object| object.tag == tag)
    }

    /// The text of a tag at the top.
    pub fn text(&self, tag: u8) -> Option<&str> {
        match &self.object(tag)?.value {
            Value::Text(text) => Some(text),
            Value::Template(_) => None,
        }
    }

    /// The text of a tag within a template.
    pub fn within(&self, template: u8, tag: u8) -> Option<&str> {
        self.object(template)?.inner(tag)
    }

    /// Whether each payment has a code of its own (dynamic), `None` when the code does not say.
    pub fn is_dynamic(&self) -> Option<bool> {
        match self.text(1)? {
            "11" => Some(false),
            "12" => Some(true),
            _ => None,
        }
    }

    /// The merchant's accounts with acquirers.
    pub fn acquirers(&self) -> impl Iterator<Item = MerchantAccount<'_>> {
        self.objects.iter().filter(|object| ACQUIRERS.contains(&object.tag)).map(Object::account)
    }

    /// The merchant in the national repository; its `id` is the NMID.
    pub fn national(&self) -> Option<MerchantAccount<'_>> {
        self.object(51).map(Object::account).filter(|account| account.domain == NATIONAL)
    }

    /// Merchant category; 9311 pays taxes.
    pub fn category(&self) -> &str {
        self.text(52).unwrap_or_default()
    }

    /// The amount in minor units of the rupiah; `None` in a static code.
    ///
    /// # Errors
    /// When it is no amount of rupiah above zero.
    pub fn amount(&self) -> Result<Option<i64>, QrisError> {
        let Some(written) = self.text(54) else { return Ok(None) };
        match Currency::IDR.minor_units(written) {
            Ok(minor @ 1..) => Ok(Some(minor)),
            Ok(_) => Err(field("54", format!("{written:?} is not above zero"))),
            Err(error) => Err(field("54", format!("{written:?} {error}"))),
        }
    }

    /// Merchant name.
    pub fn merchant(&self) -> &str {
        self.text(59).unwrap_or_default()
    }

    /// Merchant city.
    pub fn city(&self) -> &str {
        self.text(60).unwrap_or_default()
    }

    /// Number of the bill that is paid.
    pub fn bill(&self) -> Option<&str> {
        self.within(62, 1)
    }

    /// The merchant's reference of the payment.
    pub fn reference(&self) -> Option<&str> {
        self.within(62, 5)
    }

    /// The terminal that shows the code.
    pub fn terminal(&self) -> Option<&str> {
        self.within(62, 7)
    }

    /// Checks what QRIS asks beyond EMVCo's format.
    ///
    /// # Errors
    /// The first tag that is not as QRIS wants it.
    pub fn check_qris(&self) -> Result<(), QrisError> {
        let must = |tag: u8, wanted: &str| match self.text(tag) {
            Some(found) if found == wanted => Ok(()),
            found => {
                Err(field(format!("{tag:02}"), format!("is {found:?} and must be {wanted:?} in a QRIS code")))
            }
        };
        must(53, "360")?;
        must(58, "ID")?;
        let national = self.national();
        let pan = self.acquirers().any(|account| account.pan.starts_with("9360"));
        if national.is_none() && !pan {
            let problem = format!("neither {NATIONAL} in tag 51 nor a merchant PAN beginning with 9360");
            return Err(field("26", problem));
        }
        if national.is_some_and(|account| !account.id.starts_with("ID") || account.id.len() != 15) {
            return Err(field("51.02", "is no NMID: ID and 13 digits".to_owned()));
        }
        for (tag, longest) in [(59, 25), (60, 15)] {
            let count = self.text(tag).unwrap_or_default().chars().count();
            if !(1..=longest).contains(&count) {
                return Err(field(
                    tag.to_string(),
                    format!("has {count} characters and must have 1 to {longest}"),
                ));
            }
        }
        if self.category().len() != 4 || !self.category().bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(field("52", format!("{:?} is no merchant category of four digits", self.category())));
        }
        self.amount().map(drop)
    }

    /// The code as text, with its checksum.
    ///
    /// # Errors
    /// When a value has more than 99 characters or a tag more than two digits.
    pub fn emit(&self) -> Result<String, QrisError> {
        let mut text = String::new();
        write_objects(&self.objects, "", &mut text)?;
        text.push_str(CHECKSUM_HEAD);
        let checksum = crc16(text.as_bytes());
        text.push_str(&format!("{checksum:04X}"));
        if text.chars().nth(CHARACTERS_MAX).is_some() {
            return Err(QrisError::TooLong);
        }
        Ok(text)
    }
}
