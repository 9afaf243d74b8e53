//! Journals on the treasury's cash account, for tests of its reconciliation with the bank.

use serde_json::{Value, json};

/// The treasury's cash account.
pub(crate) const CASH: &str = "ppkd:1.1.01.01.01.0001";
const OTHER: &str = "ppkd:3.1.01.01.01.0001";

/// A journal on the cash account, as an event: debit when the amount is positive.
pub(crate) fn journal(id: &str, kind: &str, date: &str, amount: i64, reference: &str) -> Value {
    let line = |account: &str, debit: bool| {
        let amount = json!({ "value": amount.abs().to_string(), "currency": "IDR" });
        json!({ "account": account, if debit { "debit" } else { "credit" }: amount })
    };
    json!({
        "specversion": "1.0",
        "id": id,
        "source": "urn:test",
        "type": "neraca.payment.v1.JournalPosted",
        "data": {
            "date": date,
            "kind": kind,
            "reference": reference,
            "lines": [line(CASH, amount > 0), line(OTHER, amount < 0)],
        },
    })
}
