//! `neraca reconcile`: bank statements against a cash account of the book. `statements` reads the bank's side, `account` the
//! book's, `earlier` what was confirmed before; the crate `reconciliation` finds what is the same money, `printing` shows it, and
//! `confirmation` records what somebody confirms of it.

mod account;
mod confirmation;
mod earlier;
mod printing;
mod statements;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use adapters::bank_statement::{SuspenseForm, unidentified};
use anyhow::Context as _;
use clap::Args;
use ledger::{AccountName, Date};
use projections::ReadModels;
use reconciliation::{Balances, Form, Input, LineKey, Options, Pairing, Reconciliation};
use serde::Deserialize;

use confirmation::{Confirmation, Recorded};
use earlier::Earlier;

use crate::commands::Context;
use crate::commands::report::read_models;
use crate::exit::{Ending, Usage};
use crate::output;
use crate::submission::Proposing;

/// Reconcile bank statements with a cash account
///
/// Reads camt.053, camt.054 and MT940, or CSV with --csv, in any order; a file that does not add up is refused by line and
/// tag. Prints what is the same money and why, what only one side has and for how long, and the form from the book's balance
/// to the bank's. Exits with 4 when the form does not tie. --json prints proposals; keep the right ones in a file and give it
/// with --confirm. With --record they are confirmed for good: they are not offered again, and what stays open is carried into
/// the reconciliation of the days behind.
#[derive(Args, Debug)]
pub struct Reconcile {
    /// The statements
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The cash account, such as ppkd:1.1.01.01.01.0001
    #[arg(long, value_name = "ENTITY:CODE")]
    account: String,
    /// Which account, when the files hold several
    #[arg(long, value_name = "NUMBER")]
    bank_account: Option<String>,
    /// Days that may lie between bank and book
    #[arg(long, value_name = "N", default_value_t = 3)]
    tolerance_days: u32,
    /// Amount by which bank and book may differ
    #[arg(long, value_name = "AMOUNT", default_value = "0")]
    tolerance_amount: String,
    /// First day, YYYY-MM-DD [default: that of the statements]
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<Date>,
    /// Last day, YYYY-MM-DD [default: that of the statements]
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<Date>,
    /// Matches that somebody confirmed: a file as --json prints it, with the right matches left in it
    #[arg(long, value_name = "FILE")]
    confirm: Option<PathBuf>,
    /// Record these matches, and all that stays open, as confirmed for these days; nothing else is matched then
    #[arg(long, requires_all = ["confirm", "confirmed_by"])]
    record: bool,
    /// Who confirms, by office or pseudonym, such as kuasa-bud
    #[arg(long, value_name = "WHO", requires = "record")]
    confirmed_by: Option<String>,
    /// Number of the reconciliation [default: made of the account and the days]
    #[arg(long, value_name = "NUMBER", requires = "record")]
    document: Option<String>,
    #[command(flatten)]
    proposing: Proposing,
    /// Write credits that the book does not have as events for "neraca import events"; a second run gives repeats
    #[arg(long, value_name = "FILE")]
    suspense_out: Option<PathBuf>,
    /// Write them as journals on this account of the same entity, such as 2.1.01.09.01.0001 [default: UnidentifiedReceived,
    /// whose accounts the rulebook knows]
    #[arg(long, value_name = "CODE", requires = "suspense_out")]
    suspense_account: Option<String>,
    #[command(flatten)]
    csv: statements::CsvColumns,
}

/// The part of a file of matches that counts.
#[derive(Deserialize)]
struct MatchesFile {
    matches: Vec<MatchInFile>,
}

#[derive(Deserialize)]
struct MatchInFile {
    bank: Vec<String>,
    ledger: Vec<String>,
}

/// All that there is to print.
struct Done {
    bank: statements::BankSide,
    account: account::BookSide,
    name: String,
    earlier: Earlier,
    input: Input,
    found: Reconciliation,
    /// `None` when the bank gave no balances, as notifications do.
    form: Option<Form>,
    /// What people should know of it, in Indonesian and English.
    notes: Vec<String>,
}

/// What was written besides.
#[derive(Default)]
struct Written {
    /// Unidentified credits.
    suspense: Option<u64>,
    confirmation: Option<Recorded>,
}

