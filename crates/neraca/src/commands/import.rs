//! `neraca import`: files of any kind, through the same pipeline as everything else.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::sync::Arc;

use adapters::spending_csv::{AccountFrom, file_source};
use adapters::{Event, EventLines, Person, SpendingFile, SpendingMapping};
use anyhow::Context as _;
use clap::{Args, Subcommand};
use command_handler::{Answer, Incoming, Verdict};
use ledger::Currency;
use serde::Serialize;
use wire::cloudevents::Envelope;
use wire::message::Message;
use wire::payment_v1::Amount;

use crate::commands::Context;
use crate::commands::import_sipd::Sipd;
use crate::commands::import_snap::{Kind, Snap};
use crate::exit::Ending;
use crate::feeding::{self, Fed, Outcomes};
use crate::output;
use crate::people::{self, People};
use crate::pipeline::{Pipeline, Standing};
use crate::profiles;
use crate::progress::Progress;
use crate::site::{Access, Site};

/// Bring in files. Importing a file again changes nothing: every row is recognised as a repeat.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Payments of a council, one a row; negative rows are credits, identical rows are all kept
    SpendingCsv(SpendingCsv),
    /// Payment events and journal entries: one CloudEvent in structured JSON a line
    Events(Files),
    /// SNAP BI virtual-account payment notifications, one JSON object a file
    SnapVa(Snap),
    /// SNAP BI QRIS payment notifications, one JSON object a file
    SnapQris(Snap),
    /// Documents of the treasury as SIPD exports them: SPD, SPP, SPM, SP2D, STS in CSV or JSON
    Sipd(Sipd),
}

/// Files with one event a line
#[derive(Args, Debug)]
pub struct Files {
    /// The files; - reads standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    strictness: Strictness,
}

/// How strictly the outcome is taken.
#[derive(Args, Debug)]
pub struct Strictness {
    /// Exit with 3 when anything was refused or quarantined
    #[arg(long)]
    strict: bool,
}

/// Payments in CSV
///
/// Columns are named as in the file's header; the defaults are those of English councils.
#[derive(Args, Debug)]
pub struct SpendingCsv {
    /// The files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Expenditure account of every row
    #[arg(long, value_name = "CODE", default_value = "5.1.02.01.01.0024", conflicts_with = "account_column")]
    account: String,
    /// Column with the expenditure account
    #[arg(long, value_name = "COLUMN")]
    account_column: Option<String>,
    /// Column of the agency
    #[arg(long, value_name = "COLUMN")]
    agency_column: Option<String>,
    /// Column of the date, YYYY-MM-DD
    #[arg(long, value_name = "COLUMN")]
    date_column: Option<String>,
    /// Column of the amount
    #[arg(long, value_name = "COLUMN")]
    amount_column: Option<String>,
    /// Column of the payee, kept as a keyed pseudonym
    #[arg(long, value_name = "COLUMN")]
    payee_column: Option<String>,
    /// Column that names each payment; without it file and row do
    #[arg(long, value_name = "COLUMN")]
    id_column: Option<String>,
    /// Written in front of every agency's name
    #[arg(long, value_name = "TEXT", default_value = "")]
    agency_prefix: String,
    /// Secret for pseudonyms of payees [default: the data folder's own; with --database payees are left out]
    #[arg(long, value_name = "FILE")]
    pseudonym_key: Option<PathBuf>,
    #[command(flatten)]
    strictness: Strictness,
}

/// What was imported.
#[derive(Debug, Serialize)]
struct Imported {
    book: String,
    #[serde(flatten)]
    outcomes: Outcomes,
    /// Payments less credits of what stands in the ledger.
    net_amount: String,
    position: u64,
    digest: String,
    /// Refusals and quarantines by code.
    reasons: BTreeMap<String, u64>,
}

/// A message of a file and what it is worth.
pub(super) struct Row {
    message: Incoming,
    /// Minor units; negative for a credit.
    net: i64,
    /// Who stands behind the pseudonym in it, where the file says so.
    person: Option<Person>,
}

