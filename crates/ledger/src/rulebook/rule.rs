//! A compiled rule and what it makes of an event. Names are borrowed from the event or from the rule, never copied.

use std::sync::Arc;

use super::amount::Amount;
use super::condition::Conditions;
use super::mirror::Mirror;
use super::requirement::Requirement;
use crate::command::{CapturePart, Instruction, NamedItem, NamedLine};
use crate::entry::{EntryKind, Side};
use crate::limits::LINES_MAX;
use crate::name::AccountName;
use crate::payment::{Field, Item, Payment, PaymentKind};
use crate::refusal::{Refusal, RefusalCode};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    pub(super) name: Arc<str>,
    pub(super) kind: PaymentKind,
    pub(super) precedence: i32,
    pub(super) conditions: Conditions,
    pub(super) requirements: Box<[Requirement]>,
    pub(super) steps: Vec<Step>,
}

/// Text of the event, or the rulebook's own.
#[derive(Debug)]
pub(super) enum TextRef {
    Field(Field),
    Literal(Box<str>),
}

/// An account of the event, its mirror, or the rulebook's own.
#[derive(Debug)]
pub(super) enum AccountRef {
    Field { field: Field, mirror: Option<usize> },
    Item { mirror: Option<usize> },
    Literal(Box<str>),
}

/// A line to be.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) account: AccountRef,
    pub(super) place: Place,
}

/// On which side a line stands, and with what.
#[derive(Debug)]
pub(super) enum Place {
    Amount { side: Side, amount: Amount, text: Box<str>, signed: bool, list: Option<Field> },
    Balance,
}

/// One thing a rule does.
#[derive(Debug)]
pub(super) enum Step {
    Post {
        kind: EntryKind,
        entity: TextRef,
        description: TextRef,
        lines: Box<[Line]>,
        /// Place of the line that makes or clears an open item, and the item's name; an event without it has none.
        item: Option<(usize, TextRef)>,
    },
    SetBudget {
        list: Field,
        entity: TextRef,
        enforce: bool,
    },
    RaiseBudget {
        entity: TextRef,
        account: AccountRef,
        /// With its text, for refusals.
        amount: (Amount, Box<str>),
        enforce: bool,
    },
    Place {
        hold: TextRef,
        entity: TextRef,
        description: TextRef,
        lines: Box<[Line]>,
    },
    Capture {
        hold: TextRef,
        part: Captured,
        keep_remainder: bool,
        description: TextRef,
    },
    Release {
        hold: TextRef,
    },
    /// Nothing: the event is a document that is kept in its place in the log.
    Record,
}

/// How much of a hold becomes an entry.
#[derive(Debug)]
pub(super) enum Captured {
    All,
    /// With its text, for refusals.
    Amount(Amount, Box<str>),
    /// These lines, which the hold has to have.
    Lines {
        entity: TextRef,
        lines: Box<[Line]>,
    },
}

impl Rule {
    /// Its name, unique in the rulebook; records carry it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kind of event it takes.
    pub fn kind(&self) -> PaymentKind {
        self.kind
    }

    /// Of two rules that could take an event, the one with the higher precedence does.
    pub fn precedence(&self) -> i32 {
        self.precedence
    }
}

/// A rule at work on one event.
pub(super) struct Work<'a, 'p> {
    pub(super) rule: &'a Rule,
    pub(super) mirrors: &'a [Mirror],
    pub(super) payment: &'p Payment<'a>,
    /// Lines and appropriations so far.
    pub(super) line_count: usize,
}

