//! Writing down what somebody confirmed: one event for the account and its days, through the same pipeline as every other. It
//! says the matches and all that stays open, so that the next reconciliation begins with it. `earlier.rs` reads it.

use std::collections::BTreeSet;

use anyhow::{Context as _, bail};
use ledger::Currency;
use projections::ReadModels;
use projections::queries::ReconciledDays;
use reconciliation::{BankLine, LineKey, Match, Unmatched};
use wire::payment_v1::{Amount, ConfirmedMatch, OpenBankEntry, OpenLedgerLine, ReconciliationConfirmed};

use super::{Done, Reconcile};
use crate::commands::Context;
use crate::submission::Asked;

/// What became of a confirmation.
pub(super) struct Recorded {
    /// Where it stands, or the same has stood before.
    pub(super) position: u64,
    /// Whether nothing had to be written, because the same is confirmed already.
    pub(super) is_same: bool,
    /// The proposal that it became, where a second person has to agree.
    pub(super) proposal: Option<String>,
    /// Confirmed reconciliations of later days, which began with what was open before.
    pub(super) later: Vec<ReconciledDays>,
}

/// The event, ready to be sent.
pub(super) struct Confirmation {
    says: ReconciliationConfirmed,
    /// Where the same is confirmed already.
    same: Option<u64>,
    later: Vec<ReconciledDays>,
}

impl Confirmation {
    /// What a person confirms with these matches.
    ///
    /// # Errors
    /// When it can't be confirmed: without balances, on ground that moved, or against what is confirmed of later days.
    pub(super) async fn new(
        arguments: &Reconcile,
        models: &ReadModels,
        book: &str,
        done: &Done,
    ) -> anyhow::Result<Self> {
        let earlier = &done.earlier;
        if let (Some(anew), Some(before)) = (&earlier.anew, &earlier.before) {
            bail!(
                "{} to {} was confirmed anew at position {}, after {}: confirm the latter again first",
                anew.from,
                anew.to,
                anew.position,
                before.named()
            );
        }
        let says = message(arguments, done)?;
        for later in &earlier.after {
            against(later, &models.reconciliation(book, later).await?, &says)?;
        }
        // The same words on ground that moved are another confirmation.
        let ground = earlier.before.as_ref().map_or(0, |before| before.days.position);
        let same = match earlier.within.as_slice() {
            [only] if only.days.position > ground && content(&only.says) == content(&says) => {
                Some(only.days.position)
            }
            _ => None,
        };
        Ok(Self { says, same, later: earlier.after.clone() })
    }

    /// Sends it, unless the same is confirmed already.
    ///
    /// # Errors
    /// When the book can't be written, or the event is refused.
    pub(super) async fn send(self, arguments: &Reconcile, context: &Context) -> anyhow::Result<Recorded> {
        let Self { says, same, later } = self;
        if let Some(position) = same {
            return Ok(Recorded { position, is_same: true, proposal: None, later: Vec::new() });
        }
        let asked = Asked {
            event: "ReconciliationConfirmed",
            field: "reconciliationConfirmed",
            what: format!("reconcile-{}-{}", says.period_from, says.period_to),
            body: serde_json::to_value(&says)?,
        };
        let submitted = arguments.proposing.submit(context, asked).await?;
        Ok(Recorded { position: submitted.position, is_same: false, proposal: submitted.proposal, later })
    }
}

fn message(arguments: &Reconcile, done: &Done) -> anyhow::Result<ReconciliationConfirmed> {
    let form = done.form.as_ref().context(
        "the files have no balances, as notifications have none: confirm with the statements of these days",
    )?;
    let (agency, account) = done.name.split_once(':').unwrap_or_default();
    let currency = done.bank.currency;
    let (from, to) = (done.bank.from.to_string(), done.bank.to.to_string());
    let document = arguments.document.clone();
    Ok(ReconciliationConfirmed {
        date: String::new(),
        agency: agency.to_owned(),
        account: account.to_owned(),
        document: document.unwrap_or_else(|| format!("REKON {} {from} {to}", done.name)),
        bank_account: done.bank.account.clone(),
        period_from: from,
        period_to: to,
        confirmed_by: arguments.confirmed_by.clone().unwrap_or_default(),
        matches: done.found.matches.iter().map(matched).collect(),
        open_entries: done
            .found
            .open_entries(&done.input)?
            .iter()
            .map(|one| open_entry(one, currency))
            .collect(),
        open_lines: done.found.ledger_only.iter().map(|one| open_line(one, currency)).collect(),
        statement_balance: Some(amount(form.statement_balance, currency)),
        book_balance: Some(amount(form.book_balance, currency)),
        position: done.account.position,
    })
}

fn matched(one: &Match) -> ConfirmedMatch {
    ConfirmedMatch { entries: one.bank.clone(), lines: one.ledger.iter().map(LineKey::to_string).collect() }
}

fn open_entry(one: &BankLine, currency: Currency) -> OpenBankEntry {
    let [credit, debit] = sides(one.amount, currency);
    OpenBankEntry {
        entry: one.key.clone(),
        date: one.date.to_string(),
        credit,
        debit,
        references: one.references.clone(),
        description: one.text.clone(),
    }
}

fn open_line(one: &Unmatched<LineKey>, currency: Currency) -> OpenLedgerLine {
    let [debit, credit] = sides(one.amount, currency);
    OpenLedgerLine { line: one.key.to_string(), date: one.date.to_string(), debit, credit }
}

/// What came in, and what left the account.
fn sides(minor: i64, currency: Currency) -> [Option<Amount>; 2] {
    let written = Some(amount(i128::from(minor).abs(), currency));
    if minor < 0 { [None, written] } else { [written, None] }
}

fn amount(minor: i128, currency: Currency) -> Amount {
    Amount { value: currency.decimal(minor), currency: currency.code().to_owned() }
}

/// What has to be other for a confirmation to be another one: not when it was written, nor how far the log had come.
fn content(says: &ReconciliationConfirmed) -> ReconciliationConfirmed {
    ReconciliationConfirmed { date: String::new(), position: 0, ..says.clone() }
}

/// Refuses to match what is matched on later days already.
fn against(
    days: &ReconciledDays,
    later: &ReconciliationConfirmed,
    says: &ReconciliationConfirmed,
) -> anyhow::Result<()> {
    let open: BTreeSet<&str> = says.open_entries.iter().map(|one| one.entry.as_str()).collect();
    let ours: BTreeSet<&str> = keys(says).filter(|key| !open.contains(key)).collect();
    if let Some(key) = keys(later).find(|key| ours.contains(key)) {
        bail!(
            "\"{key}\" is matched in the reconciliation of {} to {} at position {}: leave its match out, or confirm those days \
             without it first",
            days.from,
            days.to,
            days.position
        );
    }
    Ok(())
}

/// Entries and lines that are matched.
fn keys(says: &ReconciliationConfirmed) -> impl Iterator<Item = &str> {
    says.matches.iter().flat_map(|one| one.entries.iter().chain(&one.lines)).map(String::as_str)
}
