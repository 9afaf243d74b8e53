//! The profile of an Indonesian regency: a starting point for its own accountants, who copy and change it.

/// The chart of accounts as CSV, for `Chart::from_csv`.
pub const CHART_CSV: &[u8] = include_bytes!("../kabupaten/chart.csv");

/// The posting rules as YAML, for `Rulebook::load`.
pub const RULEBOOK_YAML: &[u8] = include_bytes!("../kabupaten/rulebook.yaml");

/// Name under which the chart is published.
pub const CHART_FILE: &str = "kabupaten.csv";

/// Name under which the rulebook is published, and that its faults name.
pub const RULEBOOK_FILE: &str = "kabupaten.yaml";

/// Events that wait for a second person in [`strict_rulebook_yaml`]: what people write by hand, what takes back or pays out
/// again, budgets, periods, reconciliations, and the rules themselves.
const STRICT_APPROVAL: &str = "approval:
  - JournalPosted
  - Linked
  - PaymentReversed
  - RefundPaid
  - ReceivableWrittenOff
  - PriorYearCorrected
  - BudgetApproved
  - BudgetRevised
  - AccountClosed
  - AccountReopened
  - CeilingSet
  - PeriodClosed
  - PeriodReopened
  - ReconciliationConfirmed
  - RulebookPublished
  - ChartPublished";

/// The posting rules for a region that wants two people for all that a person may do by hand, and orders within released
/// funds. They are [`RULEBOOK_YAML`] but for the sections `approval` and `policies.fund_release` and for the version, which is
/// one higher, so that a book that runs under the other takes it.
///
/// Empty when the file that ships is no text, which its tests exclude.
pub fn strict_rulebook_yaml() -> String {
    let shipped = std::str::from_utf8(RULEBOOK_YAML).unwrap_or_default();
    let strict = |line: &str| match line.split_once(':') {
        Some(("approval", _)) => STRICT_APPROVAL.to_owned(),
        Some(("version", number)) => {
            let number: u32 = number.trim().parse().unwrap_or_default();
            format!("version: {}", number + 1)
        }
        Some(("  fund_release", _)) => line.replace("choice: record", "choice: ceiling"),
        _ => line.to_owned(),
    };
    let lines: Vec<String> = shipped.lines().map(strict).collect();
    lines.join("\n") + "\n"
}
