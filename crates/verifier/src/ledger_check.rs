//! Every record past every rule, in the order of the log. The rules are in files of their own; here is what they are asked
//! of which record, and nothing else.

use std::collections::BTreeSet;

use schema::ledger_v1::record::Outcome;
use schema::ledger_v1::{Posted, Record};
use transparency::tile;

use crate::catalogue::{Code, Text};
use crate::completeness::Completeness;
use crate::facts::Facts;
use crate::figures::Figures;
use crate::finding::{At, Findings, Here, Part, Place};
use crate::folder::{self, Folder, Listing, attachment_path};
use crate::form;
use crate::identity::{self, Fingerprints};
use crate::order::Order;
use crate::published::Published;
use crate::reversals::{self, Reversals, Reversing};
use crate::rulebook_file;
use crate::text;
use crate::tree_check::Bundle;

/// The code of a refusal for an identity that came before with other content: the one record that may follow it.
const IDENTITY_CONFLICT: &str = "identity_conflict";

/// Records by outcome.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    posted: u64,
    refused: u64,
    quarantined: u64,
    internal: u64,
}

/// The state of the check.
pub struct LedgerCheck<'a> {
    folder: &'a Folder,
    size: u64,
    order: Order,
    facts: Facts,
    reversals: Reversals,
    published: Published,
    completeness: Completeness,
    identities: Fingerprints,
    tally: Tally,
    /// The last position whose record could be read, once one could not: from there on sums would be wrong.
    stopped: Option<u64>,
    /// The last rulebook whose list of appropriated codes is not written as it can be read here.
    appropriated_unread: Option<u64>,
    /// Positions with an attachment, as far as they were not asked for yet.
    attachments: BTreeSet<u64>,
    figures: Option<&'a mut dyn Figures>,
    scratch: Vec<u8>,
    findings: Findings,
}

impl<'a> LedgerCheck<'a> {
    /// A check of a log of `size` entries with this origin. Entries are handed to `figures`, if given.
    pub fn new(
        folder: &'a Folder,
        listing: &Listing,
        origin: &str,
        size: u64,
        figures: Option<&'a mut dyn Figures>,
    ) -> Self {
        Self {
            folder,
            size,
            order: Order::new(origin),
            facts: Facts::default(),
            reversals: Reversals::default(),
            published: Published::default(),
            completeness: Completeness::default(),
            identities: Fingerprints::default(),
            tally: Tally::default(),
            stopped: None,
            appropriated_unread: None,
            attachments: listing.attachments.clone(),
            figures,
            scratch: Vec::new(),
            findings: Findings::default(),
        }
    }

    /// Checks the records of a bundle.
    pub fn bundle(&mut self, bundle: &Bundle) {
        // Whoever hashed the bundle has seen that its entries are whole.
        let entries = tile::decode_bundle(&bundle.bytes).unwrap_or_default();
        for (position, entry) in (bundle.first..).zip(entries) {
            self.entry(entry, At { file: &bundle.path, position });
        }
    }

    fn entry(&mut self, entry: &[u8], at: At<'_>) {
        let Some(record) = self.read(entry, at) else {
            self.stopped.get_or_insert(at.position - 1);
            return;
        };
        form::check(&record, at, &mut self.findings);
        self.order.follow(&record, entry, at, &mut self.findings);
        self.identity(&record, at);
        self.completeness.record(&record, at, &mut self.findings);
        if self.stopped.is_none() {
            self.outcome(&record, at);
        }
        if let Some(figures) = &mut self.figures {
            figures.reached(at.position, &self.published);
        }
    }

    /// Decodes a record and puts it together with its attachment.
    fn read(&mut self, entry: &[u8], at: At<'_>) -> Option<Record> {
        let mut record = form::decode(entry, &at.record(), &mut self.scratch, &mut self.findings)?;
        if let Some(detached) = record.detached.take() {
            self.attachments.remove(&at.position);
            let attachment = folder::attachment(self.folder, at, &mut self.findings)?;
            let scratch = &mut self.scratch;
            form::attach(&mut record, &detached, &attachment, at, scratch, &mut self.findings)
                .then_some(())?;
        }
        Some(record)
    }

    /// An event without both halves of an identity has none; one that is refused for its identity has another's.
    fn identity(&mut self, record: &Record, at: At<'_>) {
        let is_conflict =
            matches!(&record.outcome, Some(Outcome::Refused(refused)) if refused.code == IDENTITY_CONFLICT);
        if !record.source.is_empty() && !record.id.is_empty() && !is_conflict {
            self.identities.add(&record.source, &record.id, at.position);
        }
    }

