//! The journal of a book as it is exported, folded by hand: what every position must satisfy is asserted at every position,
//! with sums of its own and nothing of the program's.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::common::{code, run};

/// The treasury's cash at the bank.
pub(crate) const CASH: (&str, &str) = ("ppkd", "1.1.01.01.01.0001");
/// What agencies owe the treasury and the other way round.
const RECIPROCAL: [&str; 2] = ["3.1.03.01.01.0001", "1.1.13.01.01.0001"];
/// Merchant fees that the bank kept back, as expense and as authorised expenditure.
const FEES: [&str; 2] = ["8.1.02.02.01.0042", "5.1.02.02.01.0042"];

/// A line of an entry; debits are above zero.
pub(crate) struct Line {
    pub(crate) entity: String,
    pub(crate) code: String,
    pub(crate) is_budget: bool,
    pub(crate) minor: i128,
}

pub(crate) struct Entry {
    pub(crate) position: u64,
    pub(crate) date: String,
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) lines: Vec<Line>,
}

/// Every entry in the order of the log.
pub(crate) fn read(data: &str) -> Vec<Entry> {
    let output = run(&["export", "journal", "--format", "ndjson", "--data", data]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| entry(&serde_json::from_str(line).unwrap())).collect()
}

fn entry(json: &Value) -> Entry {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let line = |line: &Value| Line {
        entity: text(&line["entity"]),
        code: text(&line["code"]),
        is_budget: line["book_side"] == "budget",
        minor: minor(line["amount"].as_str().unwrap()),
    };
    Entry {
        position: json["position"].as_u64().unwrap(),
        date: text(&json["date"]),
        kind: text(&json["kind"]),
        id: text(&json["id"]),
        lines: json["lines"].as_array().unwrap().iter().map(line).collect(),
    }
}

/// Sen of a decimal with two places.
pub(crate) fn minor(decimal: &str) -> i128 {
    decimal.replace('.', "").parse().unwrap()
}

/// Sums of all accounts at a position.
#[derive(Default)]
pub(crate) struct Sums {
    accounts: BTreeMap<(String, String), i128>,
}

impl Sums {
    /// Takes every entry in, and asserts at every position what holds there.
    pub(crate) fn of(entries: &[Entry]) -> Self {
        let mut sums = Self::default();
        let mut by_code: BTreeMap<String, i128> = BTreeMap::new();
        let mut brought_in = 0;
        let mut positions = entries.iter().peekable();
        while let Some(entry) = positions.next() {
            entry.holds();
            for line in &entry.lines {
                *sums.accounts.entry((line.entity.clone(), line.code.clone())).or_default() += line.minor;
                *by_code.entry(line.code.clone()).or_default() += line.minor;
                let is_brought_in = entry.kind == "opening" && line.code.starts_with("1.1.01.");
                brought_in += if is_brought_in { line.minor } else { 0 };
            }
            // Entries of one position stand or fall together.
            if positions.peek().is_none_or(|next| next.position != entry.position) {
                at(entry.position, &by_code, brought_in, entry.kind == "closing");
            }
        }
        sums
    }

    /// What an account has.
    pub(crate) fn account(&self, (entity, code): (&str, &str)) -> i128 {
        self.accounts.get(&(entity.to_owned(), code.to_owned())).copied().unwrap_or_default()
    }

    /// All codes below these, of an entity or of all.
    pub(crate) fn below(&self, entity: Option<&str>, roots: &[&str]) -> i128 {
        let counts = |(of, code): &(String, String)| {
            entity.is_none_or(|entity| entity == of) && roots.iter().any(|root| code.starts_with(root))
        };
        self.accounts.iter().filter(|(key, _)| counts(key)).map(|(_, sum)| sum).sum()
    }

    /// Every entity.
    pub(crate) fn entities(&self) -> BTreeSet<&str> {
        self.accounts.keys().map(|(entity, _)| entity.as_str()).collect()
    }
}

impl Entry {
    /// Invariants 1 and 2: debits equal credits within each entity and book, lines are not nothing, accounts are leaves, and each
    /// book has its own codes.
    fn holds(&self) {
        let mut sides: BTreeMap<(&str, bool), i128> = BTreeMap::new();
        for Line { entity, code, is_budget, minor } in &self.lines {
            let of_budget = ["3.1.02.", "4.", "5.", "6."].iter().any(|root| code.starts_with(root));
            let of_finance = ["1.", "2.", "3.1.01.", "3.1.03.", "3.1.04.", "7.", "8."]
                .iter()
                .any(|root| code.starts_with(root));
            assert!(*is_budget == of_budget && of_finance != of_budget, "{code} at {}", self.position);
            let digits: Vec<usize> = code.split('~').next().unwrap().split('.').map(str::len).collect();
            assert_eq!(digits, [1, 1, 2, 2, 2, 4], "{code} at {} is no leaf", self.position);
            assert_ne!(*minor, 0, "{code} at {}", self.position);
            *sides.entry((entity, *is_budget)).or_default() += minor;
        }
        assert!(sides.values().all(|sum| *sum == 0), "position {}: {sides:?}", self.position);
    }
}

/// Invariants 3, 6 and 7 at a position.
fn at(position: u64, by_code: &BTreeMap<String, i128>, brought_in: i128, is_closing: bool) {
    let of = |code: &str| by_code.get(code).copied().unwrap_or_default();
    let below = |roots: &[&str]| -> i128 {
        let under = |root: &&str| {
            by_code.range(format!("{root}.")..format!("{root}/")).map(|(_, sum)| sum).sum::<i128>()
        };
        roots.iter().map(under).sum()
    };
    assert_eq!(of(RECIPROCAL[0]) + of(RECIPROCAL[1]), 0, "what agencies and treasury owe, at {position}");
    let equity = -below(&["3.1.01", "3.1.04", "7", "8"]);
    assert_eq!(
        below(&["1"]) + below(&["2"]) - of(RECIPROCAL[1]),
        equity,
        "assets less liabilities, at {position}"
    );
    // Closing entries empty the budget and are no business of it.
    if is_closing {
        return;
    }
    // What the year began with is used, not received.
    let surplus = below(&["6.1.01"]) - below(&["4", "5", "6"]);
    let custody = below(&["1.1.01.02"]);
    let held = below(&["2.1.01", "2.1.07"]);
    let fees = of(FEES[0]) - of(FEES[1]);
    assert_eq!(
        surplus,
        below(&["1.1.01"]) - brought_in - custody + held + fees,
        "budget surplus, and cash less what was brought in ({brought_in}), is in custody ({custody}) or held for others ({held}), at {position}",
    );
}
