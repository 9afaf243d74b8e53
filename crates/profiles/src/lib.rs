//! Profiles: the charts and rulebooks that ship with the program. Data alone; what it means is in `ledger`, which knows
//! nothing regional. The tests beside it say what every rule of a profile posts.

pub mod kabupaten;
