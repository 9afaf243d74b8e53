//! The figure of every line of a statement.

use std::collections::BTreeMap;

use super::figures::{Figures, Term};
use super::layout::{Content, Layout, Setting};

/// Figures by key of line, in minor units.
#[derive(Debug, Clone, Default)]
pub(super) struct Values(BTreeMap<&'static str, i128>);

impl Values {
    /// Works a statement out from top to bottom. Lines that do not stand in the setting are nothing.
    pub(super) fn of(layout: &Layout, figures: &Figures, setting: Setting) -> Self {
        Self::with(layout, setting, |term| figures.sum(term))
    }

    /// The same at the beginning of the period.
    pub(super) fn at_opening(layout: &Layout, figures: &Figures, setting: Setting) -> Self {
        Self::with(layout, setting, |term| figures.sum(&term.at_opening()))
    }

    fn with(layout: &Layout, setting: Setting, value: impl Fn(&Term) -> i128) -> Self {
        let mut values = Self::default();
        for line in layout.lines.iter().filter(|line| line.scope.stands(setting)) {
            let minor = match line.content {
                Content::Heading => continue,
                Content::Chart(term) => value(&term),
                Content::Terms(terms) => {
                    terms.iter().filter(|term| term.scope.stands(setting)).map(&value).sum()
                }
                Content::Sum(of) => of.iter().map(|(key, sign)| i128::from(*sign) * values.get(key)).sum(),
            };
            values.0.insert(line.key, minor);
        }
        values
    }

    /// The figure of a line; nothing where it does not stand.
    pub(super) fn get(&self, key: &str) -> i128 {
        self.0.get(key).copied().unwrap_or(0)
    }
}
