//! Mirrors: from the account an event names to its counterpart in another part of the chart (revenue to receivable,
//! expenditure to expense), by prefix with a list of exceptions. Resolved once, for every leaf of the chart, so that a
//! lookup is one hash and a target that the chart lacks is found before money depends on it.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::error::Faults;
use crate::account::BookSide;
use crate::chart::Chart;
use crate::name::base_code;

/// One mirror as a table.
#[derive(Debug)]
pub struct Mirror {
    pub(super) name: Box<str>,
    /// Codes at and below which it has counterparts.
    tops: Box<[Box<str>]>,
    /// Looked up, never walked, so its order decides nothing.
    targets: HashMap<Box<str>, Box<str>, foldhash::fast::FixedState>,
    /// The book of every target; `None` when they differ.
    pub(super) target_side: Option<BookSide>,
}

impl Mirror {
    /// Its name, such as `receivable`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Leaves of a chart, in order, that stand below one of its prefixes and have no counterpart: an event that needs one
    /// is refused by name.
    pub fn gaps<'a>(&'a self, chart: &'a Chart) -> impl Iterator<Item = &'a str> {
        let is_below = move |code: &str| self.tops.iter().any(|top| super::condition::is_below(code, top));
        chart
            .iter()
            .filter(move |(code, node)| node.leaf && is_below(code) && self.target(code).is_none())
            .map(|(code, _)| code)
    }

    /// The counterpart of a code. That of a sub-account is the counterpart of what it is a part of: a sub-activity
    /// divides a budget, not the receivable or the expense that mirrors it.
    pub fn target(&self, code: &str) -> Option<&str> {
        self.targets.get(base_code(code)).map(|target| &**target)
    }
}

/// Resolves every mirror of a file, in order of name.
pub(super) fn compile(
    mirrors: &BTreeMap<String, BTreeMap<String, String>>,
    overrides: &BTreeMap<String, BTreeMap<String, String>>,
    chart: &Chart,
    faults: &mut Faults,
) -> Vec<Mirror> {
    for name in overrides.keys().filter(|name| !mirrors.contains_key(*name)) {
        faults.note::<()>(format!("overrides.{name}"), "is not the name of a mirror");
    }
    let none = BTreeMap::new();
    mirrors
        .iter()
        .map(|(name, prefixes)| {
            compile_one(name, prefixes, overrides.get(name).unwrap_or(&none), chart, faults)
        })
        .collect()
}

fn compile_one(
    name: &str,
    prefixes: &BTreeMap<String, String>,
    overrides: &BTreeMap<String, String>,
    chart: &Chart,
    faults: &mut Faults,
) -> Mirror {
    let mut table = BTreeMap::new();
    // In order of code a longer prefix comes after the shorter one it refines, and takes its place.
    for (from, to) in prefixes {
        let path = format!("mirrors.{name}.\"{from}\"");
        if let Some(absent) = [from, to].into_iter().find(|code| !is_in(chart, code)) {
            faults.note::<()>(path, format!("\"{absent}\" is not in the chart"));
            continue;
        }
        // A leaf has no tail to share: all that starts from the prefix goes there.
        let to_leaf = chart.node(to).is_some_and(|node| node.leaf);
        for (code, _) in chart.below(from).filter(|(_, node)| node.leaf) {
            table.remove(code);
            let target = if to_leaf { to.clone() } else { format!("{to}{}", &code[from.len()..]) };
            if chart.node(&target).is_some_and(|node| node.leaf) {
                table.insert(code, target);
            }
        }
    }
    for (code, target) in overrides {
        let path = format!("overrides.{name}.\"{code}\"");
        let not_leaf = |code: &&String| !is_in(chart, code) || chart.node(code).is_none_or(|node| !node.leaf);
        match [code, target].into_iter().find(not_leaf) {
            Some(wrong) => {
                faults.note::<()>(path, format!("\"{wrong}\" is not a leaf of the chart"));
            }
            None => {
                table.insert(code, target.clone());
            }
        }
    }
    if table.is_empty() {
        faults.note::<()>(format!("mirrors.{name}"), "mirrors no leaf of the chart");
    }
    let target_side = common(table.values().filter_map(|code| chart.node(code)).map(|node| node.book_side));
    let targets = table.into_iter().map(|(code, target)| (code.into(), target.into())).collect();
    let tops = prefixes.keys().map(|top| top.as_str().into()).collect();
    Mirror { name: name.into(), tops, targets, target_side }
}

/// Whether a code stands in the chart as it is written: sub-accounts do not, and no mirror or prefix looks at them.
pub(super) fn is_in(chart: &Chart, code: &str) -> bool {
    base_code(code) == code && chart.node(code).is_some()
}

/// The one value that all share.
pub(super) fn common(mut sides: impl Iterator<Item = BookSide>) -> Option<BookSide> {
    let first = sides.next()?;
    sides.all(|side| side == first).then_some(first)
}
