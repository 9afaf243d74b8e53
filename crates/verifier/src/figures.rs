//! Whoever works out figures from the log while it is checked.

use schema::ledger_v1::Record;

use crate::accounts::Accounts;
use crate::facts::Landed;
use crate::published::Published;

/// Is handed what a report is worked out from, in the order of the log.
pub trait Figures {
    /// A book of this name was opened with this currency.
    fn opened(&mut self, name: &str, currency: &str);

    /// A fact of a record landed; its first line has this number among all lines of the record, from 0.
    fn landed(&mut self, record: &Record, landed: &Landed<'_>, first_line: u32, accounts: &Accounts);

    /// A record was posted, and its facts have landed. `original` reads one that it takes back once more, by its position.
    fn posted(&mut self, record: &Record, accounts: &Accounts, original: &dyn Fn(u64) -> Option<Record>);

    /// A record was refused or quarantined: it moved nothing.
    fn turned_away(&mut self, record: &Record);

    /// The record at this position is done; this is published so far.
    fn reached(&mut self, position: u64, published: &Published);
}
