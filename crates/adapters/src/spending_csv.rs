//! Spending that a government publishes as CSV: one row per payment. Positive rows become `SpendingReported`, negative
//! ones (credits) `SpendingReturned` with the positive amount; rows of zero move nothing and are counted.
//!
//! Identity is the file and the row, or a column that names the payment: groups of identical rows are all real
//! payments, so content never tells a repeat. Reading the same file again gives the same identities.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bytes::Bytes;
use csv::{ByteRecord, Trim};
use ledger::money::Currency;
use sha2::{Digest, Sha256};
use wire::cloudevents::Event;
use wire::message::Message;
use wire::payment_v1::{Amount, SpendingReported, SpendingReturned, Vendor};

use crate::person::{Part, Person};
use crate::pseudonym::PseudonymKey;
use crate::slug::slug;

/// Which column holds what. Columns are named as in the file's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpendingMapping {
    /// Column of the agency that spent.
    pub agency: String,
    /// Column of the date, `YYYY-MM-DD`.
    pub date: String,
    /// Column of the amount: decimal digits, perhaps with a minus.
    pub amount: String,
    /// Column of who was paid; `None` when the file does not tell.
    pub payee: Option<String>,
    /// Column that names the payment, unique within the source; `None` takes the row's number.
    pub id: Option<String>,
    /// Where the expenditure account comes from.
    pub account: AccountFrom,
    /// Currency of every amount.
    pub currency: Currency,
    /// What is written in front of every agency's name, such as `bradford.`.
    pub agency_prefix: String,
    /// Channel of every payment; empty means unknown.
    pub channel: String,
}

/// Where an expenditure account comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountFrom {
    /// The same for every row.
    Fixed(String),
    /// A column.
    Column(String),
}

impl SpendingMapping {
    /// Columns as in the files of Bradford Council, with every row on one account.
    pub fn new(account: impl Into<String>, currency: Currency) -> Self {
        Self {
            agency: "Organisational Unit".to_owned(),
            date: "Payment Date".to_owned(),
            amount: "Amount".to_owned(),
            payee: Some("Beneficiary Name".to_owned()),
            id: None,
            account: AccountFrom::Fixed(account.into()),
            currency,
            agency_prefix: String::new(),
            channel: String::new(),
        }
    }
}

/// A file that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SpendingError {
    /// Reading failed.
    #[error("the file could not be read")]
    Read(#[from] io::Error),
    /// It is not CSV from the first row on.
    #[error("the header is not CSV")]
    Header(#[source] csv::Error),
    /// A column of the mapping is not there.
    #[error("there is no column {column:?}; the header has {found}")]
    ColumnMissing {
        /// The column.
        column: String,
        /// What the header has.
        found: String,
    },
    /// Two columns have the name of one in the mapping.
    #[error("column {0:?} stands in the header twice")]
    ColumnTwice(String),
}

/// A row that gives no event. Rows are counted as a spreadsheet does, the header being row 1; blank lines are no rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row}, column {column:?}: {problem}")]
pub struct RowFault {
    /// The row.
    pub row: u64,
    /// The column; empty when it is the whole row.
    pub column: String,
    /// What is wrong.
    pub problem: String,
    /// The row as CSV, its payee a pseudonym.
    pub raw: Bytes,
}

/// What became of the rows read so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Rows that became `SpendingReported`.
    pub reported: u64,
    /// Rows that became `SpendingReturned`.
    pub returned: u64,
    /// Rows with an amount of zero: nothing moved, so there is no event.
    pub zero: u64,
    /// Rows that gave a fault.
    pub faulty: u64,
}

/// Where the mapping's columns stand.
#[derive(Debug)]
struct Columns {
    agency: usize,
    date: usize,
    amount: usize,
    payee: Option<usize>,
    id: Option<usize>,
    account: Option<usize>,
    names: Vec<String>,
}

/// The rows of a file, read as they are asked for.
#[derive(Debug)]
pub struct SpendingFile<R> {
    rows: csv::Reader<R>,
    columns: Columns,
    mapping: SpendingMapping,
    key: PseudonymKey,
    source: String,
    row: u64,
    counts: RowCounts,
    failed: bool,
    record: ByteRecord,
    payee: Option<Person>,
}

