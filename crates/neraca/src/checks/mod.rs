//! What `verify` verifies. Each check is a name, a verdict and what was found; the log is read once from its beginning by
//! the auditor (`auditor.rs`), who also builds its Merkle tree (`tree.rs`), folded once by the ledger's own rules, and the two are compared with each other and with the read
//! models.

mod auditor;
mod completeness;
mod tree;

use event_store::EventStore;
use ledger::{Book, Currency};
use serde::Serialize;

pub use auditor::{Auditor, Sums};
pub use tree::TreeCheck;

use crate::progress::Progress;
use crate::readmodels;
use crate::site::Site;

/// One check.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Stable name.
    pub name: &'static str,
    /// Whether all is well.
    pub ok: bool,
    /// What was found.
    pub detail: String,
}

/// What a verification found.
#[derive(Clone, Debug, Serialize)]
pub struct Verification {
    /// Whether every check is well.
    pub ok: bool,
    /// The book.
    pub book: String,
    /// The position up to which was verified.
    pub position: u64,
    /// Digest of the state folded from the log.
    pub digest: String,
    /// The checks.
    pub checks: Vec<Check>,
}

/// Records read at once.
const CHUNK: usize = 8_192;

/// Verifies a book against itself and its read models.
///
/// # Errors
/// When the store can't be read; what is wrong with the book itself is a check that fails.
pub async fn verify(site: &Site, book: &str) -> anyhow::Result<Verification> {
    let store = &site.store;
    let head = store.head(book).await?;
    let (auditor, tree) = audit(&**store, book, head.position).await?;
    let (tree_faults, tree_well) = tree.finish(&**store, book).await?;
    let (stated_faults, stated_well) = completeness::check(&**store, book, head.position).await?;
    let folded = fold(&**store, book, head.position).await?;

    let faults = &auditor.faults;
    let mut checks = vec![
        check("positions", &faults.order, || {
            format!("1 to {} without a gap, in the order of their time", head.position)
        }),
        check("bytes", &faults.bytes, || "every record's columns are what its bytes say".to_owned()),
        check("identities", &faults.identities, || "every identity has one outcome".to_owned()),
    ];
    checks.push(outcomes(&**store, book, &auditor, &head).await?);
    checks.push(check("entries", &faults.balance, || {
        format!("debits are credits in each of {} entries", auditor.entries)
    }));
    checks.push(check("completeness", &stated_faults, || stated_well));
    checks.push(check("tree", &tree_faults, || tree_well));
    checks.push(check("reversals", &faults.reversals, || {
        format!("{} reversals, each of an earlier record, each once", auditor.reversals)
    }));
    let mut digest = String::new();
    match &folded {
        Err(damaged) => checks.push(Check { name: "fold", ok: false, detail: damaged.clone() }),
        Ok(None) => {
            checks.push(Check {
                name: "fold",
                ok: head.position == 0,
                detail: "the book is empty".to_owned(),
            });
        }
        Ok(Some(folded)) => {
            digest = folded.digest().to_string();
            checks.push(sums(&auditor, folded));
            checks.push(balances(&auditor, folded));
            checks.push(readmodels::check(site, book, folded, head.position).await?);
        }
    }
    let ok = checks.iter().all(|check| check.ok);
    Ok(Verification { ok, book: book.to_owned(), position: head.position, digest, checks })
}

fn check(name: &'static str, faults: &[String], well: impl FnOnce() -> String) -> Check {
    let ok = faults.is_empty();
    Check { name, ok, detail: if ok { well() } else { faults.join("; ") } }
}

/// Has the second bookkeeper read the log.
async fn audit(store: &dyn EventStore, book: &str, up_to: u64) -> anyhow::Result<(Auditor, TreeCheck)> {
    let (mut auditor, mut tree) = (Auditor::default(), TreeCheck::default());
    let mut progress = Progress::begin("reading the log", Some(up_to));
    while auditor.records < up_to {
        let left = usize::try_from(up_to - auditor.records).unwrap_or(CHUNK).min(CHUNK);
        let records = store.read(book, auditor.records, left).await?;
        if records.is_empty() {
            break;
        }
        progress.add(records.len() as u64);
        records.iter().for_each(|record| auditor.read(record));
        tree.read(store, book, &records).await?;
    }
    progress.end();
    Ok((auditor, tree))
}

/// Folds the log by the ledger's own rules. A record that breaks an invariant stops the fold: that is a finding, not an end.
async fn fold(
    store: &dyn EventStore,
    book: &str,
    up_to: u64,
) -> anyhow::Result<Result<Option<Book>, String>> {
    match command_handler::recovery::fold(store, book, up_to).await {
        Ok(state) => Ok(Ok(state.map(|state| state.book))),
        Err(damaged @ command_handler::HandlerError::DamagedLog { .. }) => Ok(Err(damaged.to_string())),
        Err(error) => Err(error.into()),
    }
}

/// Every message has one outcome, and the tables hold as many as the head says.
async fn outcomes(
    store: &dyn EventStore,
    book: &str,
    auditor: &Auditor,
    head: &event_store::Head,
) -> anyhow::Result<Check> {
    let counts = store.outcome_counts(book).await?;
    // A writer may append while we count: more than the head is well, fewer never.
    let ok = counts.records() >= head.position
        && auditor.records == head.position
        && counts.repeats >= head.repeats;
    let detail = format!(
        "{} posted, {} refused, {} quarantined, {} internal make {} positions of {}; {} repeats of {}",
        counts.posted,
        counts.refused,
        counts.quarantined,
        counts.internal,
        counts.records(),
        head.position,
        counts.repeats,
        head.repeats
    );
    Ok(Check { name: "outcomes", ok, detail })
}

/// The sum over all accounts is zero.
fn sums(auditor: &Auditor, book: &Book) -> Check {
    let mut by_currency: std::collections::BTreeMap<Currency, (i128, i128)> =
        std::collections::BTreeMap::new();
    for account in book.accounts() {
        let sums = by_currency.entry(account.terms.currency).or_default();
        sums.0 += i128::from(account.balance.debit);
        sums.1 += i128::from(account.balance.credit);
    }
    let total = auditor.totals();
    let ok = by_currency.values().all(|(debit, credit)| debit == credit) && total.debit == total.credit;
    let detail = by_currency
        .iter()
        .map(|(currency, (debit, credit))| {
            format!("{currency}: debits {}, credits {}", currency.decimal(*debit), currency.decimal(*credit))
        })
        .collect::<Vec<_>>()
        .join("; ");
    Check { name: "sums", ok, detail }
}

/// Both bookkeepers have the same sums on the same accounts.
fn balances(auditor: &Auditor, book: &Book) -> Check {
    let mut faults = Vec::new();
    for account in book.accounts() {
        let key = (account.entity.to_string(), account.code.to_string());
        let audited = auditor.accounts.get(&key).copied().unwrap_or_default();
        let folded = Sums { debit: account.balance.debit.into(), credit: account.balance.credit.into() };
        if audited != folded && faults.len() < 5 {
            faults.push(format!(
                "account \"{}:{}\" is {folded:?}, read from the bytes {audited:?}",
                key.0, key.1
            ));
        }
    }
    if auditor.accounts.len() != book.accounts().len() {
        faults.push(format!("{} accounts, {} in the bytes", book.accounts().len(), auditor.accounts.len()));
    }
    check("balances", &faults, || {
        format!("{} accounts have the sums of the stored bytes", book.accounts().len())
    })
}
