//! Proposed events that rows are made of (revenue, reconciliations) and that nobody has settled yet. The record that approves
//! one does not carry it, so a builder keeps it until then; one that starts again reads it from the log, where its proposal
//! stands.

use event_store::EventStore;
use wire::ledger_v1::ProposalMade;
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;

use crate::database::Database;
use crate::error::ProjectionError;
use crate::reading::decode;
use crate::state::State;
use crate::value::Row;
use crate::{reconciliations, revenue_events};

/// A proposed event, and the position where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Proposed {
    pub(crate) position: u64,
    pub(crate) made: ProposalMade,
}

/// Whether rows are made of events of this type, so that a proposed one is kept.
pub(crate) fn is_kept(event_type: &str) -> bool {
    revenue_events::tells(event_type) || reconciliations::tells(event_type)
}

/// Puts what is pending into a state that was read back from the tables.
///
/// # Errors
/// Those of log and database; [`ProjectionError::UnknownRecord`] when a proposal can't be read any more.
pub(crate) async fn load(
    store: &dyn EventStore,
    database: &Database,
    book: &str,
    state: &mut State,
) -> Result<(), ProjectionError> {
    let pending = "select p.position, p.event_type from proposal p
        left join settlement s on s.book = p.book and s.proposal = p.proposal
        where p.book = $1 and s.position is null order by p.position";
    let rows = database.query(pending, &[state.book_no.into()]).await?;
    let tells = rows.iter().filter(|row| is_kept(row.text(1)));
    let positions: Vec<u64> = tells.map(|row: &Row| row.int(0) as u64).collect();
    for stored in store.read_at(book, &positions).await? {
        let Some(Stored::Posted(posted)) = decode(book, &stored)?.outcome else { continue };
        for fact in posted.facts {
            if let Some(Fact::ProposalMade(made)) = fact.fact {
                let proposed = Proposed { position: stored.position, made };
                state.proposed.insert(proposed.made.proposal.clone(), proposed);
            }
        }
    }
    Ok(())
}