impl SpendingFile<File> {
    /// Opens a file. Its source is `urn:neraca:file:` with its name and a digest of its content, so that a corrected
    /// file under the old name is another source. The file is read once for that, in pieces.
    ///
    /// # Errors
    /// When it cannot be read or lacks a column.
    pub fn open(path: &Path, mapping: SpendingMapping, key: PseudonymKey) -> Result<Self, SpendingError> {
        let source = file_source(path)?;
        Self::new(File::open(path)?, source, mapping, key)
    }
}

/// The source of a file's events: its name without extension, and 16 hex digits of its content's SHA-256.
///
/// # Errors
/// When it cannot be read.
pub fn file_source(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            read => hasher.update(&piece[..read]),
        }
    }
    let digest: String = hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = slug("", &stem).unwrap_or_else(|| "file".to_owned());
    Ok(format!("urn:neraca:file:{stem}-{digest}"))
}

impl<R: Read> SpendingFile<R> {
    /// Reads rows from `reader`. `source` is the CloudEvents source of every event; with it the same rows must always
    /// come in the same order, unless a column names them.
    ///
    /// # Errors
    /// When the header cannot be read or lacks a column.
    pub fn new(
        reader: R,
        source: impl Into<String>,
        mapping: SpendingMapping,
        key: PseudonymKey,
    ) -> Result<Self, SpendingError> {
        // Rows of another length are faults of their own, not the end of the file.
        let mut rows = csv::ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(reader);
        let header = rows.byte_headers().map_err(SpendingError::Header)?;
        let names: Vec<String> =
            header.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let columns = Columns::find(names, &mapping)?;
        Ok(Self {
            rows,
            columns,
            mapping,
            key,
            source: source.into(),
            row: 1,
            counts: RowCounts::default(),
            failed: false,
            record: ByteRecord::new(),
            payee: None,
        })
    }

    /// Who was paid by the event that was read last, in clear; `None` when the file does not tell.
    pub fn take_payee(&mut self) -> Option<Person> {
        self.payee.take()
    }

    /// What became of the rows so far.
    pub fn counts(&self) -> RowCounts {
        self.counts
    }

    /// The CloudEvents source of the events.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The event of the row in hand; `None` for a row of zero.
    fn event(&mut self) -> Result<Option<Event>, RowFault> {
        let row = self.payment()?;
        let count = match row.minor {
            0 => {
                self.counts.zero += 1;
                return Ok(None);
            }
            1.. => &mut self.counts.reported,
            _ => &mut self.counts.returned,
        };
        *count += 1;
        let id = row.id.clone();
        self.payee = (!row.payee.is_empty()).then(|| Person::new(Part::Vendor, &row.payee));
        Ok(Some(crate::event(&self.source, id, String::new(), &row.message(&self.mapping))))
    }

    /// What the row in hand says, checked field by field.
    fn payment(&self) -> Result<Payment, RowFault> {
        let (columns, mapping) = (&self.columns, &self.mapping);
        let expected = columns.names.len();
        if self.record.len() != expected {
            let problem = format!("{} fields where the header has {expected}", self.record.len());
            return Err(self.fault(None, problem));
        }
        let date = self.text(columns.date)?;
        if ledger::Date::parse(date).is_none() {
            return Err(
                self.fault(Some(columns.date), format!("{date:?} is not a date such as \"2016-04-30\""))
            );
        }
        let written = self.text(columns.amount)?;
        let not_exact = |error| self.fault(Some(columns.amount), format!("{written:?} {error}"));
        let minor = mapping.currency.minor_units(written).map_err(not_exact)?;
        let unit = self.text(columns.agency)?;
        let agency = slug(&mapping.agency_prefix, unit).ok_or_else(|| {
            self.fault(Some(columns.agency), format!("{unit:?} gives no name for an agency"))
        })?;
        let account = match (&mapping.account, columns.account) {
            (AccountFrom::Column(_), Some(place)) => self.text(place)?,
            (AccountFrom::Fixed(text) | AccountFrom::Column(text), _) => text,
        };
        let id = match columns.id {
            None => self.row.to_string(),
            Some(place) => match self.text(place)? {
                "" => return Err(self.fault(Some(place), "the payment's name is empty".to_owned())),
                name => name.to_owned(),
            },
        };
        let payee = columns.payee.map_or(Ok(""), |place| self.text(place))?;
        Ok(Payment {
            id,
            minor,
            date: date.to_owned(),
            agency,
            account: account.to_owned(),
            unit: unit.to_owned(),
            vendor: self.key.of(payee),
            payee: payee.to_owned(),
        })
    }