impl Row {
    /// The same with whom it names.
    pub(super) fn naming(self, person: Option<Person>) -> Self {
        Self { person, ..self }
    }
}

impl Import {
    /// Imports the files.
    ///
    /// # Errors
    /// When a file can't be read, or the pipeline fails. What was recorded before stays, and is recognised next time.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let site = Site::open(&context.configuration, Access::Write).await?;
        let profile = profiles::of_book(&context.configuration, context.book(), &*site.store).await?;
        let currency = profile.settings.currency;
        // Looked at before the book is opened: a mistyped path leaves nothing behind.
        let rows = self.rows(context, currency)?;
        let rows = Kept::new(rows, site.people.clone());
        let pipeline = Pipeline::start(&site, &context.configuration, &profile).await?;
        let (fed, net, standing) = import(&pipeline, rows, context).await?;
        pipeline.stop().await?;
        let imported = Imported {
            book: context.book().to_owned(),
            outcomes: fed.outcomes.clone(),
            net_amount: currency.decimal(net),
            position: standing.position,
            digest: standing.digest.to_string(),
            reasons: fed.reasons.clone(),
        };
        if context.json {
            output::json(&imported)?;
        } else {
            print(&imported, &fed)?;
        }
        let all_posted = fed.outcomes.refused + fed.outcomes.quarantined == 0;
        Ok(if self.is_strict() && !all_posted { Ending::NotAllPosted } else { Ending::Done })
    }

    fn is_strict(&self) -> bool {
        match self {
            Self::SpendingCsv(csv) => csv.strictness.strict,
            Self::Events(files) => files.strictness.strict,
            Self::SnapVa(snap) | Self::SnapQris(snap) => snap.strictness.strict,
            Self::Sipd(sipd) => sipd.strictness.strict,
        }
    }

    /// The rows of all files, read as they are asked for.
    fn rows<'a>(
        &'a self,
        context: &Context,
        currency: Currency,
    ) -> anyhow::Result<Box<dyn Iterator<Item = anyhow::Result<Row>> + 'a>> {
        match self {
            Self::SpendingCsv(csv) => csv.rows(context, currency),
            Self::Events(files) => files.rows(currency),
            Self::SnapVa(snap) => snap.rows(context, currency, Kind::VirtualAccount),
            Self::SnapQris(snap) => snap.rows(context, currency, Kind::Qris),
            Self::Sipd(sipd) => sipd.rows(context, currency),
        }
    }
}

/// Rows whose people are in the vault before the rows go on, many in one transaction.
struct Kept<I> {
    rows: I,
    ready: VecDeque<anyhow::Result<Row>>,
    people: Option<Arc<People>>,
}

/// Rows whose people are kept together. Without a vault rows go on one by one, as they are read.
const KEPT_TOGETHER: usize = 1_000;

impl<I: Iterator<Item = anyhow::Result<Row>>> Kept<I> {
    fn new(rows: I, people: Option<Arc<People>>) -> Self {
        let people = people.filter(|people| people.vault().is_some());
        Self { rows, ready: VecDeque::new(), people }
    }
}

impl<I: Iterator<Item = anyhow::Result<Row>>> Iterator for Kept<I> {
    type Item = anyhow::Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(people) = &self.people else { return self.rows.next() };
        if self.ready.is_empty() {
            self.ready.extend(self.rows.by_ref().take(KEPT_TOGETHER));
            let rows = self.ready.iter_mut().flatten();
            if let Err(error) = people.keep(rows.filter_map(|row| row.person.take()).collect()) {
                self.ready.clear();
                return Some(Err(error));
            }
        }
        self.ready.pop_front()
    }
}