impl<'a> Work<'a, '_> {
    /// All that the rule asks of the book.
    pub(super) fn instructions(mut self) -> Result<Vec<Instruction<'a>>, Refusal> {
        for requirement in &self.rule.requirements {
            requirement.check(&self.rule.name, self.payment)?;
        }
        let mut instructions = Vec::with_capacity(self.rule.steps.len());
        for step in &self.rule.steps {
            self.step(step, &mut instructions)?;
        }
        let is_recorded = || self.rule.steps.iter().any(|step| matches!(step, Step::Record));
        if instructions.is_empty() && !is_recorded() {
            let detail = format!("rule \"{}\": every amount is zero", self.rule.name);
            return Err(Refusal::new(RefusalCode::NothingToPost, detail));
        }
        Ok(instructions)
    }

    fn step(&mut self, step: &'a Step, instructions: &mut Vec<Instruction<'a>>) -> Result<(), Refusal> {
        match step {
            Step::Post { kind, entity, description, lines: templates, item } => {
                let entity = self.text(entity);
                let lines = self.lines(templates, entity)?;
                if !lines.is_empty() {
                    let (kind, description) = (*kind, self.text(description));
                    let open_item = match item {
                        Some((place, name)) => self.open_item(&templates[*place], name, entity, &lines)?,
                        None => None,
                    };
                    instructions.push(Instruction::Post { kind, lines, description, open_item });
                }
            }
            Step::Place { hold, entity, description, lines } => {
                let lines = self.lines(lines, self.text(entity))?;
                if !lines.is_empty() {
                    let (hold, description) = (self.text(hold), self.text(description));
                    instructions.push(Instruction::PlaceHold { hold, lines, expires_at: None, description });
                }
            }
            Step::Capture { hold, part, keep_remainder, description } => {
                let Some(part) = self.captured(part)? else { return Ok(()) };
                let (hold, description) = (self.text(hold), self.text(description));
                let keep_remainder = *keep_remainder;
                instructions.push(Instruction::CaptureHold { hold, part, keep_remainder, description });
            }
            Step::Release { hold } => instructions.push(Instruction::ReleaseHold { hold: self.text(hold) }),
            Step::Record => {}
            Step::RaiseBudget { entity, account, amount: (amount, text), enforce } => {
                let account = AccountName { entity: self.text(entity), code: self.code(account, None)? };
                let amount = self.unsigned(amount, text, None)?;
                instructions.push(Instruction::RaiseBudget { account, amount, enforce: *enforce });
            }
            Step::SetBudget { list, entity, enforce } => {
                let (entity, items) = (self.text(entity), self.payment.items(*list));
                self.count(items.len())?;
                instructions.extend(items.iter().map(|item| Instruction::SetBudget {
                    account: AccountName { entity, code: item.account },
                    amount: item.amount,
                    previous: item.previous,
                    enforce: *enforce,
                }));
            }
        }
        Ok(())
    }

    /// The open item of a line; `None` when the event names none, or the line came out as zero.
    fn open_item(
        &self,
        line: &'a Line,
        name: &'a TextRef,
        entity: &'a str,
        lines: &[NamedLine<'a>],
    ) -> Result<Option<NamedItem<'a>>, Refusal> {
        let name = self.text(name);
        if name.is_empty() {
            return Ok(None);
        }
        let account = AccountName { entity, code: self.code(&line.account, None)? };
        let is_there = lines.iter().any(|line| line.account == account);
        Ok(is_there.then_some(NamedItem { account, name }))
    }

    /// The part of a hold to capture; `None` when that is nothing.
    fn captured(&mut self, part: &'a Captured) -> Result<Option<CapturePart<'a>>, Refusal> {
        Ok(match part {
            Captured::All => Some(CapturePart::All),
            Captured::Amount(amount, text) => {
                let minor = self.unsigned(amount, text, None)?;
                (minor > 0).then_some(CapturePart::Amount(minor, self.payment.currency))
            }
            Captured::Lines { entity, lines } => {
                let lines = self.lines(lines, self.text(entity))?;
                (!lines.is_empty()).then_some(CapturePart::Lines(lines))
            }
        })
    }

    fn lines(&mut self, lines: &'a [Line], entity: &'a str) -> Result<Vec<NamedLine<'a>>, Refusal> {
        let mut named = Vec::with_capacity(lines.len());
        for line in lines {
            match &line.place {
                Place::Amount { list: Some(list), .. } => {
                    for item in self.payment.items(*list) {
                        self.line(line, Some(item), entity, &mut named)?;
                    }
                }
                Place::Amount { .. } => self.line(line, None, entity, &mut named)?,
                Place::Balance => {}
            }
        }
        // Last, wherever it stands in the file: only now are the others known.
        if let Some(line) = lines.iter().find(|line| matches!(line.place, Place::Balance)) {
            let missing: i128 = named
                .iter()
                .map(|line: &NamedLine<'_>| match line.side {
                    Side::Debit => -i128::from(line.amount),
                    Side::Credit => i128::from(line.amount),
                })
                .sum();
            self.push(line, None, Side::Debit, missing, entity, &mut named)?;
        }
        self.count(named.len())?;
        Ok(named)
    }

    /// Where an event lists thousands of items, the bound of every other event holds too.
    fn count(&mut self, more: usize) -> Result<(), Refusal> {
        self.line_count += more;
        if self.line_count > LINES_MAX {
            let detail = format!("rule \"{}\" makes more than {LINES_MAX} lines", self.rule.name);
            return Err(Refusal::new(RefusalCode::TooManyLines, detail));
        }
        Ok(())
    }

    fn line(
        &self,
        line: &'a Line,
        item: Option<&Item<'a>>,
        entity: &'a str,
        named: &mut Vec<NamedLine<'a>>,
    ) -> Result<(), Refusal> {
        let Place::Amount { side, amount, text, signed, .. } = &line.place else { return Ok(()) };
        let value = match signed {
            true => amount.value(self.payment, item),
            false => i128::from(self.unsigned(amount, text, item)?),
        };
        self.push(line, item, *side, value, entity, named)
    }

    /// Adds a line unless it is zero; a negative amount goes to the other side.
    fn push(
        &self,
        line: &'a Line,
        item: Option<&Item<'a>>,
        side: Side,
        value: i128,
        entity: &'a str,
        named: &mut Vec<NamedLine<'a>>,
    ) -> Result<(), Refusal> {
        // Before the account is looked up: a line that says nothing needs no mirror.
        if value == 0 {
            return Ok(());
        }
        let side = if value < 0 { side.opposite() } else { side };
        let amount = self.minor(value.abs())?;
        let account = AccountName { entity, code: self.code(&line.account, item)? };
        named.push(NamedLine { account, side, amount, currency: self.payment.currency });
        Ok(())
    }

    fn unsigned(&self, amount: &Amount, text: &str, item: Option<&Item<'_>>) -> Result<i64, Refusal> {
        let value = amount.value(self.payment, item);
        if value < 0 {
            let decimal = self.payment.currency.decimal(value);
            let detail = format!("rule \"{}\": \"{text}\" is {decimal}", self.rule.name);
            return Err(Refusal::new(RefusalCode::RuleAmountNegative, detail));
        }
        self.minor(value)
    }

    fn minor(&self, value: i128) -> Result<i64, Refusal> {
        i64::try_from(value).map_err(|_| {
            let decimal = self.payment.currency.decimal(value);
            Refusal::new(RefusalCode::AmountTooLarge, format!("rule \"{}\": {decimal}", self.rule.name))
        })
    }

    fn text(&self, text: &'a TextRef) -> &'a str {
        match text {
            TextRef::Field(field) => self.payment.text(*field).unwrap_or(""),
            TextRef::Literal(text) => text,
        }
    }

    fn code(&self, account: &'a AccountRef, item: Option<&Item<'a>>) -> Result<&'a str, Refusal> {
        let (code, mirror, field) = match account {
            AccountRef::Literal(code) => return Ok(code),
            AccountRef::Field { field, mirror } => (self.payment.text(*field), mirror, field.name()),
            AccountRef::Item { mirror } => (item.map(|item| item.account), mirror, "item.account"),
        };
        // Certain for events that keep to their schema; the ladder does not rely on callers having checked.
        let code =
            code.ok_or_else(|| Refusal::new(RefusalCode::FieldMissing, format!("field \"{field}\"")))?;
        let Some(mirror) = mirror.map(|place| &self.mirrors[place]) else { return Ok(code) };
        mirror.target(code).ok_or_else(|| {
            let detail = format!(
                "rule \"{}\": mirror \"{}\" has no account for \"{code}\"; add an override or the missing leaf",
                self.rule.name, mirror.name
            );
            Refusal::new(RefusalCode::MirrorMissing, detail)
        })
    }
}
