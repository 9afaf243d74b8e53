//! Terms of the quality of spending: which accounts are in scope, the target, who counts towards it, who is local.

use super::{Term, read, text};
use crate::report::claim::Claim;
use crate::report::is_within;

/// The keys in the order in which a report names those that are to be confirmed by their first rows.
const KEYS: [&str; 5] = ["scope", "target_percent", "local_content_threshold", "met_scale", "local_domicile"];
const SCOPE: usize = 0;
const TARGET: usize = 1;
const LOCAL_CONTENT: usize = 2;
const MET_SCALE: usize = 3;

/// What a row says.
#[derive(Clone, Debug)]
struct Rule {
    /// Its place among the keys.
    key: usize,
    value: String,
    /// Of a percentage.
    hundredths: i128,
}

/// Terms of all days.
#[derive(Clone, Debug)]
pub(in crate::report) struct Terms {
    rows: Vec<(Rule, Term)>,
    pub(in crate::report) sha256: String,
}

/// Hundredths of a percent, and `S` where a public source says so, `K` where it is to be confirmed.
pub(in crate::report) type Percentage = (i128, &'static str);

/// Terms of one day.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct InForce {
    /// Codes.
    pub(in crate::report) scope: Vec<String>,
    pub(in crate::report) target: Option<Percentage>,
    /// The least local content.
    pub(in crate::report) local_content: Option<Percentage>,
    pub(in crate::report) met_scales: Vec<String>,
    pub(in crate::report) local_domiciles: Vec<String>,
    /// Keys of which a row is to be confirmed.
    pub(in crate::report) unconfirmed: Vec<&'static str>,
}

impl Terms {
    /// Those that a report states; `None` when it does not, or they can't be read.
    pub(in crate::report) fn of(claim: &Claim) -> Option<Self> {
        Self::read(text(claim, "spending")?).ok()
    }

    /// Reads the table; on failure the number of the row.
    pub(super) fn read(text: &str) -> Result<Self, u64> {
        let rows = read(text, ["key", "value"], |[key, value]| rule(key, value))?;
        Ok(Self { rows, sha256: super::digest(text) })
    }

    /// Those of a day. Of several percentages the last one counts.
    pub(in crate::report) fn on(&self, day: i32) -> InForce {
        let mut found = InForce::default();
        for (Rule { key, value, hundredths }, term) in
            self.rows.iter().filter(|(_, term)| term.is_valid_on(day))
        {
            let percentage = Some((*hundredths, if term.is_confirmed { "S" } else { "K" }));
            match *key {
                SCOPE => found.scope.push(value.clone()),
                TARGET => found.target = percentage,
                LOCAL_CONTENT => found.local_content = percentage,
                MET_SCALE => found.met_scales.push(value.clone()),
                _ => found.local_domiciles.push(value.clone()),
            }
            if !term.is_confirmed && !found.unconfirmed.contains(&KEYS[*key]) {
                found.unconfirmed.push(KEYS[*key]);
            }
        }
        found
    }
}

impl InForce {
    /// Whether an account is in scope.
    pub(in crate::report) fn has(&self, code: &str) -> bool {
        self.scope.iter().any(|root| is_within(code, root))
    }
}

fn rule(key: &str, value: &str) -> Option<Rule> {
    let key = KEYS.iter().position(|known| *known == key)?;
    let hundredths = match key {
        TARGET | LOCAL_CONTENT => percentage(value)?,
        _ => 0,
    };
    (!value.is_empty()).then(|| Rule { key, value: value.to_owned(), hundredths })
}

/// Hundredths of `42.5` or `42.50`, from 0 to 100; `None` of anything else.
pub(in crate::report) fn percentage(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || fraction.len() > 2 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let hundredths: i128 = format!("{whole}{fraction:0<2}").parse().ok()?;
    (hundredths <= 10_000).then_some(hundredths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_exact_and_of_several_the_last_counts() {
        for (text, hundredths) in [("42.5", Some(4_250)), ("100", Some(10_000)), ("7.05", Some(705))] {
            assert_eq!(percentage(text), hundredths, "{text}");
        }
        for text in ["", "100.01", "-1", "42.505", "4,5", ".5"] {
            assert_eq!(percentage(text), None, "{text}");
        }
        let header = "key,value,valid_from,valid_to,source,note\n";
        let rows = "scope,5.2,,,S,\ntarget_percent,40,,,S,\ntarget_percent,45.5,1970-01-02,,K,\nmet_scale,micro,,,K,\n";
        let terms = Terms::read(&format!("{header}{rows}")).expect("terms");
        assert_eq!([terms.on(0).target, terms.on(1).target], [Some((4_000, "S")), Some((4_550, "K"))]);
        assert_eq!(terms.on(1).unconfirmed, ["target_percent", "met_scale"]);
        assert!(terms.on(1).has("5.2.01~1") && !terms.on(1).has("5.20"));
        assert_eq!(Terms::read(&format!("{header}scope,,,,S,\n")).err(), Some(1));
    }
}
