//! Charts and rulebooks: what is published has the digest that is stated, versions count up, and a posting names the
//! rulebook that was in force.

use prost::bytes::Bytes;
use schema::ledger_v1::{ChartPublished, Posted, RulebookPublished};
use sha2::{Digest as _, Sha256};

use crate::catalogue::Code;
use crate::finding::{At, Findings};
use crate::text;

/// A chart or rulebook in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    /// Its name.
    pub name: String,
    /// Its version; zero when there is none.
    pub version: u32,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// The file.
    pub content: Bytes,
}

/// What was published so far.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Charts published.
    pub charts: u64,
    /// Rulebooks published.
    pub rulebooks: u64,
    /// The chart in force.
    pub chart: InForce,
    /// The rulebook in force.
    pub rulebook: InForce,
}

impl Published {
    /// A chart comes into force. The service numbers charts itself, one by one.
    pub fn chart(&mut self, chart: &ChartPublished, at: At<'_>, findings: &mut Findings) {
        self.charts += 1;
        let field = "outcome.chart_published";
        let sha256 = check_digest(&chart.csv, &chart.sha256, at, field, findings);
        if Some(chart.version) != self.chart.version.checked_add(1) {
            let text = text!(Code::ChartVersion, chart.version, self.chart.version);
            findings.add(at.field(format!("{field}.version")), text);
        }
        self.chart =
            InForce { name: chart.name.clone(), version: chart.version, sha256, content: chart.csv.clone() };
    }

    /// A rulebook comes into force. Its author numbers it, so a number may be left out, but none comes again.
    pub fn rulebook(&mut self, rulebook: &RulebookPublished, at: At<'_>, findings: &mut Findings) {
        self.rulebooks += 1;
        let field = "outcome.rulebook_published";
        let sha256 = check_digest(&rulebook.yaml, &rulebook.sha256, at, field, findings);
        if rulebook.version <= self.rulebook.version {
            let text = text!(Code::RulebookVersion, rulebook.version, self.rulebook.version);
            findings.add(at.field(format!("{field}.version")), text);
        }
        self.rulebook = InForce {
            name: rulebook.name.clone(),
            version: rulebook.version,
            sha256,
            content: rulebook.yaml.clone(),
        };
    }

    /// A posting by a rule names the version in force; one by instructions names neither.
    pub fn check_rule(&self, posted: &Posted, at: At<'_>, findings: &mut Findings) {
        let in_force = if posted.rule.is_empty() { 0 } else { self.rulebook.version };
        if posted.rulebook_version != in_force || (!posted.rule.is_empty() && in_force == 0) {
            let text = text!(Code::RuleVersionWrong, posted.rulebook_version, in_force);
            findings.add(at.field("outcome.posted.rulebook_version"), text);
        }
    }
}

/// Gives the content's SHA-256 in hexadecimal.
fn check_digest(content: &[u8], stated: &[u8], at: At<'_>, field: &str, findings: &mut Findings) -> String {
    let digest = hex(&Sha256::digest(content));
    if digest != hex(stated) {
        let text = text!(Code::DigestDiffers, &digest, hex(stated));
        findings.add(at.field(format!("{field}.sha256")), text);
    }
    digest
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
