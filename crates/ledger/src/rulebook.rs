//! The rulebook: a versioned, validated, declarative YAML file that turns payment events into instructions.
//!
//! ```yaml
//! name: kabupaten
//! version: 1
//! mirrors:                                  # prefix to prefix with the same tail, or to a leaf; longest prefix wins
//!   receivable: { "4.1.01": "1.1.03" }
//! overrides:                                # exact code to exact code, before any prefix
//!   receivable: { "4.1.02.02.03.0001": "1.1.04.02.03.0003" }
//! policies:                                 # a choice, and the values that steps stand under
//!   revenue_recognition: { choice: on-deposit, of: [on-deposit, on-receipt] }
//! reciprocal: [[3.1.03.01.01.0001, 1.1.13.01.01.0001]]   # over all entities the one is the other's mirror image
//! approval: [PeriodReopened]                # events that wait for a second person
//! appropriated: ["5"]                       # accounts that take nothing without an appropriation, once the entity has one
//! rules:
//!   - name: J03-assessed-into-treasury
//!     on: PaymentReceived
//!     when: { basis: assessed, into: [treasury], penalty: { zero: true } }
//!     precedence: 0                         # of two rules that overlap the higher takes the event
//!     require:                              # checked before anything is posted
//!       - { equal: amount, to: transfer + sum(deductions.amount), when_present: transfer }
//!       - { for: deductions, prefix: 2.1.01 }
//!     do:                                   # in this order, all or nothing
//!       - post:
//!           entity: $agency                 # a field of the event, or a literal
//!           lines:
//!             - { debit: 3.1.03.01.01.0001, amount: amount }
//!             - { credit: $account|receivable, amount: amount - overpayment }
//!             - { credit: 2.1.07.01.01.0170, amount: overpayment }
//! ```
//!
//! * Steps: `post` (entity, lines, `kind`, `description`), `set_budget` (`for` a list, entity, `enforce`), `raise_budget`
//!   (entity, account, amount, `enforce`), `place_hold`
//!   (hold, entity, lines), `capture_hold` (hold, all of it or `amount` or entity
//!   and lines, `keep_remainder`), `release_hold` (hold), `record` (a field):
//!   nothing is posted, the event is kept as the document it is. Each may stand `under` a value of a policy.
//! * Conditions: a word, a list of words, `{present: …}`, `{prefix: …}` for codes, `{zero: …}` for amounts.
//! * Accounts: a leaf of the chart, `$field`, `$field|mirror`, `$item.account`.
//! * Amounts: sums of whole multiples of the event's amounts, such as `amount - 2 * fee - sum(deductions.amount)`
//!   (in quotes when it begins with a minus, which YAML takes for a list).
//!   a line of a `post` with `item: $reference` makes or clears the open item of that name on its account.
//!   `for: deductions` repeats a line for every item (`item.amount`, `item.previous`); `signed: true` sends a negative
//!   amount to the other side; `balance: ACCOUNT` takes the side and amount that is missing. Lines of zero are dropped,
//!   and so are entries of which no line is left.
//!
//! Why a small form of our own and not an expression language such as CEL: that has floats, walks maps in random order,
//! has no bound on what an expression may cost, changes its API with each release, and, above all, nothing could be
//! proved about it. Linear amounts and enumerable conditions can be: a rulebook that would post an unbalanced entry, or
//! in which two rules fight for one event, is refused when it is loaded and not when money is on its way.
//!
//! `source.rs` is the file as written, `compile.rs` checks it (with `reference.rs`, `condition.rs`, `amount.rs`,
//! `requirement.rs`, `mirror.rs`, `policy.rs`, `reciprocal.rs`, `approval.rs`, `appropriated.rs` and the proof in `balance.rs`), `rule.rs` is
//! what runs, `error.rs` says what is wrong. `docs/rulebook.md` is the reference for who writes one. Replay never runs
//! rules: records carry what was posted and the name of the rule.

mod amount;
mod appropriated;
mod approval;
mod balance;
mod compile;
mod condition;
mod error;
mod mirror;
mod policy;
mod reciprocal;
mod reference;
mod requirement;
mod rule;
mod source;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::chart::Chart;
use crate::command::Instruction;
use crate::payment::{Payment, PaymentKind};
use crate::refusal::{Refusal, RefusalCode};

pub use approval::INSTRUCTIONS;
use compile::Compiler;
pub use error::{Fault, RulebookError};
pub use mirror::Mirror;
use policy::Policies;
pub use rule::Rule;
use rule::Work;

