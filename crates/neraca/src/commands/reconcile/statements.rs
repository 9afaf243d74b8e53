//! The bank's side: statements of one account, one after the other, without a gap.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use adapters::bank_statement::csv::{self, AmountColumns, DayOrder, StatementMapping};
use adapters::bank_statement::{self, follows};
use adapters::{BankEntry, BankStatement};
use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use ledger::{Currency, Date};
use reconciliation::{BankLine, Part};

use super::Reconcile;
use crate::exit::Usage;

/// How CSV files are written.
#[derive(Args, Debug)]
pub(super) struct CsvColumns {
    /// The files are CSV; columns are named as in their headers
    #[arg(long, help_heading = "CSV")]
    csv: bool,
    /// Column of the day
    #[arg(long, value_name = "COLUMN", default_value = "Tanggal", help_heading = "CSV")]
    date_column: String,
    /// Column of the amount, negative for what left the account [default: --debit-column and --credit-column]
    #[arg(long, value_name = "COLUMN", help_heading = "CSV")]
    amount_column: Option<String>,
    /// Column of what left the account
    #[arg(long, value_name = "COLUMN", default_value = "Debet", help_heading = "CSV")]
    debit_column: String,
    /// Column of what came in
    #[arg(long, value_name = "COLUMN", default_value = "Kredit", help_heading = "CSV")]
    credit_column: String,
    /// Column of the balance after each row
    #[arg(long, value_name = "COLUMN", default_value = "Saldo", help_heading = "CSV")]
    balance_column: String,
    /// Column of the bank's reference
    #[arg(long, value_name = "COLUMN", help_heading = "CSV")]
    reference_column: Option<String>,
    /// Column of the text
    #[arg(long, value_name = "COLUMN", help_heading = "CSV")]
    text_column: Option<String>,
    /// Days are written 2026-01-31 instead of 31/01/2026
    #[arg(long, help_heading = "CSV")]
    year_first: bool,
    /// Fractions are written behind a comma
    #[arg(long, help_heading = "CSV")]
    decimal_comma: bool,
    /// What stands between columns
    #[arg(long, value_name = "CHARACTER", default_value_t = ',', help_heading = "CSV")]
    delimiter: char,
}

/// The statements with the period they are looked at for.
pub(super) struct BankSide {
    pub(super) account: String,
    /// That of the account, and of every statement.
    pub(super) currency: Currency,
    pub(super) statements: Vec<BankStatement>,
    pub(super) from: Date,
    pub(super) to: Date,
    /// Minor units before the first day and after the last; `None` when the bank gave none.
    pub(super) balances: Option<(i128, i128)>,
    /// Statement and place of an entry within the period, by its key.
    places: BTreeMap<String, (usize, usize)>,
}

/// Reads the files and puts them in order.
pub(super) fn read(arguments: &Reconcile, currency: Currency) -> anyhow::Result<BankSide> {
    let mut statements = Vec::new();
    for path in &arguments.files {
        let named = || format!("\"{}\"", path.display());
        let file = std::fs::read(path).with_context(named)?;
        if arguments.csv.csv {
            let mapping = arguments.csv.mapping(path, arguments.bank_account.as_deref(), currency)?;
            statements.push(csv::read(&file, &mapping).with_context(named)?);
        } else {
            statements.extend(bank_statement::read(&file).with_context(named)?);
        }
    }
    let account = account(&statements, arguments.bank_account.as_deref())?;
    statements.retain(|statement| statement.account == account);
    if let Some(other) = statements.iter().find(|statement| statement.currency != currency) {
        bail!("statement \"{}\" is in {} and the account in {currency}", other.id, other.currency);
    }
    statements.sort_by_key(|statement| (first_day(statement), statement.id.clone()));
    check_chain(&statements)?;
    side((account, currency), statements, arguments.from, arguments.to)
}

impl CsvColumns {
    fn mapping(
        &self,
        path: &Path,
        account: Option<&str>,
        currency: Currency,
    ) -> anyhow::Result<StatementMapping> {
        let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let delimiter = u8::try_from(self.delimiter)
            .map_err(|_| Usage("--delimiter is one character of ASCII".to_owned()))?;
        let amount = match &self.amount_column {
            Some(column) => AmountColumns::Signed(column.clone()),
            None => {
                AmountColumns::Split { debit: self.debit_column.clone(), credit: self.credit_column.clone() }
            }
        };
        Ok(StatementMapping {
            date: self.date_column.clone(),
            amount,
            reference: self.reference_column.clone(),
            text: self.text_column.clone(),
            balance: Some(self.balance_column.clone()),
            days: if self.year_first { DayOrder::YearFirst } else { DayOrder::DayFirst },
            decimal_mark: if self.decimal_comma { ',' } else { '.' },
            delimiter,
            ..StatementMapping::new(id, account.unwrap_or("csv"), currency)
        })
    }
}

