//! The diary of the demo's year: every event with the moment at which it is delivered. What is written into it in any
//! order comes out in order of time, and in order of writing within a moment, so that a seed means one sequence.

use bytes::Bytes;
use ledger::Date;
use prost::Message;
use wire::payment_v1::Amount;

use super::random::Random;

/// An event as its publisher sends it.
#[derive(Clone, Debug)]
pub struct DemoEvent {
    /// CloudEvents source.
    pub source: String,
    /// CloudEvents id.
    pub id: String,
    /// CloudEvents type.
    pub event_type: String,
    /// CloudEvents time, RFC 3339 in the regency's own zone.
    pub time: String,
    /// Media type of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: Bytes,
}

/// The fiscal year that is played: the first with the surcharges (opsen) on vehicle taxes.
pub const YEAR: i32 = 2025;
/// Days in it.
pub(super) const DAYS: u32 = 365;
/// How events without a time of their own are spread over a working day, from seven o'clock.
const OFFICE_OPENS: u32 = 7 * 3600;
const OFFICE_HOURS: u64 = 9 * 3600;

/// A moment of the year: a day from 0 and a second within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct When {
    /// Day of the year, from 0.
    pub day: u32,
    /// Second of the day.
    pub second: u32,
}

/// The year's events so far.
pub(super) struct Diary {
    /// The one source of chance.
    pub random: Random,
    events: Vec<(When, DemoEvent)>,
}

impl Diary {
    /// An empty diary.
    pub(super) fn new(seed: u64) -> Self {
        Self { random: Random::new(seed), events: Vec::new() }
    }

    /// How many events are in it.
    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    /// Some time of a day, while offices are open; the last day of the year stands for every later one.
    pub(super) fn on(&mut self, day: u32) -> When {
        When { day: day.min(DAYS - 1), second: OFFICE_OPENS + self.random.below(OFFICE_HOURS) as u32 }
    }

    /// Writes a payment event or an instruction as protobuf.
    pub(super) fn write(&mut self, when: When, source: &str, id: String, kind: &str, message: &impl Message) {
        self.keep(
            when,
            DemoEvent {
                source: source.to_owned(),
                id,
                event_type: event_type(kind),
                time: time(when),
                content_type: "application/protobuf",
                body: message.encode_to_vec().into(),
            },
        );
    }

    /// Puts an event in as it is.
    pub(super) fn keep(&mut self, when: When, event: DemoEvent) {
        self.events.push((when, event));
    }

    /// What was written as the `place`-th event, and when.
    pub(super) fn at(&self, place: usize) -> &(When, DemoEvent) {
        &self.events[place]
    }

    /// The year in order.
    pub(super) fn close(mut self) -> Vec<DemoEvent> {
        // Stable, so that equal moments keep the order of writing.
        self.events.sort_by_key(|(when, _)| *when);
        self.events.into_iter().map(|(_, event)| event).collect()
    }
}

/// The CloudEvents type of a kind.
pub(super) fn event_type(kind: &str) -> String {
    format!("neraca.payment.v1.{kind}")
}

/// A day of the year as a date.
pub(super) fn date(day: u32) -> Date {
    let first = Date::new(YEAR, 1, 1).expect("a year from 1 to 9999 has a first day");
    Date(first.0 + day as i32)
}

/// A moment as publishers of the regency write it: western Indonesian time.
pub(super) fn time(when: When) -> String {
    let (hour, minute, second) = (when.second / 3600, when.second / 60 % 60, when.second % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}+07:00", date(when.day))
}

/// The month of a day, from 0.
pub(super) fn month(day: u32) -> u32 {
    date(day).civil().1 - 1
}

/// The first day of a month counted from 0.
pub(super) fn first_of(month: u32) -> u32 {
    (0..DAYS).find(|day| self::month(*day) == month).unwrap_or(DAYS - 1)
}

/// The same day, or the first working day after it; the year's last days stay as they are.
pub(super) fn working(day: u32) -> u32 {
    // 1 January 2025 was a Wednesday: day 3 and 4 are the first weekend.
    match (day + 2) % 7 {
        5 => day + 2,
        6 => day + 1,
        _ => day,
    }
    .min(DAYS - 1)
}

/// Whole rupiah as an amount.
pub(super) fn rupiah(whole: i64) -> Option<Amount> {
    Some(Amount { value: whole.to_string(), currency: "IDR".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(date(0).to_string(), "2025-01-01");
        assert_eq!(date(DAYS - 1).to_string(), "2025-12-31");
        assert_eq!((first_of(0), first_of(1), first_of(11)), (0, 31, 334));
        assert_eq!(working(3), 5);
        assert_eq!(time(When { day: 1, second: 3661 }), "2025-01-02T01:01:01+07:00");
    }
}
