//! Documents of the treasury as SIPD and programs like it export them: fund releases (SPD), payment requests (SPP), payment
//! orders (SPM), disbursements (SP2D) and deposit slips (STS), one line of a document a row, in CSV or JSON.
//!
//! A document's number is its identity, so that the same export, or a later one with the same documents, gives repeats. A
//! document of several lines has one event for each, named by number and account. No public layout of these exports
//! exists: columns are named by the caller, and the defaults are only what such files often say.
//!
//! `rows` reads either format, `text` the amounts and dates that people write, `document` makes events of rows.

mod document;
mod rows;
mod text;

use std::collections::BTreeMap;
use std::path::Path;

use ledger::money::Currency;
use wire::cloudevents::Event;

use crate::person::Person;
use crate::pseudonym::PseudonymKey;
pub use rows::SipdError;
pub use text::AmountStyle;

/// Which document an export is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SipdKind {
    /// SPD.
    FundRelease,
    /// SPP.
    PaymentRequest,
    /// SPM.
    PaymentOrder,
    /// SP2D.
    Disbursement,
    /// STS.
    DepositSlip,
}

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SipdField {
    /// The document's number.
    Number,
    /// Its date.
    Date,
    /// The agency (SKPD); where there is none the number says it.
    Agency,
    /// `UP`, `GU`, `TU` or `LS`; where there is none the number says it.
    Purpose,
    /// Revenue or expenditure account of the line.
    Account,
    /// Gross amount of the line.
    Amount,
    /// What the payee gets.
    Transfer,
    /// Number of the payment order (SPM) that a disbursement carries out.
    Order,
    /// Number of the payment request (SPP).
    Request,
    /// Number of the fund release (SPD).
    FundRelease,
    /// What it is for.
    Description,
    /// How it was paid.
    Channel,
    /// The payee's number or name.
    Vendor,
    /// The payee's bank account.
    VendorAccount,
    /// First day of a fund release.
    ValidFrom,
    /// Its last day.
    ValidTo,
}

/// How an export is to be read.
#[derive(Clone, Debug)]
pub struct SipdMapping {
    /// Which documents.
    pub kind: SipdKind,
    /// Columns that are named otherwise than by default. Case, blanks and punctuation of names do not count.
    pub columns: BTreeMap<SipdField, String>,
    /// Accounts of what is withheld, each with the column of its amounts.
    pub deductions: Vec<(String, String)>,
    /// How amounts are written.
    pub amounts: AmountStyle,
    /// Numbers need not be in the pattern of SIPD; agency and purpose then have columns of their own.
    pub any_number: bool,
    /// How disbursements are booked: `expense`, `payable` or `card`.
    pub basis: String,
    /// Currency of every amount.
    pub currency: Currency,
}

/// What a row became.
#[derive(Debug)]
pub struct SipdEvent {
    /// The event; its payee is a pseudonym.
    pub event: Event,
    /// The payee in clear, where the row names one.
    pub payee: Option<Person>,
}

/// A row that gives no event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column:?}: {problem}")]
pub struct SipdFault {
    /// Where the row begins: the line of a CSV file, the place in a JSON list from 1.
    pub line: u64,
    /// The column; empty when it is the whole row.
    pub column: String,
    /// What is wrong, and what is wanted.
    pub problem: String,
    /// The row as JSON, without its payee.
    pub raw: String,
}

/// What an export says.
#[derive(Debug)]
pub struct SipdExport {
    /// Source of faults: the file with a digest of its content, since a row that can't be read has no number to go by.
    pub source: String,
    /// The rows in their order.
    pub rows: Vec<Result<SipdEvent, SipdFault>>,
    /// Orders of imprest, which hold nothing and give no event.
    pub passed_over: u64,
}

impl SipdKind {
    /// All kinds, by the words that people use for them.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("spd", Self::FundRelease),
        ("spp", Self::PaymentRequest),
        ("spm", Self::PaymentOrder),
        ("sp2d", Self::Disbursement),
        ("sts", Self::DepositSlip),
    ];

    /// The kind's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

impl SipdField {
    /// All fields, by the words that name them on a command line, with the columns that they have by default. `{kind}` stands
    /// for the word of the kind.
    pub const WORDS: [(&'static str, Self, &'static [&'static str]); 16] = [
        ("number", Self::Number, &["nomor {kind}", "no {kind}", "nomor"]),
        ("date", Self::Date, &["tanggal {kind}", "tgl {kind}", "tanggal"]),
        ("agency", Self::Agency, &["kode skpd", "kode opd"]),
        ("purpose", Self::Purpose, &["jenis {kind}", "jenis"]),
        ("account", Self::Account, &["kode rekening", "kode akun"]),
        ("amount", Self::Amount, &["nilai {kind}", "nilai", "jumlah"]),
        ("transfer", Self::Transfer, &["nilai netto", "netto"]),
        ("order", Self::Order, &["nomor spm", "no spm"]),
        ("request", Self::Request, &["nomor spp", "no spp"]),
        ("fund-release", Self::FundRelease, &["nomor spd", "no spd"]),
        ("description", Self::Description, &["uraian", "keterangan"]),
        ("channel", Self::Channel, &["kanal"]),
        ("vendor", Self::Vendor, &["npwp penerima", "penerima", "nama penerima"]),
        ("vendor-account", Self::VendorAccount, &["rekening penerima", "nomor rekening penerima"]),
        ("valid-from", Self::ValidFrom, &["berlaku dari", "tanggal mulai"]),
        ("valid-to", Self::ValidTo, &["berlaku sampai", "tanggal selesai"]),
    ];

    /// The field of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, ..)| *known == word).map(|(_, field, _)| *field)
    }
}

/// Reads an export: JSON when its first character opens a list or an object, CSV otherwise.
///
/// # Errors
/// When the file can't be read at all, or lacks a column that every document of its kind has.
pub fn read(path: &Path, mapping: &SipdMapping, key: &PseudonymKey) -> Result<SipdExport, SipdError> {
    let source = crate::spending_csv::file_source(path)?;
    let bytes = std::fs::read(path)?;
    let table = rows::read(&bytes, mapping)?;
    Ok(document::export(source, table, mapping, key))
}
