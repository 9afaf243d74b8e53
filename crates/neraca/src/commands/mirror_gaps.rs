//! Which codes of a chart the mirrors of a rulebook lead nowhere from: what `rules check` and `chart check` say besides that
//! their file is sound.

use ledger::{Chart, Rulebook};
use serde::Serialize;

use crate::output;

/// A mirror and the codes of which it has no counterpart.
#[derive(Debug, Serialize)]
pub struct MirrorGaps<'a> {
    mirror: &'a str,
    /// In order. An event that needs the counterpart of one is refused.
    codes: Vec<&'a str>,
}

/// The mirrors that have gaps on a chart, in order of name.
pub fn find<'a>(rulebook: &'a Rulebook, chart: &'a Chart) -> Vec<MirrorGaps<'a>> {
    let gaps = rulebook
        .mirrors()
        .iter()
        .map(|mirror| MirrorGaps { mirror: mirror.name(), codes: mirror.gaps(chart).collect() });
    gaps.filter(|gaps| !gaps.codes.is_empty()).collect()
}

/// Each mirror with its codes and their names.
///
/// # Errors
/// When standard output can't be written.
pub fn print(gaps: &[MirrorGaps<'_>], chart: &Chart) -> anyhow::Result<()> {
    for MirrorGaps { mirror, codes } in gaps {
        output::line(format!(
            "mirror \"{mirror}\" leads nowhere from these codes ({}); an event that needs it is refused (mirror_missing):",
            codes.len()
        ))?;
        for code in codes {
            let name = chart.node(code).map_or("", |node| &*node.name);
            output::line(format!("  {code:20} {name}"))?;
        }
    }
    Ok(())
}