/// The one account that is looked at.
fn account(statements: &[BankStatement], wanted: Option<&str>) -> anyhow::Result<String> {
    let numbers: BTreeSet<&str> = statements.iter().map(|statement| statement.account.as_str()).collect();
    let list = || numbers.iter().map(|number| format!("\"{number}\"")).collect::<Vec<_>>().join(", ");
    match (wanted, numbers.first()) {
        (Some(wanted), _) if numbers.contains(wanted) => Ok(wanted.to_owned()),
        (Some(wanted), _) => bail!("no statement is of account \"{wanted}\"; the files hold {}", list()),
        (None, Some(only)) if numbers.len() == 1 => Ok((*only).to_owned()),
        _ => {
            Err(Usage(format!("the files hold several accounts, {}; choose with --bank-account", list()))
                .into())
        }
    }
}

/// Refuses statements between which one is missing, or of which one was given twice.
fn check_chain(statements: &[BankStatement]) -> anyhow::Result<()> {
    let with_balances: Vec<&BankStatement> =
        statements.iter().filter(|statement| statement.closing.is_some()).collect();
    for pair in with_balances.windows(2) {
        if follows(pair[0], pair[1]) == Some(false) {
            let write = |balance: Option<bank_statement::Balance>| {
                pair[0].currency.decimal(balance.map_or(0, |balance| balance.amount).into())
            };
            bail!(
                "statement \"{}\" closes with {} and \"{}\" opens with {}: give the statements between them, each once",
                pair[0].id,
                write(pair[0].closing),
                pair[1].id,
                write(pair[1].opening),
            );
        }
    }
    Ok(())
}

/// The first day that a statement is about.
fn first_day(statement: &BankStatement) -> Option<Date> {
    let entries = statement.booked().map(|entry| entry.booking_date).min();
    entries.or(statement.from).or(statement.opening.and_then(|balance| balance.date))
}

/// The first day of a statement's period, which may lie before its first entry: what the file says, or the day after its
/// opening balance.
fn begin_of(statement: &BankStatement) -> Option<Date> {
    let after_opening = || statement.opening?.date.map(|date| Date(date.0.saturating_add(1)));
    let stated = statement.from.or_else(after_opening);
    [first_day(statement), stated].into_iter().flatten().min()
}

fn last_day(statement: &BankStatement) -> Option<Date> {
    let entries = statement.booked().map(|entry| entry.booking_date).max();
    let stated = statement.to.or(statement.closing.and_then(|balance| balance.date));
    entries.max(stated)
}

fn side(
    (account, currency): (String, Currency),
    statements: Vec<BankStatement>,
    from: Option<Date>,
    to: Option<Date>,
) -> anyhow::Result<BankSide> {
    let begins = statements.iter().filter_map(begin_of).min();
    let ends = statements.iter().filter_map(last_day).max();
    let undated = || anyhow!("the statements have no day; give --from and --to");
    let from = from.or(begins).ok_or_else(undated)?;
    let to = to.or(ends).ok_or_else(undated)?;
    if from > to {
        return Err(Usage(format!("the first day, {from}, comes after the last, {to}")).into());
    }
    let (mut before, mut within) = (0_i128, 0_i128);
    let mut places = BTreeMap::new();
    for (number, statement) in statements.iter().enumerate() {
        for (place, (entry, key)) in statement.entries.iter().zip(statement.entry_names()).enumerate() {
            if entry.status != bank_statement::Status::Booked {
                continue;
            }
            if entry.booking_date < from {
                before += i128::from(entry.amount);
            } else if entry.booking_date <= to {
                within += i128::from(entry.amount);
                if places.insert(key.clone(), (number, place)).is_some() {
                    bail!("entry \"{key}\" stands in the statements twice; give each statement once");
                }
            }
        }
    }
    let all = statements.iter().all(|statement| statement.opening.is_some() && statement.closing.is_some());
    let opening = statements.first().and_then(|statement| statement.opening).filter(|_| all);
    let balances = opening.map(|opening| {
        let opening = i128::from(opening.amount) + before;
        (opening, opening + within)
    });
    Ok(BankSide { account, currency, statements, from, to, balances, places })
}

impl BankSide {
    /// The entry of a key, with its statement.
    pub(super) fn entry(&self, key: &str) -> Option<(&BankStatement, &BankEntry)> {
        let (statement, entry) = self.places.get(key)?;
        let statement = self.statements.get(*statement)?;
        Some((statement, statement.entries.get(*entry)?))
    }

    /// The booked entries of the period.
    pub(super) fn lines(&self) -> Vec<BankLine> {
        let keys = self.places.keys();
        keys.filter_map(|key| self.entry(key).map(|(_, entry)| line(key, entry))).collect()
    }
}

fn line(key: &str, entry: &BankEntry) -> BankLine {
    let owned = |references: &bank_statement::References| references.iter().map(str::to_owned).collect();
    let part = |detail: &bank_statement::Detail| {
        Some(Part { amount: detail.amount?, references: owned(&detail.references) })
    };
    BankLine {
        key: key.to_owned(),
        date: entry.booking_date,
        amount: entry.amount,
        references: owned(&entry.references),
        channel: String::new(),
        text: entry.text.clone(),
        // A batch with a payment of unknown amount tells nothing of its parts.
        parts: entry.details.iter().map(part).collect::<Option<_>>().unwrap_or_default(),
        carried: false,
    }
}
