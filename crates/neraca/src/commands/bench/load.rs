//! The events of a measurement: the n-th of a seed is always the same, on every machine and for ever.

use clap::{Args, ValueEnum};
use command_handler::Incoming;
use ledger::Date;
use serde::Serialize;
use wire::cloudevents::{Envelope, Event};
use wire::payment_v1::linked_item::Item;
use wire::payment_v1::{
    AccountClosed, AccountOpened, Amount, Batch, BatchedEvent, HoldCaptured, HoldPlaced, JournalLine,
    JournalPosted, Linked, LinkedItem,
};

use crate::demo::Random;
use crate::feeding::Outcomes;

/// What events are made.
#[derive(Args, Clone, Copy, Debug, Serialize)]
pub struct Load {
    /// Which accounts the transfers touch
    #[arg(long, value_enum, default_value_t = Spread::Uniform)]
    pub accounts: Spread,
    /// Lines of each entry
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(2..=1_000))]
    pub lines: u16,
    /// Every second event captures the hold that the one before placed
    #[arg(long, conflicts_with_all = ["repeats", "refusals"])]
    pub two_phase: bool,
    /// Events of a hundred that repeat an earlier one
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=90))]
    pub repeats: u8,
    /// Events of a hundred that a rule refuses
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=90))]
    pub refusals: u8,
    /// Days that the events are of, in turn: each account has a sum for each day on which it moved
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=364))]
    pub days: u16,
    /// Seed of the events
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Which accounts are touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Spread {
    /// Ten thousand, all alike
    Uniform,
    /// Ten thousand, and every transfer touches the same one of them
    Hot,
    /// Twenty thousand, all alike: as many as the chart of a regional government
    TwentyThousand,
    /// A million, all alike
    Million,
}

impl Default for Load {
    fn default() -> Self {
        Self {
            accounts: Spread::Uniform,
            lines: 2,
            two_phase: false,
            repeats: 0,
            refusals: 0,
            days: 1,
            seed: 1,
        }
    }
}

/// What becomes of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Posted,
    Repeats(u64),
    Refused,
}

/// Accounts opened by one event.
const OPENED_TOGETHER: u64 = 1_000;
/// A repeat is of one of so many events before it.
const REPEATED_WITHIN: u64 = 1_000;
/// Takes no posting, so that an entry on it is refused.
const CLOSED: &str = "bench:closed";
const SOURCE: &str = "urn:neraca:bench";
const CURRENCY: &str = "IDR";
/// The 2nd of January 2026: accounts are opened on the first, and the days of the year end with it.
const FIRST_DAY: Date = Date(20_455);

impl Load {
    /// The n-th event.
    pub fn event(&self, number: u64) -> Event {
        match self.fate(number) {
            Fate::Repeats(earlier) => self.event(earlier),
            Fate::Refused => self.transfer(number, Some(CLOSED)),
            Fate::Posted if self.two_phase && number % 2 == 1 => self.capture(number),
            Fate::Posted if self.two_phase => self.hold(number),
            Fate::Posted => self.transfer(number, None),
        }
    }

    /// How the first so many events end.
    pub fn outcomes(&self, events: u64) -> Outcomes {
        let mut outcomes = Outcomes { posted: events, ..Outcomes::default() };
        if self.repeats > 0 || self.refusals > 0 {
            for number in 0..events {
                match self.fate(number) {
                    Fate::Posted => continue,
                    Fate::Repeats(_) => outcomes.repeated += 1,
                    Fate::Refused => outcomes.refused += 1,
                }
                outcomes.posted -= 1;
            }
        }
        outcomes
    }

    /// The events that open the accounts, many at a time.
    pub fn opening(&self) -> Vec<Incoming> {
        let number = self.accounts.number();
        let parts = (0..number).step_by(OPENED_TOGETHER as usize);
        let mut events: Vec<Incoming> = parts.map(|first| incoming(open_from(first))).collect();
        if self.refusals > 0 {
            events.extend([opened(CLOSED), closed(CLOSED)].map(incoming));
        }
        events
    }

    /// The names that the load posts to, for questions about them.
    pub fn account(&self, random: &mut Random) -> String {
        account(random.below(self.accounts.number()))
    }

