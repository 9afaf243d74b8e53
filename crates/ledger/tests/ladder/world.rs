//! A small world: one book, a clock that moves when told, and words to say given, when and then with.

use ledger::command::{CapturePart, NamedLine, Original, OriginalEntry};
use ledger::{
    AccountName, Balance, Book, BookSettings, BookSide, Chart, ChartMode, Command, Currency, Date, Decision,
    EntryKind, Fact, HoldState, Instruction, Refusal, RefusalCode, Request, Side, Terms, Timestamp, decide,
};

pub(crate) const DAY: &str = "2026-03-01";

/// Accounts of the chart used here: `1.9` has ended, `3` is a heading that has ended, `5.1` is a budget account.
const CHART: &str = "code,name,leaf,side,book,valid_from,valid_to
1,Assets,false,debit,financial,,
1.1,Cash,true,debit,financial,,
1.2,Receivables,true,debit,financial,,
1.9,Old cash,true,debit,financial,,2025-12-31
2,Liabilities,false,credit,financial,,
2.1,Payables,true,credit,financial,,
3,Old equity,false,credit,financial,,2025-12-31
5,Spending,false,debit,budget,,
5.1,Paper,true,debit,budget,,
";

/// A book and what was recorded in it.
pub(crate) struct World {
    pub(crate) book: Book,
    /// Everything that was recorded, to replay.
    pub(crate) facts: Vec<Fact>,
    now: Timestamp,
    day: Date,
    /// The facts of each position, from 1.
    records: Vec<Vec<Fact>>,
}

impl World {
    fn with(settings: BookSettings) -> Self {
        Self {
            book: Book::new(settings),
            facts: Vec::new(),
            now: Timestamp(0),
            day: date(DAY),
            records: Vec::new(),
        }
    }

    /// A book without a chart, with plain debit-normal accounts `x:a`, `x:b`, `x:c` and `y:a`.
    pub(crate) fn plain() -> Self {
        let mut world = Self::with(settings(ChartMode::Open));
        for name in ["x:a", "x:b", "x:c", "y:a"] {
            world.posts(open(name, terms()));
        }
        world
    }

    /// As [`World::plain`], where each entity must balance too.
    pub(crate) fn balanced_per_entity() -> Self {
        let mut world = Self::with(BookSettings { balance_per_entity: true, ..settings(ChartMode::Open) });
        for name in ["x:a", "x:b", "x:c", "y:a"] {
            world.posts(open(name, terms()));
        }
        world
    }

    /// A book whose chart is [`CHART`] and which refuses other codes.
    pub(crate) fn charted() -> Self {
        Self::charted_in(ChartMode::Strict)
    }

    /// A book whose chart is [`CHART`].
    pub(crate) fn charted_in(mode: ChartMode) -> Self {
        let mut world = Self::with(settings(mode));
        world.book.publish_chart(chart().into());
        world
    }

    /// Moves the clock and lets what is due expire, as the command handler does before each command.
    pub(crate) fn at(&mut self, seconds: i64) -> &mut Self {
        self.clock(seconds);
        let due = self.book.due(self.now);
        self.record(due);
        self
    }

    /// Moves the clock and lets nothing expire yet.
    pub(crate) fn clock(&mut self, seconds: i64) -> &mut Self {
        self.now = moment(seconds);
        self
    }

    /// Moves the day that commands count for.
    pub(crate) fn on(&mut self, day: &str) -> &mut Self {
        self.day = date(day);
        self
    }

