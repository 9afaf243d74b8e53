//! Charts and rulebooks coming into force again: as they were published, or with one other rulebook in place of all.

use std::sync::Arc;

use event_store::Record;
use ledger::chart::Chart;
use ledger::{Rulebook, rulebook::RulebookError};
use wire::ledger_v1 as pb;
use wire::record::Stored;

use super::again::CameOut;
use crate::recovery::{Publication, State};

/// The other rulebook, and whether it ever came into force.
pub(super) struct Other<'a> {
    pub(super) name: &'a str,
    pub(super) yaml: &'a [u8],
    /// Why it is not in force, as long as it never was.
    pub(super) refused: Option<RulebookError>,
}

impl State {
    /// A chart comes into force. Its version counts charts, and it differs from the one before it.
    pub(super) fn chart_again(&mut self, record: &Record, published: &pb::ChartPublished) -> CameOut {
        self.position = record.position;
        let in_force = self.chart.replace(Publication {
            position: record.position,
            name: published.name.clone(),
            version: published.version,
            content: published.csv.to_vec(),
        });
        let chart = match Chart::from_csv(&published.csv) {
            Ok(chart) => chart,
            Err(error) => return CameOut::Impossible(format!("the chart can't be read: {error}")),
        };
        let csv = chart.to_csv();
        self.book.publish_chart(Arc::new(chart));
        if in_force.as_ref().is_some_and(|in_force| in_force.content == csv) {
            return CameOut::Impossible("this chart is in force already".to_owned());
        }
        let version = in_force.map_or(1, |in_force| in_force.version.saturating_add(1));
        self.position = record.position - 1;
        let name = published.name.clone();
        CameOut::Decided(self.record_internal(Stored::ChartPublished { name, version, csv }))
    }

    /// A rulebook comes into force. It says its version itself, which is higher than the one before it.
    pub(super) fn rulebook_again(&mut self, record: &Record, published: &pb::RulebookPublished) -> CameOut {
        self.position = record.position;
        let name = published.name.clone();
        let in_force = self.rulebook.replace(Publication {
            position: record.position,
            name: name.clone(),
            version: published.version,
            content: published.yaml.to_vec(),
        });
        let rulebook = match self.load(&name, &published.yaml) {
            Ok(rulebook) => rulebook,
            Err(error) => return CameOut::Impossible(error.to_string()),
        };
        let version = rulebook.version();
        self.book.publish_rulebook(Arc::new(rulebook));
        if let Some(in_force) = in_force.filter(|in_force| version <= in_force.version) {
            let what = format!("rulebook version {version} does not grow, {} was in force", in_force.version);
            return CameOut::Impossible(what);
        }
        self.position = record.position - 1;
        let yaml = published.yaml.to_vec();
        CameOut::Decided(self.record_internal(Stored::RulebookPublished { name, version, yaml }))
    }

    /// The published rulebook is compiled against a new chart. One that does not fit it is followed by its successor.
    pub(super) fn recompile(&mut self) -> Result<(), RulebookError> {
        let Some(rules) = &self.rulebook else { return Ok(()) };
        let rulebook = self.load(&rules.name, &rules.content)?;
        self.book.publish_rulebook(Arc::new(rulebook));
        Ok(())
    }

    fn load(&self, name: &str, yaml: &[u8]) -> Result<Rulebook, RulebookError> {
        let chart = self.book.chart().cloned().unwrap_or_default();
        Rulebook::load(name, yaml, &chart)
    }
}

impl Other<'_> {
    /// Puts the other rulebook in force beside the chart of the moment.
    ///
    /// # Errors
    /// When it does not fit the chart; what was in force before stays.
    pub(super) fn put_in_force(&mut self, state: &mut State, is_first: bool) -> Result<(), String> {
        match state.load(self.name, self.yaml) {
            Ok(rulebook) => {
                state.book.publish_rulebook(Arc::new(rulebook));
                self.refused = None;
                Ok(())
            }
            Err(error) => {
                let what = error.to_string();
                if is_first || self.refused.is_some() {
                    self.refused = Some(error);
                }
                Err(what)
            }
        }
    }

    /// Whether no chart can make a rulebook of it.
    pub(super) fn is_unreadable(&self) -> bool {
        matches!(self.refused, Some(RulebookError::Unreadable { .. }))
    }
}
