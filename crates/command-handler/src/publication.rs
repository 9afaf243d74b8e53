//! Charts and rulebooks that two people put in force: compiled before their approval counts, and recorded right behind it in
//! the same batch, as every publication is. `recovery` publishes what a configuration changes.

use std::sync::Arc;

use event_store::Record;
use ledger::chart::Chart;
use ledger::command::{Publication as Proposed, PublicationKind};
use ledger::{Refusal, RefusalCode, Rulebook};
use wire::record::Stored;

use crate::recovery::{Publication, State};

/// What comes into force with the approval that is being recorded.
#[derive(Debug)]
pub(crate) struct Due {
    kind: PublicationKind,
    /// As it will stand in the log.
    publication: Publication,
    /// A new chart.
    chart: Option<Arc<Chart>>,
    /// A new rulebook, or the one in force compiled for the new chart.
    rulebook: Option<Arc<Rulebook>>,
}

impl State {
    /// Compiles what was proposed beside what is in force.
    ///
    /// # Errors
    /// [`RefusalCode::PublicationFaulty`] with every fault.
    pub(crate) fn compile(&self, proposed: Proposed<'_>) -> Result<Due, Refusal> {
        match proposed.kind {
            PublicationKind::Chart => self.compile_chart(proposed),
            PublicationKind::Rulebook => self.compile_rulebook(proposed),
        }
    }

    fn compile_chart(&self, proposed: Proposed<'_>) -> Result<Due, Refusal> {
        let chart = Chart::from_csv(proposed.content).map_err(faulty)?;
        self.book.admits(&chart).map_err(faulty)?;
        let content = chart.to_csv();
        if self.chart.as_ref().is_some_and(|in_force| in_force.content == content) {
            return Err(faulty("this chart is in force already"));
        }
        let rulebook = match &self.rulebook {
            Some(rules) => Some(Rulebook::load(&rules.name, &rules.content, &chart).map_err(faulty)?),
            None => None,
        };
        let version = self.chart.as_ref().map_or(1, |in_force| in_force.version.saturating_add(1));
        let publication = Publication { position: 0, name: proposed.name.to_owned(), version, content };
        let (chart, rulebook) = (Some(Arc::new(chart)), rulebook.map(Arc::new));
        Ok(Due { kind: proposed.kind, publication, chart, rulebook })
    }

    fn compile_rulebook(&self, proposed: Proposed<'_>) -> Result<Due, Refusal> {
        let chart = self.book.chart().cloned().unwrap_or_default();
        let rulebook = Rulebook::load(proposed.name, proposed.content, &chart).map_err(faulty)?;
        let version = rulebook.version();
        if let Some(in_force) = self.rulebook.as_ref().filter(|in_force| version <= in_force.version) {
            let in_force = in_force.version;
            return Err(faulty(format!(
                "it says version {version}, and version {in_force} is in force: raise the version"
            )));
        }
        let (name, content) = (proposed.name.to_owned(), proposed.content.to_owned());
        let publication = Publication { position: 0, name, version, content };
        Ok(Due { kind: proposed.kind, publication, chart: None, rulebook: Some(Arc::new(rulebook)) })
    }

    /// The record of what came into force with the approval just recorded, if something did.
    pub(crate) fn record_due(&mut self) -> Option<Record> {
        let Due { kind, mut publication, chart, rulebook } = self.due.take()?;
        let Publication { name, version, content, .. } = publication.clone();
        let record = self.record_internal(match kind {
            PublicationKind::Chart => Stored::ChartPublished { name, version, csv: content },
            PublicationKind::Rulebook => Stored::RulebookPublished { name, version, yaml: content },
        });
        publication.position = record.position;
        match kind {
            PublicationKind::Chart => self.chart = Some(publication),
            PublicationKind::Rulebook => self.rulebook = Some(publication),
        }
        if let Some(chart) = chart {
            self.book.publish_chart(chart);
        }
        if let Some(rulebook) = rulebook {
            self.book.publish_rulebook(rulebook);
        }
        Some(record)
    }
}

fn faulty(problem: impl std::fmt::Display) -> Refusal {
    Refusal::new(RefusalCode::PublicationFaulty, problem.to_string())
}