    fn command<'a>(&self, request: Request<'a>) -> Command<'a> {
        Command { at: self.now, effective_date: self.day, id: "event", request }
    }

    /// What would be decided.
    pub(crate) fn decide(&self, request: Request<'_>) -> Decision {
        decide(&self.book, &self.command(request))
    }

    /// What would be decided of one instruction.
    pub(crate) fn tries(&self, instruction: Instruction<'_>) -> Decision {
        self.decide(Request::Instructions(vec![instruction]))
    }

    /// Decides and records; the instruction must be accepted. Returns its position.
    #[track_caller]
    pub(crate) fn posts(&mut self, instruction: Instruction<'_>) -> u64 {
        self.posts_linked(vec![instruction])
    }

    /// Decides and records linked instructions, which must be accepted.
    #[track_caller]
    pub(crate) fn posts_linked(&mut self, instructions: Vec<Instruction<'_>>) -> u64 {
        self.accept(Request::Instructions(instructions))
    }

    /// Takes the record at a position back, which must be accepted.
    #[track_caller]
    pub(crate) fn reverses(&mut self, position: u64) -> u64 {
        self.accept(self.reversal_of(position))
    }

    /// Decides and records a request, which must be accepted.
    #[track_caller]
    pub(crate) fn accept(&mut self, request: Request<'_>) -> u64 {
        match self.decide(request) {
            Decision::Posted(posted) => self.record(posted.facts),
            Decision::Refused(refusal) => panic!("must be accepted, but: {refusal}"),
        }
    }

    /// The instruction must be refused with that code.
    #[track_caller]
    pub(crate) fn refuses(&self, instruction: Instruction<'_>, code: RefusalCode) {
        refused_as(self.tries(instruction), code);
    }

    /// A request to take back the record at a position.
    pub(crate) fn reversal_of(&self, position: u64) -> Request<'static> {
        Request::Reversal {
            original: Some(self.original(position)),
            at_original_date: false,
            reason: "wrong",
        }
    }

    /// The record at a position as the command handler describes it.
    pub(crate) fn original(&self, position: u64) -> Original {
        let facts = &self.records[position as usize - 1];
        let entries = facts.iter().filter_map(|fact| match fact {
            Fact::EntryPosted(entry) | Fact::HoldCaptured { entry, .. } => Some(OriginalEntry {
                effective_date: entry.effective_date,
                lines: entry.lines.clone(),
                open_item: entry.open_item.clone(),
            }),
            _ => None,
        });
        let takes_back = |fact: &Fact| {
            matches!(fact, Fact::EntryPosted(_) | Fact::HoldCaptured { .. } | Fact::Reversed(_))
        };
        Original {
            position,
            entries: Some(entries.collect()),
            has_other_facts: !facts.iter().all(takes_back),
        }
    }

    fn record(&mut self, facts: Vec<Fact>) -> u64 {
        for fact in &facts {
            self.book.evolve(fact);
        }
        self.facts.extend(facts.iter().cloned());
        self.records.push(facts);
        self.records.len() as u64
    }

    /// How many positions were recorded.
    pub(crate) fn positions(&self) -> usize {
        self.records.len()
    }

    /// Debits, credits, held debits and held credits.
    #[track_caller]
    pub(crate) fn sums(&self, name: &str) -> (i64, i64, i64, i64) {
        let id = self.book.account_id(account(name)).expect("the account is open");
        let Balance { debit, credit, pending_debit, pending_credit } = self.book.account(id).balance;
        (debit, credit, pending_debit, pending_credit)
    }

    /// How far a hold has come.
    #[track_caller]
    pub(crate) fn hold_state(&self, hold: &str) -> HoldState {
        self.book.holds()[hold].state
    }
}

/// The decision must be this refusal.
#[track_caller]
pub(crate) fn refused_as(decision: Decision, code: RefusalCode) -> Refusal {
    match decision {
        Decision::Refused(refusal) => {
            assert_eq!(refusal.code, code, "{refusal}");
            refusal
        }
        Decision::Posted(posted) => panic!("must be refused as {}, but: {:?}", code.as_str(), posted.facts),
    }
}

pub(crate) fn settings(chart_mode: ChartMode) -> BookSettings {
    BookSettings { name: "test".to_owned(), currency: Currency::IDR, chart_mode, balance_per_entity: false }
}

pub(crate) fn chart() -> Chart {
    Chart::from_csv(CHART.as_bytes()).expect("the test's chart is sound")
}

/// Plain debit-normal terms.
pub(crate) fn terms() -> Terms {
    Terms {
        normal_side: Side::Debit,
        currency: Currency::IDR,
        book_side: BookSide::Financial,
        debits_must_not_exceed_credits: false,
        credits_must_not_exceed_debits: false,
        ceiling: None,
    }
}

pub(crate) fn account(name: &str) -> AccountName<'_> {
    AccountName::parse(name).expect("the test's names are names")
}

pub(crate) fn date(text: &str) -> Date {
    Date::parse(text).expect("the test's dates are dates")
}

pub(crate) fn moment(seconds: i64) -> Timestamp {
    Timestamp(seconds * 1_000_000)
}

pub(crate) fn usd() -> Currency {
    Currency::parse("USD").expect("the dollar is in use")
}

