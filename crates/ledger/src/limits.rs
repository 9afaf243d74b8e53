//! Every limit of the core in one place, with its reason.

/// Longest entity or account code, in bytes. SIPD agency codes take 22 and account codes 17; the rest is room for
/// hierarchical codes of other users, and a bound on what one name can cost.
pub const NAME_BYTES_MAX: usize = 64;

/// Longest CloudEvents source or id, in bytes. URIs and UUIDs fit; a bound keeps identity cheap for ever.
pub const IDENTITY_BYTES_MAX: usize = 256;

/// Longest hold name, in bytes: order numbers of SIPD take about 60.
pub const HOLD_BYTES_MAX: usize = 128;

/// Longest free text (descriptions, reasons), in bytes.
pub const TEXT_BYTES_MAX: usize = 1024;

/// Most lines that one event may post, over all its entries. A payroll of a large agency has a few hundred.
pub const LINES_MAX: usize = 4096;

/// Most instructions in one linked event, for the same reason as [`LINES_MAX`].
pub const LINKED_ITEMS_MAX: usize = 1024;
