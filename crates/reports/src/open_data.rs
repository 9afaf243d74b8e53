//! Open data: what everyone may read of a book, as files. An [`Edition`] is all of it at one position: an index, a data package,
//! the checkpoint that proves the position, and each dataset of the latest years as a page, JSON and CSV.
//!
//! Nothing in it tells of a payer, a vendor or a person, and no free text of an event is in it: the datasets are reports that
//! add up accounts and classes. Rows with few payments are left blank (`open_data/small_cells.rs`). `open_data/page.rs` writes
//! the pages, `open_data/package.rs` the data package. The same log gives the same bytes: no clock is read.

mod package;
mod page;
mod small_cells;

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::Date;
use projections::{KnownAt, ReadModels};
use sha2::{Digest as _, Sha256};

use crate::error::ReportError;
use crate::parameters::{Parameters, ReportName};
use crate::report::Report;
use crate::revenue_terms::RevenueTerms;
use crate::spending_quality::SpendingTerms;

/// Content type of pages.
pub const HTML: &str = "text/html; charset=utf-8";

/// Years of an edition at most, the latest ones: it is made whole, so it must not grow with the log.
const YEARS: i32 = 3;

/// How data is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Who publishes it, such as `Pemerintah Kabupaten Ogan Komering Ulu Timur`; the book's name when absent.
    pub publisher: Option<String>,
    /// Short name of the license.
    pub license: String,
    /// Where its text is; empty where it has no address.
    pub license_url: String,
    /// Rows with fewer payments are left blank; none with 0 or 1.
    pub small_cell: u64,
    /// By what the quality of spending is judged; what ships when absent.
    pub spending_terms: Option<Arc<SpendingTerms>>,
    /// What reports on revenue take as given; what ships when absent.
    pub revenue_terms: Option<Arc<RevenueTerms>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            publisher: None,
            license: "CC-BY-4.0".to_owned(),
            license_url: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
            small_cell: 5,
            spending_terms: None,
            revenue_terms: None,
        }
    }
}

/// One kind of table.
#[derive(Debug)]
struct Dataset {
    /// Its name in paths.
    name: &'static str,
    title: &'static str,
    english: &'static str,
    report: ReportName,
    code: Option<&'static str>,
    level: u8,
}

/// What is published of each year. Levels stop above the sub rincian objek, which is too fine for a reader and for a payer.
const DATASETS: [Dataset; 4] = [
    Dataset {
        name: "lra",
        title: "Laporan Realisasi Anggaran",
        english: "Budget realisation",
        report: ReportName::BudgetRealization,
        code: None,
        level: 4,
    },
    Dataset {
        name: "revenue",
        title: "Pendapatan menurut jenis",
        english: "Revenue by type",
        report: ReportName::BudgetRealization,
        code: Some("4"),
        level: 5,
    },
    Dataset {
        name: "etpd",
        title: "Digitalisasi pendapatan (ETPD)",
        english: "Digitalisation of revenue",
        report: ReportName::Digitalization,
        code: None,
        level: 4,
    },
    Dataset {
        name: "spending-quality",
        title: "Kualitas belanja",
        english: "Quality of spending",
        report: ReportName::SpendingQuality,
        code: None,
        level: 4,
    },
];

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its content type.
    pub content_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
    /// SHA-256 of the content, in hex.
    pub sha256: String,
}

/// All that is published of a book at one position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The book.
    pub book: String,
    /// The last position that every figure includes.
    pub position: u64,
    /// Files by path, such as `index.html` or `2026/lra.csv`.
    pub files: BTreeMap<String, File>,
}

/// A dataset of a year as it is published.
struct Published {
    year: i32,
    dataset: &'static Dataset,
    report: Report,
}

/// What an index tells beside the datasets.
struct Facts<'a> {
    book: &'a str,
    position: u64,
    settings: &'a Settings,
    tree_root: String,
    /// Positions under the checkpoint, when there is one.
    checkpoint: Option<u64>,
}

impl File {
    fn new(content_type: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { content_type, bytes, sha256 }
    }
}

impl Facts<'_> {
    fn publisher(&self) -> &str {
        self.settings.publisher.as_deref().unwrap_or(self.book)
    }
}

/// Makes an edition at the newest checkpoint that the read models have reached; without any at where they stand.
///
/// # Errors
/// Those of any report.
pub async fn edition(models: &ReadModels, book: &str, settings: &Settings) -> Result<Edition, ReportError> {
    let reached = models.position(book).await?;
    let checkpoint = models.store().checkpoint(book).await.map_err(projections::ProjectionError::from)?;
    let position = checkpoint.as_ref().map(|kept| kept.size).filter(|size| (1..=reached).contains(size));
    let position = position.unwrap_or(reached);
    let mut published = Vec::new();
    for year in years(models, book, position).await? {
        for dataset in &DATASETS {
            let asked = Parameters {
                book: book.to_owned(),
                from: Date::new(year, 1, 1),
                to: Date::new(year, 12, 31),
                known_at: Some(KnownAt::Position(position)),
                code: dataset.code.map(str::to_owned),
                level: Some(dataset.level),
                spending_terms: settings.spending_terms.clone(),
                revenue_terms: settings.revenue_terms.clone(),
                ..Parameters::default()
            };
            let report = crate::run(models, dataset.report, &asked).await?;
            published.push(Published {
                year,
                dataset,
                report: small_cells::blanked(report, settings.small_cell),
            });
        }
    }
    let facts = Facts {
        book,
        position,
        settings,
        tree_root: models.log_state(book, position).await?.tree_root,
        checkpoint: checkpoint.as_ref().map(|kept| kept.size),
    };
    let mut files = BTreeMap::new();
    for one in &published {
        let path = |ending: &str| format!("{}/{}.{ending}", one.year, one.dataset.name);
        files.insert(path("html"), File::new(HTML, page::dataset(one, &facts)));
        files.insert(path("json"), File::new("application/json", one.report.to_json().to_string()));
        files.insert(path("csv"), File::new("text/csv; charset=utf-8", one.report.to_csv()?));
    }
    if let Some(kept) = checkpoint {
        files.insert("checkpoint".to_owned(), File::new("text/plain; charset=utf-8", kept.note));
    }
    let package = package::write(&published, &files, &facts);
    files.insert("datapackage.json".to_owned(), File::new("application/json", package));
    files.insert("index.html".to_owned(), File::new(HTML, page::index(&published, &facts)));
    Ok(Edition { book: book.to_owned(), position, files })
}

/// The years of an edition, the latest first; none of a book without entries.
async fn years(models: &ReadModels, book: &str, position: u64) -> Result<Vec<i32>, ReportError> {
    let known_at = Some(KnownAt::Position(position));
    let Some(last) = models.last_day(book, known_at).await? else { return Ok(Vec::new()) };
    let mut years = Vec::new();
    for year in (0..YEARS).map(|before| last.year() - before) {
        let (from, to) = (Date::new(year, 1, 1), Date::new(year, 12, 31));
        let period = projections::queries::Period { from, to, known_at };
        let filter = projections::queries::MovementFilter {
            book_side: Some(ledger::BookSide::Budget),
            ..Default::default()
        };
        let (movements, _) = models.movements(book, period, &filter).await?;
        // The opening sums of a year without movement are those of the years before it.
        if year == last.year() || movements.iter().any(|sums| (sums.debit, sums.credit) != (0, 0)) {
            years.push(year);
        }
    }
    Ok(years)
}
