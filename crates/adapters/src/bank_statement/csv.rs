//! Bank statements as CSV, one entry a row, with columns named as in the file's header. With a column of the running
//! balance every row is checked against the one before it, and the opening balance follows from the first.

use ::csv::{ByteRecord, ReaderBuilder, Trim};
use ledger::{Currency, Date};

use super::{
    Balance, BankEntry, BankStatement, References, StatementFault, Status, arithmetic, check_size, reference,
};

/// Which column holds what, and how figures and days are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementMapping {
    /// Name of the statement: a file of rows has none of its own.
    pub id: String,
    /// The account's number.
    pub account: String,
    /// Currency of every amount.
    pub currency: Currency,
    /// Column of the booking date.
    pub date: String,
    /// Column of the value date.
    pub value_date: Option<String>,
    /// Where the amount stands.
    pub amount: AmountColumns,
    /// Column of the bank's reference.
    pub reference: Option<String>,
    /// Column of the booking text.
    pub text: Option<String>,
    /// Column of the balance after the row.
    pub balance: Option<String>,
    /// Opening and closing balance in minor units, where no column runs; without either nothing can be summed up.
    pub balances: Option<(i64, i64)>,
    /// How days are written.
    pub days: DayOrder,
    /// How fractions are written: `.` or `,`. The other one, and blanks, may group thousands.
    pub decimal_mark: char,
    /// What stands between columns.
    pub delimiter: u8,
}

/// Where the amount stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountColumns {
    /// One column, negative for what left the account.
    Signed(String),
    /// A column for each direction; one of them is empty or zero.
    Split {
        /// Column of what left the account.
        debit: String,
        /// Column of what came in.
        credit: String,
    },
}

/// How days are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// `2026-01-31`.
    YearFirst,
    /// `31/01/2026`, `31-01-2026` or `31.01.2026`.
    DayFirst,
}

impl StatementMapping {
    /// Columns as an Indonesian bank's cash management exports them: `Tanggal`, `Keterangan`, `Debet`, `Kredit`, `Saldo`.
    pub fn new(id: impl Into<String>, account: impl Into<String>, currency: Currency) -> Self {
        let split = AmountColumns::Split { debit: "Debet".to_owned(), credit: "Kredit".to_owned() };
        Self {
            id: id.into(),
            account: account.into(),
            currency,
            date: "Tanggal".to_owned(),
            value_date: None,
            amount: split,
            reference: None,
            text: Some("Keterangan".to_owned()),
            balance: Some("Saldo".to_owned()),
            balances: None,
            days: DayOrder::DayFirst,
            decimal_mark: '.',
            delimiter: b',',
        }
    }
}

/// Where the mapping's columns stand.
struct Places {
    date: usize,
    value_date: Option<usize>,
    signed: Option<usize>,
    debit: Option<usize>,
    credit: Option<usize>,
    reference: Option<usize>,
    text: Option<usize>,
    balance: Option<usize>,
}

/// Reads a file.
///
/// # Errors
/// The first thing that is wrong with it, by line and column.
pub fn read(file: &[u8], mapping: &StatementMapping) -> Result<BankStatement, StatementFault> {
    check_size(file)?;
    let mut rows =
        ReaderBuilder::new().delimiter(mapping.delimiter).flexible(true).trim(Trim::All).from_reader(file);
    let header = rows.byte_headers().map_err(|error| fault_of(&error))?.clone();
    let places = Places::find(&header, mapping)?;
    let mut statement = BankStatement {
        id: mapping.id.clone(),
        account: mapping.account.clone(),
        currency: mapping.currency,
        from: None,
        to: None,
        opening: mapping.balances.map(|(amount, _)| Balance { date: None, amount }),
        closing: mapping.balances.map(|(_, amount)| Balance { date: None, amount }),
        entries: Vec::new(),
        remarks: Vec::new(),
    };
    let mut record = ByteRecord::new();
    let mut last_line = 1;
    while rows.read_byte_record(&mut record).map_err(|error| fault_of(&error))? {
        let row = Row { record: &record, mapping, line: record.position().map_or(0, ::csv::Position::line) };
        if record.iter().all(<[u8]>::is_empty) {
            continue;
        }
        if record.len() != header.len() {
            let problem = format!("has {} columns where the header has {}", record.len(), header.len());
            return Err(StatementFault::new(row.line, "row", problem));
        }
        last_line = row.line;
        row.take(&places, &mut statement)?;
    }
    let (first, last) = (statement.entries.first(), statement.entries.last());
    (statement.from, statement.to) =
        (first.map(|entry| entry.booking_date), last.map(|entry| entry.booking_date));
    arithmetic::check(&statement, last_line, mapping.balance.as_deref().unwrap_or("closing balance"))?;
    Ok(statement)
}

fn fault_of(error: &::csv::Error) -> StatementFault {
    let line = error.position().map_or(1, ::csv::Position::line);
    StatementFault::new(line, "row", format!("is not CSV ({error})"))
}

impl Places {
    fn find(header: &ByteRecord, mapping: &StatementMapping) -> Result<Self, StatementFault> {
        // A byte order mark in front of the first column is taken off by the CSV reader.
        let find = |column: &String| {
            let mut found = header.iter().enumerate().filter(|(_, name)| *name == column.as_bytes());
            match (found.next(), found.next()) {
                (Some((place, _)), None) => Ok(place),
                (Some(_), Some(_)) => Err(StatementFault::new(1, column, "stands in the header twice")),
                (None, _) => {
                    let names: Vec<_> = header.iter().map(String::from_utf8_lossy).collect();
                    Err(StatementFault::new(1, column, format!("is no column; the header has {names:?}")))
                }
            }
        };
        let optional = |column: &Option<String>| column.as_ref().map(find).transpose();
        let (signed, debit, credit) = match &mapping.amount {
            AmountColumns::Signed(column) => (Some(find(column)?), None, None),
            AmountColumns::Split { debit, credit } => (None, Some(find(debit)?), Some(find(credit)?)),
        };
        Ok(Self {
            date: find(&mapping.date)?,
            value_date: optional(&mapping.value_date)?,
            signed,
            debit,
            credit,
            reference: optional(&mapping.reference)?,
            text: optional(&mapping.text)?,
            balance: optional(&mapping.balance)?,
        })
    }
}

