//! The certificate of a closed period: what the book said when it was closed, worked out from the log up to that position
//! alone, so that whoever makes it again gets the same bytes. `text.rs` has it for people, and who signs it signs that.

mod text;

use event_store::{EventStore, proofs};
use ledger::{Book, BookSide, Currency, HoldState, Line, ProposalState, Side};
use projections::ProjectionError;
use projections::queries::{KnownAt, LateEntry, Movement, MovementFilter, Period, PeriodChange, ReadModels};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use command_handler::HandlerError;
use command_handler::recovery::{self, Publication, State};

/// A certificate that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// The log can't be read or folded.
    #[error(transparent)]
    Log(#[from] HandlerError),
    /// The read models can't be read.
    #[error(transparent)]
    ReadModels(#[from] ProjectionError),
    /// What was not done before the closing can't be worked out.
    #[error(transparent)]
    BeforeClosing(#[from] reports::ReportError),
    /// A sum has more digits than the certificate's numbers.
    #[error("a total of the trial balance is too large to be written")]
    TooLarge,
}

impl From<event_store::StoreError> for CertificateError {
    fn from(error: event_store::StoreError) -> Self {
        Self::Log(error.into())
    }
}

/// What the book said when a period was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    fields: Value,
}

/// Makes the certificate of a closing. Folds the log up to it, so it takes as long as a start without a snapshot.
///
/// # Errors
/// When the log or the read models can't be read.
pub async fn certificate(
    store: &dyn EventStore,
    models: &ReadModels,
    book: &str,
    closing: &PeriodChange,
) -> Result<Certificate, CertificateError> {
    let position = closing.position;
    let state = recovery::fold(store, book, position).await?;
    let state = state.ok_or_else(|| HandlerError::DamagedLog {
        position,
        problem: "the read models know a closing there, and the log is empty".to_owned(),
    })?;
    let (from, to) = (closing.period.first_day(), closing.period.last_day());
    let period = Period { from: Some(from), to: Some(to), known_at: Some(KnownAt::Position(position)) };
    let (movements, _) = models.movements(book, period, &MovementFilter::default()).await?;
    let root = proofs::root_at(store, book, position).await?;
    let trial_balance = trial_balance(&movements)?;
    let before = reports::before_closing::before_closing(models, book, closing.period, position).await?;
    let late = models.late_entries_touching(book, (from, to), position).await?;
    let mut fields = json!({
        "certificate": "closing",
        "format": 2,
        "book": book,
        "period": closing.period.to_string(),
        "from": from.to_string(),
        "to": to.to_string(),
        "position": position,
        "recorded_at": state.at.to_string(),
        "late_items": match closing.late_items {
            Some(ledger::LateItems::NextOpenPeriod) => "next-open-period",
            _ => "refuse",
        },
        "tree": { "size": position, "root": root.to_string() },
        "state_digest": state.book.digest().to_string(),
        "chart": published(state.chart.as_ref()),
        "rulebook": published(state.rulebook.as_ref()),
        "software": format!("neraca {}", env!("CARGO_PKG_VERSION")),
        "not_done_before": {
            "open_periods": before.open_periods.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "closing_entries": before.closing_entries,
        },
        "late_entries": late.iter().map(late_entry).collect::<Vec<_>>(),
        "open_items": open_items(&state),
        "trial_balance": trial_balance,
    });
    if closing.period.is_year() {
        fields["carried_forward"] = carried_forward(&movements);
    }
    Ok(Certificate { fields })
}

impl Certificate {
    /// Its fields.
    #[must_use]
    pub fn fields(&self) -> &Value {
        &self.fields
    }

    /// The bytes that are certified: its fields as JSON with keys in order.
    #[must_use]
    pub fn json(&self) -> String {
        format!("{:#}\n", self.fields)
    }

    /// SHA-256 of [`Self::json`] in hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256(self.json().as_bytes())
    }

    /// The position of the closing.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.fields["position"].as_u64().unwrap_or_default()
    }

    /// The certificate for people, to be signed by the log `origin`.
    #[must_use]
    pub fn text(&self, origin: &str) -> String {
        text::text(&self.fields, &self.sha256(), origin)
    }
}

/// An entry that came too late for the period and counts after it, or came too late for an earlier one and counts in it.
fn late_entry(entry: &LateEntry) -> Value {
    json!({
        "position": entry.position,
        "late_for": entry.late_for.to_string(),
        "effective_date": entry.effective_date.to_string(),
    })
}

