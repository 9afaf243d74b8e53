//! Laporan perubahan saldo anggaran lebih (LPSAL): the accumulated budget surplus from the beginning of the period to its
//! end, and the cash that it must be found in.

use super::{
    CASH, CUSTODY, Comparison, FEE_EXPENDITURE, FEE_EXPENSE, FEE_PAYABLE, Layout, Line, OVERPAID,
    RECIPROCAL_ASSET, RECIPROCAL_EQUITY, SURPLUS_CORRECTION, USE_OF_SURPLUS, WITHHELD, chart, credit, debit,
    sum, terms,
};
use crate::parameters::ReportName;
use crate::statements::figures::Basis::{
    Change, Closing, Cumulative, Earlier, Flow, OpeningEntries, OpeningWithin,
};
use crate::statements::figures::{Basis, Term};

/// No account holds the surplus of earlier years: it is the cash that opening entries brought in, and every result since.
pub(in super::super) const SURPLUS_CHANGES: Layout = Layout {
    name: ReportName::SurplusChanges,
    title: "LAPORAN PERUBAHAN SALDO ANGGARAN LEBIH / STATEMENT OF CHANGES IN ACCUMULATED BUDGET SURPLUS",
    comparison: Comparison::YearBefore,
    lines: LINES,
};

const LINES: &[Line] = &[
    terms("opening_surplus", "SALDO ANGGARAN LEBIH AWAL", "OPENING ACCUMULATED SURPLUS", &OPENING),
    chart("use_of_surplus", credit(USE_OF_SURPLUS, Flow)),
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
        &[credit(&["4", "5", "6"], Flow)],
    ),
    terms(
        "corrections",
        "KOREKSI KESALAHAN PEMBUKUAN TAHUN SEBELUMNYA",
        "CORRECTIONS OF EARLIER YEARS",
        &[credit(SURPLUS_CORRECTION, Change)],
    ),
    sum(
        "closing_surplus",
        "SALDO ANGGARAN LEBIH AKHIR",
        "CLOSING ACCUMULATED SURPLUS",
        &[("unused", 1), ("silpa", 1), ("corrections", 1)],
    ),
    super::heading("heading_cash", "SALDO ANGGARAN LEBIH BERADA PADA", "WHERE THE SURPLUS STANDS"),
    terms("cash", "Kas dan setara kas", "Cash and cash equivalents", &[NET_CASH[0]]),
    terms("withheld", "Utang PFK", "Withheld for third parties", &[NET_CASH[1]]),
    terms(
        "custody",
        "Kas di bendahara penerimaan yang belum disetor",
        "With receiving treasurers, not deposited yet",
        &[NET_CASH[2]],
    )
    .on_deposit(),
    terms("overpaid", "Utang kelebihan pembayaran", "Owed for overpayments", &[NET_CASH[3]]),
    terms(
        "fees",
        "Biaya bank yang belum disahkan",
        "Bank fees not authorised yet",
        &[NET_CASH[4], NET_CASH[5], NET_CASH[6]],
    ),
    terms(
        "reciprocal",
        "RK-SKPD dan RK-PPKD",
        "Due from agencies and due to the treasury",
        &[NET_CASH[7], NET_CASH[8]],
    )
    .of_one_entity(),
    sum(
        "surplus_in_cash",
        "JUMLAH",
        "TOTAL",
        &[("cash", 1), ("withheld", 1), ("custody", 1), ("overpaid", 1), ("fees", 1), ("reciprocal", 1)],
    ),
];

/// What of the cash is budget surplus. An agency's surplus stands partly with the treasury; over all entities that is nothing.
const NET_CASH: [Term; 9] = net_cash(Closing, Cumulative);

const fn net_cash(held: Basis, spent: Basis) -> [Term; 9] {
    [
        debit(CASH, held),
        debit(WITHHELD, held),
        credit(CUSTODY, held).on_deposit(),
        debit(OVERPAID, held),
        // Years close the accounts of expense and expenditure; a fee stays to be authorised all the same.
        debit(FEE_EXPENSE, spent),
        debit(FEE_PAYABLE, held),
        credit(FEE_EXPENDITURE, spent),
        debit(RECIPROCAL_ASSET, held),
        debit(RECIPROCAL_EQUITY, held),
    ]
}

const OPENED: [Term; 9] = net_cash(OpeningEntries, OpeningEntries);

/// Figures of a year that opening entries bring are part of that year's surplus, and not of what was there before it.
const OPENING: [Term; 12] = [
    OPENED[0],
    OPENED[1],
    OPENED[2],
    OPENED[3],
    OPENED[4],
    OPENED[5],
    OPENED[6],
    OPENED[7],
    OPENED[8],
    credit(&["4", "5", "6"], Earlier).except(USE_OF_SURPLUS),
    credit(SURPLUS_CORRECTION, Earlier),
    debit(&["4", "5", "6"], OpeningWithin).except(USE_OF_SURPLUS),
];
