//! `neraca documents`: gaps and repeats in the numbers of treasury documents. What counts as a sequence is in
//! [`reports::document_gaps`].

use clap::{Args, Subcommand};
use reports::document_gaps::{DocumentGaps, NumberFilter, NumberedKind, document_gaps};

use crate::commands::Context;
use crate::commands::report::read_models;
use crate::exit::Ending;
use crate::output;

/// Unreadable numbers that a table has room for.
const UNREADABLE_SHOWN: usize = 40;

/// What to ask of documents.
#[derive(Debug, Subcommand)]
pub enum Documents {
    /// List missing and repeated numbers of SPD, SPP, SPM, SP2D and STS, and numbers that can't be read
    ///
    /// Numbers are taken from the recorded events. SPP, SPM and SP2D are read as SIPD writes them, such as
    /// 16.08/04.0/000616/LS/5.02.0.00.0.00.01.0000/P6/9/2025, others as a plain series, such as STS/0012/2025. Each agency, kind and year is a sequence from 1
    /// to its highest number. Exits with 4 when a number is missing, was given out twice or can't be read.
    Gaps(Gaps),
}

/// Which numbers to look at.
#[derive(Debug, Args)]
pub struct Gaps {
    /// Only documents of this kind: spd, spp, spm, sp2d or sts
    #[arg(long)]
    kind: Option<NumberedKind>,
    /// Only documents of this agency
    #[arg(long, value_name = "ENTITY")]
    agency: Option<String>,
    /// Only numbers of this year
    #[arg(long)]
    year: Option<u16>,
}

impl Documents {
    /// Does it.
    ///
    /// # Errors
    /// When the book can't be read.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let Self::Gaps(gaps) = self;
        let (_site, models) = read_models(context).await?;
        let filter = NumberFilter { kind: gaps.kind, agency: gaps.agency.clone(), year: gaps.year };
        let found = document_gaps(&models, context.book(), &filter).await?;
        if context.json {
            output::json(&found.to_json())?;
        } else {
            print(&found)?;
        }
        Ok(if found.is_complete() { Ending::Done } else { Ending::NotVerified })
    }
}

fn print(found: &DocumentGaps) -> anyhow::Result<()> {
    let header =
        ["Dokumen", "SKPD", "Tahun", "Seri", "Tertinggi", "Nomor hilang / missing", "Ganda / repeated"];
    let mut table = output::table(&header, 4);
    let whole = found.sequences.iter().filter(|one| one.gaps.is_empty() && one.repeats.is_empty()).count();
    for one in found.sequences.iter().filter(|one| !one.gaps.is_empty() || !one.repeats.is_empty()) {
        let gap = |(first, last): &(u32, u32)| match first == last {
            true => first.to_string(),
            false => format!("{first}-{last}"),
        };
        let repeat = |(running, positions): &(u32, Vec<u64>)| {
            let positions: Vec<String> = positions.iter().map(u64::to_string).collect();
            format!("{running} (posisi {})", positions.join(", "))
        };
        table.add_row([
            one.kind.as_str().to_uppercase(),
            one.agency.clone(),
            one.year.to_string(),
            one.series.clone(),
            one.highest.to_string(),
            one.gaps.iter().map(gap).collect::<Vec<_>>().join(", "),
            one.repeats.iter().map(repeat).collect::<Vec<_>>().join(", "),
        ]);
    }
    output::line(format!(
        "{whole} urutan lengkap / sequences complete, {} tidak / not",
        found.sequences.len() - whole
    ))?;
    if whole < found.sequences.len() {
        output::line(table)?;
    }
    if found.unreadable.is_empty() {
        return Ok(());
    }
    let mut table = output::table(&["Dokumen", "SKPD", "Posisi", "Nomor", "Sebab / problem"], 5);
    for one in found.unreadable.iter().take(UNREADABLE_SHOWN) {
        let (kind, position) = (one.kind.as_str().to_uppercase(), one.position.to_string());
        table.add_row([kind, one.agency.clone(), position, one.number.clone(), one.problem.clone()]);
    }
    output::line(format!("Tidak terbaca / unreadable: {}\n{table}", found.unreadable.len()))?;
    match found.unreadable.len().saturating_sub(UNREADABLE_SHOWN) {
        0 => Ok(()),
        more => output::line(format!("+{more}; --json lists all / --json menampilkan semua")),
    }
}
