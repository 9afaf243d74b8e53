//! What somebody confirmed of the account before: for the days that are looked at now, and what the reconciliation before them
//! left open. `confirmation.rs` writes what is read here.

use anyhow::{Context as _, anyhow, bail};
use ledger::{AccountName, Currency, Date};
use projections::ReadModels;
use projections::queries::ReconciledDays;
use reconciliation::{BankLine, LineKey, Pairing, joined};
use wire::payment_v1::{Amount, OpenBankEntry, ReconciliationConfirmed};

use super::statements::BankSide;
use crate::exit::Usage;

/// A confirmed reconciliation.
pub(super) struct Confirmed {
    pub(super) days: ReconciledDays,
    pub(super) says: ReconciliationConfirmed,
}

/// The confirmed reconciliations around some days. None of them cuts through these.
pub(super) struct Earlier {
    /// The last one before them.
    pub(super) before: Option<Confirmed>,
    /// Those of these days, in order.
    pub(super) within: Vec<Confirmed>,
    /// The days of those behind them.
    pub(super) after: Vec<ReconciledDays>,
    /// Days before them that were confirmed anew since the last one before them.
    pub(super) anew: Option<ReconciledDays>,
}

impl Earlier {
    /// Reads them. Unless `is_fixed`, the statements' days begin where the reconciliation before them ended, if nothing happened
    /// at the bank between the two.
    pub(super) async fn read(
        models: &ReadModels,
        book: &str,
        name: AccountName<'_>,
        bank: &mut BankSide,
        is_fixed: bool,
    ) -> anyhow::Result<Self> {
        let standing = models.reconciled_days(book, name).await?;
        let last = standing.iter().rfind(|days| days.to < bank.from);
        let before = match last {
            Some(days) => Some(Confirmed { days: *days, says: models.reconciliation(book, days).await? }),
            None => None,
        };
        if let Some(before) = before.as_ref().filter(|_| !is_fixed)
            && let Some((opening, _)) = bank.balances
            && before.balance(bank.currency)? == Some(opening)
        {
            bank.from = Date(before.days.to.0 + 1);
        }
        let (from, to) = (bank.from, bank.to);
        let cut = |days: &&ReconciledDays| {
            days.from <= to && days.to >= from && !(from <= days.from && days.to <= to)
        };
        if let Some(ReconciledDays { from: first, to: last, .. }) = standing.iter().find(cut) {
            return Err(Usage(format!(
                "{from} to {to} cuts through the reconciliation of {first} to {last} that is confirmed: give its days with \
                 --from and --to, or days that hold all or none of it"
            ))
            .into());
        }
        let mut within = Vec::new();
        for days in standing.iter().filter(|days| from <= days.from && days.to <= to) {
            within.push(Confirmed { days: *days, says: models.reconciliation(book, days).await? });
        }
        let anew = |days: &&ReconciledDays| last.is_some_and(|last| days.position > last.position);
        Ok(Self {
            anew: standing.iter().filter(|days| days.to < from).find(anew).copied(),
            after: standing.iter().filter(|days| days.from > to).copied().collect(),
            before,
            within,
        })
    }

    /// Entries of the bank that are open since the reconciliation before.
    pub(super) fn open_entries(&self, currency: Currency) -> anyhow::Result<Vec<BankLine>> {
        let Some(before) = &self.before else { return Ok(Vec::new()) };
        let entries = before.says.open_entries.iter().map(|entry| bank_line(entry, currency));
        entries.collect::<anyhow::Result<_>>().with_context(|| before.named())
    }

    /// What is confirmed of these days.
    pub(super) fn pairings(&self) -> anyhow::Result<Vec<Pairing>> {
        let mut pairings = Vec::new();
        for one in &self.within {
            for matched in &one.says.matches {
                let ledger = matched.lines.iter().map(|line| line_key(line)).collect::<anyhow::Result<_>>();
                let ledger = ledger.with_context(|| one.named())?;
                pairings.push(Pairing { bank: matched.entries.clone(), ledger });
            }
        }
        Ok(joined(pairings))
    }

    /// What people should know before they rely on what is carried; each in Indonesian and English.
    pub(super) fn notes(&self, bank: &BankSide) -> anyhow::Result<Vec<String>> {
        let (mut notes, currency) = (Vec::new(), bank.currency);
        let Some(before) = &self.before else { return Ok(notes) };
        let ReconciledDays { from, to, .. } = before.days;
        if to.0.saturating_add(1) < bank.from.0 {
            notes.push(format!(
                "Tidak ada rekonsiliasi antara {to} dan {0} / nothing is confirmed between {to} and {0}",
                bank.from
            ));
        }
        if let (Some((opening, _)), Some(closing)) = (bank.balances, before.balance(currency)?)
            && opening != closing
        {
            let (opening, closing) = (currency.decimal(opening), currency.decimal(closing));
            notes.push(format!(
                "Saldo awal bank {opening}, saldo bank pada rekonsiliasi s.d. {to} {closing} / the statements open with \
                 {opening}, and the reconciliation until {to} ended with {closing}"
            ));
        }
        if let Some(anew) = &self.anew {
            notes.push(format!(
                "{} s.d. {} direkonsiliasi ulang; konfirmasi lagi {from} s.d. {to} / {} to {} was confirmed anew since; \
                 confirm {from} to {to} again",
                anew.from, anew.to, anew.from, anew.to
            ));
        }
        Ok(notes)
    }
}

impl Confirmed {
    /// The bank's balance at its end, in minor units.
    fn balance(&self, currency: Currency) -> anyhow::Result<Option<i128>> {
        let balance = self.says.statement_balance.as_ref().map(|balance| minor(balance, currency));
        Ok(balance.transpose().with_context(|| self.named())?.map(i128::from))
    }

    /// Keys of the lines that it left open.
    pub(super) fn open_lines(&self) -> anyhow::Result<Vec<LineKey>> {
        let lines = self.says.open_lines.iter().map(|open| line_key(&open.line));
        lines.collect::<anyhow::Result<_>>().with_context(|| self.named())
    }

    pub(super) fn named(&self) -> String {
        let ReconciledDays { from, to, position, .. } = self.days;
        format!("the reconciliation of {from} to {to} at position {position}")
    }
}

fn bank_line(entry: &OpenBankEntry, currency: Currency) -> anyhow::Result<BankLine> {
    let amount = match (&entry.credit, &entry.debit) {
        (Some(credit), None) => minor(credit, currency)?,
        (None, Some(debit)) => -minor(debit, currency)?,
        _ => bail!("bank entry \"{}\" has no amount", entry.entry),
    };
    Ok(BankLine {
        key: entry.entry.clone(),
        date: Date::parse(&entry.date).ok_or_else(|| anyhow!("bank entry \"{}\" has no day", entry.entry))?,
        amount,
        references: entry.references.clone(),
        channel: String::new(),
        text: entry.description.clone(),
        parts: Vec::new(),
        carried: true,
    })
}

fn line_key(text: &str) -> anyhow::Result<LineKey> {
    LineKey::parse(text).with_context(|| format!("\"{text}\" is no ledger line such as \"123.0\""))
}

/// An amount that must be in the account's currency, which it is in where it names none.
fn minor(amount: &Amount, currency: Currency) -> anyhow::Result<i64> {
    if !amount.currency.is_empty() && amount.currency != currency.code() {
        bail!("it is in {} and the account in {currency}", amount.currency);
    }
    currency.minor_units(&amount.value).map_err(|error| anyhow!("the amount \"{}\" {error}", amount.value))
}
