//! `neraca replay --certificate`: the history decided again and compared, and a signed certificate of it.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, bail};
use command_handler::redecide::{Difference, Redecided, Rules, redecide};
use event_store::{EventStore, Outcome, TreeHead, proofs};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use wire::ledger_v1::record::Outcome as Stored;

use crate::certificate::Certificate;
use crate::commands::Context;
use crate::commands::replay::per_second;
use crate::commands::replay_reports::{self, Compared};
use crate::exit::Ending;
use crate::output;
use crate::signing;
use crate::site::{Access, Site};

/// Differences that a certificate tells one by one.
const TOLD: usize = 20;

/// Replays the book and writes the certificate.
///
/// # Errors
/// When there is no such book, it can't be read, or the certificate can't be written.
pub(super) async fn run(context: &Context, path: &Path) -> anyhow::Result<Ending> {
    let site = Site::open(&context.configuration, Access::Read).await?;
    let (store, book) = (&site.store, context.book());
    let size = store.head(book).await?.position;
    let Some(origin) = signing::origin(&**store, &context.configuration, book).await? else {
        bail!("there is no book \"{book}\" here; `neraca import` or `neraca serve` opens one");
    };
    let keys = signing::keys(&context.configuration, &origin)?;
    let started = Instant::now();
    let mut differences = Vec::new();
    let redecided = redecide(store, book, size, &Rules::Recorded, |found| {
        if differences.len() < TOLD {
            differences.push(told(&found));
        }
    })
    .await?;
    let speed = per_second(size, started);
    let recorded =
        command_handler::recovery::fold(&**store, book, size).await?.context("the book vanished")?;
    let Compared { reports, lines } = replay_reports::compare(&site, book, size).await?;
    let certificate = Certificate {
        origin,
        book: book.to_owned(),
        tree: TreeHead { size, root: proofs::root_at(&**store, book, size).await? },
        checkpoint_size: store.checkpoint(book).await?.map(|checkpoint| checkpoint.size),
        outcomes: redecided.outcomes,
        taken: redecided.taken,
        publications: publications(&**store, book, size).await?,
        digest: redecided.book.digest().to_string(),
        recorded_digest: recorded.book.digest().to_string(),
        accounts: recorded.book.accounts().len() as u64,
        statements: redecided.statements,
        reports,
        lines,
        differences_number: number(&redecided, &recorded.book, &mut differences),
        differences,
    };
    let signed = certificate.sign(&keys)?;
    write(context, path, &certificate, &signed, speed)?;
    Ok(if certificate.is_same() { Ending::Done } else { Ending::NotVerified })
}

/// How many records and balances differ; balances are told behind the records.
fn number(redecided: &Redecided, recorded: &ledger::Book, differences: &mut Vec<String>) -> u64 {
    let mut number = redecided.differences;
    for account in recorded.accounts() {
        let name = ledger::AccountName { entity: &account.entity, code: &account.code };
        let again = redecided.book.account_id(name).map(|id| &redecided.book.account(id).balance);
        if again != Some(&account.balance) {
            number += 1;
            if differences.len() < TOLD {
                differences
                    .push(format!("balance of {name}: recorded {:?}, decided {again:?}", account.balance));
            }
        }
    }
    number
}

fn told(found: &Difference) -> String {
    let (source, id) = (&found.recorded.source, &found.recorded.id);
    format!("position {} (\"{id}\" of \"{source}\"): {}", found.position, found.what)
}

/// Charts and rulebooks in the order in which they came into force.
async fn publications(
    store: &dyn EventStore,
    book: &str,
    up_to: u64,
) -> anyhow::Result<Vec<(String, String, u32, String)>> {
    let hex = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let (mut found, mut after) = (Vec::new(), 0);
    loop {
        let records = store.read_by_outcome(book, Outcome::Internal, after, 1_000).await?;
        let Some(last) = records.last() else { return Ok(found) };
        after = last.position;
        for record in records.iter().filter(|record| record.position <= up_to) {
            let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref())?;
            found.extend(match decoded.outcome {
                Some(Stored::ChartPublished(chart)) => {
                    Some(("chart".to_owned(), chart.name, chart.version, hex(&chart.csv)))
                }
                Some(Stored::RulebookPublished(rules)) => {
                    Some(("rulebook".to_owned(), rules.name, rules.version, hex(&rules.yaml)))
                }
                _ => None,
            });
        }
    }
}

fn write(
    context: &Context,
    path: &Path,
    certificate: &Certificate,
    signed: &str,
    speed: u64,
) -> anyhow::Result<()> {
    let to_output = path == Path::new("-");
    if !to_output {
        std::fs::write(path, signed).with_context(|| format!("\"{}\"", path.display()))?;
    }
    if context.json {
        return output::json(&json!({
            "book": certificate.book,
            "positions": certificate.tree.size,
            "same": certificate.is_same(),
            "differences": certificate.differences_number,
            "digest": certificate.digest,
            "events_per_second": speed,
            "certificate": signed,
        }));
    }
    if to_output {
        return output::raw(signed.as_bytes());
    }
    output::line(format!("decided {} records again at {speed} a second", certificate.tree.size))?;
    certificate.differences.iter().try_for_each(output::line)?;
    let verdict = if certificate.is_same() { "the same to the byte" } else { "NOT THE SAME" };
    output::line(format!("{verdict}; certificate written to \"{}\"", path.display()))
}
