//! The tables of the read models. `docs/read-models.md` explains them; the DDL is made from here, so that loading and
//! creating cannot disagree.
//!
//! Amounts and sums are whole minor units, days are days since 1970-01-01, moments microseconds since then. `account` is
//! `book no * 2^32 + order of opening`, so that it means the same after every rebuild.

/// How a column is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 16 bits: enumerations.
    Small,
    /// 32 bits: days, months, book and line numbers.
    Int,
    /// 64 bits: amounts, positions, accounts.
    Big,
    /// 64 bits or nothing.
    OptionalBig,
    /// Text.
    Text,
}

impl Kind {
    /// `text` is the database's name for text that compares byte by byte.
    fn sql(self, text: &str) -> String {
        match self {
            Self::Text => format!("{text} not null"),
            other => other.number_sql().to_owned(),
        }
    }

    const fn number_sql(self) -> &'static str {
        match self {
            Self::Small => "smallint not null",
            Self::Int => "integer not null",
            Self::Big => "bigint not null",
            Self::OptionalBig | Self::Text => "bigint",
        }
    }

    pub(crate) const fn array(self) -> &'static str {
        match self {
            Self::Small => "smallint[]",
            Self::Int => "integer[]",
            Self::Big | Self::OptionalBig => "bigint[]",
            Self::Text => "text[]",
        }
    }
}

/// A table.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, wide ones first, so that Postgres needs no padding between them.
    pub columns: &'static [(&'static str, Kind)],
    /// Its unique key.
    pub key: &'static [&'static str],
    /// Another index that lookups need.
    pub index: Option<&'static [&'static str]>,
    /// The key is made after the first load instead of before: for the one table that grows with every line.
    pub key_after_load: bool,
}

use Kind::{Big, Int, OptionalBig, Small, Text};

/// One row a book: how far its read models have come.
pub const BOOK: Table = Table {
    name: "book",
    columns: &[("position", Big), ("no", Int), ("name", Text), ("currency", Text)],
    key: &["no"],
    index: None,
    key_after_load: false,
};

/// Charts (`what` 1) and rulebooks (2) that came into force; the files are in the log at `position`.
pub const PUBLICATION: Table = Table {
    name: "publication",
    columns: &[("position", Big), ("book", Int), ("version", Int), ("what", Small), ("name", Text)],
    key: &["book", "position"],
    index: None,
    key_after_load: false,
};

/// Accounts. `normal_side` 1 debit, 2 credit; `book_side` 1 financial, 2 budget. The limits are 1 where they hold; an
/// account's ceiling stands beside its sums.
pub const ACCOUNT: Table = Table {
    name: "account",
    columns: &[
        ("no", Big),
        ("book", Int),
        ("normal_side", Small),
        ("book_side", Small),
        ("closed", Small),
        ("debits_must_not_exceed_credits", Small),
        ("credits_must_not_exceed_debits", Small),
        ("currency", Text),
        ("entity", Text),
        ("code", Text),
    ],
    key: &["no"],
    index: Some(&["book", "entity", "code"]),
    key_after_load: false,
};

/// Sums of each account now; `budget` is that of the latest fiscal year that has one.
pub const BALANCE: Table = Table {
    name: "balance",
    columns: &[
        ("account", Big),
        ("debit", Big),
        ("credit", Big),
        ("pending_debit", Big),
        ("pending_credit", Big),
        ("ceiling", OptionalBig),
        ("budget", OptionalBig),
        ("budget_year", OptionalBig),
    ],
    key: &["account"],
    index: None,
    key_after_load: false,
};

/// Movement of each account, day and kind of entry. What takes a closing entry back is of its kind.
pub const BALANCE_DAY: Table = Table {
    name: "balance_day",
    columns: &[("account", Big), ("debit", Big), ("credit", Big), ("effective_date", Int), ("kind", Small)],
    key: &["account", "effective_date", "kind"],
    index: None,
    key_after_load: false,
};

