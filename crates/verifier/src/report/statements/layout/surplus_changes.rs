//! Laporan perubahan saldo anggaran lebih (LPSAL): the budget surplus from the first day to the last, and where it is found.
//! No account holds it: it is the cash that opening entries brought, less what is not the budget's, and every result since.

use super::super::super::kinds::{BUSINESS_BEFORE, BUSINESS_WITHIN, OPENING_WITHIN, Window};
use super::{
    AT_END, BUDGETARY, Beside, CASH, CORRECTIONS, CUSTODY, DUE_FROM_AGENCIES, DUE_TO_TREASURY, FEE_EXPENSE,
    FEE_OWED, FEE_SPENT, Layout, Line, NEVER_CLOSED, OF_YEAR, OPENED, OVERPAID, SURPLUS_USED, Term, WITHHELD,
    When, chart, credit, debit, heading, sum, terms,
};

pub(in super::super) const SURPLUS_CHANGES: Layout =
    Layout { name: "surplus-changes", beside: Beside::YearBefore, lines: LINES };

const fn cash(window: Window) -> Term {
    debit(CASH, window)
}

const fn withheld(window: Window) -> Term {
    debit(WITHHELD, window)
}

const fn custody(window: Window) -> Term {
    credit(CUSTODY, window).on_deposit()
}

const fn overpaid(window: Window) -> Term {
    debit(OVERPAID, window)
}

/// A fee that is not authorised stays so when the accounts of its year are closed.
const fn fees(held: Window, spent: Window) -> [Term; 3] {
    [debit(FEE_EXPENSE, spent), debit(FEE_OWED, held), credit(FEE_SPENT, spent)]
}

const fn reciprocal(window: Window) -> [Term; 2] {
    [debit(DUE_FROM_AGENCIES, window), debit(DUE_TO_TREASURY, window)]
}

const FEES: &[Term] = &fees(AT_END, NEVER_CLOSED);
const FEES_OPENED: [Term; 3] = fees(OPENED, OPENED);
const RECIPROCAL: &[Term] = &reciprocal(AT_END);
const RECIPROCAL_OPENED: [Term; 2] = reciprocal(OPENED);

const LINES: &[Line] = &[
    terms(
        "opening_surplus",
        "SALDO ANGGARAN LEBIH AWAL",
        "OPENING ACCUMULATED SURPLUS",
        &[
            cash(OPENED),
            withheld(OPENED),
            custody(OPENED),
            overpaid(OPENED),
            FEES_OPENED[0],
            FEES_OPENED[1],
            FEES_OPENED[2],
            RECIPROCAL_OPENED[0],
            RECIPROCAL_OPENED[1],
            credit(BUDGETARY, BUSINESS_BEFORE).except(SURPLUS_USED),
            credit(CORRECTIONS, BUSINESS_BEFORE),
            // What opening entries bring of the year is the year's, and not from before it.
            debit(BUDGETARY, OPENING_WITHIN).except(SURPLUS_USED),
        ],
    ),
    chart("use_of_surplus", credit(SURPLUS_USED, OF_YEAR)),
    sum(
        "unused",
        "SALDO ANGGARAN LEBIH YANG TIDAK DIGUNAKAN",
        "ACCUMULATED SURPLUS NOT USED",
        &[("opening_surplus", 1), ("use_of_surplus", -1)],
    ),
    terms(
        "silpa",
        "SISA LEBIH/(KURANG) PEMBIAYAAN ANGGARAN (SiLPA/SiKPA)",
        "BUDGET SURPLUS/(DEFICIT) AFTER FINANCING",
        &[credit(BUDGETARY, OF_YEAR)],
    ),
    terms(
        "corrections",
        "KOREKSI KESALAHAN PEMBUKUAN TAHUN SEBELUMNYA",
        "CORRECTIONS OF EARLIER YEARS",
        &[credit(CORRECTIONS, BUSINESS_WITHIN)],
    ),
    sum(
        "closing_surplus",
        "SALDO ANGGARAN LEBIH AKHIR",
        "CLOSING ACCUMULATED SURPLUS",
        &[("unused", 1), ("silpa", 1), ("corrections", 1)],
    ),
    heading("SALDO ANGGARAN LEBIH BERADA PADA", "WHERE THE SURPLUS STANDS"),
    terms("cash", "Kas dan setara kas", "Cash and cash equivalents", &[cash(AT_END)]),
    terms("withheld", "Utang PFK", "Withheld for third parties", &[withheld(AT_END)]),
    terms(
        "custody",
        "Kas di bendahara penerimaan yang belum disetor",
        "With receiving treasurers, not deposited yet",
        &[custody(AT_END)],
    )
    .when(When::OnDeposit),
    terms("overpaid", "Utang kelebihan pembayaran", "Owed for overpayments", &[overpaid(AT_END)]),
    terms("fees", "Biaya bank yang belum disahkan", "Bank fees not authorised yet", FEES),
    terms("reciprocal", "RK-SKPD dan RK-PPKD", "Due from agencies and due to the treasury", RECIPROCAL)
        .when(When::OneEntity),
    sum(
        "surplus_in_cash",
        "JUMLAH",
        "TOTAL",
        &[("cash", 1), ("withheld", 1), ("custody", 1), ("overpaid", 1), ("fees", 1), ("reciprocal", 1)],
    ),
];
