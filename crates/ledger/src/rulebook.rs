//! The rulebook: a versioned, validated, declarative file that turns payment events into instructions.

use std::sync::Arc;

use crate::command::Instruction;
use crate::payment::Payment;
use crate::refusal::{Refusal, RefusalCode};

/// A compiled rulebook.
#[derive(Debug)]
pub struct Rulebook {
    version: u32,
}

/// What a rule makes of an event.
#[derive(Clone, Debug)]
pub struct Application<'a> {
    /// Name of the rule.
    pub rule: Arc<str>,
    /// What it asks of the book, in order.
    pub instructions: Vec<Instruction<'a>>,
}

impl Rulebook {
    /// The version the file states.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Applies the one rule that takes the event.
    pub fn apply<'a>(&'a self, payment: &Payment<'a>) -> Result<Application<'a>, Refusal> {
        Err(Refusal::new(RefusalCode::NoRule, payment.kind.name()))
    }
}
