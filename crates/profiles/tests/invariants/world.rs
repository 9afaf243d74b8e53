//! A book under the profile with all that was posted into it, and how to sum it up.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use ledger::command::{Original, OriginalEntry};
use ledger::{
    Book, BookSettings, Chart, ChartMode, Command, Currency, Date, Decision, Entry, Fact, Payment,
    RefusalCode, Request, Rulebook, Side, Timestamp, decide,
};
use profiles::kabupaten::{CHART_CSV, RULEBOOK_FILE, RULEBOOK_YAML};

use super::events::{Event, budget};

/// A book, its log and what the world outside knows.
pub(crate) struct World {
    pub(crate) book: Book,
    /// Facts of each event, in order: the log.
    pub(crate) log: Vec<Vec<Fact>>,
    /// Closing balance of the bank's statement of the treasury's account.
    pub(crate) statement: i128,
    /// What is in the books and not yet on the statement.
    pub(crate) in_transit: Vec<i64>,
    /// Budgetary revenue by code, as events tell it.
    pub(crate) revenue: BTreeMap<String, i128>,
    pub(crate) fees_pending: i128,
    pub(crate) on_receipt: bool,
}

/// The profile with revenue recognised on deposit, and on receipt.
fn profile() -> &'static (Arc<Chart>, [Arc<Rulebook>; 2]) {
    static PROFILE: OnceLock<(Arc<Chart>, [Arc<Rulebook>; 2])> = OnceLock::new();
    PROFILE.get_or_init(|| {
        let chart = Chart::from_csv(CHART_CSV).expect("the profile's chart is sound");
        let yaml = std::str::from_utf8(RULEBOOK_YAML).expect("the profile is text");
        let load = |choice: &str| {
            let yaml = yaml.replacen("choice: on-deposit", choice, 1);
            Rulebook::load(RULEBOOK_FILE, yaml.as_bytes(), &chart).expect("the profile is sound").into()
        };
        let rulebooks = [load("choice: on-deposit"), load("choice: on-receipt")];
        (chart.into(), rulebooks)
    })
}

/// An empty book under the profile.
pub(crate) fn empty_book(on_receipt: bool) -> Book {
    let (chart, rulebooks) = profile();
    let mut book = Book::new(BookSettings {
        name: "test".to_owned(),
        currency: Currency::IDR,
        chart_mode: ChartMode::Strict,
        balance_per_entity: true,
    });
    book.publish_chart(Arc::clone(chart));
    book.publish_rulebook(Arc::clone(&rulebooks[usize::from(on_receipt)]));
    book
}

impl World {
    /// A book with a budget and nothing else.
    pub(crate) fn new(on_receipt: bool) -> Self {
        let mut world = Self {
            book: empty_book(on_receipt),
            log: Vec::new(),
            statement: 0,
            in_transit: Vec::new(),
            revenue: BTreeMap::new(),
            fees_pending: 0,
            on_receipt,
        };
        world.happens(&budget()).expect("a first budget");
        world
    }

    /// An event comes in, proposed and approved where the rulebook asks for it. The rung when it is refused.
    pub(crate) fn happens(&mut self, event: &Event) -> Result<(), RefusalCode> {
        let needs_approval =
            |book: &Book| book.rulebook().is_some_and(|r| r.needs_approval(event.kind.name()));
        if needs_approval(&self.book) {
            self.happens_approved(event.payment())?;
        } else {
            self.decides(Request::Payment(event.payment()))?;
        }
        match event.is_late_at_bank {
            true => self.in_transit.push(event.at_bank()),
            false => self.statement += i128::from(event.at_bank()),
        }
        self.fees_pending += i128::from(event.fees_pending());
        for (code, amount) in event.revenue(self.on_receipt).into_iter().filter(|(_, amount)| *amount != 0) {
            *self.revenue.entry(code.to_owned()).or_default() += i128::from(amount);
        }
        Ok(())
    }

    fn happens_approved(&mut self, payment: Payment<'_>) -> Result<(), RefusalCode> {
        assert_eq!(self.decides(Request::Payment(payment.clone())), Err(RefusalCode::ApprovalRequired));
        let name = format!("U {}", self.log.len());
        let (proposal, event_type) = (name.as_str(), payment.kind.name());
        self.decides(Request::Proposal { proposal, maker: "a", event_type, data: b"" })?;
        let proposed = Some(Box::new(Request::Payment(payment)));
        self.decides(Request::Approval { proposal, checker: "b", note: "", proposed })
    }

    fn decides(&mut self, request: Request<'_>) -> Result<(), RefusalCode> {
        let effective_date = Date::new(2025, 6, 1).expect("a day of the calendar");
        let at = Timestamp(1 + self.log.len() as i64);
        match decide(&self.book, &Command { at, effective_date, id: "e", request }) {
            Decision::Posted(posted) => {
                posted.facts.iter().for_each(|fact| self.book.evolve(fact));
                self.log.push(posted.facts);
                Ok(())
            }
            Decision::Refused(refusal) => Err(refusal.code),
        }
    }

    /// Takes the event at a place of the log back; `false` when it did more than post.
    pub(crate) fn reverses(&mut self, place: usize) -> bool {
        let facts = &self.log[place];
        let posts = |fact: &Fact| {
            matches!(fact, Fact::EntryPosted(_) | Fact::AccountOpened { .. } | Fact::Reversed(_))
        };
        let entries: Vec<OriginalEntry> = entries(facts)
            .map(|entry| OriginalEntry {
                effective_date: entry.effective_date,
                lines: entry.lines.clone(),
                open_item: entry.open_item.clone(),
            })
            .collect();
        if entries.is_empty() || !facts.iter().all(posts) {
            return false;
        }
        let original = Original { position: place as u64, entries: Some(entries), has_other_facts: false };
        let reversal =
            Request::Reversal { original: Some(original), at_original_date: true, reason: "keliru" };
        self.decides(reversal) == Ok(())
    }

    /// Debits less credits at and below a code, over the entities that `entity` accepts.
    pub(crate) fn net_of(&self, top: &str, entity: impl Fn(&str) -> bool) -> i128 {
        let below = |code: &str| {
            code.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '~']))
        };
        let accounts =
            self.book.accounts().iter().filter(|account| below(&account.code) && entity(&account.entity));
        accounts.map(|account| account.balance.posted(Side::Debit)).sum()
    }

    /// Debits less credits at and below a code, over all entities.
    pub(crate) fn net(&self, top: &str) -> i128 {
        self.net_of(top, |_| true)
    }
}

/// The entries among facts, captured ones too.
pub(crate) fn entries(facts: &[Fact]) -> impl Iterator<Item = &Entry> {
    facts.iter().filter_map(|fact| match fact {
        Fact::EntryPosted(entry) | Fact::HoldCaptured { entry, .. } => Some(entry),
        _ => None,
    })
}
