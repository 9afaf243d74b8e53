//! The accounts as the log opened them, with their sums. What an entry or a hold does to them is in [`crate::entries`] and
//! [`crate::holds`].

use std::collections::{HashMap, HashSet};

use schema::ledger_v1::{AccountOpened, AccountRef, BookSide, Side};

use crate::appropriations::{self, Years};
use crate::catalogue::Code;
use crate::finding::{Findings, Here, Place};
use crate::money;
use crate::text;

/// Posted and held sums of one side of an account, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Posted.
    pub posted: i128,
    /// On hold.
    pub held: i128,
}

/// Both sides of an account, or of one fiscal year of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Debits.
    pub debit: Sums,
    /// Credits.
    pub credit: Sums,
}

/// One account.
#[derive(Clone, Debug)]
pub struct Account {
    /// The entity's number, in the order in which entities came.
    pub entity: u32,
    /// `entity:code`.
    pub name: Box<str>,
    /// ISO 4217 code.
    pub currency: Box<str>,
    /// The set of books.
    pub book_side: BookSide,
    /// The side on which it grows.
    pub normal_side: Side,
    /// Debits, posted and held, stay within posted credits.
    pub debits_within_credits: bool,
    /// Credits, posted and held, stay within posted debits.
    pub credits_within_debits: bool,
    /// The balance, posted and held, stays at or below this.
    pub ceiling: Option<i64>,
    /// Takes no more entries.
    pub closed: bool,
    /// Its sums.
    pub balance: Balance,
    /// Those of each fiscal year, on the budget side.
    pub years: Years,
}

/// Every account of a book; each has a number, in the order of opening.
#[derive(Debug, Default)]
pub struct Accounts {
    list: Vec<Account>,
    entities: HashMap<Box<str>, Entity>,
    /// Entities that have, or had, an enforced budget for a fiscal year.
    budgeted: HashSet<(u32, i64)>,
    /// Codes that take nothing without one then, by the rulebook in force.
    pub appropriated: Vec<String>,
}

/// An entity's number, and the numbers of its accounts by code.
#[derive(Debug, Default)]
struct Entity {
    number: u32,
    codes: HashMap<Box<str>, u32>,
}

impl Balance {
    /// The sums of the side that an amount lands on: above zero is a debit.
    pub fn side_mut(&mut self, amount: i128) -> &mut Sums {
        if amount > 0 { &mut self.debit } else { &mut self.credit }
    }

    /// What counts against a ceiling or an appropriation: posted on the normal side with what is held there, less what is
    /// posted on the other.
    #[must_use]
    pub fn committed(&self, normal_side: Side) -> i128 {
        let (own, other) = match normal_side {
            Side::Credit => (self.credit, self.debit),
            _ => (self.debit, self.credit),
        };
        own.posted + own.held - other.posted
    }
}

impl Account {
    /// The same of all years together.
    #[must_use]
    pub fn committed(&self) -> i128 {
        self.balance.committed(self.normal_side)
    }

    /// Changes the sums of the side that an amount lands on, those of a fiscal year among them where years are counted.
    pub fn change(&mut self, amount: i128, year: i64, change: impl Fn(&mut Sums)) {
        change(self.balance.side_mut(amount));
        if let Some(annual) = appropriations::year_of(self, year) {
            change(annual.side_mut(amount));
        }
    }

    /// An amount as text in its currency.
    #[must_use]
    pub fn money(&self, minor: i128) -> String {
        money::decimal(minor, &self.currency)
    }
}

impl Accounts {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Every account, in the order of opening.
    #[must_use]
    pub fn all(&self) -> &[Account] {
        &self.list
    }

    /// The account of a number that was given out here.
    #[must_use]
    pub fn get(&self, number: u32) -> &Account {
        &self.list[number as usize]
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, number: u32) -> &mut Account {
        &mut self.list[number as usize]
    }

    /// How many appropriations are enforced, one an account and fiscal year.
    #[must_use]
    pub fn appropriations(&self) -> usize {
        let years = self.list.iter().flat_map(|account| account.years.values());
        years.filter(|year| year.budget.is_some_and(|budget| budget.enforced)).count()
    }

    /// An entity has an enforced budget for a fiscal year.
    pub fn set_budgeted(&mut self, entity: u32, year: i64) {
        self.budgeted.insert((entity, year));
    }