/// Every line of every entry; `amount` is positive for a debit. What takes a closing entry back is of its kind.
pub const LINE: Table = Table {
    name: "line",
    columns: &[
        ("account", Big),
        ("position", Big),
        ("amount", Big),
        ("line_no", Int),
        ("effective_date", Int),
        ("kind", Small),
    ],
    key: &["account", "position", "line_no"],
    index: None,
    key_after_load: true,
};

/// How many records ended with each outcome and code.
pub const OUTCOME_COUNT: Table = Table {
    name: "outcome_count",
    columns: &[("number", Big), ("book", Int), ("outcome", Small), ("code", Text)],
    key: &["book", "outcome", "code"],
    index: None,
    key_after_load: false,
};

/// Every setting of an appropriation or target: the whole of it from that position on.
pub const BUDGET_CHANGE: Table = Table {
    name: "budget_change",
    columns: &[("account", Big), ("position", Big), ("amount", Big), ("effective_date", Int)],
    key: &["account", "position"],
    index: None,
    key_after_load: false,
};

/// Holds: `state` 1 pending, 2 captured, 3 released, 4 expired; `lines` is what is left, `account:amount` by commas.
pub const HOLD: Table = Table {
    name: "hold",
    columns: &[
        ("remaining", Big),
        ("expires_at", OptionalBig),
        ("book", Int),
        ("state", Small),
        ("id", Text),
        ("lines", Text),
    ],
    key: &["book", "id"],
    index: None,
    key_after_load: false,
};

/// Records that were taken back, each by one other, on the day that this one counts for.
pub const REVERSAL: Table = Table {
    name: "reversal",
    columns: &[("position", Big), ("reversed_by", Big), ("book", Int), ("effective_date", Int)],
    key: &["book", "position"],
    index: None,
    key_after_load: false,
};

/// Entries that close a year, and those that take one back, by their place among the entries of their record.
pub const CLOSING_ENTRY: Table = Table {
    name: "closing_entry",
    columns: &[("position", Big), ("book", Int), ("entry_no", Int)],
    key: &["book", "position", "entry_no"],
    index: None,
    key_after_load: false,
};

/// Every closing (`closed` 1) and reopening (0) of a period, such as `2025-03` or `2025`. `late_items` 1 are refused, 2 move.
pub const PERIOD_CHANGE: Table = Table {
    name: "period_change",
    columns: &[("position", Big), ("book", Int), ("closed", Small), ("late_items", Small), ("period", Text)],
    key: &["book", "period", "position"],
    index: None,
    key_after_load: false,
};

/// Entries that came too late for a closed period, by their first line: the day they were meant for, and the day they count
/// for.
pub const LATE_ENTRY: Table = Table {
    name: "late_entry",
    columns: &[
        ("position", Big),
        ("line_no", Int),
        ("book", Int),
        ("late_for", Int),
        ("effective_date", Int),
    ],
    key: &["book", "position", "line_no"],
    index: None,
    key_after_load: false,
};

/// Proposals as they were made.
pub const PROPOSAL: Table = Table {
    name: "proposal",
    columns: &[("position", Big), ("book", Int), ("proposal", Text), ("maker", Text), ("event_type", Text)],
    key: &["book", "proposal"],
    index: None,
    key_after_load: false,
};

/// How proposals were settled: `approved` 1, or declined 0.
pub const SETTLEMENT: Table = Table {
    name: "settlement",
    columns: &[
        ("position", Big),
        ("book", Int),
        ("approved", Small),
        ("proposal", Text),
        ("checker", Text),
        ("note", Text),
    ],
    key: &["book", "proposal"],
    index: None,
    key_after_load: false,
};

/// Confirmed reconciliations of cash accounts, by the days they speak for. `stated_at` is the position of the message itself: of
/// one that a second person approved, that of its proposal. A later one takes the place of those whose days it touches.
pub const RECONCILIATION: Table = Table {
    name: "reconciliation",
    columns: &[
        ("position", Big),
        ("stated_at", Big),
        ("book", Int),
        ("period_from", Int),
        ("period_to", Int),
        ("entity", Text),
        ("code", Text),
    ],
    key: &["book", "position"],
    index: None,
    key_after_load: false,
};

