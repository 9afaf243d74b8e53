//! What rules refer to: lines of entries with their accounts and amounts, entities, holds and texts, each looked up in
//! the chart, in the mirrors or among the fields of the event.

use super::amount::{Linear, known_field, list_field};
use super::balance::{self, Proven};
use super::compile::{Compiler, Scope};
use super::rule::{AccountRef, Line, Place, TextRef};
use super::source;
use crate::entry::Side;
use crate::limits::{HOLD_BYTES_MAX, TEXT_BYTES_MAX};
use crate::name::{is_code, is_name};
use crate::payment::{Field, FieldType};

impl Compiler<'_> {
    pub(super) fn lines(
        &mut self,
        lines: &[source::Line],
        path: &str,
        scope: &Scope<'_>,
    ) -> Option<Box<[Line]>> {
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

    /// Lines of a hold, which has no open items: it may be captured in parts, or never.
    pub(super) fn held_lines(
        &mut self,
        lines: &[source::Line],
        path: &str,
        scope: &Scope<'_>,
    ) -> Option<Box<[Line]>> {
        if let Some(place) = lines.iter().position(|line| line.item.is_some()) {
            return self
                .faults
                .note(format!("{path}.lines[{place}].item"), "stands in a post, not in a hold");
        }
        self.lines(lines, path, scope)
    }

    /// The one line of an entry that makes or clears an open item, and where its name comes from. The outer `None` is a
    /// fault.
    #[expect(clippy::option_option, reason = "every part of a rule is `None` where it has a fault")]
    pub(super) fn open_item(
        &mut self,
        lines: &[source::Line],
        path: &str,
        scope: &Scope<'_>,
    ) -> Option<Option<(usize, TextRef)>> {
        let mut named =
            lines.iter().enumerate().filter_map(|(at, line)| Some((at, line, line.item.as_ref()?)));
        let Some((place, line, text)) = named.next() else { return Some(None) };
        let path = format!("{path}.lines[{place}].item");
        if named.next().is_some() {
            return self.faults.note(path, "stands in one line of an entry; make it two entries");
        }
        if line.each.is_some() {
            return self.faults.note(path, "can't stand in a line that repeats for every item of a list");
        }
        let Some(name) = text.strip_prefix('$') else {
            return self.faults.note(path, format!("\"{text}\" is no field; write such as $reference"));
        };
        let field = self.reference(name, &[FieldType::Text, FieldType::Name], &path, scope)?;
        Some(Some((place, TextRef::Field(field))))
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

    pub(super) fn amount(
        &mut self,
        text: &str,
        list: Option<Field>,
        path: &str,
        scope: &Scope<'_>,
    ) -> Option<Linear> {
        let linear = self.found(Linear::parse(text, scope.kind, list), path)?;
        if linear.is_nothing() {
            return self.faults.note(path, "is zero for every event");
        }
        Some(linear)
    }

    /// `$field`, `$field|mirror`, `$item.account`, `$item.account|mirror`, or a leaf of the chart.
    pub(super) fn account(
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

    pub(super) fn entity(&mut self, text: &str, path: &str, scope: &Scope<'_>) -> Option<TextRef> {
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

    pub(super) fn hold(&mut self, text: &str, path: &str, scope: &Scope<'_>) -> Option<TextRef> {
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
    pub(super) fn certain_text(&mut self, name: &str, path: &str, scope: &Scope<'_>) -> Option<Field> {
        let field = self.reference(name, &[FieldType::Text, FieldType::Name], path, scope)?;
        if !self.is_certain(field, scope) {
            let problem = format!("\"${name}\" may be absent; add the condition {name}: {{present: true}}");
            return self.faults.note(path, problem);
        }
        Some(field)
    }

    /// A description may be absent: then the entry has none.
    pub(super) fn description(&mut self, text: &str, path: &str, scope: &Scope<'_>) -> Option<TextRef> {
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

    pub(super) fn found<T>(&mut self, result: Result<T, String>, path: impl Into<String>) -> Option<T> {
        result.map_or_else(|problem| self.faults.note(path, problem), Some)
    }
}
