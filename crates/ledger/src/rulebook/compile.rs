//! From the file as written to rules that can be applied: every name is looked up (`reference.rs`), every type checked,
//! every entry proved to balance (`balance.rs`), every pair of rules checked for overlap. All faults are found in one go.

use std::sync::Arc;

use super::amount::list_field;
use super::condition::Conditions;
use super::error::Faults;
use super::mirror::Mirror;
use super::policy::Policies;
use super::requirement::Requirement;
use super::rule::{Captured, Rule, Step};
use super::source;
use crate::chart::Chart;
use crate::entry::EntryKind;
use crate::payment::PaymentKind;

/// Everything a rule is checked against.
pub(super) struct Compiler<'c> {
    pub(super) chart: &'c Chart,
    pub(super) mirrors: &'c [Mirror],
    pub(super) policies: &'c mut Policies,
    pub(super) faults: &'c mut Faults,
}

/// What holds within one rule.
pub(super) struct Scope<'r> {
    pub(super) kind: PaymentKind,
    pub(super) conditions: &'r Conditions,
}

impl Compiler<'_> {
    /// Every rule that can be compiled; the others leave faults.
    pub(super) fn rules(&mut self, rules: &[source::Rule]) -> Vec<Rule> {
        if rules.is_empty() {
            self.faults.note::<()>("rules", "there is none, so no event could be taken");
        }
        let mut compiled: Vec<Rule> = Vec::with_capacity(rules.len());
        for rule in rules {
            self.faults.rule = rule.name.clone();
            if rule.name.trim().is_empty() {
                self.faults.note::<()>("name", "is empty");
            }
            if compiled.iter().any(|earlier| *earlier.name == *rule.name) {
                self.faults.note::<()>("name", "an earlier rule has the same name");
            }
            compiled.extend(self.rule(rule));
        }
        self.overlaps(&compiled);
        self.faults.rule.clear();
        compiled
    }

    fn rule(&mut self, rule: &source::Rule) -> Option<Rule> {
        let Some(kind) = PaymentKind::parse(&rule.on) else {
            let known: Vec<&str> = PaymentKind::ALL.iter().map(|kind| kind.name()).collect();
            let problem = format!("\"{}\" is not a payment event; they are {}", rule.on, known.join(", "));
            return self.faults.note("on", problem);
        };
        let conditions = Conditions::compile(&rule.when, kind, self.chart, self.faults);
        if rule.steps.is_empty() {
            self.faults.note::<()>("do", "lists no step");
        }
        let requirements = (rule.require.iter().enumerate())
            .filter_map(|(place, source)| {
                self.found(Requirement::compile(source, kind, self.chart), format!("require[{place}]"))
            })
            .collect();
        let scope = Scope { kind, conditions: &conditions };
        let steps = self.steps(&rule.steps, &scope);
        let name = Arc::from(rule.name.as_str());
        Some(Rule { name, kind, precedence: rule.precedence, conditions, requirements, steps })
    }

    /// The steps under the policies chosen. Those of the other choices are checked all the same.
    fn steps(&mut self, steps: &[source::Step], scope: &Scope<'_>) -> Vec<Step> {
        let before = self.faults.found.len();
        let mut chosen = Vec::with_capacity(steps.len());
        for (place, step) in steps.iter().enumerate() {
            let path = format!("do[{place}]");
            let admitted = self.policies.admit(&step.under, &path, self.faults);
            let compiled = self.step(step, &path, scope);
            chosen.extend(compiled.filter(|_| admitted == Some(true)));
        }
        if chosen.is_empty() && !steps.is_empty() && self.faults.found.len() == before {
            self.faults.note::<()>("do", "no step is left under the policies chosen");
        }
        chosen
    }

    /// Two rules that could take the same event need different precedences.
    fn overlaps(&mut self, rules: &[Rule]) {
        for (place, rule) in rules.iter().enumerate() {
            for earlier in &rules[..place] {
                if earlier.kind == rule.kind
                    && earlier.precedence == rule.precedence
                    && !earlier.conditions.excludes(&rule.conditions)
                {
                    self.faults.rule = rule.name.to_string();
                    let problem = format!(
                        "overlaps with rule \"{}\": a {} can meet both; make a condition exclude the other, or give \
                         one a higher precedence",
                        earlier.name,
                        rule.kind.name()
                    );
                    self.faults.note::<()>("when", problem);
                }
            }
        }
    }

    fn step(&mut self, step: &source::Step, path: &str, scope: &Scope<'_>) -> Option<Step> {
        let named = [
            step.post.is_some(),
            step.set_budget.is_some(),
            step.raise_budget.is_some(),
            step.place_hold.is_some(),
            step.capture_hold.is_some(),
            step.release_hold.is_some(),
            step.record.is_some(),
        ];
        if named.into_iter().filter(|is_there| *is_there).count() != 1 {
            return self.faults.note(
                path,
                "takes exactly one of post, set_budget, raise_budget, place_hold, capture_hold, release_hold and record",
            );
        }
        if let Some(post) = &step.post {
            self.post(post, &format!("{path}.post"), scope)
        } else if let Some(budget) = &step.set_budget {
            self.set_budget(budget, &format!("{path}.set_budget"), scope)
        } else if let Some(budget) = &step.raise_budget {
            self.raise_budget(budget, &format!("{path}.raise_budget"), scope)
        } else if let Some(hold) = &step.place_hold {
            self.place_hold(hold, &format!("{path}.place_hold"), scope)
        } else if let Some(hold) = &step.capture_hold {
            self.capture(hold, &format!("{path}.capture_hold"), scope)
        } else if let Some(hold) = &step.release_hold {
            let hold = self.hold(&hold.hold, &format!("{path}.release_hold"), scope)?;
            Some(Step::Release { hold })
        } else {
            self.record(step.record.as_deref()?, &format!("{path}.record"), scope)
        }
    }

    /// The document that is recorded is a text every event of the rule has.
    fn record(&mut self, text: &str, path: &str, scope: &Scope<'_>) -> Option<Step> {
        let Some(name) = text.strip_prefix('$') else {
            return self.faults.note(path, format!("\"{text}\" is no field; write such as $document"));
        };
        self.certain_text(name, path, scope)?;
        Some(Step::Record)
    }

    fn post(&mut self, post: &source::Post, path: &str, scope: &Scope<'_>) -> Option<Step> {
        let kind = match post.kind.as_deref() {
            None | Some("general") => Some(EntryKind::General),
            Some("adjustment") => Some(EntryKind::Adjustment),
            Some("correction") => Some(EntryKind::Correction),
            Some("closing") => Some(EntryKind::Closing),
            Some("opening") => Some(EntryKind::Opening),
            Some("elimination") => Some(EntryKind::Elimination),
            Some(other) => self.faults.note(
                format!("{path}.kind"),
                format!(
                    "\"{other}\" is not one of general, adjustment, correction, closing, opening, elimination"
                ),
            ),
        };
        let entity = self.entity(&post.entity, path, scope);
        let description = self.description(&post.description, path, scope);
        let lines = self.lines(&post.lines, path, scope);
        let item = self.open_item(&post.lines, path, scope);
        Some(Step::Post {
            kind: kind?,
            entity: entity?,
            description: description?,
            lines: lines?,
            item: item?,
        })
    }

    fn place_hold(&mut self, hold: &source::PlaceHold, path: &str, scope: &Scope<'_>) -> Option<Step> {
        let name = self.hold(&hold.hold, path, scope);
        let entity = self.entity(&hold.entity, path, scope);
        let description = self.description(&hold.description, path, scope);
        let lines = self.held_lines(&hold.lines, path, scope);
        Some(Step::Place { hold: name?, entity: entity?, description: description?, lines: lines? })
    }

    fn capture(&mut self, hold: &source::CaptureHold, path: &str, scope: &Scope<'_>) -> Option<Step> {
        let name = self.hold(&hold.hold, path, scope);
        let description = self.description(&hold.description, path, scope);
        let part = self.captured(hold, path, scope);
        let keep_remainder = hold.keep_remainder;
        Some(Step::Capture { hold: name?, part: part?, keep_remainder, description: description? })
    }

    /// All of the hold, an amount of it, or the lines named.
    fn captured(&mut self, hold: &source::CaptureHold, path: &str, scope: &Scope<'_>) -> Option<Captured> {
        match (&hold.amount, &hold.entity, &hold.lines) {
            (None, None, None) => Some(Captured::All),
            (Some(text), None, None) => {
                let linear = self.amount(text, None, &format!("{path}.amount"), scope)?;
                Some(Captured::Amount(linear.compile(), text.as_str().into()))
            }
            (None, Some(entity), Some(lines)) => {
                let entity = self.entity(entity, path, scope);
                let lines = self.held_lines(lines, path, scope);
                Some(Captured::Lines { entity: entity?, lines: lines? })
            }
            _ => {
                self.faults.note(path, "takes an amount, or entity and lines, or none of these for all of it")
            }
        }
    }

    fn raise_budget(&mut self, budget: &source::RaiseBudget, path: &str, scope: &Scope<'_>) -> Option<Step> {
        let entity = self.entity(&budget.entity, path, scope);
        let account = self.account(&budget.account, None, &format!("{path}.account"), scope);
        let linear = self.amount(&budget.amount, None, &format!("{path}.amount"), scope);
        let amount = (linear?.compile(), budget.amount.as_str().into());
        Some(Step::RaiseBudget { entity: entity?, account: account?, amount, enforce: budget.enforce })
    }

    fn set_budget(&mut self, budget: &source::SetBudget, path: &str, scope: &Scope<'_>) -> Option<Step> {
        let entity = self.entity(&budget.entity, path, scope);
        let list = self.found(list_field(&budget.each, scope.kind), format!("{path}.for"));
        Some(Step::SetBudget { list: list?, entity: entity?, enforce: budget.enforce })
    }
}
