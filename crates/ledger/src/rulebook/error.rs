//! Why a rulebook is refused: every fault of a file at once, each with the file, the rule and the field.

use std::fmt;

/// A rulebook that is not put in force. Always the file's fault: loading it again changes nothing.
#[derive(Debug, thiserror::Error)]
pub enum RulebookError {
    /// It is not YAML of the shape a rulebook has. The problem names line and column.
    #[error("rulebook \"{file}\" can't be read: {problem}")]
    Unreadable {
        /// The file.
        file: String,
        /// What is wrong and where.
        problem: String,
    },
    /// It can be read, but says what can't be done or proved.
    #[error("rulebook \"{file}\" is refused, faults: {}\n{}", .faults.len(), list(file, .faults))]
    Faults {
        /// The file.
        file: String,
        /// All of them, in the order of the file.
        faults: Vec<Fault>,
    },
}

/// One thing wrong with a rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule; empty when the fault is outside the rules.
    pub rule: String,
    /// Path to the field, such as `do[0].post.lines[1].amount`.
    pub field: String,
    /// What is wrong and what is wanted.
    pub problem: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.rule.is_empty() {
            write!(f, "rule \"{}\": ", self.rule)?;
        }
        write!(f, "{}: {}", self.field, self.problem)
    }
}

fn list(file: &str, faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("  {file}: {fault}")).collect::<Vec<_>>().join("\n")
}

/// Gathers faults while a file is compiled.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) found: Vec<Fault>,
    pub(super) rule: String,
}

impl Faults {
    /// Notes a fault of the rule at hand. `None`, so that callers can answer with it.
    pub(super) fn note<T>(&mut self, field: impl Into<String>, problem: impl Into<String>) -> Option<T> {
        self.found.push(Fault { rule: self.rule.clone(), field: field.into(), problem: problem.into() });
        None
    }
}