/// Feeds the rows and sums up what stands in the ledger.
async fn import(
    pipeline: &Pipeline,
    rows: impl Iterator<Item = anyhow::Result<Row>>,
    context: &Context,
) -> anyhow::Result<(Fed, i128, Standing)> {
    let mut progress = Progress::begin("importing", None);
    // Rows go in and answers come out in the same order.
    let waiting = RefCell::new(VecDeque::new());
    let messages = rows.map(|row| {
        let Row { message, net, .. } = row?;
        waiting.borrow_mut().push_back(net);
        Ok(message)
    });
    let mut sum = 0_i128;
    let seen = |_: u64, answer: &Answer| {
        let net = waiting.borrow_mut().pop_front().unwrap_or(0);
        if answer.verdict == Verdict::Posted {
            sum += i128::from(net);
        }
    };
    let fed = feeding::feed(&pipeline.handle(), messages, &mut progress, &context.shutdown, seen).await?;
    let standing = pipeline.caught_up().await?;
    progress.end();
    Ok((fed, sum, standing))
}

fn print(imported: &Imported, fed: &Fed) -> anyhow::Result<()> {
    let Outcomes { posted, repeated, refused, quarantined } = &imported.outcomes;
    output::line(format!(
        "{posted} posted, {repeated} repeated, {refused} refused, {quarantined} quarantined"
    ))?;
    for (position, reason) in &fed.first {
        output::line(format!("  position {position}: {reason}"))?;
    }
    let shown = fed.first.len() as u64;
    let rest = (refused + quarantined).saturating_sub(shown);
    if rest > 0 {
        output::line(format!("  and {rest} more"))?;
    }
    output::line(format!("net amount {}", output::rupiah(&imported.net_amount)))?;
    if fed.interrupted {
        output::line("interrupted: import the same files again to go on")?;
    }
    output::line(format!(
        "book \"{}\" is at position {}, digest {}",
        imported.book, imported.position, imported.digest
    ))
}

impl SpendingCsv {
    fn mapping(&self, currency: Currency, has_key: bool) -> SpendingMapping {
        let mut mapping = SpendingMapping::new(self.account.clone(), currency);
        let set = |place: &mut String, column: &Option<String>| {
            if let Some(column) = column {
                place.clone_from(column);
            }
        };
        set(&mut mapping.agency, &self.agency_column);
        set(&mut mapping.date, &self.date_column);
        set(&mut mapping.amount, &self.amount_column);
        if let Some(column) = &self.account_column {
            mapping.account = AccountFrom::Column(column.clone());
        }
        if let Some(column) = &self.payee_column {
            mapping.payee = Some(column.clone());
        }
        if !has_key {
            mapping.payee = None;
        }
        mapping.id.clone_from(&self.id_column);
        mapping.agency_prefix.clone_from(&self.agency_prefix);
        mapping
    }

    fn rows<'a>(
        &'a self,
        context: &Context,
        currency: Currency,
    ) -> anyhow::Result<Box<dyn Iterator<Item = anyhow::Result<Row>> + 'a>> {
        let key = people::import_key(&context.configuration, self.pseudonym_key.as_deref())?;
        let mapping = self.mapping(currency, key.is_some());
        if key.is_none() {
            tracing::info!(
                "payees are left out: name a secret with --pseudonym-key to keep them as pseudonyms"
            );
        }
        // Without a payee's column the key is never used.
        let key = match key {
            Some(key) => key,
            None => adapters::PseudonymKey::new(b"no payee is ever named")?,
        };
        let mut files = Vec::with_capacity(self.files.len());
        for path in &self.files {
            let file = SpendingFile::open(path, mapping.clone(), key.clone());
            files.push(file.with_context(|| format!("\"{}\"", path.display()))?);
        }
        Ok(Box::new(files.into_iter().flat_map(move |mut file| {
            let source = file.source().to_owned();
            std::iter::from_fn(move || {
                let row = file.next()?;
                Some(Ok(match row {
                    Ok(event) => row_of(event, currency).naming(file.take_payee()),
                    Err(fault) => {
                        let problem = fault.to_string();
                        unreadable(&source, format!("row-{}", fault.row), &problem, fault.raw)
                    }
                }))
            })
        })))
    }
}

