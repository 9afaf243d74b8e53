//! The reports of a certificate: from a fresh fold of the log and from the read models in use, compared by digest.
//!
//! Of a large book the reports that list lines do not fit into memory. Then the lines themselves are compared, account by
//! account and page by page; what else such a report shows comes from the log, which both read.

use std::path::Path;
use std::sync::Arc;

use event_store::EventStore;
use projections::{Database, KnownAt, ProjectionBuilder, ReadModels, Value};
use reports::{Parameters, ReportName};
use sha2::{Digest as _, Sha256};

use crate::certificate::Lines;
use crate::readmodels;
use crate::scratch;
use crate::site::Site;

/// Positions up to which reports that list lines are made as well: about 200 MB of them.
const WHOLE_MAX: u64 = 100_000;
/// Lines read at once.
const PAGE: usize = 8_192;

/// What was compared.
pub(super) struct Compared {
    /// Each report with the SHA-256 of its JSON, and whether the read models in use give the same bytes.
    pub(super) reports: Vec<(String, String, bool)>,
    /// The lines of all accounts.
    pub(super) lines: Lines,
}

/// Compares the reports at a position.
///
/// # Errors
/// When log or read models can't be read, or there is no room for fresh ones.
pub(super) async fn compare(site: &Site, book: &str, position: u64) -> anyhow::Result<Compared> {
    let used = readmodels::catch_up(site, book, position).await?;
    let folder = std::env::temp_dir().join(format!("neraca-replay-{}", std::process::id()));
    scratch::make_anew(&folder)?;
    let compared = compare_with(&site.store, book, position, used, &folder).await;
    scratch::remove(&folder);
    compared
}

async fn compare_with(
    store: &Arc<dyn EventStore>,
    book: &str,
    position: u64,
    used: Database,
    folder: &Path,
) -> anyhow::Result<Compared> {
    let fresh = Database::embedded(folder).await?;
    let mut builder = ProjectionBuilder::open(Arc::clone(store), fresh.clone(), book).await?;
    builder.catch_up_to(position).await?;
    let (number, sha256) = lines(&fresh, book, position).await?;
    let same = lines(&used, book, position).await? == (number, sha256.clone());
    let lines = Lines { number, sha256, same };
    let (fresh, used) = (ReadModels::new(Arc::clone(store), fresh), ReadModels::new(Arc::clone(store), used));
    let known_at = Some(KnownAt::Position(position));
    let parameters = Parameters { book: book.to_owned(), known_at, ..Parameters::default() };
    let mut reports = Vec::new();
    for name in ReportName::ALL {
        let lists_lines = matches!(
            name,
            ReportName::GeneralLedger
                | ReportName::CashBook
                | ReportName::DepositRegister
                | ReportName::DisbursementRegister
                | ReportName::DeductionsRegister
                | ReportName::SpjPaying
                | ReportName::SpjReceiving
        );
        // A subsidiary ledger is of one account; the general ledger and the lines have them all.
        if name == ReportName::SubsidiaryLedger || (lists_lines && position > WHOLE_MAX) {
            continue;
        }
        let sha256 = report(&fresh, name, &parameters).await?;
        let same = report(&used, name, &parameters).await? == sha256;
        reports.push((name.as_str().to_owned(), sha256, same));
    }
    Ok(Compared { reports, lines })
}

/// The SHA-256 of a report's JSON. One report at a time is in memory.
async fn report(models: &ReadModels, name: ReportName, parameters: &Parameters) -> anyhow::Result<String> {
    let report = reports::run(models, name, parameters).await?;
    let mut hash = Hashing(Sha256::new());
    serde_json::to_writer(&mut hash, &report.to_json())?;
    Ok(hash.hex())
}

/// How many lines the accounts have up to a position, and the SHA-256 of `entity:code position line date kind amount`, a line
/// each, in order of account, position and line.
async fn lines(database: &Database, book: &str, position: u64) -> anyhow::Result<(u64, String)> {
    let accounts = "select a.no, a.entity, a.code from book b join account a on a.book = b.no \
        where b.name = $1 order by a.entity, a.code";
    let page = "select position, line_no, effective_date, kind, amount from line where account = $1 \
        and (position, line_no) > ($2, $3) and position <= $4 order by position, line_no limit $5";
    let (mut number, mut hash) = (0, Hashing(Sha256::new()));
    for account in database.query(accounts, &[book.into()]).await? {
        let (no, name) = (account.int(0), format!("{}:{}", account.text(1), account.text(2)));
        let (mut after, mut line) = (0_i64, -1_i32);
        loop {
            let (until, limit) = (saturated(position), saturated(PAGE as u64));
            let values: [Value; 5] = [no.into(), after.into(), line.into(), until.into(), limit.into()];
            let rows = database.query(page, &values).await?;
            for row in &rows {
                let fields = (0..5).map(|column| row.int(column).to_string()).collect::<Vec<_>>().join(" ");
                hash.0.update(format!("{name} {fields}\n"));
            }
            number += rows.len() as u64;
            let Some(last) = rows.last().filter(|_| rows.len() == PAGE) else { break };
            (after, line) = (last.int(0), i32::try_from(last.int(1))?);
        }
    }
    Ok((number, hash.hex()))
}

fn saturated(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Hashes what is written.
struct Hashing(Sha256);

impl Hashing {
    fn hex(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl std::io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