    fn fate(&self, number: u64) -> Fate {
        if self.repeats == 0 && self.refusals == 0 {
            return Fate::Posted;
        }
        let mut random = Random::new(self.seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let drawn = random.below(100);
        let repeats = u64::from(self.repeats);
        if drawn < repeats && number > 0 {
            let back = 1 + random.below(number.min(REPEATED_WITHIN));
            // What repeats a repeat repeats its original.
            return match self.fate(number - back) {
                Fate::Repeats(earlier) => Fate::Repeats(earlier),
                Fate::Posted | Fate::Refused => Fate::Repeats(number - back),
            };
        }
        let refused = drawn >= repeats && drawn < repeats + u64::from(self.refusals);
        if refused { Fate::Refused } else { Fate::Posted }
    }

    fn transfer(&self, number: u64, debit: Option<&str>) -> Event {
        let mut lines = self.drawn(number);
        if let (Some(account), Some(line)) = (debit, lines.first_mut()) {
            account.clone_into(&mut line.account);
        }
        let message = JournalPosted { date: self.date(number), lines, ..Default::default() };
        event(format!("{number:08}"), "JournalPosted", &message)
    }

    fn hold(&self, number: u64) -> Event {
        let message = HoldPlaced {
            date: self.date(number),
            hold: format!("hold-{number}"),
            lines: self.drawn(number),
            ..Default::default()
        };
        event(format!("{number:08}"), "HoldPlaced", &message)
    }

    fn capture(&self, number: u64) -> Event {
        let hold = format!("hold-{}", number - 1);
        let message = HoldCaptured { date: self.date(number - 1), hold, ..Default::default() };
        event(format!("{number:08}"), "HoldCaptured", &message)
    }

    /// The day of the n-th event.
    fn date(&self, number: u64) -> String {
        let day = number % u64::from(self.days);
        Date(FIRST_DAY.0 + day as i32).to_string()
    }

    /// Debits of one amount, and one credit of their sum.
    fn drawn(&self, number: u64) -> Vec<JournalLine> {
        let mut random = Random::new(self.seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let accounts = self.accounts.number();
        let debit = random.below(accounts);
        let credit = match self.accounts {
            Spread::Hot if debit == 0 => 1,
            Spread::Hot => 0,
            Spread::Uniform | Spread::TwentyThousand | Spread::Million => {
                (debit + 1 + random.below(accounts - 1)) % accounts
            }
        };
        let each = random.between(1, 1_000_000);
        let debits = u64::from(self.lines) - 1;
        let debited = |place: u64| match (debit + place) % accounts {
            number if number == credit => account((debit + debits) % accounts),
            number => account(number),
        };
        let mut lines: Vec<JournalLine> = (0..debits)
            .map(|place| JournalLine { account: debited(place), debit: Some(amount(each)), credit: None })
            .collect();
        lines.push(JournalLine {
            account: account(credit),
            debit: None,
            credit: Some(amount(each * i64::from(self.lines - 1))),
        });
        lines
    }
}

impl Spread {
    /// How many accounts there are.
    pub const fn number(self) -> u64 {
        match self {
            Self::Uniform | Self::Hot => 10_000,
            Self::TwentyThousand => 20_000,
            Self::Million => 1_000_000,
        }
    }
}

/// Several events in one message.
pub fn together(events: Vec<Event>) -> Event {
    let id = events.first().map_or_else(String::new, |event| format!("batch-{}", event.envelope.id));
    let single = |Event { envelope, body }: Event| BatchedEvent {
        id: envelope.id,
        source: envelope.source,
        r#type: envelope.event_type,
        time: envelope.time,
        data: body,
    };
    event(id, "Batch", &Batch { events: events.into_iter().map(single).collect() })
}

/// An event as a source hands it over.
pub fn incoming(Event { envelope, body }: Event) -> Incoming {
    Incoming { envelope: Ok(envelope), headers: Vec::new(), body, bus: None }
}

fn amount(value: i64) -> Amount {
    Amount { value: value.to_string(), currency: CURRENCY.to_owned() }
}

fn account(number: u64) -> String {
    format!("bench:a.{number:05}")
}

fn event(id: String, kind: &str, message: &impl prost::Message) -> Event {
    let envelope = Envelope {
        id,
        source: SOURCE.to_owned(),
        event_type: format!("{}{kind}", wire::message::PACKAGE),
        time: String::new(),
        content_type: "application/protobuf".to_owned(),
    };
    Event { envelope, body: message.encode_to_vec().into() }
}

fn open_from(first: u64) -> Event {
    let open = |number: u64| LinkedItem { item: Some(Item::AccountOpened(opening_of(&account(number)))) };
    let items = (first..first + OPENED_TOGETHER).map(open).collect();
    let linked = Linked { date: "2026-01-01".to_owned(), items };
    event(format!("open-{first}"), "Linked", &linked)
}

fn opening_of(account: &str) -> AccountOpened {
    AccountOpened { account: account.to_owned(), normal_side: "debit".to_owned(), ..Default::default() }
}

fn opened(account: &str) -> Event {
    let message = AccountOpened { date: "2026-01-01".to_owned(), ..opening_of(account) };
    event(format!("open-{account}"), "AccountOpened", &message)
}

fn closed(account: &str) -> Event {
    let message = AccountClosed {
        date: "2026-01-01".to_owned(),
        account: account.to_owned(),
        reason: "takes nothing, so that entries are refused".to_owned(),
    };
    event(format!("close-{account}"), "AccountClosed", &message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_of_repeats_and_refusals_are_those_asked_for_and_a_repeat_is_the_same_event() {
        let load = Load { repeats: 20, refusals: 10, ..Load::default() };
        let outcomes = load.outcomes(10_000);
        assert_eq!(outcomes.total(), 10_000);
        assert!((1_800..2_200).contains(&outcomes.repeated), "{outcomes:?}");
        assert!((900..1_100).contains(&outcomes.refused), "{outcomes:?}");
        let repeat = (0..100).find_map(|number| match load.fate(number) {
            Fate::Repeats(earlier) => Some((number, earlier)),
            Fate::Posted | Fate::Refused => None,
        });
        let (number, earlier) = repeat.unwrap();
        let (repeat, original) = (load.event(number), load.event(earlier));
        assert_eq!((repeat.envelope.id, repeat.body), (original.envelope.id, original.body));
    }

    #[test]
    fn an_entry_of_many_lines_balances_and_names_an_account_once_on_a_side() {
        let load = Load { lines: 5, ..Load::default() };
        for number in 0..1_000 {
            let lines = load.drawn(number);
            let sum = |side: fn(&JournalLine) -> &Option<Amount>| -> i64 {
                lines.iter().filter_map(|line| side(line).as_ref()?.value.parse::<i64>().ok()).sum()
            };
            assert_eq!(sum(|line| &line.debit), sum(|line| &line.credit));
            let mut names: Vec<&str> = lines.iter().map(|line| line.account.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), 5, "{lines:?}");
        }
    }

    #[test]
    fn the_events_are_of_as_many_days_as_are_asked_for_from_the_second_of_january_on() {
        let dates = |days: u16| -> std::collections::BTreeSet<String> {
            (0..1_000).map(|number| Load { days, ..Load::default() }.date(number)).collect()
        };
        assert_eq!(dates(1).into_iter().collect::<Vec<_>>(), ["2026-01-02"]);
        let year = dates(364);
        assert_eq!((year.len(), year.last().map(String::as_str)), (364, Some("2026-12-31")));
    }

    /// `bench/peers` posts the same transfers into other ledgers; the same values stand there.
    #[test]
    fn a_seed_makes_the_transfers_that_other_ledgers_are_compared_by() {
        let drawn = |accounts, number| Load { accounts, ..Load::default() }.drawn(number);
        let transfer = |debit, credit, value| {
            let value = Some(amount(value));
            let debit = JournalLine { account: account(debit), debit: value.clone(), credit: None };
            [debit, JournalLine { account: account(credit), debit: None, credit: value }]
        };
        assert_eq!(drawn(Spread::Uniform, 0), transfer(5_665, 3_123, 971_003));
        assert_eq!(drawn(Spread::Uniform, 1), transfer(5_067, 5_153, 840_334));
        assert_eq!(drawn(Spread::Uniform, 199_999), transfer(4_307, 4_435, 23_751));
        assert_eq!(drawn(Spread::Hot, 7), transfer(688, 0, 265_801));
    }
}
