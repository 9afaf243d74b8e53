//! What a book is run with: its settings, chart and rulebook. Data that ships with the program or is configured.

use ledger::{BookSettings, Currency, chart::Chart};

/// A book's settings, chart and rulebook, as configured.
#[derive(Clone, Debug)]
pub struct BookProfile {
    /// What the book is opened with, once.
    pub settings: BookSettings,
    /// Name of the chart and the chart; published into the log when it differs from the one in force.
    pub chart: Option<(String, Chart)>,
    /// File name and YAML of the rulebook; published into the log when it differs from the one in force.
    pub rulebook: Option<(String, Vec<u8>)>,
}

impl BookProfile {
    /// A book without chart or rulebook: accounts are opened by events, and only instructions are understood.
    pub fn plain(name: &str, currency: Currency) -> Self {
        let settings = BookSettings {
            name: name.to_owned(),
            currency,
            chart_mode: ledger::ChartMode::Open,
            balance_per_entity: false,
        };
        Self { settings, chart: None, rulebook: None }
    }
}
