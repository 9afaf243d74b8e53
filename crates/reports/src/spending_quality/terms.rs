//! By what the quality of spending is judged: which accounts are in its scope, the target, who counts towards it, who is local.
//! All of it is data with days of validity and a source, in CSV: `terms.csv` is what ships, and a region may bring its own.

use std::sync::{Arc, OnceLock};

use ledger::Date;

use crate::dated_terms::{self, StatedTerms, TermsError};

/// What ships with the program.
const SHIPPED: &str = include_str!("terms.csv");

/// What the table is about, as errors and reports say it.
const OF: &str = "spending";

/// What the terms are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    /// A code whose accounts are in scope, with those below it.
    Scope,
    /// The share that vendors of a [`Key::MetScale`] should have, in percent.
    TargetPercent,
    /// Goods count as of local content from here on, in percent.
    LocalContentThreshold,
    /// A scale that counts towards the target.
    MetScale,
    /// A regency whose vendors are local.
    LocalDomicile,
}

impl Key {
    const ALL: [(&'static str, Self); 5] = [
        ("scope", Self::Scope),
        ("target_percent", Self::TargetPercent),
        ("local_content_threshold", Self::LocalContentThreshold),
        ("met_scale", Self::MetScale),
        ("local_domicile", Self::LocalDomicile),
    ];

    const fn is_percent(self) -> bool {
        matches!(self, Self::TargetPercent | Self::LocalContentThreshold)
    }
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    key: Key,
    value: String,
    /// Hundredths of a percent, of those that are a percentage.
    hundredths: i128,
}

/// Terms of all days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpendingTerms {
    terms: Vec<dated_terms::Term<Rule>>,
    stated: StatedTerms,
}

/// The terms of one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct InForce {
    /// Codes in scope.
    pub(crate) scope: Vec<String>,
    /// Hundredths of a percent, and where they come from: `S` a public source, `K` to be confirmed.
    pub(crate) target: Option<(i128, String)>,
    /// The same of the least local content.
    pub(crate) local_content: Option<(i128, String)>,
    /// Channels that are digital, which the terms of revenue say.
    pub(crate) digital_channels: Vec<String>,
    met_scales: Vec<String>,
    local_domiciles: Vec<String>,
    /// Keys of which a row is to be confirmed.
    pub(crate) unconfirmed: Vec<&'static str>,
}

impl SpendingTerms {
    /// What ships: a starting point for the region's own accountants.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        static TERMS: OnceLock<Arc<SpendingTerms>> = OnceLock::new();
        let read = || Self::parse(SHIPPED).expect("a test reads the file that ships with this program");
        Arc::clone(TERMS.get_or_init(|| Arc::new(read())))
    }

    /// Reads terms.
    ///
    /// # Errors
    /// [`TermsError`] names the row.
    pub fn parse(text: &str) -> Result<Self, TermsError> {
        let terms = dated_terms::read(OF, ["key", "value"], text, |[key, value]| rule(key, value))?;
        Ok(Self { terms, stated: StatedTerms::new(OF, text) })
    }

    /// SHA-256 of the text they were read from, in hex: the report names it.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.stated.sha256
    }

    /// As a report states them.
    pub(crate) const fn stated(&self) -> &StatedTerms {
        &self.stated
    }

    /// Those that are valid on a day.
    pub(crate) fn on(&self, day: Date) -> InForce {
        let mut found = InForce::default();
        for term in self.terms.iter().filter(|term| term.is_valid_on(day)) {
            let Rule { key, value, hundredths } = &term.rule;
            let (value, source) = (value.clone(), if term.is_confirmed { "S" } else { "K" });
            match key {
                Key::Scope => found.scope.push(value),
                Key::MetScale => found.met_scales.push(value),
                Key::LocalDomicile => found.local_domiciles.push(value),
                // Of several that are valid the last row counts, as it was written last.
                Key::TargetPercent => found.target = Some((*hundredths, source.to_owned())),
                Key::LocalContentThreshold => found.local_content = Some((*hundredths, source.to_owned())),
            }
            let name = Key::ALL.iter().find(|(_, known)| known == key).map_or("", |(name, _)| name);
            if !term.is_confirmed && !found.unconfirmed.contains(&name) {
                found.unconfirmed.push(name);
            }
        }
        found
    }
}