/// Revenue by event and stage (`revenue_events.rs` has their numbers). `amount` is what the message says, without sanction and
/// overpayment; a sanction has a row of its own with `basis` `penalty`. `realized` is what its lines moved on the revenue account.
/// `month` is that of the day, such as 202603; `event_time` when it happened as its publisher says.
pub const REVENUE_EVENT: Table = Table {
    name: "revenue_event",
    columns: &[
        ("position", Big),
        ("amount", Big),
        ("realized", Big),
        ("recorded_at", Big),
        ("event_time", OptionalBig),
        ("due_date", OptionalBig),
        ("book", Int),
        ("line_no", Int),
        ("effective_date", Int),
        ("month", Int),
        ("stage", Small),
        ("currency", Text),
        ("entity", Text),
        ("code", Text),
        ("basis", Text),
        ("destination", Text),
        ("channel", Text),
        ("district", Text),
        ("assessment", Text),
        ("document", Text),
    ],
    key: &["book", "position", "line_no"],
    index: None,
    key_after_load: false,
};

/// Spending by event and stage (`spending_events.rs` has their numbers), with what is known of vendor and goods. From stage 4 on it is
/// realised expenditure. `local_content` is hundredths of a percent, `document` the number of the order, report or acceptance.
pub const SPENDING_EVENT: Table = Table {
    name: "spending_event",
    columns: &[
        ("position", Big),
        ("amount", Big),
        ("local_content", OptionalBig),
        ("invoice_date", OptionalBig),
        ("book", Int),
        ("line_no", Int),
        ("effective_date", Int),
        ("stage", Small),
        ("currency", Text),
        ("entity", Text),
        ("code", Text),
        ("document", Text),
        ("vendor_scale", Text),
        ("domicile", Text),
        ("origin", Text),
        ("procurement_channel", Text),
        ("channel", Text),
    ],
    key: &["book", "position", "line_no"],
    index: Some(&["book", "effective_date"]),
    key_after_load: false,
};

/// Every table.
pub const TABLES: &[&Table] = &[
    &BOOK,
    &PUBLICATION,
    &ACCOUNT,
    &BALANCE,
    &BALANCE_DAY,
    &LINE,
    &OUTCOME_COUNT,
    &BUDGET_CHANGE,
    &HOLD,
    &REVERSAL,
    &CLOSING_ENTRY,
    &PERIOD_CHANGE,
    &LATE_ENTRY,
    &PROPOSAL,
    &SETTLEMENT,
    &RECONCILIATION,
    &REVENUE_EVENT,
    &SPENDING_EVENT,
];

/// Goes up when the tables change; read models of another version are made anew, never migrated.
pub const VERSION: i64 = 6;

impl Table {
    pub(crate) fn create(&self, prefix: &str, text: &str) -> String {
        let columns: Vec<String> =
            self.columns.iter().map(|(name, kind)| format!("{name} {}", kind.sql(text))).collect();
        format!("create table if not exists {prefix}{} ({})", self.name, columns.join(", "))
    }

    /// Index names carry the generation: two generations of a table stand side by side during a rebuild, and an index can't
    /// be renamed in every database.
    pub(crate) fn create_key(&self, prefix: &str, generation: i64) -> String {
        let (name, key) = (self.name, self.key.join(", "));
        format!("create unique index if not exists {name}_key_{generation} on {prefix}{name} ({key})")
    }

    pub(crate) fn create_index(&self, prefix: &str, generation: i64) -> Option<String> {
        let (name, columns) = (self.name, self.index?.join(", "));
        Some(format!("create index if not exists {name}_index_{generation} on {prefix}{name} ({columns})"))
    }

    pub(crate) fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}