/// A row being read.
struct Row<'a> {
    record: &'a ByteRecord,
    mapping: &'a StatementMapping,
    line: u64,
}

impl Row<'_> {
    fn take(&self, places: &Places, statement: &mut BankStatement) -> Result<(), StatementFault> {
        let amount = self.amount(places)?;
        let text = places.text.map_or(Ok(""), |place| self.text(place, "text"))?;
        let bank = places.reference.map_or(Ok(""), |place| self.text(place, "reference"))?;
        let value_date = places.value_date.map(|place| self.day(place, "value date")).transpose()?;
        if let Some(place) = places.balance {
            let balance = self.figure(place, "balance")?;
            let before = balance
                .checked_sub(amount)
                .ok_or_else(|| self.fault("balance", "is larger than the ledger can hold"))?;
            let expected = statement.closing.filter(|_| !statement.entries.is_empty());
            if expected.is_some_and(|expected| expected.amount != before) {
                let write = |minor: i64| self.mapping.currency.decimal(minor.into());
                let problem = format!(
                    "the balance {} is not the one before, {}, and the amount {}; a row is missing or in the wrong place",
                    write(balance),
                    write(expected.map_or(0, |expected| expected.amount)),
                    write(amount)
                );
                return Err(self.fault("balance", problem));
            }
            if statement.entries.is_empty() {
                statement.opening = Some(Balance { date: None, amount: before });
            }
            statement.closing = Some(Balance { date: None, amount: balance });
        }
        statement.entries.push(BankEntry {
            number: arithmetic::number(&statement.entries, self.line, "row")?,
            line: self.line,
            booking_date: self.day(places.date, "date")?,
            value_date,
            amount,
            references: References { bank: reference(bank), ..References::default() },
            text: text.to_owned(),
            details: Vec::new(),
            reversal: false,
            status: Status::Booked,
        });
        Ok(())
    }

    fn amount(&self, places: &Places) -> Result<i64, StatementFault> {
        if let Some(place) = places.signed {
            return self.figure(place, "amount");
        }
        let side = |place: Option<usize>, name| match place.map(|place| self.text(place, name)).transpose()? {
            None | Some("") => Ok(0),
            Some(_) => self.figure(place.unwrap_or_default(), name),
        };
        match (side(places.debit, "debit")?, side(places.credit, "credit")?) {
            (0, credit @ 0..) => Ok(credit),
            (debit @ 0.., 0) => Ok(-debit),
            (debit, credit) if debit < 0 || credit < 0 => {
                Err(self.fault("amount", "is negative; the column says the direction"))
            }
            _ => Err(self.fault("amount", "stands in both columns, debit and credit")),
        }
    }

    /// A figure with whatever groups its thousands.
    fn figure(&self, place: usize, name: &str) -> Result<i64, StatementFault> {
        let written = self.text(place, name)?;
        let mark = self.mapping.decimal_mark;
        let group = if mark == ',' { '.' } else { ',' };
        let (whole, fraction) = written.split_once(mark).unwrap_or((written, ""));
        if !is_grouped(whole, group) {
            return Err(
                self.fault(name, format!("{written:?} is not an amount with {mark:?} before its fraction"))
            );
        }
        let whole: String =
            whole.chars().filter(|character| *character != group && *character != ' ').collect();
        let plain = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
        let minor = self.mapping.currency.minor_units(&plain);
        minor.map_err(|error| self.fault(name, format!("{written:?} {error}")))
    }

    fn day(&self, place: usize, name: &str) -> Result<Date, StatementFault> {
        let written = self.text(place, name)?;
        let (day, example) = match self.mapping.days {
            DayOrder::YearFirst => (Date::parse(written), "2026-01-31"),
            DayOrder::DayFirst => (day_first(written), "31/01/2026"),
        };
        day.ok_or_else(|| {
            self.fault(name, format!("{written:?} is not a date such as {example:?} that exists"))
        })
    }

    fn text(&self, place: usize, name: &str) -> Result<&str, StatementFault> {
        let bytes = self.record.get(place).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|_| self.fault(name, "is not UTF-8; save the file as UTF-8"))
    }

    fn fault(&self, column: &str, problem: impl Into<String>) -> StatementFault {
        StatementFault::new(self.line, column, problem)
    }
}

/// Whether digits are grouped in threes or not at all, so that a wrong decimal mark is never taken for grouping.
fn is_grouped(whole: &str, group: char) -> bool {
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    let mut parts = unsigned.split([group, ' ']);
    let first = parts.next().unwrap_or_default();
    let mut rest = parts.peekable();
    (rest.peek().is_none() || (1..=3).contains(&first.len())) && rest.all(|part| part.len() == 3)
}

/// Day, month, year with any of three marks between them, the same one twice.
fn day_first(text: &str) -> Option<Date> {
    let mark = ['/', '-', '.'].into_iter().find(|mark| text.contains(*mark))?;
    let mut parts = text.split(mark);
    let mut part = |length: usize| parts.next().filter(|part| part.len() == length);
    let (day, month, year) = (part(2)?, part(2)?, part(4)?);
    parts.next().is_none().then(|| Date::parse(&format!("{year}-{month}-{day}")))?
}