    /// The text of a column.
    fn text(&self, place: usize) -> Result<&str, RowFault> {
        let bytes = self.record.get(place).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains('\0') => {
                Err(self.fault(Some(place), "holds the character NUL".to_owned()))
            }
            Ok(text) => Ok(text),
            Err(_) => Err(self.fault(Some(place), "is not UTF-8; save the file as UTF-8".to_owned())),
        }
    }

    fn fault(&self, column: Option<usize>, problem: String) -> RowFault {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        // The row is kept in the log, so its payee is a pseudonym there too. In a row of another length nobody knows which
        // field is the payee's, and all fields but the first are left out.
        let is_whole = self.record.len() == self.columns.names.len();
        let concealed: ByteRecord = self
            .record
            .iter()
            .enumerate()
            .map(|(place, field)| match self.columns.payee {
                Some(payee) if is_whole && place == payee => {
                    self.key.of(&String::from_utf8_lossy(field)).into_bytes()
                }
                Some(_) if !is_whole && place > 0 => Vec::new(),
                _ => field.to_vec(),
            })
            .collect();
        // Writing into memory does not fail; if it did, the fault would still be told without the row.
        let written = writer.write_byte_record(&concealed).is_ok();
        let raw = if written { writer.into_inner().unwrap_or_default() } else { Vec::new() };
        let column = column.and_then(|place| self.columns.names.get(place)).cloned().unwrap_or_default();
        RowFault { row: self.row, column, problem, raw: raw.into() }
    }
}

/// What a row says.
struct Payment {
    id: String,
    /// Minor units, negative for what came back.
    minor: i64,
    date: String,
    agency: String,
    account: String,
    /// The agency as the file writes it.
    unit: String,
    /// Pseudonym of the payee; empty when the file does not tell.
    vendor: String,
    /// The payee in clear.
    payee: String,
}

impl Payment {
    fn message(self, mapping: &SpendingMapping) -> Message {
        let Self { date, agency, account, unit: description, minor, .. } = self;
        let vendor = (!self.vendor.is_empty()).then(|| Vendor { id: self.vendor, ..Vendor::default() });
        let amount = Some(Amount {
            value: mapping.currency.decimal(i128::from(minor).abs()),
            currency: mapping.currency.code().to_owned(),
        });
        let channel = mapping.channel.clone();
        if minor > 0 {
            let report = String::new();
            Message::SpendingReported(SpendingReported {
                date,
                agency,
                account,
                amount,
                report,
                description,
                channel,
                vendor,
            })
        } else {
            let reference = String::new();
            Message::SpendingReturned(SpendingReturned {
                date,
                agency,
                account,
                amount,
                reference,
                description,
                channel,
                vendor,
                into: String::new(),
            })
        }
    }
}

impl Columns {
    fn find(names: Vec<String>, mapping: &SpendingMapping) -> Result<Self, SpendingError> {
        let find = |column: &str| {
            let mut places = names.iter().enumerate().filter(|(_, name)| *name == column);
            match (places.next(), places.next()) {
                (Some((place, _)), None) => Ok(place),
                (Some(_), Some(_)) => Err(SpendingError::ColumnTwice(column.to_owned())),
                (None, _) => {
                    let found = format!("{names:?}");
                    Err(SpendingError::ColumnMissing { column: column.to_owned(), found })
                }
            }
        };
        let account = match &mapping.account {
            AccountFrom::Fixed(_) => None,
            AccountFrom::Column(column) => Some(find(column)?),
        };
        Ok(Self {
            agency: find(&mapping.agency)?,
            date: find(&mapping.date)?,
            amount: find(&mapping.amount)?,
            payee: mapping.payee.as_deref().map(find).transpose()?,
            id: mapping.id.as_deref().map(find).transpose()?,
            account,
            names,
        })
    }
}

impl<R: Read> Iterator for SpendingFile<R> {
    type Item = Result<Event, RowFault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            let mut record = std::mem::take(&mut self.record);
            let read = self.rows.read_byte_record(&mut record);
            self.record = record;
            self.row += 1;
            let item = match read {
                Ok(false) => return None,
                Ok(true) => self.event(),
                Err(error) => {
                    self.failed = true;
                    Err(self.fault(None, format!("could not be read: {error}")))
                }
            };
            match item {
                Ok(None) => {}
                Ok(Some(event)) => return Some(Ok(event)),
                Err(fault) => {
                    self.counts.faulty += 1;
                    return Some(Err(fault));
                }
            }
        }
        None
    }
}
