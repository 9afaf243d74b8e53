//! TigerBeetle beside the peers: its program brings a benchmark of its own, which is run and whose rate is read. It comes
//! from no registry, so the user names the program.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::load::{ACCOUNTS, Spread};

/// Its name in tables.
pub(crate) const NAME: &str = "tigerbeetle";

/// Runs the program's own benchmark with as many accounts and transfers, one hot account among them when asked for, and
/// has it look up everything it wrote. Its data file is made in `folder`. Returns transfers a second.
///
/// # Errors
/// When it fails, or prints no rate.
pub(crate) fn measure(program: &Path, spread: Spread, transfers: u64, folder: &Path) -> Result<u64> {
    let what = || format!("run \"{}\"", program.display());
    let mut command = Command::new(std::path::absolute(program)?);
    command.current_dir(folder).args(["benchmark", "--validate"]);
    command.arg(format!("--account-count={ACCOUNTS}")).arg(format!("--transfer-count={transfers}"));
    if spread == Spread::Hot {
        command.args(["--account-count-hot=1", "--transfer-hot-percent=100"]);
    }
    let output = command.output().with_context(what)?;
    let last_words = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{}: {}: {}", what(), output.status, last_words.trim());
    let text = String::from_utf8_lossy(&output.stdout);
    rate(&text).with_context(|| format!("{}: no line \"load accepted = … tx/s\" in: {text}", what()))
}

/// The rate in what the benchmark prints, as TigerBeetle's own continuous benchmark reads it.
fn rate(text: &str) -> Option<u64> {
    let rate = |line: &str| line.trim().strip_prefix("load accepted = ")?.strip_suffix(" tx/s")?.parse().ok();
    text.lines().find_map(rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_read_from_the_lines_that_the_benchmark_prints_and_from_no_others() {
        let text = "25 batches in 1.06 s\n\
                    transfer batch size = 8189 txs\n\
                    transfer batch delay = 0 us\n\
                    load accepted = 192437 tx/s\n";
        assert_eq!(rate(text), Some(192_437));
        assert_eq!(rate("load offered = 1000000 tx/s\n"), None);
        assert_eq!(rate("load accepted = many tx/s\n"), None);
    }
}