pub(crate) fn dr(name: &str, amount: i64) -> NamedLine<'_> {
    NamedLine { account: account(name), side: Side::Debit, amount, currency: Currency::IDR }
}

pub(crate) fn cr(name: &str, amount: i64) -> NamedLine<'_> {
    NamedLine { side: Side::Credit, ..dr(name, amount) }
}

pub(crate) fn in_usd(line: NamedLine<'_>) -> NamedLine<'_> {
    NamedLine { currency: usd(), ..line }
}

pub(crate) fn open(name: &str, terms: Terms) -> Instruction<'_> {
    Instruction::OpenAccount { account: account(name), terms }
}

pub(crate) fn close(name: &str) -> Instruction<'_> {
    Instruction::CloseAccount(account(name))
}

pub(crate) fn reopen(name: &str) -> Instruction<'_> {
    Instruction::ReopenAccount(account(name))
}

pub(crate) fn ceiling(name: &str, amount: i64) -> Instruction<'_> {
    Instruction::SetCeiling { account: account(name), ceiling: Some((amount, Currency::IDR)) }
}

pub(crate) fn budget(name: &str, previous: Option<i64>, amount: i64, enforce: bool) -> Instruction<'_> {
    Instruction::SetBudget { account: account(name), amount, previous, enforce }
}

pub(crate) fn post<'a>(lines: impl Into<Vec<NamedLine<'a>>>) -> Instruction<'a> {
    Instruction::Post { kind: EntryKind::General, lines: lines.into(), description: "", open_item: None }
}

/// Moves an amount from `credit` to `debit`.
pub(crate) fn transfer<'a>(debit: &'a str, credit: &'a str, amount: i64) -> Instruction<'a> {
    post([dr(debit, amount), cr(credit, amount)])
}

pub(crate) fn hold<'a>(name: &'a str, lines: impl Into<Vec<NamedLine<'a>>>) -> Instruction<'a> {
    Instruction::PlaceHold { hold: name, lines: lines.into(), expires_at: None, description: "" }
}

pub(crate) fn hold_until<'a>(
    name: &'a str,
    seconds: i64,
    lines: impl Into<Vec<NamedLine<'a>>>,
) -> Instruction<'a> {
    let expires_at = Some(moment(seconds));
    Instruction::PlaceHold { hold: name, lines: lines.into(), expires_at, description: "" }
}

pub(crate) fn capture(name: &str) -> Instruction<'_> {
    capture_as(name, CapturePart::All, false)
}

pub(crate) fn capture_part(name: &str, amount: i64) -> Instruction<'_> {
    capture_as(name, CapturePart::Amount(amount, Currency::IDR), false)
}

pub(crate) fn capture_lines<'a>(name: &'a str, lines: impl Into<Vec<NamedLine<'a>>>) -> Instruction<'a> {
    capture_as(name, CapturePart::Lines(lines.into()), false)
}

pub(crate) fn capture_as<'a>(name: &'a str, part: CapturePart<'a>, keep_remainder: bool) -> Instruction<'a> {
    Instruction::CaptureHold { hold: name, part, keep_remainder, description: "" }
}

pub(crate) fn release(name: &str) -> Instruction<'_> {
    Instruction::ReleaseHold { hold: name }
}

#[track_caller]
pub(crate) fn refuses_item(world: &World, items: Vec<Instruction<'_>>, item: u32, code: RefusalCode) {
    let refusal = refused_as(world.decide(Request::Instructions(items)), code);
    assert_eq!(refusal.item, Some(item), "{refusal}");
}

/// [`World::plain`] under a rulebook that says this beside its one rule.
pub(crate) fn ruled(section: &str) -> World {
    let mut world = World::plain();
    put_in_force(&mut world, section);
    world
}

/// Puts a rulebook in force that says this beside its one rule.
pub(crate) fn put_in_force(world: &mut World, section: &str) {
    let rule = "{ name: r1, on: BudgetApproved, do: [{ set_budget: { for: revenue, entity: $agency } }] }";
    let yaml = format!("name: r\nversion: 1\n{section}\nrules: [{rule}]\n");
    let rulebook = ledger::Rulebook::load("r.yaml", yaml.as_bytes(), &chart()).expect("a sound rulebook");
    world.book.publish_rulebook(rulebook.into());
}
