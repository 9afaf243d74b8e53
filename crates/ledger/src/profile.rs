//! The profile of an Indonesian regency (kabupaten): a chart of accounts and the rulebook of regional payments, built
//! into the program so that a region can start without any file of its own. Both are starting points for the region's
//! own accountants, and data like any other: what a book uses is what was published into its log.

/// Chart of accounts in the form that [`Chart::from_csv`](crate::Chart::from_csv) reads. Curated: every account the
/// rulebook needs, the revenue of a regency, common spending. A full national chart can be laid over it.
pub const CHART_CSV: &[u8] = include_bytes!("../profiles/kabupaten/chart.csv");

/// Rulebook in the form that [`Rulebook::load`](crate::Rulebook::load) reads.
pub const RULEBOOK_YAML: &[u8] = include_bytes!("../profiles/kabupaten/rulebook.yaml");

/// What a rulebook fault calls the built-in file.
pub const RULEBOOK_FILE: &str = "profiles/kabupaten/rulebook.yaml";