impl Files {
    fn rows<'a>(
        &'a self,
        currency: Currency,
    ) -> anyhow::Result<Box<dyn Iterator<Item = anyhow::Result<Row>> + 'a>> {
        let mut files: Vec<Box<dyn Iterator<Item = anyhow::Result<Row>>>> = Vec::new();
        for path in &self.files {
            if path.as_os_str() == "-" {
                let lines = EventLines::new(BufReader::new(std::io::stdin()));
                files.push(Box::new(line_rows(lines, "urn:neraca:file:stdin".to_owned(), currency)));
            } else {
                let name = || format!("\"{}\"", path.display());
                let source = file_source(path).with_context(name)?;
                let lines = EventLines::new(BufReader::new(File::open(path).with_context(name)?));
                files.push(Box::new(line_rows(lines, source, currency)));
            }
        }
        Ok(Box::new(files.into_iter().flatten()))
    }
}

fn line_rows(
    lines: EventLines<impl std::io::BufRead>,
    source: String,
    currency: Currency,
) -> impl Iterator<Item = anyhow::Result<Row>> {
    use adapters::events_ndjson::LineFault;
    lines.map(move |line| match line {
        Ok(event) => Ok(row_of(event, currency)),
        Err(LineFault::Read { line, error }) => {
            Err(error).with_context(|| format!("line {line} could not be read"))
        }
        Err(LineFault::NotAnEvent { line, raw, error }) => {
            Ok(unreadable(&source, format!("line-{line}"), &error.to_string(), raw))
        }
        Err(fault @ LineFault::TooLong { .. }) => {
            let problem = fault.to_string();
            let LineFault::TooLong { line, raw } = fault else { return Err(fault.into()) };
            Ok(unreadable(&source, format!("line-{line}"), &problem, raw))
        }
    })
}

pub(super) fn row_of(event: Event, currency: Currency) -> Row {
    let net = net(&event, currency);
    let Event { envelope, body } = event;
    let message = Incoming { envelope: Ok(envelope), headers: Vec::new(), body, bus: None };
    Row { message, net, person: None }
}

/// A row that is no event, to be quarantined with what is wrong with it. It keeps its place in the file as identity, so
/// that importing the file again recognises it too.
pub(super) fn unreadable(source: &str, id: String, problem: &str, raw: bytes::Bytes) -> Row {
    tracing::warn!(source, id, problem, "quarantined");
    let headers = vec![("problem".to_owned(), problem.to_owned())];
    let envelope = Envelope {
        id,
        source: source.to_owned(),
        event_type: "neraca.import.Unreadable".to_owned(),
        time: String::new(),
        content_type: "application/octet-stream".to_owned(),
    };
    let message = Incoming { envelope: Ok(envelope), headers, body: raw, bus: None };
    Row { message, net: 0, person: None }
}

/// What an event is worth: what was paid, less what came back. Everything else (budgets, assessments, journals) is worth
/// nothing here.
fn net(event: &Event, currency: Currency) -> i64 {
    let Envelope { event_type, content_type, .. } = &event.envelope;
    let amount = |amount: &Option<Amount>| {
        let stated = amount.as_ref()?;
        let currency = Currency::parse(&stated.currency).unwrap_or(currency);
        currency.minor_units(&stated.value).ok()
    };
    let Ok(message) = Message::decode(event_type, content_type, &event.body) else { return 0 };
    let worth = match message.current() {
        Message::PaymentReceived(paid) => amount(&paid.amount),
        Message::SpendingReported(spent) => amount(&spent.amount),
        Message::DisbursementPaid(paid) => amount(&paid.amount),
        Message::SpendingReturned(returned) => amount(&returned.amount).map(|amount| -amount),
        Message::RefundPaid(refund) => amount(&refund.amount).map(|amount| -amount),
        _ => None,
    };
    worth.unwrap_or(0)
}
