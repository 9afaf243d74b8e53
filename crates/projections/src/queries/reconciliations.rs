//! Confirmed reconciliations of a cash account with the bank.

use ledger::{AccountName, Date};
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;
use wire::message::Message;
use wire::payment_v1::ReconciliationConfirmed;

use super::ReadModels;
use crate::error::ProjectionError;
use crate::reconciliations::tells;

/// A confirmed reconciliation that stands: none that was recorded later touches its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReconciledDays {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The position from which on it counts.
    pub position: u64,
    /// The position of its message: of one that was approved, that of its proposal.
    pub stated_at: u64,
}

impl ReadModels {
    /// The confirmed reconciliations of an account that stand, in order of their days, which never overlap.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn reconciled_days(
        &self,
        book: &str,
        name: AccountName<'_>,
    ) -> Result<Vec<ReconciledDays>, ProjectionError> {
        let sql = "select r.period_from, r.period_to, r.position, r.stated_at
            from book b join reconciliation r on r.book = b.no
            where b.name = $1 and r.entity = $2 and r.code = $3
              and not exists (select 1 from reconciliation l
                where l.book = r.book and l.entity = r.entity and l.code = r.code and l.position > r.position
                  and l.period_from <= r.period_to and l.period_to >= r.period_from)
            order by r.period_from";
        let rows = self.database.query(sql, &[book.into(), name.entity.into(), name.code.into()]).await?;
        let days = |row: &crate::value::Row| ReconciledDays {
            from: Date(row.int(0) as i32),
            to: Date(row.int(1) as i32),
            position: row.int(2) as u64,
            stated_at: row.int(3) as u64,
        };
        Ok(rows.iter().map(days).collect())
    }

    /// What a confirmed reconciliation says, out of the log.
    ///
    /// # Errors
    /// [`ProjectionError::UnknownRecord`] when no such message is there any more; those of the log.
    pub async fn reconciliation(
        &self,
        book: &str,
        days: &ReconciledDays,
    ) -> Result<ReconciliationConfirmed, ProjectionError> {
        let position = days.stated_at;
        let unfit = |what: &str| {
            let what = what.to_owned();
            ProjectionError::UnknownRecord { book: book.to_owned(), position, what }
        };
        let records = self.store.read_at(book, &[position]).await?;
        let record = records.first().ok_or_else(|| unfit("is missing"))?;
        let record = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
            .map_err(|error| unfit(&error.to_string()))?;
        let stated = if tells(&record.r#type) {
            Message::decode(&record.r#type, "application/protobuf", &record.data)
        } else {
            let facts = match record.outcome {
                Some(Stored::Posted(posted)) => posted.facts,
                _ => Vec::new(),
            };
            let made = facts.into_iter().find_map(|fact| match fact.fact {
                Some(Fact::ProposalMade(made)) => Some(made),
                _ => None,
            });
            let made = made.ok_or_else(|| unfit("confirms no reconciliation"))?;
            Message::decode(&made.r#type, "application/protobuf", &made.data)
        };
        match stated.map_err(|error| unfit(&error.to_string()))?.current() {
            Message::ReconciliationConfirmed(confirmed) => Ok(confirmed.clone()),
            _ => Err(unfit("confirms no reconciliation")),
        }
    }
}
