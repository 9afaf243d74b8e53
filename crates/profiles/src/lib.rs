//! Profiles: the charts and rulebooks that ship with the program, and how their regions number documents. What the data
//! means is in `ledger`, which knows nothing regional. The tests beside it say what every rule of a profile posts.

pub mod document_number;
pub mod kabupaten;
