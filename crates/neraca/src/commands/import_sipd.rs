//! `neraca import sipd`: documents of the treasury as SIPD and programs like it export them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use adapters::sipd::{self, AmountStyle, SipdField, SipdKind, SipdMapping};
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use ledger::Currency;

use super::import::{Row, Strictness, row_of, unreadable};
use crate::commands::Context;
use crate::exit::Usage;
use crate::people;

/// Documents of the treasury
///
/// One line of a document a row, as CSV (separated by , or ;) or as JSON (a list of objects, or such a list as "data"). A
/// document's number is its identity: importing it again, also out of another export, changes nothing. SPP, SPM and
/// SP2D say agency and purpose in their number, such as 16.08/04.0/000616/LS/5.02.0.00.0.00.01.0000/P6/9/2026.
///
/// SP2D with LS become payments and with UP, GU or TU imprest; SPM with LS hold their appropriation, others hold nothing and
/// are passed over; SPP and SPD are kept on record; STS are deposits.
#[derive(Args, Debug)]
pub struct Sipd {
    /// The files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Which documents
    #[arg(long, value_enum, value_name = "KIND")]
    kind: KindWord,
    /// A column that is named otherwise, such as amount=Bruto. Fields: number, date, agency, purpose, account, amount,
    /// transfer, order, request, fund-release, description, channel, vendor, vendor-account, valid-from, valid-to
    #[arg(long = "column", value_name = "FIELD=COLUMN")]
    columns: Vec<String>,
    /// A column of withheld amounts, such as 2.1.01.05.02.0001=PPh22
    #[arg(long = "deduction", value_name = "ACCOUNT=COLUMN")]
    deductions: Vec<String>,
    /// How amounts are written: indonesian 1.234.567,00, plain 1234567.00, either as each shows
    #[arg(long, value_enum, value_name = "STYLE", default_value = "either")]
    amounts: AmountsWord,
    /// Take numbers of any pattern; agency and purpose then have columns
    #[arg(long)]
    any_number: bool,
    /// How disbursements are booked: expense, payable (after a delivery was accepted) or card
    #[arg(long, value_name = "WORD", default_value = "expense")]
    basis: String,
    #[command(flatten)]
    pub(super) strictness: Strictness,
}

/// Kinds of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KindWord {
    /// Fund releases
    Spd,
    /// Payment requests
    Spp,
    /// Payment orders
    Spm,
    /// Disbursements
    Sp2d,
    /// Deposit slips
    Sts,
}

/// Styles of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AmountsWord {
    Either,
    Indonesian,
    Plain,
}

impl Sipd {
    pub(super) fn rows<'a>(
        &'a self,
        context: &Context,
        currency: Currency,
    ) -> anyhow::Result<Box<dyn Iterator<Item = anyhow::Result<Row>> + 'a>> {
        let mapping = self.mapping(currency)?;
        let key = people::import_key(&context.configuration, None)?
            .context("name a secret for the pseudonyms of payees with NERACA_PSEUDONYM_KEY")?;
        let mut rows = Vec::new();
        for path in &self.files {
            let export =
                sipd::read(path, &mapping, &key).with_context(|| format!("\"{}\"", path.display()))?;
            if export.passed_over > 0 {
                tracing::warn!(file = %path.display(), orders = export.passed_over, "orders of imprest hold nothing: passed over");
            }
            let source = export.source;
            rows.extend(export.rows.into_iter().map(|row| match row {
                Ok(row) => row_of(row.event, currency).naming(row.payee),
                Err(fault) => {
                    let problem = fault.to_string();
                    unreadable(&source, format!("line-{}", fault.line), &problem, fault.raw.into())
                }
            }));
        }
        Ok(Box::new(rows.into_iter().map(Ok)))
    }

    fn mapping(&self, currency: Currency) -> anyhow::Result<SipdMapping> {
        let mut columns = BTreeMap::new();
        for text in &self.columns {
            let (word, column) = pair(text, "--column takes FIELD=COLUMN, such as amount=Bruto")?;
            let field = SipdField::parse(word).ok_or_else(|| {
                let known: Vec<&str> = SipdField::WORDS.iter().map(|(word, ..)| *word).collect();
                Usage(format!("--column: there is no field \"{word}\"; there are {}", known.join(", ")))
            })?;
            columns.insert(field, column.to_owned());
        }
        let mut deductions = Vec::new();
        for text in &self.deductions {
            let (account, column) =
                pair(text, "--deduction takes ACCOUNT=COLUMN, such as 2.1.01.05.02.0001=PPh22")?;
            deductions.push((account.to_owned(), column.to_owned()));
        }
        Ok(SipdMapping {
            kind: match self.kind {
                KindWord::Spd => SipdKind::FundRelease,
                KindWord::Spp => SipdKind::PaymentRequest,
                KindWord::Spm => SipdKind::PaymentOrder,
                KindWord::Sp2d => SipdKind::Disbursement,
                KindWord::Sts => SipdKind::DepositSlip,
            },
            columns,
            deductions,
            amounts: match self.amounts {
                AmountsWord::Either => AmountStyle::Either,
                AmountsWord::Indonesian => AmountStyle::Indonesian,
                AmountsWord::Plain => AmountStyle::Plain,
            },
            any_number: self.any_number,
            basis: self.basis.clone(),
            currency,
        })
    }
}

fn pair<'t>(text: &'t str, wanted: &str) -> Result<(&'t str, &'t str), Usage> {
    let pair = text.split_once('=').filter(|(left, right)| !left.is_empty() && !right.is_empty());
    pair.ok_or_else(|| Usage(format!("{wanted}; this is \"{text}\"")))
}
