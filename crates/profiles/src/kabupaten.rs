//! The profile of an Indonesian regency: a starting point for its own accountants, who copy and change it.

/// The chart of accounts as CSV, for `Chart::from_csv`.
pub const CHART_CSV: &[u8] = include_bytes!("../kabupaten/chart.csv");

/// The posting rules as YAML, for `Rulebook::load`.
pub const RULEBOOK_YAML: &[u8] = include_bytes!("../kabupaten/rulebook.yaml");

/// Name under which the chart is published.
pub const CHART_FILE: &str = "kabupaten.csv";

/// Name under which the rulebook is published, and that its faults name.
pub const RULEBOOK_FILE: &str = "kabupaten.yaml";