fn published(publication: Option<&Publication>) -> Value {
    match publication {
        None => Value::Null,
        Some(Publication { position, name, version, content }) => json!({
            "name": name, "version": version, "position": position, "sha256": sha256(content),
        }),
    }
}

/// Holds that are pending, proposals that nobody answered, and open items of accounts that have them.
fn open_items(State { book, .. }: &State) -> Value {
    let pending = book.holds().iter().filter(|(_, hold)| hold.state == HoldState::Pending);
    let holds = pending.map(|(name, hold)| {
        json!({ "hold": name, "year": hold.year, "lines": hold.lines.iter().map(|held| line(book, held)).collect::<Vec<_>>() })
    });
    let proposed = book.proposals().iter().filter(|(_, made)| made.state == ProposalState::Pending);
    let proposals = proposed
        .map(|(name, made)| json!({ "proposal": name, "maker": made.maker, "type": made.event_type }));
    let items = book.open_items().iter().map(|((account, name), open)| {
        let account = book.account(*account);
        let open = if account.terms.normal_side == Side::Debit { *open } else { -*open };
        json!({
            "account": format!("{}:{}", account.entity, account.code),
            "item": name,
            "open": account.terms.currency.decimal(open.into()),
        })
    });
    json!({
        "holds": holds.collect::<Vec<_>>(),
        "proposals": proposals.collect::<Vec<_>>(),
        "items": items.collect::<Vec<_>>(),
    })
}

fn line(book: &Book, line: &Line) -> Value {
    let account = book.account(line.account);
    let side = if line.side == Side::Debit { "debit" } else { "credit" };
    json!({
        "account": format!("{}:{}", account.entity, account.code),
        side: account.terms.currency.decimal(line.amount.into()),
    })
}

/// What one account comes to in the period: its balance before, debits and credits within, and its balance after, debits
/// positive.
fn row(movement: &Movement) -> (i128, i128) {
    let opening = i128::from(movement.opening_debit) - i128::from(movement.opening_credit);
    (opening, opening + i128::from(movement.debit) - i128::from(movement.credit))
}

/// Every account that the period or its beginning knows, by name; totals by currency, where balances come to zero and debits
/// to credits.
fn trial_balance(movements: &[Movement]) -> Result<Value, CertificateError> {
    let mut totals: std::collections::BTreeMap<Currency, [i128; 4]> = std::collections::BTreeMap::new();
    let mut rows = Vec::with_capacity(movements.len());
    for movement in movements {
        let (opening, closing) = row(movement);
        let (debit, credit) = (i128::from(movement.debit), i128::from(movement.credit));
        if [opening, debit, credit] == [0; 3] {
            continue;
        }
        let account = &movement.account;
        let money = |minor| account.currency.decimal(minor);
        for (sum, part) in
            totals.entry(account.currency).or_default().iter_mut().zip([opening, debit, credit, closing])
        {
            *sum = sum.checked_add(part).ok_or(CertificateError::TooLarge)?;
        }
        rows.push(json!({
            "account": format!("{}:{}", account.entity, account.code),
            "book_side": if account.book_side == BookSide::Budget { "budget" } else { "financial" },
            "currency": account.currency.code(),
            "opening": money(opening),
            "debit": money(debit),
            "credit": money(credit),
            "closing": money(closing),
        }));
    }
    let totals = totals.iter().map(|(currency, [opening, debit, credit, closing])| {
        json!({
            "currency": currency.code(),
            "opening": currency.decimal(*opening),
            "debit": currency.decimal(*debit),
            "credit": currency.decimal(*credit),
            "closing": currency.decimal(*closing),
        })
    });
    let totals: Vec<Value> = totals.collect();
    let digest = sha256(Value::from(rows.clone()).to_string().as_bytes());
    Ok(json!({ "sha256": digest, "totals": totals, "rows": rows }))
}

/// The balances with which the next year begins.
fn carried_forward(movements: &[Movement]) -> Value {
    let rows = movements.iter().filter_map(|movement| {
        let (_, closing) = row(movement);
        let account = &movement.account;
        let side = if closing > 0 { "debit" } else { "credit" };
        (closing != 0).then(|| {
            json!({
                "account": format!("{}:{}", account.entity, account.code),
                "currency": account.currency.code(),
                side: account.currency.decimal(closing.abs()),
            })
        })
    });
    Value::from(rows.collect::<Vec<_>>())
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