    /// Whether an account takes nothing in a fiscal year without an appropriation.
    #[must_use]
    pub fn needs_appropriation(&self, account: &Account, year: i64) -> bool {
        let code = account.name.split_once(':').map_or("", |(_, code)| code);
        let below = |top: &String| {
            code.strip_prefix(top.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '~']))
        };
        self.appropriated.iter().any(below) && self.budgeted.contains(&(account.entity, year))
    }

    /// The accounts of an entity, to look up several.
    #[must_use]
    pub fn of_entity(&self, entity: &str) -> Option<&HashMap<Box<str>, u32>> {
        self.entities.get(entity).map(|entity| &entity.codes)
    }

    /// The number of an account.
    #[must_use]
    pub fn find(&self, entity: &str, code: &str) -> Option<u32> {
        self.of_entity(entity)?.get(code).copied()
    }

    /// The name of an entity by its number.
    #[must_use]
    pub fn entity_name(&self, number: u32) -> &str {
        let found = self.entities.iter().find(|(_, entity)| entity.number == number);
        found.map_or("", |(name, _)| name)
    }

    /// The number of the account that a fact names; a finding at `field` when it was never opened.
    pub fn known(&self, account: Option<&AccountRef>, field: &str, here: &mut Here<'_>) -> Option<u32> {
        let Some(account) = account else {
            here.fault(field, text!(Code::FieldMissing));
            return None;
        };
        let number = self.find(&account.entity, &account.code);
        if number.is_none() {
            here.fault(field, text!(Code::AccountUnknown, name(&account.entity, &account.code)));
        }
        number
    }

    /// Opens an account: a new name, in known terms.
    pub fn open(&mut self, opened: &AccountOpened, here: &mut Here<'_>) {
        let name = name(&opened.entity, &opened.code);
        for (field, text, is_good) in [
            ("entity", &opened.entity, is_name(&opened.entity)),
            ("code", &opened.code, is_code(&opened.code)),
        ] {
            if !is_good {
                here.fault(field, text!(Code::NotAName, text));
            }
        }
        if opened.normal_side() == Side::Unspecified {
            here.fault("normal_side", text!(Code::ValueUnknown, opened.normal_side));
        }
        if opened.book_side() == BookSide::Unspecified {
            here.fault("book_side", text!(Code::ValueUnknown, opened.book_side));
        }
        if !is_currency(&opened.currency) {
            here.fault("currency", text!(Code::ValueUnknown, &opened.currency));
        }
        if let Some(ceiling) = opened.ceiling.filter(|ceiling| *ceiling < 0) {
            here.fault("ceiling", text!(Code::AmountNegative, ceiling, &name));
        }
        if self.find(&opened.entity, &opened.code).is_some() {
            here.fault("code", text!(Code::AccountOpenedTwice, name));
            return;
        }
        let number = self.entities.len() as u32;
        let new = || Entity { number, codes: HashMap::new() };
        let entity = self.entities.entry(opened.entity.as_str().into()).or_insert_with(new);
        entity.codes.insert(opened.code.as_str().into(), self.list.len() as u32);
        self.list.push(Account {
            entity: entity.number,
            name: name.into(),
            currency: opened.currency.as_str().into(),
            book_side: opened.book_side(),
            normal_side: opened.normal_side(),
            debits_within_credits: opened.debits_must_not_exceed_credits,
            credits_within_debits: opened.credits_must_not_exceed_debits,
            ceiling: opened.ceiling,
            closed: false,
            balance: Balance::default(),
            years: Years::new(),
        });
    }

    /// Closes or reopens an account, which must not be so already.
    pub fn set_closed(&mut self, account: &AccountRef, closed: bool, here: &mut Here<'_>) {
        let Some(number) = self.known(Some(account), "", here) else { return };
        let account = self.get_mut(number);
        if account.closed == closed {
            let code = if closed { Code::AccountClosed } else { Code::AccountNotClosed };
            here.fault("", text!(code, &account.name));
        }
        account.closed = closed;
    }

    /// Over all accounts of a currency and book side debits equal credits.
    pub fn check_totals(&self, findings: &mut Findings) {
        let mut totals: HashMap<(&str, BookSide), (i128, i128)> = HashMap::new();
        for account in &self.list {
            let (debit, credit) = totals.entry((&account.currency, account.book_side)).or_default();
            *debit = debit.saturating_add(account.balance.debit.posted);
            *credit = credit.saturating_add(account.balance.credit.posted);
        }
        for ((currency, side), (debit, credit)) in totals {
            if debit != credit {
                let (debit, credit) = (money::decimal(debit, currency), money::decimal(credit, currency));
                let text = text!(Code::TotalsDiffer, debit, credit, currency, side_word(side));
                findings.add(Place::default(), text);
            }
        }
    }
}

/// `entity:code`.
#[must_use]
pub fn name(entity: &str, code: &str) -> String {
    format!("{entity}:{code}")
}

/// The word for a set of books.
#[must_use]
pub fn side_word(side: BookSide) -> Code {
    if side == BookSide::Budget { Code::WordBudget } else { Code::WordFinancial }
}

/// Segments of ASCII letters, digits, `_` and `-`, joined by dots, at most 64 bytes.
fn is_name(text: &str) -> bool {
    let plain = |segment: &str| {
        !segment.is_empty()
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    text.len() <= 64 && text.split('.').all(plain)
}

/// A name, or for a sub-account two of them with `~` between, in all at most 64 bytes.
fn is_code(text: &str) -> bool {
    let (base, part) = text.split_once('~').unwrap_or((text, "part"));
    text.len() <= 64 && is_name(base) && is_name(part)
}

/// Three ASCII capitals. Which of them are in use is not for an auditor of the past to say.
#[must_use]
pub fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}