/// A compiled rulebook.
#[derive(Debug)]
pub struct Rulebook {
    name: Box<str>,
    version: u32,
    mirrors: Vec<Mirror>,
    policies: Policies,
    reciprocal: Box<[(Box<str>, Box<str>)]>,
    approval: BTreeSet<Box<str>>,
    appropriated: Box<[Box<str>]>,
    /// In order of kind, then of precedence, highest first: the first that takes an event is the one.
    rules: Vec<Rule>,
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
    /// Reads and checks a rulebook against the chart it will be used with.
    ///
    /// # Errors
    /// When it is not YAML of the right shape, or with every fault there is in it.
    pub fn load(file_name: &str, yaml: &[u8], chart: &Chart) -> Result<Self, RulebookError> {
        let file: source::File = serde_saphyr::from_slice(yaml).map_err(|problem| {
            RulebookError::Unreadable { file: file_name.to_owned(), problem: problem.to_string() }
        })?;
        let mut faults = error::Faults::default();
        if file.name.trim().is_empty() {
            faults.note::<()>("name", "is empty");
        }
        if file.version == 0 {
            faults.note::<()>("version", "counts from 1");
        }
        let mirrors = mirror::compile(&file.mirrors, &file.overrides, chart, &mut faults);
        let reciprocal = reciprocal::compile(&file.reciprocal, chart, &mut faults);
        let approval = approval::compile(&file.approval, &mut faults);
        let appropriated = appropriated::compile(&file.appropriated, chart, &mut faults);
        let mut policies = Policies::compile(&file.policies, &mut faults);
        let mut compiler =
            Compiler { chart, mirrors: &mirrors, policies: &mut policies, faults: &mut faults };
        let mut rules = compiler.rules(&file.rules);
        // A rule with a fault may hide the steps that a policy has.
        if faults.found.is_empty() {
            policies.check_used(&mut faults);
        }
        if !faults.found.is_empty() {
            return Err(RulebookError::Faults { file: file_name.to_owned(), faults: faults.found });
        }
        rules.sort_by_key(|rule| (rule.kind, std::cmp::Reverse(rule.precedence)));
        let (name, version) = (file.name.into(), file.version);
        Ok(Self { name, version, mirrors, policies, reciprocal, approval, appropriated, rules })
    }

    /// The name the file states.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version the file states.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Every mirror, in order of name.
    pub fn mirrors(&self) -> &[Mirror] {
        &self.mirrors
    }

    /// The value chosen for a policy, such as `on-deposit` for `revenue_recognition`.
    pub fn policy(&self, name: &str) -> Option<&str> {
        self.policies.choice(name)
    }

    /// Pairs of account codes of which one is over all entities the mirror image of the other.
    pub fn reciprocal(&self) -> &[(Box<str>, Box<str>)] {
        &self.reciprocal
    }

    /// Whether an event of this type (its name without package, such as `PeriodReopened`) waits for a second person.
    pub fn needs_approval(&self, short_name: &str) -> bool {
        self.approval.contains(short_name)
    }

    /// Whether an account takes nothing without an appropriation, once its entity has one for the year.
    pub fn needs_appropriation(&self, code: &str) -> bool {
        appropriated::names(&self.appropriated, code)
    }

    /// Every rule, by kind of event and in the order in which they are tried.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Applies the one rule that takes the event.
    ///
    /// # Errors
    /// The rungs of rules: no rule takes it, a requirement fails, a mirror has no target, an amount comes out negative or too large, or
    /// nothing is left to post.
    pub fn apply<'a>(&'a self, payment: &Payment<'a>) -> Result<Application<'a>, Refusal> {
        let candidates = self.rules_for(payment.kind);
        let Some(rule) = candidates.iter().find(|rule| rule.conditions.failed(payment).is_none()) else {
            return Err(self.no_rule(candidates, payment));
        };
        let work = Work { rule, mirrors: &self.mirrors, payment, line_count: 0 };
        Ok(Application { rule: Arc::clone(&rule.name), instructions: work.instructions()? })
    }

    fn rules_for(&self, kind: PaymentKind) -> &[Rule] {
        let from = self.rules.partition_point(|rule| rule.kind < kind);
        let count = self.rules[from..].partition_point(|rule| rule.kind == kind);
        &self.rules[from..from + count]
    }

    /// Says of every rule that could have taken the event why it does not.
    fn no_rule(&self, candidates: &[Rule], payment: &Payment<'_>) -> Refusal {
        let kind = payment.kind.name();
        if candidates.is_empty() {
            let detail =
                format!("rulebook \"{}\" version {} has no rule for {kind}", self.name, self.version);
            return Refusal::new(RefusalCode::NoRule, detail);
        }
        let reasons: Vec<String> = candidates
            .iter()
            .filter_map(|rule| {
                let (field, test) = rule.conditions.failed(payment)?;
                Some(format!("\"{}\" wants field \"{}\" {}", rule.name, field.name(), test.wish()))
            })
            .collect();
        Refusal::new(RefusalCode::NoRule, format!("{kind}: {}", reasons.join("; ")))
    }
}