impl InForce {
    /// Whether an account is in scope.
    pub(crate) fn has(&self, code: &str) -> bool {
        self.scope.iter().any(|root| super::is_below(code, root))
    }

    /// Whether a vendor of this scale counts towards the target; an unknown one never.
    pub(crate) fn is_met(&self, scale: &str) -> bool {
        self.met_scales.iter().any(|met| met == scale)
    }

    /// Whether a vendor from there is local; from nowhere known, never.
    pub(crate) fn is_local(&self, domicile: &str) -> bool {
        self.local_domiciles.iter().any(|local| local.eq_ignore_ascii_case(domicile))
    }
}

/// Reads a row's meaning.
fn rule(key: &str, value: &str) -> Result<Rule, String> {
    let known = Key::ALL.iter().find(|(name, _)| *name == key);
    let (_, key) = known.ok_or_else(|| {
        let names: Vec<&str> = Key::ALL.iter().map(|(name, _)| *name).collect();
        format!("there is no key \"{key}\"; there are {}", names.join(", "))
    })?;
    if value.is_empty() {
        return Err("it has no value".to_owned());
    }
    let hundredths = if key.is_percent() {
        let wrong = || format!("\"{value}\" is no percentage such as 40.00");
        hundredths(value).ok_or_else(wrong)?
    } else {
        0
    };
    Ok(Rule { key: *key, value: value.to_owned(), hundredths })
}

/// Hundredths of `40`, `40.0` or `40.00`, from 0 to 100.
fn hundredths(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || fraction.len() > 2 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let hundredths = format!("{whole}{fraction:0<2}").parse().ok()?;
    (hundredths <= 10_000).then_some(hundredths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    #[test]
    fn what_ships_is_valid_from_its_day_on_and_says_what_is_to_be_confirmed() {
        let terms = SpendingTerms::shipped();
        let now = terms.on(day("2026-12-31"));
        assert_eq!(now.target, Some((4_000, "S".to_owned())));
        assert_eq!(now.local_content, Some((2_500, "S".to_owned())));
        assert!(now.has("5.1.02.01.01.0024") && now.has("5.2.02.10.01.0002") && now.has("5.2~1"));
        assert!(!now.has("5.1.01.01.01.0001") && !now.has("5.20.01"));
        assert!(now.is_met("cooperative") && !now.is_met("medium") && !now.is_met(""));
        assert!(now.is_local("ogan komering ulu timur") && !now.is_local("") && !now.is_local("Palembang"));
        assert_eq!(now.unconfirmed, ["local_domicile"]);
        let before = terms.on(day("2022-03-29"));
        assert_eq!((before.target, before.scope), (None, Vec::new()));
    }

    #[test]
    fn the_last_day_counts_and_the_next_is_another_term() {
        let text = "key,value,valid_from,valid_to,source,note\n\
            target_percent,40,2022-03-30,2026-06-30,S,\ntarget_percent,45.5,2026-07-01,,K,\n";
        let terms = SpendingTerms::parse(text).expect("terms");
        assert_eq!(terms.on(day("2026-06-30")).target, Some((4_000, "S".to_owned())));
        assert_eq!(terms.on(day("2026-07-01")).target, Some((4_550, "K".to_owned())));
        assert_ne!(terms.sha256(), SpendingTerms::shipped().sha256());
    }

    #[test]
    fn a_row_that_says_nothing_is_refused_with_its_number() {
        for (row, said) in [
            ("goal,40,,,S,", "there is no key \"goal\""),
            ("target_percent,forty,,,S,", "\"forty\" is no percentage"),
            ("target_percent,100.01,,,S,", "is no percentage"),
            ("scope,,,,S,", "has no value"),
            ("scope,5.2,2026-02-30,,S,", "valid_from '2026-02-30' is no day"),
            ("scope,5.2,2026-02-02,2026-02-01,S,", "ends before it begins"),
            ("scope,5.2,,,,", "source '' is neither"),
        ] {
            let text = format!("key,value,valid_from,valid_to,source,note\nscope,5.2,,,S,\n{row}\n");
            let error = SpendingTerms::parse(&text).expect_err("it says nothing").to_string();
            assert!(error.starts_with("row 2 of") && error.contains(said), "{error}");
        }
        assert!(SpendingTerms::parse("key,value,valid_from,valid_to,source,note\na,b\n").is_err());
    }
}
