//! The figure of every line of a statement.

use std::collections::BTreeMap;

use super::figures::{Figures, Term};
use super::layout::{Content, Layout, Line, Scope};

/// Figures by key of line, in minor units.
#[derive(Debug, Clone, Default)]
pub(super) struct Values(BTreeMap<&'static str, i128>);

impl Values {
    /// Works a statement out from top to bottom. Lines of one entity are nothing where all are together.
    pub(super) fn of(layout: &Layout, figures: &Figures, one_entity: bool) -> Self {
        Self::with(layout, one_entity, |term| figures.sum(term))
    }

    /// The same at the beginning of the period.
    pub(super) fn at_opening(layout: &Layout, figures: &Figures, one_entity: bool) -> Self {
        Self::with(layout, one_entity, |term| figures.sum(&term.at_opening()))
    }

    fn with(layout: &Layout, one_entity: bool, value: impl Fn(&Term) -> i128) -> Self {
        let mut values = Self::default();
        for line in layout.lines.iter().filter(|line| line.stands(one_entity)) {
            let minor = match line.content {
                Content::Heading => continue,
                Content::Chart(term) => value(&term),
                Content::Terms(terms) => terms.iter().map(&value).sum(),
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

impl Line {
    /// Whether the line stands in the statement of one entity, or of all together.
    pub(super) fn stands(&self, one_entity: bool) -> bool {
        one_entity || self.scope == Scope::Always
    }
}
