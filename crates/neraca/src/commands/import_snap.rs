//! `neraca import snap-va` and `snap-qris`: payment notifications as banks and acquirers post them, kept in files.

use std::collections::BTreeMap;
use std::path::PathBuf;

use adapters::snap::signature::body_digest;
use adapters::snap::{self, Notice, PaidNotice, Service, SnapMapping, Target};
use adapters::spending_csv::file_source;
use anyhow::Context as _;
use clap::Args;
use ledger::{Currency, Timestamp};

use super::import::{Row, Strictness, row_of, unreadable};
use crate::commands::Context;
use crate::people;

/// Payment notifications
///
/// A notification without an event (a payment that is pending or failed) is passed over; one that can't be read is
/// quarantined without its bytes, which name
/// its payer.
#[derive(Args, Debug)]
pub struct Snap {
    /// The files, one JSON object each
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Agency whose revenue it is
    #[arg(long, value_name = "CODE", default_value = "5.02.0.00.0.00.02.0000")]
    agency: String,
    /// Revenue account
    #[arg(long, value_name = "CODE", default_value = "4.1.01.15.01.0001")]
    account: String,
    /// assessed settles a receivable, self-assessed had none
    #[arg(long, value_name = "WORD", default_value = "assessed")]
    basis: String,
    /// Where the money goes: treasury, treasurer or acquirer [default: treasury; QRIS: acquirer]
    #[arg(long, value_name = "WORD")]
    into: Option<String>,
    /// QRIS shown by the customer (service 79) instead of the merchant (service 52)
    #[arg(long)]
    cpm: bool,
    /// CloudEvents source of the sender [default: urn:neraca:snap: and va, qris or qris-cpm]
    #[arg(long, value_name = "URN")]
    source: Option<String>,
    /// Secret for pseudonyms of payers [default: the data folder's own]
    #[arg(long, value_name = "FILE")]
    pseudonym_key: Option<PathBuf>,
    #[command(flatten)]
    pub(super) strictness: Strictness,
}

/// Which notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    VirtualAccount,
    Qris,
}

impl Snap {
    pub(super) fn rows<'a>(
        &'a self,
        context: &Context,
        currency: Currency,
        kind: Kind,
    ) -> anyhow::Result<Box<dyn Iterator<Item = anyhow::Result<Row>> + 'a>> {
        let mapping = self.mapping(context, kind)?;
        let received_at = now();
        Ok(Box::new(self.files.iter().filter_map(move |path| {
            self.row(path, kind, &mapping, &received_at, currency)
                .with_context(|| format!("\"{}\"", path.display()))
                .transpose()
        })))
    }

    fn row(
        &self,
        path: &std::path::Path,
        kind: Kind,
        mapping: &SnapMapping,
        received_at: &str,
        currency: Currency,
    ) -> anyhow::Result<Option<Row>> {
        let body = std::fs::read(path)?;
        let service = match kind {
            Kind::VirtualAccount => Service::VirtualAccount,
            Kind::Qris if self.cpm => Service::QrisCustomer,
            Kind::Qris => Service::QrisMerchant,
        };
        match snap::notice(service, &body, received_at, mapping) {
            Ok(Notice::Paid(paid)) => {
                let PaidNotice { event, payer, .. } = *paid;
                Ok(Some(row_of(event, currency).naming(payer)))
            }
            // Another file may have the payment: whether it was recorded is for whoever decides on the proposal.
            Ok(Notice::TakenBack(told)) if told.was_paid => Ok(Some(row_of(told.proposal, currency))),
            Ok(Notice::TakenBack(told)) => {
                let (status, meaning) = (told.status, told.meaning);
                tracing::warn!(file = %path.display(), status, meaning, "came to nothing: there is no event");
                Ok(None)
            }
            Ok(Notice::NotPaid { status, meaning }) => {
                tracing::warn!(file = %path.display(), status, meaning, "not paid: there is no event");
                Ok(None)
            }
            Err(error) => {
                let source = file_source(path)?;
                // A notification names its payer, and what is quarantined stays in the log: only its digest does.
                let kept = format!("{} bytes, SHA-256 {}", body.len(), body_digest(&body));
                Ok(Some(unreadable(&source, "notification".to_owned(), &error.to_string(), kept.into())))
            }
        }
    }

    fn mapping(&self, context: &Context, kind: Kind) -> anyhow::Result<SnapMapping> {
        let (source, into) = match kind {
            Kind::VirtualAccount => ("urn:neraca:snap:va", "treasury"),
            // The two services number their payments on their own.
            Kind::Qris if self.cpm => ("urn:neraca:snap:qris-cpm", "acquirer"),
            Kind::Qris => ("urn:neraca:snap:qris", "acquirer"),
        };
        let key = people::import_key(&context.configuration, self.pseudonym_key.as_deref())?
            .context("name a secret for the pseudonyms of payers with --pseudonym-key FILE")?;
        Ok(SnapMapping {
            source: self.source.clone().unwrap_or_else(|| source.to_owned()),
            targets: BTreeMap::new(),
            otherwise: Some(Target {
                agency: self.agency.clone(),
                account: self.account.clone(),
                basis: self.basis.clone(),
                into: self.into.clone().unwrap_or_else(|| into.to_owned()),
            }),
            key,
        })
    }
}

/// Now, as the standard writes it: a QRIS notification has no time of its own, and counts for the day that it came in WIB.
fn now() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    snap::moment_in_wib(Timestamp(i64::try_from(now.as_micros()).unwrap_or(i64::MAX)))
}
