//! Whether a chart that can be read may be put in force: it must not contradict itself, and no balance may lose its account.
//! Reading asks neither, so that a log is folded whatever chart was in force when it was written.

use std::collections::BTreeSet;

use super::Chart;
use crate::account::Account;
use crate::book::Book;
use crate::name::base_code;

/// Most faults that a message names; it tells how many more there are.
const NAMED_MAX: usize = 20;

/// Why a chart is not put in force.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAdmitted {
    /// What it says of a code does not fit the other codes.
    #[error("the chart contradicts itself: {}", named(.0, "; "))]
    Contradicts(Vec<String>),
    /// Codes that have balances, and are no leaves of it.
    #[error(
        "the chart drops codes that have balances, or makes headings of them: {}; keep them as leaves, or bring their balances \
         to zero before",
        named(.0, ", ")
    )]
    Strands(Vec<String>),
}

impl Chart {
    /// Asks that every level is the number of the code's segments, that nothing stands below a leaf, and something below
    /// every heading.
    ///
    /// # Errors
    /// [`NotAdmitted::Contradicts`] with every code that is otherwise.
    pub fn check(&self) -> Result<(), NotAdmitted> {
        let mut faults = Vec::new();
        for (code, node) in self.iter() {
            let segments = code.split('.').count();
            if usize::from(node.level) != segments {
                faults.push(format!("\"{code}\" says level {}, and has {segments} segments", node.level));
            }
            match self.below(code).map(|(below, _)| below).find(|below| *below != code) {
                Some(below) if node.leaf => {
                    faults
                        .push(format!("\"{code}\" says that it is a leaf, and \"{below}\" stands below it"));
                }
                None if !node.leaf => {
                    faults.push(format!("\"{code}\" says that it is no leaf, and nothing stands below it"));
                }
                _ => {}
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(NotAdmitted::Contradicts(faults)) }
    }
}

impl Book {
    /// Asks that a chart may replace the one in force: it doesn't contradict itself, and every leaf of today that has a balance
    /// or something on hold is a leaf of it.
    ///
    /// # Errors
    /// [`NotAdmitted`] with every code that is wrong.
    pub fn admits(&self, chart: &Chart) -> Result<(), NotAdmitted> {
        chart.check()?;
        let is_leaf = |chart: &Chart, code: &str| chart.node(code).is_some_and(|node| node.leaf);
        let Some(in_force) = self.chart() else { return Ok(()) };
        let stranded: BTreeSet<&str> = (self.accounts().iter())
            .filter(|account| has_balance(account))
            .map(|account| base_code(&account.code))
            .filter(|code| is_leaf(in_force, code) && !is_leaf(chart, code))
            .collect();
        if stranded.is_empty() {
            return Ok(());
        }
        let name = |code: &str| in_force.node(code).map_or("", |node| &*node.name).to_owned();
        Err(NotAdmitted::Strands(stranded.iter().map(|code| format!("\"{code}\" {}", name(code))).collect()))
    }
}

fn has_balance(account: &Account) -> bool {
    let balance = &account.balance;
    balance.debit != balance.credit || balance.pending_debit != 0 || balance.pending_credit != 0
}

/// The first faults, and how many more there are.
fn named(faults: &[String], separator: &str) -> String {
    let first = faults.iter().take(NAMED_MAX).map(String::as_str).collect::<Vec<_>>().join(separator);
    match faults.len().saturating_sub(NAMED_MAX) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(csv: &str) -> String {
        let chart = Chart::from_csv(csv.as_bytes()).expect("it can be read");
        chart.check().expect_err("it contradicts itself").to_string()
    }

    #[test]
    fn a_level_a_leaf_and_a_heading_that_the_codes_belie_are_all_named() {
        let csv = "code,name,level,leaf\n1,a,1,false\n1.1,b,2,true\n1.1.1,c,2,\n2,d,,false\n";
        let text = faults(csv);
        assert!(text.contains("\"1.1\" says that it is a leaf, and \"1.1.1\" stands below it"), "{text}");
        assert!(text.contains("\"1.1.1\" says level 2, and has 3 segments"), "{text}");
        assert!(text.contains("\"2\" says that it is no leaf, and nothing stands below it"), "{text}");
        let sound = "code,name,level,leaf\n1,a,1,false\n1.1,b,2,\n2,d,,true\n";
        assert_eq!(Chart::from_csv(sound.as_bytes()).expect("it can be read").check(), Ok(()));
    }

    #[test]
    fn many_faults_are_counted_beyond_the_first() {
        let rows: String = (10..40).map(|code| format!("{code},n,9\n")).collect();
        let text = faults(&format!("code,name,level\n{rows}"));
        assert!(
            text.contains("\"29\"") && !text.contains("\"30\"") && text.ends_with("and 10 more"),
            "{text}"
        );
    }
}
