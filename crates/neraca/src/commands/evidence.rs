//! `neraca export evidence`: what a region shows of a half-year when its digitalisation is assessed (bukti ETPD), as a folder: the
//! reports as data and as spreadsheets, the terms they were made by, and the checkpoint that proves their position.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use ledger::Date;
use projections::KnownAt;
use reports::{Parameters, ReportName};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::commands::Context;
use crate::commands::report::read_models;
use crate::exit::{Ending, Usage};
use crate::output;

/// What is shown: digitalisation first, then what it rests on.
const REPORTS: [ReportName; 4] = [
    ReportName::Digitalization,
    ReportName::RevenuePerformance,
    ReportName::RevenueService,
    ReportName::BudgetRealization,
];

/// Evidence of a half-year's digitalisation (bukti ETPD)
///
/// A folder with the reports as JSON, CSV and XLSX, all of one position, the newest checkpoint, and `manifest.json` with the SHA-256 of
/// each file. The index in it is an estimate and not the official one.
#[derive(Args, Debug)]
pub struct Evidence {
    /// The half-year, such as 2026-1 or 2026-2
    #[arg(long, value_name = "YEAR-HALF", value_parser = half_year)]
    half: HalfYear,
    /// The folder; made when it is missing
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only what was recorded by then: a position, a day (to its end in UTC+7) or a moment in RFC 3339
    #[arg(long, value_name = "POSITION|DATE|MOMENT", value_parser = reports::known_at)]
    known_at: Option<KnownAt>,
}

/// A half-year by its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct HalfYear {
    from: Date,
    to: Date,
}

fn half_year(text: &str) -> Result<HalfYear, String> {
    let days = || {
        let (year, half) = text.split_once('-')?;
        let year = year.parse().ok()?;
        let (first, last) = match half {
            "1" => ((1, 1), (6, 30)),
            "2" => ((7, 1), (12, 31)),
            _ => return None,
        };
        Some(HalfYear { from: Date::new(year, first.0, first.1)?, to: Date::new(year, last.0, last.1)? })
    };
    days().ok_or_else(|| "it is not a half-year such as 2026-1".to_owned())
}

impl Evidence {
    /// Writes the folder.
    ///
    /// # Errors
    /// When there is no such book, a report can't be made, or the folder can't be written.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let (site, models) = read_models(context).await?;
        let book = context.book();
        let position = models.view_position(book, self.known_at).await?;
        let parameters = Parameters {
            book: book.to_owned(),
            from: Some(self.half.from),
            to: Some(self.half.to),
            known_at: Some(KnownAt::Position(position)),
            revenue_terms: context.configuration.revenue_terms.clone(),
            spending_terms: context.configuration.spending_terms.clone(),
            ..Parameters::default()
        };
        if position == 0 {
            bail!(Usage(format!("book \"{book}\" is empty; there is nothing to show")));
        }
        std::fs::create_dir_all(&self.out).with_context(|| format!("\"{}\"", self.out.display()))?;
        let mut folder = Folder { path: &self.out, files: Vec::new() };
        for name in REPORTS {
            let report = reports::run(&models, name, &parameters).await?;
            folder.write(&format!("{}.json", name.as_str()), &output::json_bytes(&report.to_json())?)?;
            folder.write(&format!("{}.csv", name.as_str()), report.to_csv_with_head()?.as_bytes())?;
            let paper = &context.configuration.paper;
            folder.write(&format!("{}.xlsx", name.as_str()), &documents::xlsx(&report, paper)?)?;
        }
        let checkpoint = site.store.checkpoint(book).await?;
        if let Some(checkpoint) = &checkpoint {
            folder.write("checkpoint", checkpoint.note.as_bytes())?;
        }
        let manifest = json!({
            "book": book,
            "from": self.half.from.to_string(),
            "to": self.half.to.to_string(),
            "position": position,
            // Who has no checkpoint of this size or a larger one can't prove the position.
            "checkpoint_size": checkpoint.map(|checkpoint| checkpoint.size),
            "files": folder.files,
        });
        folder.write("manifest.json", &output::json_bytes(&manifest)?)?;
        if context.json {
            output::json(&manifest)?;
        } else {
            let files = folder.files.len();
            output::line(format!(
                "{files} files of position {position} written to \"{}\"",
                self.out.display()
            ))?;
        }
        Ok(Ending::Done)
    }
}

/// Where files go, and what they are.
struct Folder<'a> {
    path: &'a Path,
    files: Vec<serde_json::Value>,
}

impl Folder<'_> {
    fn write(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.path.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("\"{}\"", path.display()))?;
        let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        self.files.push(json!({ "name": name, "size": bytes.len(), "sha256": sha256 }));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_year_is_known_by_its_days() {
        let day = |month, day| Date::new(2026, month, day).expect("a day");
        assert_eq!(half_year("2026-1"), Ok(HalfYear { from: day(1, 1), to: day(6, 30) }));
        assert_eq!(half_year("2026-2"), Ok(HalfYear { from: day(7, 1), to: day(12, 31) }));
        for text in ["2026", "2026-3", "2026-01", "0-1", "-1"] {
            assert!(half_year(text).is_err(), "{text}");
        }
    }
}
