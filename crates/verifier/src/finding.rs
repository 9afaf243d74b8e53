//! What was found wrong, and where. Findings are kept in the order of the log, so that the first is the one to look at.

use crate::catalogue::{Code, Text};

/// Findings that are kept one by one; of the rest only the number is.
pub const FINDINGS_MAX: usize = 100;

/// A place in a log, as exactly as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, by its path within the log's folder or as it was given.
    pub file: Option<String>,
    /// The record's position, from 1.
    pub position: Option<u64>,
    /// The field within the record or report.
    pub field: Option<String>,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What.
    pub text: Text,
}

/// What was found so far.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    total: u64,
}

/// What a command did: what it checked, what should be known, and what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Checks that were passed; empty where something is wrong that they rest on.
    pub checked: Vec<Text>,
    /// What an auditor should know though nothing is wrong with it.
    pub notes: Vec<Text>,
    /// What a proof's entry says.
    pub says: Vec<Text>,
    /// What is wrong.
    pub findings: Findings,
}

impl Place {
    /// A file.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: Some(file.into()), ..Self::default() }
    }
}

/// Where a check stands: in which file, at which position.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The bundle, or the file that holds the entry.
    pub file: &'a str,
    /// The position.
    pub position: u64,
}

impl At<'_> {
    /// The record as a whole.
    #[must_use]
    pub fn record(&self) -> Place {
        Place { file: Some(self.file.to_owned()), position: Some(self.position), field: None }
    }

    /// A field of the record.
    #[must_use]
    pub fn field(&self, field: impl Into<String>) -> Place {
        Place { field: Some(field.into()), ..self.record() }
    }
}

/// The part of a record that is being checked. Its name is put together only when something is wrong there.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// A list of the record, such as `outcome.posted.facts`.
    pub list: &'static str,
    /// Which of its items, from 0.
    pub index: usize,
    /// What of the item; may be empty.
    pub name: &'static str,
}

/// Where a check stands, down to a part of the record, with the findings that it adds to.
#[derive(Debug)]
pub struct Here<'a> {
    /// The record.
    pub at: At<'a>,
    /// The part.
    pub part: Part,
    /// What is wrong so far.
    pub findings: &'a mut Findings,
}

impl Here<'_> {
    /// Something is wrong with a field of the part, or, when `field` is empty, with the part.
    pub fn fault(&mut self, field: &str, text: Text) {
        let Part { list, index, name } = self.part;
        let item = format!("{list}[{index}]");
        let names = [&item, name, field].into_iter().filter(|name| !name.is_empty());
        let place = self.at.field(names.collect::<Vec<_>>().join("."));
        self.findings.add(place, text);
    }

    /// Something is wrong with a field of one of the part's lines.
    pub fn line_fault(&mut self, index: usize, field: &str, text: Text) {
        self.fault(&format!("lines[{index}].{field}"), text);
    }

    /// Another name within the same item.
    pub fn within(&mut self, name: &'static str) -> Here<'_> {
        Here { at: self.at, part: Part { name, ..self.part }, findings: self.findings }
    }
}

impl Findings {
    /// Adds one.
    pub fn add(&mut self, place: Place, text: Text) {
        self.total += 1;
        if self.kept.len() < FINDINGS_MAX {
            self.kept.push(Finding { place, text });
        }
    }

    /// Adds all of another check.
    pub fn append(&mut self, other: Self) {
        self.total += other.total;
        self.kept.extend(other.kept);
        self.sort();
        self.kept.truncate(FINDINGS_MAX);
    }

    /// How many there are, those that are not kept among them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// Those that are kept, in the order of the log: what concerns it as a whole (its files, its checkpoint) first, then
    /// position by position, then what only the whole tells: a root, a sum.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Finding> {
        self.sort();
        self.kept
    }

    /// Stable: of one position, findings stay in the order in which the checks made them.
    fn sort(&mut self) {
        self.kept.sort_by_key(|finding| match (finding.place.position, finding.text.code) {
            (Some(position), _) => position,
            (None, Code::RootDiffers | Code::OldRootDiffers | Code::TotalsDiffer | Code::StoppedAt) => {
                u64::MAX
            }
            (None, _) => 0,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Language;
    use crate::text;

    #[test]
    fn the_first_finding_is_the_first_in_the_log_and_none_is_forgotten() {
        let at = |position| At { file: "tile/entries/000.p/9", position }.record();
        let mut findings = Findings::default();
        findings.add(Place::default(), text!(Code::RootDiffers, 9, "a", "b"));
        (1..=150u64).rev().for_each(|position| findings.add(at(position), text!(Code::OutcomeMissing)));
        let mut tree = Findings::default();
        tree.add(at(7), text!(Code::BundleTruncated));
        tree.add(Place::file("checkpoint"), text!(Code::CheckpointUnreadable));
        findings.append(tree);
        assert_eq!(findings.total(), 153);
        let sorted = findings.sorted();
        assert_eq!(sorted.len(), FINDINGS_MAX);
        assert_eq!(sorted[0].place.file.as_deref(), Some("checkpoint"));
        assert_eq!(sorted[1].text.say(Language::English), "the bundle ends in the middle of an entry");
    }
}
