//! From the file as written to rules that can be applied: every name is looked up, every type checked, every entry
//! proved to balance (`balance.rs`), every pair of rules checked for overlap. All faults are found in one go.

use std::sync::Arc;

use super::amount::{Linear, known_field, list_field};
use super::balance::{self, Proven};
use super::condition::Conditions;
use super::error::Faults;
use super::mirror::Mirror;
use super::policy::Policies;
use super::requirement::Requirement;
use super::rule::{AccountRef, Line, Place, Rule, Step, TextRef};
use super::source;
use crate::chart::Chart;
use crate::entry::{EntryKind, Side};
use crate::limits::{HOLD_BYTES_MAX, TEXT_BYTES_MAX};
use crate::name::{is_code, is_name};
use crate::payment::{Field, FieldType, PaymentKind};

/// Everything a rule is checked against.
pub(super) struct Compiler<'c> {
    pub(super) chart: &'c Chart,
    pub(super) mirrors: &'c [Mirror],
    pub(super) policies: &'c mut Policies,
    pub(super) faults: &'c mut Faults,
}

/// What holds within one rule.
struct Scope<'r> {
    kind: PaymentKind,
    conditions: &'r Conditions,
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
                self.found(Requirement::compile(source, kind), format!("require[{place}]"))
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
            step.place_hold.is_some(),
            step.capture_hold.is_some(),
            step.release_hold.is_some(),
            step.record.is_some(),
        ];
        if named.into_iter().filter(|is_there| *is_there).count() != 1 {
            return self.faults.note(
                path,
                "takes exactly one of post, set_budget, place_hold, capture_hold, release_hold and record",
            );
        }
        if let Some(post) = &step.post {
            self.post(post, &format!("{path}.post"), scope)
        } else if let Some(budget) = &step.set_budget {
            self.set_budget(budget, &format!("{path}.set_budget"), scope)
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
        Some(Step::Post { kind: kind?, entity: entity?, description: description?, lines: lines? })
    }

    fn place_hold(&mut self, hold: &source::PlaceHold, path: &str, scope: &Scope<'_>) -> Option<Step> {
        let name = self.hold(&hold.hold, path, scope);
        let entity = self.entity(&hold.entity, path, scope);
        let description = self.description(&hold.description, path, scope);
        let lines = self.lines(&hold.lines, path, scope);
        Some(Step::Place { hold: name?, entity: entity?, description: description?, lines: lines? })
    }

    fn capture(&mut self, hold: &source::CaptureHold, path: &str, scope: &Scope<'_>) -> Option<Step> {
        let name = self.hold(&hold.hold, path, scope);
        let description = self.description(&hold.description, path, scope);
        let amount = match &hold.amount {
            None => Some(None),
            Some(text) => {
                let path = format!("{path}.amount");
                self.amount(text, None, &path, scope)
                    .map(|linear| Some((linear.compile(), text.as_str().into())))
            }
        };
        let keep_remainder = hold.keep_remainder;
        Some(Step::Capture { hold: name?, amount: amount?, keep_remainder, description: description? })
    }

    fn set_budget(&mut self, budget: &source::SetBudget, path: &str, scope: &Scope<'_>) -> Option<Step> {
        let entity = self.entity(&budget.entity, path, scope);
        let list = self.found(list_field(&budget.each, scope.kind), format!("{path}.for"));
        Some(Step::SetBudget { list: list?, entity: entity?, enforce: budget.enforce })
    }

    fn lines(&mut self, lines: &[source::Line], path: &str, scope: &Scope<'_>) -> Option<Box<[Line]>> {
        let before = self.faults.found.len();
        let mut compiled = Vec::with_capacity(lines.len());
        let mut proven = Vec::with_capacity(lines.len());
        for (place, line) in lines.iter().enumerate() {
            if let Some((line, proof)) = self.line(line, &format!("{path}.lines[{place}]"), scope) {
                compiled.push(line);
                proven.push(proof);
            }
        }
        if self.faults.found.len() > before {
            return None;
        }
        if let Err(problem) = balance::prove(&proven) {
            return self.faults.note(format!("{path}.lines"), problem);
        }
        Some(compiled.into())
    }

    fn line(&mut self, line: &source::Line, path: &str, scope: &Scope<'_>) -> Option<(Line, Proven)> {
        let (side, account) = match (&line.debit, &line.credit, &line.balance) {
            (Some(account), None, None) => (Some(Side::Debit), account),
            (None, Some(account), None) => (Some(Side::Credit), account),
            (None, None, Some(account)) => (None, account),
            _ => return self.faults.note(path, "takes exactly one of debit, credit and balance"),
        };
        let list = match &line.each {
            None => None,
            Some(name) => Some(self.found(list_field(name, scope.kind), format!("{path}.for"))?),
        };
        let account = self.account(account, list, path, scope);
        let Some(side) = side else {
            if line.amount.is_some() || line.signed || list.is_some() {
                return self
                    .faults
                    .note(path, "balance takes the amount that is missing, so no amount, signed or for");
            }
            let account = account?;
            let proof = Proven { side: None, sum: Linear::default(), book: self.book_of(&account, scope) };
            return Some((Line { account, place: Place::Balance }, proof));
        };
        let Some(text) = &line.amount else {
            return self
                .faults
                .note(format!("{path}.amount"), "is missing; only a balance line goes without");
        };
        let linear = self.amount(text, list, &format!("{path}.amount"), scope);
        let (account, linear) = (account?, linear?);
        if list.is_some() && linear.leaves_item() {
            return self.faults.note(
                format!("{path}.amount"),
                "repeats for every item, so it can only use item.amount and item.previous",
            );
        }
        let sum = list.map_or_else(|| linear.clone(), |list| linear.over(list));
        let proof = Proven { side: Some(side), sum, book: self.book_of(&account, scope) };
        let (amount, text, signed) = (linear.compile(), text.as_str().into(), line.signed);
        Some((Line { account, place: Place::Amount { side, amount, text, signed, list } }, proof))
    }

    fn amount(&mut self, text: &str, list: Option<Field>, path: &str, scope: &Scope<'_>) -> Option<Linear> {
        let linear = self.found(Linear::parse(text, scope.kind, list), path)?;
        if linear.is_nothing() {
            return self.faults.note(path, "is zero for every event");
        }
        Some(linear)
    }

    /// `$field`, `$field|mirror`, `$item.account`, `$item.account|mirror`, or a leaf of the chart.
    fn account(
        &mut self,
        text: &str,
        list: Option<Field>,
        path: &str,
        scope: &Scope<'_>,
    ) -> Option<AccountRef> {
        let Some(reference) = text.strip_prefix('$') else {
            return match self.chart.node(text).filter(|_| is_code(text)) {
                Some(node) if node.leaf => Some(AccountRef::Literal(text.into())),
                Some(_) => self
                    .faults
                    .note(path, format!("account \"{text}\" is a heading of the chart; name a leaf")),
                None => self.faults.note(path, format!("account \"{text}\" is not in the chart")),
            };
        };
        let (name, mirror) = match reference.split_once('|') {
            Some((name, mirror)) => (name.trim(), Some(self.mirror(mirror.trim(), path)?)),
            None => (reference, None),
        };
        if name == "item.account" {
            if list.is_none() {
                return self.faults.note(path, "\"$item.account\" has an item only in a line with for");
            }
            return Some(AccountRef::Item { mirror });
        }
        let field = self.reference(name, &[FieldType::Name], path, scope)?;
        if field == Field::Agency {
            return self.faults.note(path, "\"$agency\" is an entity, not an account");
        }
        if !self.is_certain(field, scope) {
            return self.faults.note(
                path,
                format!("\"${name}\" may be absent; add the condition {name}: {{present: true}}"),
            );
        }
        Some(AccountRef::Field { field, mirror })
    }

    fn mirror(&mut self, name: &str, path: &str) -> Option<usize> {
        match self.mirrors.iter().position(|mirror| *mirror.name == *name) {
            Some(place) => Some(place),
            None => self.faults.note(path, format!("there is no mirror \"{name}\"")),
        }
    }

    fn entity(&mut self, text: &str, path: &str, scope: &Scope<'_>) -> Option<TextRef> {
        let path = format!("{path}.entity");
        let Some(name) = text.strip_prefix('$') else {
            if !is_name(text) {
                return self.faults.note(path, format!("\"{text}\" is not an entity code"));
            }
            return Some(TextRef::Literal(text.into()));
        };
        let field = self.reference(name, &[FieldType::Name], &path, scope)?;
        if field != Field::Agency {
            return self.faults.note(path, format!("\"${name}\" is an account, not an entity; use $agency"));
        }
        Some(TextRef::Field(field))
    }

    fn hold(&mut self, text: &str, path: &str, scope: &Scope<'_>) -> Option<TextRef> {
        let path = format!("{path}.hold");
        let Some(name) = text.strip_prefix('$') else {
            if text.is_empty() || text.len() > HOLD_BYTES_MAX {
                return self.faults.note(path, format!("a hold's name has 1 to {HOLD_BYTES_MAX} bytes"));
            }
            return Some(TextRef::Literal(text.into()));
        };
        self.certain_text(name, &path, scope).map(TextRef::Field)
    }

    /// A field of text that every event the rule takes has.
    fn certain_text(&mut self, name: &str, path: &str, scope: &Scope<'_>) -> Option<Field> {
        let field = self.reference(name, &[FieldType::Text, FieldType::Name], path, scope)?;
        if !self.is_certain(field, scope) {
            let problem = format!("\"${name}\" may be absent; add the condition {name}: {{present: true}}");
            return self.faults.note(path, problem);
        }
        Some(field)
    }

    /// A description may be absent: then the entry has none.
    fn description(&mut self, text: &str, path: &str, scope: &Scope<'_>) -> Option<TextRef> {
        let path = format!("{path}.description");
        let Some(name) = text.strip_prefix('$') else {
            if text.len() > TEXT_BYTES_MAX {
                return self.faults.note(path, format!("is longer than {TEXT_BYTES_MAX} bytes"));
            }
            return Some(TextRef::Literal(text.into()));
        };
        self.reference(name, &[FieldType::Text, FieldType::Name], &path, scope).map(TextRef::Field)
    }

    /// A field of the event of one of these types.
    fn reference(&mut self, name: &str, types: &[FieldType], path: &str, scope: &Scope<'_>) -> Option<Field> {
        let field = self.found(known_field(name, scope.kind), path)?;
        if scope.kind.field(field).is_some_and(|spec| types.contains(&spec.field_type)) {
            return Some(field);
        }
        let wanted = if types.contains(&FieldType::Text) { "text" } else { "an entity or account code" };
        self.faults.note(path, format!("\"${name}\" is not {wanted}"))
    }

    /// Whether every event the rule takes has the field.
    fn is_certain(&self, field: Field, scope: &Scope<'_>) -> bool {
        scope.kind.field(field).is_some_and(|spec| spec.required) || scope.conditions.guarantee(field)
    }

    /// The book that an account is in for every event, when that can be said.
    fn book_of(&self, account: &AccountRef, scope: &Scope<'_>) -> Option<crate::BookSide> {
        match account {
            AccountRef::Literal(code) => self.chart.node(code).map(|node| node.book_side),
            AccountRef::Field { mirror: Some(mirror), .. } | AccountRef::Item { mirror: Some(mirror) } => {
                self.mirrors[*mirror].target_side
            }
            AccountRef::Field { field, mirror: None } => {
                let codes = scope.conditions.codes(*field)?;
                let books: Vec<_> = codes
                    .iter()
                    .flat_map(|top| self.chart.below(top))
                    .map(|(_, node)| node.book_side)
                    .collect();
                super::mirror::common(books.into_iter())
            }
            AccountRef::Item { mirror: None } => None,
        }
    }

    fn found<T>(&mut self, result: Result<T, String>, path: impl Into<String>) -> Option<T> {
        result.map_or_else(|problem| self.faults.note(path, problem), Some)
    }
}
