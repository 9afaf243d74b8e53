//! The form that leads from the book's balance to the bank's (rekonsiliasi RKUD). It always adds up: what nothing explains
//! stands in a row of its own, and then it does not tie.

use crate::outcome::Reconciliation;

/// Balances of both sides at both ends of the period, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balances {
    /// The book's, before the first day.
    pub book_opening: i128,
    /// The book's, at the end of the last day.
    pub book_closing: i128,
    /// The bank's, before the first day.
    pub bank_opening: i128,
    /// The bank's, at the end of the last day.
    pub bank_closing: i128,
}

/// What a row of the form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    /// Bank and book did not begin with the same balance, and what was carried does not explain it.
    OpeningDifference,
    /// Credits of the bank that are not booked.
    CreditsNotBooked,
    /// Debits of the bank that are not booked.
    DebitsNotBooked,
    /// Receipts that are booked and not in the bank.
    ReceiptsNotInBank,
    /// Payments that are booked and not in the bank.
    PaymentsNotInBank,
    /// Matches whose amounts differ.
    WrongAmounts,
    /// What none of the others explains.
    Unexplained,
}

impl RowKind {
    /// The words that stand on the form.
    pub fn indonesian(self) -> &'static str {
        match self {
            Self::OpeningDifference => "Selisih saldo awal bank dan buku",
            Self::CreditsNotBooked => "Setoran di bank belum dibukukan",
            Self::DebitsNotBooked => "Pengeluaran bank belum dibukukan",
            Self::ReceiptsNotInBank => "Penerimaan dibukukan belum masuk bank",
            Self::PaymentsNotInBank => "SP2D dibukukan belum cair",
            Self::WrongAmounts => "Salah buku (selisih nilai)",
            Self::Unexplained => "Selisih yang belum dijelaskan",
        }
    }

    /// The same in English.
    pub fn english(self) -> &'static str {
        match self {
            Self::OpeningDifference => "difference of the opening balances",
            Self::CreditsNotBooked => "bank credits not booked",
            Self::DebitsNotBooked => "bank debits not booked",
            Self::ReceiptsNotInBank => "receipts booked, not in the bank",
            Self::PaymentsNotInBank => "payments booked, not in the bank",
            Self::WrongAmounts => "booked with another amount",
            Self::Unexplained => "unexplained difference",
        }
    }

    /// The word for it in output that programs read.
    pub fn word(self) -> &'static str {
        match self {
            Self::OpeningDifference => "opening_difference",
            Self::CreditsNotBooked => "credits_not_booked",
            Self::DebitsNotBooked => "debits_not_booked",
            Self::ReceiptsNotInBank => "receipts_not_in_bank",
            Self::PaymentsNotInBank => "payments_not_in_bank",
            Self::WrongAmounts => "wrong_amounts",
            Self::Unexplained => "unexplained",
        }
    }
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormRow {
    /// What it says.
    pub kind: RowKind,
    /// What it adds to the book's balance.
    pub amount: i128,
    /// How many entries, lines or matches it stands for.
    pub count: usize,
}

/// The form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The book's balance at the end.
    pub book_balance: i128,
    /// What lies between, in the order of [`RowKind`].
    pub rows: Vec<FormRow>,
    /// The bank's balance at the end: the book's with every row added.
    pub statement_balance: i128,
}

impl Form {
    /// The form of a reconciliation between these balances.
    pub fn new(found: &Reconciliation, balances: Balances) -> Self {
        let bank = |kind, wanted: fn(i64) -> bool| {
            let amounts: Vec<i128> = found
                .bank_only
                .iter()
                .map(|one| one.amount)
                .filter(|amount| wanted(*amount))
                .map(i128::from)
                .collect();
            FormRow { kind, amount: amounts.iter().sum(), count: amounts.len() }
        };
        // What the book has and the bank has not is taken off again.
        let book = |kind, wanted: fn(i64) -> bool| {
            let amounts: Vec<i128> = found
                .ledger_only
                .iter()
                .map(|one| one.amount)
                .filter(|amount| wanted(*amount))
                .map(i128::from)
                .collect();
            FormRow { kind, amount: -amounts.iter().sum::<i128>(), count: amounts.len() }
        };
        let wrong: Vec<i128> =
            found.matches.iter().map(|one| one.difference()).filter(|difference| *difference != 0).collect();
        // What was carried explains so much of it, and stands with the rest of both sides until it is matched.
        let opening = balances.bank_opening - balances.book_opening - found.carried;
        let mut rows = vec![
            FormRow { kind: RowKind::OpeningDifference, amount: opening, count: usize::from(opening != 0) },
            bank(RowKind::CreditsNotBooked, |amount| amount > 0),
            bank(RowKind::DebitsNotBooked, |amount| amount < 0),
            book(RowKind::ReceiptsNotInBank, |amount| amount > 0),
            book(RowKind::PaymentsNotInBank, |amount| amount < 0),
            FormRow { kind: RowKind::WrongAmounts, amount: wrong.iter().sum(), count: wrong.len() },
        ];
        let explained: i128 = rows.iter().map(|row| row.amount).sum();
        let unexplained = balances.bank_closing - balances.book_closing - explained;
        rows.push(FormRow {
            kind: RowKind::Unexplained,
            amount: unexplained,
            count: usize::from(unexplained != 0),
        });
        Self { book_balance: balances.book_closing, rows, statement_balance: balances.bank_closing }
    }

    /// Whether entries and lines explain everything between the two balances.
    pub fn ties(&self) -> bool {
        let is_gap = |row: &&FormRow| matches!(row.kind, RowKind::OpeningDifference | RowKind::Unexplained);
        self.rows.iter().filter(is_gap).all(|row| row.amount == 0)
    }
}
