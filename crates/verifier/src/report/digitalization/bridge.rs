//! The way from what payers paid to what the budget realized of own-source revenue.

use serde_json::{Value, json};

use crate::report::revenue::row::Stage;
use crate::report::revenue::sums::Sums;
use crate::report::{Row, amount};

/// Columns that no step fills.
const EMPTY: [&str; 15] = [
    "code",
    "channel",
    "number",
    "cash",
    "cash_number",
    "semi_digital",
    "semi_digital_number",
    "digital",
    "digital_number",
    "unknown",
    "unknown_number",
    "digital_percent",
    "non_cash_percent",
    "share_percent",
    "kinds",
];

/// The steps in their order, in minor units.
#[derive(Debug, Default)]
pub(super) struct Bridge {
    paid: i128,
    /// Revenue when paid, less what was paid.
    in_custody: i128,
    deposited: i128,
    settled: i128,
    refunded: i128,
    /// What reversals realized, less the payments that they took back.
    taken_back: i128,
    other: i128,
}

impl Bridge {
    pub(super) fn of(revenue: &Sums) -> Self {
        let mut bridge = Self::default();
        for (key, _, sum) in revenue.all() {
            let step = match key.stage {
                stage if stage.is_payment() => {
                    bridge.paid += sum.amount;
                    // A payment and its reversal may be of different days.
                    if key.is_taken_back {
                        bridge.taken_back -= sum.amount;
                    } else {
                        bridge.in_custody += sum.realized - sum.amount;
                    }
                    continue;
                }
                Stage::Deposited => &mut bridge.deposited,
                Stage::Settled => &mut bridge.settled,
                Stage::Refunded => &mut bridge.refunded,
                Stage::TakenBack => &mut bridge.taken_back,
                _ => &mut bridge.other,
            };
            *step += sum.realized;
        }
        bridge
    }

    /// Where the steps lead to.
    pub(super) const fn realized(&self) -> i128 {
        let Self { paid, in_custody, deposited, settled, refunded, taken_back, other } = self;
        *paid + *in_custody + *deposited + *settled + *refunded + *taken_back + *other
    }

    /// A row for each step that is not nothing, and one for where they lead to.
    pub(super) fn rows(&self, currency: &str) -> Vec<Row> {
        let steps = [
            ("Dibayar oleh pembayar / paid by payers", self.paid),
            ("Belum pendapatan saat dibayar / not yet revenue when paid", self.in_custody),
            ("Setoran bendahara / deposits of treasurers", self.deposited),
            ("Penyelesaian akuirer / settlements of acquirers", self.settled),
            ("Pengembalian / refunds", self.refunded),
            ("Pembatalan yang berbeda waktu / reversals of other days", self.taken_back),
            ("Jurnal dan koreksi / journals and corrections", self.other),
        ];
        let mut rows = vec![row("group", "DARI PEMBAYARAN KE LRA / FROM PAYMENTS TO THE LRA", Value::Null)];
        let steps = steps.into_iter().filter(|(_, minor)| *minor != 0);
        rows.extend(steps.map(|(title, minor)| row("detail", title, amount(minor, currency))));
        rows.push(row("total", "REALISASI LRA / LRA REALISATION", amount(self.realized(), currency)));
        rows
    }
}

fn row(kind: &str, title: &str, amount: Value) -> Row {
    let mut row = vec![
        ("kind", json!(kind)),
        ("level", json!(0)),
        ("name", json!(title)),
        ("section", json!("bridge")),
        ("amount", amount),
    ];
    row.extend(EMPTY.map(|key| (key, Value::Null)));
    row
}