    fn outcome(&mut self, record: &Record, at: At<'_>) {
        match &record.outcome {
            Some(Outcome::Posted(posted)) => {
                self.tally.posted += 1;
                self.posted(record, posted, at);
            }
            Some(Outcome::Refused(_) | Outcome::Quarantined(_)) => {
                let is_refused = matches!(&record.outcome, Some(Outcome::Refused(_)));
                self.tally.refused += u64::from(is_refused);
                self.tally.quarantined += u64::from(!is_refused);
                if let Some(figures) = &mut self.figures {
                    figures.turned_away(record);
                }
            }
            Some(internal) => {
                self.tally.internal += 1;
                self.internal(record, internal, at);
            }
            None => {}
        }
    }

    fn internal(&mut self, record: &Record, outcome: &Outcome, at: At<'_>) {
        let findings = &mut self.findings;
        match outcome {
            Outcome::BookOpened(opened) => {
                if let Some(figures) = &mut self.figures {
                    figures.opened(&opened.name, &opened.currency);
                }
            }
            Outcome::ChartPublished(chart) => self.published.chart(chart, at, findings),
            Outcome::RulebookPublished(rulebook) => {
                self.published.rulebook(rulebook, at, findings);
                let codes = rulebook_file::appropriated(&rulebook.yaml);
                self.appropriated_unread = codes.is_err().then_some(at.position).or(self.appropriated_unread);
                self.facts.accounts.appropriated = codes.unwrap_or_default();
            }
            Outcome::HoldsExpired(expired) => {
                for (index, released) in expired.holds.iter().enumerate() {
                    let part = Part { list: "outcome.holds_expired.holds", index, name: "" };
                    self.facts.expired(released, record, &mut Here { at, part, findings });
                }
            }
            _ => {}
        }
    }

    fn posted(&mut self, record: &Record, posted: &Posted, at: At<'_>) {
        let findings = &mut self.findings;
        self.published.check_rule(posted, at, findings);
        let rules = self.order.rules(record);
        let mut first_line = 0;
        for (index, fact) in posted.facts.iter().enumerate() {
            let part = Part { list: "outcome.posted.facts", index, name: "" };
            let mut here = Here { at, part, findings };
            let Some(fact) = &fact.fact else {
                here.fault("", text!(Code::FieldMissing));
                continue;
            };
            let landed = self.facts.apply(fact, record, rules, &mut here);
            if let (Some(figures), Some(landed)) = (&mut self.figures, &landed) {
                figures.landed(record, landed, first_line, &self.facts.accounts);
            }
            first_line += landed.map_or(0, |landed| landed.lines());
        }
        let (folder, size) = (self.folder, self.size);
        self.reversals.check(&Reversing::of_facts(&posted.facts), record, folder, size, at, findings);
        if let Some(figures) = &mut self.figures {
            let original = |position| reversals::read_again(folder, position, size);
            figures.posted(record, &self.facts.accounts, &original);
        }
    }

    /// What only the whole log tells: totals, identities, attachments that no record names. Gives what was checked and
    /// what should be known; where something is wrong, only that.
    pub fn finish(mut self) -> (Findings, Vec<Text>, Vec<Text>) {
        for position in std::mem::take(&mut self.attachments) {
            let place =
                Place { file: Some(attachment_path(position)), position: Some(position), field: None };
            self.findings.add(place, text!(Code::FileSurplus, self.size));
        }
        self.facts.accounts.check_totals(&mut self.findings);
        self.completeness.finish();
        let (identities, holds) = (self.identities.len(), self.facts.holds.counts);
        let (folder, size) = (self.folder, self.size);
        identity::same_events(std::mem::take(&mut self.identities), folder, size, &mut self.findings);
        identity::same_holds(std::mem::take(&mut self.facts.holds.names), folder, size, &mut self.findings);
        let mut notes = std::mem::take(&mut self.completeness.notes);
        notes.extend(self.stopped.map(|position| text!(Code::NoteRulesStopped, position)));
        notes.extend(self.appropriated_unread.map(|position| text!(Code::NoteAppropriated, position)));
        if self.size == 0 {
            notes.push(text!(Code::NoteEmpty));
        }
        if !self.findings.is_empty() {
            return (self.findings, Vec::new(), notes);
        }
        let Tally { posted, refused, quarantined, internal } = self.tally;
        let published = &self.published;
        let Completeness { statements, messages, repeats, .. } = self.completeness;
        let checked = vec![
            text!(Code::CheckedRecords, self.size, posted, refused, quarantined, internal),
            text!(Code::CheckedEntries, self.facts.entries, self.facts.lines, self.facts.accounts.len()),
            text!(Code::CheckedLimits, self.facts.accounts.appropriations()),
            text!(
                Code::CheckedHolds,
                holds.placed,
                holds.captures,
                holds.released,
                holds.expired,
                self.facts.holds.open()
            ),
            text!(Code::CheckedReversals, self.reversals.count),
            text!(Code::CheckedIdentities, identities),
            text!(Code::CheckedPublished, published.charts, published.rulebooks),
            text!(Code::CheckedCompleteness, statements, messages, repeats),
        ];
        (self.findings, checked, notes)
    }
}
