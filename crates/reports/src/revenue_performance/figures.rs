//! The sums of the revenue report, by what it is divided into.

use std::collections::BTreeMap;

use projections::queries::{BudgetRow, Collected, RevenueStage, RevenueSum};

use super::collection::Days;
use crate::arrears::{Arrear, ByAge};
use crate::budget_lines::counted;
use crate::names::{cut, is_below, level_of};

/// The root of revenue.
pub(super) const REVENUE: &str = "4";

/// All that is known of one part, in minor units.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    pub(super) target: i128,
    pub(super) realized: i128,
    /// Assessed within the period.
    pub(super) assessed: i128,
    /// Paid by payers within the period.
    pub(super) paid: i128,
    /// How many payments.
    pub(super) number: i64,
    pub(super) arrears: ByAge,
    pub(super) days: Days,
}

/// Every division of revenue; each adds up to `all`.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// By code, rolled up.
    pub(super) codes: BTreeMap<String, Sums>,
    pub(super) agencies: BTreeMap<String, Sums>,
    /// By channel; what is owed came by none yet.
    pub(super) channels: BTreeMap<String, Sums>,
    pub(super) districts: BTreeMap<String, Sums>,
    pub(super) all: Sums,
    level: u8,
}

/// What a figure belongs to.
#[derive(Clone, Copy)]
struct Of<'a> {
    code: &'a str,
    entity: &'a str,
    channel: Option<&'a str>,
    district: Option<&'a str>,
}

impl Figures {
    pub(super) fn new(level: u8) -> Self {
        Self { level, ..Self::default() }
    }

    /// Targets, and what the budget realised of them.
    pub(super) fn budget(&mut self, rows: &[BudgetRow]) {
        for row in rows.iter().filter(|row| is_below(&row.account.code, REVENUE)) {
            let Some((target, realized)) = counted(row) else { continue };
            let of =
                Of { code: &row.account.code, entity: &row.account.entity, channel: None, district: None };
            self.each(of, |sums| {
                sums.target += target;
                sums.realized += realized;
            });
        }
    }

    /// What was assessed and paid.
    pub(super) fn revenue(&mut self, rows: &[RevenueSum]) {
        for row in rows {
            let amount = i128::from(row.amount);
            let of =
                Of { code: &row.code, entity: &row.entity, channel: None, district: Some(&row.district) };
            match row.stage {
                RevenueStage::Assessed => self.each(of, |sums| sums.assessed += amount),
                stage if stage.is_payment() => {
                    self.each(Of { channel: Some(&row.channel), ..of }, |sums| {
                        sums.paid += amount;
                        sums.number += row.number;
                    });
                }
                _ => {}
            }
        }
    }

    pub(super) fn arrears(&mut self, arrears: &[Arrear]) {
        for arrear in arrears {
            let of = Of {
                code: &arrear.code,
                entity: &arrear.entity,
                channel: None,
                district: Some(&arrear.district),
            };
            self.each(of, |sums| sums.arrears.add(arrear));
        }
    }

    pub(super) fn collected(&mut self, rows: &[Collected]) {
        for row in rows {
            let of = Of {
                code: &row.code,
                entity: &row.entity,
                channel: Some(&row.channel),
                district: Some(&row.district),
            };
            self.each(of, |sums| sums.days.add(row.days, row.number));
        }
    }

    fn each(&mut self, of: Of<'_>, mut add: impl FnMut(&mut Sums)) {
        let top = level_of(REVENUE);
        for depth in top..=self.level.min(level_of(of.code)).max(top) {
            add(self.codes.entry(cut(of.code, depth).to_owned()).or_default());
        }
        add(self.agencies.entry(of.entity.to_owned()).or_default());
        for (divided, name) in [(&mut self.channels, of.channel), (&mut self.districts, of.district)] {
            if let Some(name) = name {
                add(divided.entry(name.to_owned()).or_default());
            }
        }
        add(&mut self.all);
    }
}