impl Reconcile {
    /// Reconciles and prints.
    ///
    /// # Errors
    /// When a file is refused, the account is not in the book, or the input contradicts itself.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        if self.proposing.is_proposing() && !self.record {
            return Err(Usage("--maker proposes what is recorded; add --record".to_owned()).into());
        }
        let (done, confirmation) = {
            let (_site, models) = read_models(context).await?;
            let done = self.look(&models, context.book()).await?;
            let confirmation = match self.record {
                true => Some(Confirmation::new(self, &models, context.book(), &done).await?),
                false => None,
            };
            (done, confirmation)
        };
        let mut written = Written { suspense: self.write_suspense(&done)?, confirmation: None };
        if let Some(confirmation) = confirmation {
            written.confirmation = Some(confirmation.send(self, context).await?);
        }
        if context.json {
            output::json(&printing::json(&done, &written))?;
        } else {
            printing::text(&done)?;
            if let (Some(count), Some(path)) = (written.suspense, &self.suspense_out) {
                output::line(format!(
                    "{count} kredit ditulis ke \"{0}\" / credits written; post them with: neraca import events {0}",
                    path.display()
                ))?;
            }
            if let Some(recorded) = &written.confirmation {
                printing::recorded(&done, recorded)?;
            }
        }
        let ties = done.form.as_ref().is_none_or(Form::ties);
        Ok(if ties { Ending::Done } else { Ending::NotVerified })
    }

    /// Reads both sides and what was confirmed before, and finds what is the same money.
    async fn look(&self, models: &ReadModels, book: &str) -> anyhow::Result<Done> {
        let name = AccountName::parse(&self.account)
            .ok_or_else(|| Usage(format!("\"{}\" is no account; write ENTITY:CODE", self.account)))?;
        let currency = models.balance(book, name).await?.account.currency;
        let mut bank = statements::read(self, currency)?;
        let earlier = Earlier::read(models, book, name, &mut bank, self.from.is_some()).await?;
        let account =
            account::read(models, (book, name), (bank.from, bank.to), earlier.before.as_ref()).await?;
        let mut input = Input {
            bank: [bank.lines(), earlier.open_entries(currency)?].concat(),
            ledger: account.lines.clone(),
            confirmed: self.confirmed()?,
            options: self.options(&bank)?,
        };
        let mut notes = earlier.notes(&bank)?;
        if self.confirm.is_none() {
            let (known, unknown) = known(earlier.pairings()?, &input);
            if unknown > 0 {
                notes.push(format!(
                    "{unknown} pasangan yang dikonfirmasi tidak ada dalam berkas ini / {unknown} confirmed matches name what is \
                     not in these files"
                ));
            }
            input.confirmed = known;
        }
        let found = match self.record {
            true => reconciliation::only_confirmed(&input)?,
            false => reconciliation::reconcile(&input)?,
        };
        let form = bank.balances.map(|(bank_opening, bank_closing)| {
            let (book_opening, book_closing) = (account.opening, account.closing);
            Form::new(&found, Balances { book_opening, book_closing, bank_opening, bank_closing })
        });
        Ok(Done { bank, account, name: self.account.clone(), earlier, input, found, form, notes })
    }

    fn options(&self, bank: &statements::BankSide) -> anyhow::Result<Options> {
        let invalid = |error| Usage(format!("--tolerance-amount {:?} {error}", self.tolerance_amount));
        let amount = bank.currency.minor_units(&self.tolerance_amount).map_err(invalid)?;
        if amount < 0 {
            return Err(Usage("--tolerance-amount is not negative".to_owned()).into());
        }
        Ok(Options { days: self.tolerance_days, amount, ..Options::new(bank.to) })
    }

    /// The matches that somebody confirmed.
    fn confirmed(&self) -> anyhow::Result<Vec<Pairing>> {
        let Some(path) = &self.confirm else { return Ok(Vec::new()) };
        let named = || format!("\"{}\"", path.display());
        let text = std::fs::read(path).with_context(named)?;
        let file: MatchesFile = serde_json::from_slice(&text)
            .with_context(|| format!("{} is not a file of matches as --json prints it", named()))?;
        let pairing = |one: MatchInFile| {
            let key = |text: &String| {
                LineKey::parse(text).ok_or_else(|| {
                    anyhow::anyhow!("{}: {text:?} is no ledger line such as \"123.0\"", named())
                })
            };
            let ledger = one.ledger.iter().map(key).collect::<anyhow::Result<_>>()?;
            Ok(Pairing { bank: one.bank, ledger })
        };
        file.matches.into_iter().map(pairing).collect()
    }

    /// Writes unidentified credits, if that was asked for; says how many.
    fn write_suspense(&self, done: &Done) -> anyhow::Result<Option<u64>> {
        let Some(path) = &self.suspense_out else { return Ok(None) };
        let form = match (&self.suspense_account, self.account.split_once(':')) {
            (Some(code), Some((entity, _))) => {
                SuspenseForm::Journal { cash: self.account.clone(), suspense: format!("{entity}:{code}") }
            }
            _ => SuspenseForm::Rule,
        };
        let named = || format!("\"{}\"", path.display());
        let mut file = BufWriter::new(File::create(path).with_context(named)?);
        let mut count = 0;
        for unmatched in &done.found.bank_only {
            let Some((statement, entry)) = done.bank.entry(&unmatched.key) else { continue };
            let Some(event) = unidentified(statement, entry, &unmatched.key, &form)? else { continue };
            let line = wire::cloudevents::to_json(&event.envelope, &event.body)?;
            writeln!(file, "{line}").with_context(named)?;
            count += 1;
        }
        file.flush().with_context(named)?;
        Ok(Some(count))
    }
}

/// The pairings of which every side is there, and how many are left out.
fn known(pairings: Vec<Pairing>, input: &Input) -> (Vec<Pairing>, usize) {
    let bank: BTreeSet<&str> = input.bank.iter().map(|entry| entry.key.as_str()).collect();
    let ledger: BTreeSet<LineKey> = input.ledger.iter().map(|line| line.key).collect();
    let all = pairings.len();
    let is_known = |one: &Pairing| {
        one.bank.iter().all(|key| bank.contains(key.as_str()))
            && one.ledger.iter().all(|key| ledger.contains(key))
    };
    let known: Vec<Pairing> = pairings.into_iter().filter(is_known).collect();
    let unknown = all - known.len();
    (known, unknown)
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "it is not a date such as 2025-12-31".to_owned())
}
