//! Laporan arus kas (LAK), direct method: receipts and payments of the budget books, and below them what moved cash without
//! being either.

use super::super::super::kinds::BUSINESS_WITHIN as WITHIN;
use super::{
    AT_OPENING, Beside, CASH, CORRECTIONS, CUSTODY, DUE_FROM_AGENCIES, DUE_TO_TREASURY, FEE_EXPENSE,
    FEE_OWED, FEE_SPENT, Layout, Line, Measure, OVERPAID, Term, WITHHELD, When, chart, credit, debit,
    heading, sum, terms,
};

pub(in super::super) const CASH_FLOW: Layout =
    Layout { name: "cash-flow", beside: Beside::YearBefore, lines: LINES };

/// Proceeds of assets sold: revenue of the budget, and investing.
const ASSETS_SOLD: &[&str] = &["4.1.04.01"];
/// Reserve funds and shares in enterprises: financing of the budget, and investing.
const DIVESTED: &[&str] = &["6.1.02", "6.1.03"];
const INVESTED: &[&str] = &["6.2.01", "6.2.02"];
/// What of financing receipts is no cash of financing: the surplus of earlier years, and investing.
const NO_FINANCING: &[&str] = &["6.1.01", "6.1.02", "6.1.03"];

const PFK_IN: Term = Term { measure: Measure::CreditsIn, ..credit(WITHHELD, WITHIN) };
const PFK_OUT: Term = Term { measure: Measure::DebitsOut, ..credit(WITHHELD, WITHIN) };

const LINES: &[Line] = &[
    heading("ARUS KAS DARI AKTIVITAS OPERASI", "OPERATING ACTIVITIES"),
    chart("operating_in", credit(&["4.1", "4.2", "4.3"], WITHIN).except(ASSETS_SOLD)),
    sum("operating_receipts", "JUMLAH ARUS MASUK KAS OPERASI", "OPERATING RECEIPTS", &[("operating_in", 1)]),
    chart("operating_out", debit(&["5.1", "5.3", "5.4"], WITHIN)),
    sum(
        "operating_payments",
        "JUMLAH ARUS KELUAR KAS OPERASI",
        "OPERATING PAYMENTS",
        &[("operating_out", 1)],
    ),
    sum(
        "operating",
        "ARUS KAS BERSIH DARI AKTIVITAS OPERASI",
        "NET CASH FROM OPERATING ACTIVITIES",
        &[("operating_receipts", 1), ("operating_payments", -1)],
    ),
    heading("ARUS KAS DARI AKTIVITAS INVESTASI", "INVESTING ACTIVITIES"),
    chart("assets_sold", credit(ASSETS_SOLD, WITHIN)),
    chart("invested_in", credit(DIVESTED, WITHIN)),
    sum(
        "investing_receipts",
        "JUMLAH ARUS MASUK KAS INVESTASI",
        "INVESTING RECEIPTS",
        &[("assets_sold", 1), ("invested_in", 1)],
    ),
    chart("capital", debit(&["5.2"], WITHIN)),
    chart("invested_out", debit(INVESTED, WITHIN)),
    sum(
        "investing_payments",
        "JUMLAH ARUS KELUAR KAS INVESTASI",
        "INVESTING PAYMENTS",
        &[("capital", 1), ("invested_out", 1)],
    ),
    sum(
        "investing",
        "ARUS KAS BERSIH DARI AKTIVITAS INVESTASI",
        "NET CASH FROM INVESTING ACTIVITIES",
        &[("investing_receipts", 1), ("investing_payments", -1)],
    ),
    heading("ARUS KAS DARI AKTIVITAS PENDANAAN", "FINANCING ACTIVITIES"),
    chart("financed_in", credit(&["6.1"], WITHIN).except(NO_FINANCING)),
    sum("financing_receipts", "JUMLAH ARUS MASUK KAS PENDANAAN", "FINANCING RECEIPTS", &[("financed_in", 1)]),
    chart("financed_out", debit(&["6.2"], WITHIN).except(INVESTED)),
    sum(
        "financing_payments",
        "JUMLAH ARUS KELUAR KAS PENDANAAN",
        "FINANCING PAYMENTS",
        &[("financed_out", 1)],
    ),
    sum(
        "financing",
        "ARUS KAS BERSIH DARI AKTIVITAS PENDANAAN",
        "NET CASH FROM FINANCING ACTIVITIES",
        &[("financing_receipts", 1), ("financing_payments", -1)],
    ),
    heading("ARUS KAS DARI AKTIVITAS TRANSITORIS", "TRANSITORY ACTIVITIES"),
    terms("withheld", "Penerimaan PFK", "Withheld for third parties", &[PFK_IN]),
    terms("remitted", "Pengeluaran PFK", "Remitted to third parties", &[PFK_OUT]),
    terms(
        "custody",
        "Kenaikan kas di bendahara penerimaan yang belum disetor",
        "Increase of cash with receiving treasurers, not deposited yet",
        &[debit(CUSTODY, WITHIN)],
    )
    .when(When::OnDeposit),
    terms(
        "overpaid",
        "Kenaikan utang kelebihan pembayaran",
        "Increase of what is owed for overpayments",
        &[credit(OVERPAID, WITHIN)],
    ),
    terms(
        "fees",
        "Biaya bank yang belum disahkan",
        "Bank fees not authorised yet",
        &[credit(FEE_EXPENSE, WITHIN), credit(FEE_OWED, WITHIN), debit(FEE_SPENT, WITHIN)],
    ),
    terms(
        "corrections",
        "Koreksi SAL tahun sebelumnya",
        "Corrections of earlier years' surplus",
        &[credit(CORRECTIONS, WITHIN)],
    ),
    terms(
        "reciprocal",
        "Kiriman uang antara SKPD dan kas daerah",
        "Transfers between agency and treasury",
        &[credit(DUE_FROM_AGENCIES, WITHIN), credit(DUE_TO_TREASURY, WITHIN)],
    )
    .when(When::OneEntity),
    sum(
        "transitory",
        "ARUS KAS BERSIH DARI AKTIVITAS TRANSITORIS",
        "NET CASH FROM TRANSITORY ACTIVITIES",
        &[
            ("withheld", 1),
            ("remitted", 1),
            ("custody", 1),
            ("overpaid", 1),
            ("fees", 1),
            ("corrections", 1),
            ("reciprocal", 1),
        ],
    ),
    sum(
        "net",
        "KENAIKAN/(PENURUNAN) BERSIH KAS",
        "NET INCREASE/(DECREASE) IN CASH",
        &[("operating", 1), ("investing", 1), ("financing", 1), ("transitory", 1)],
    ),
    terms("opening_cash", "SALDO AWAL KAS", "OPENING CASH", &[debit(CASH, AT_OPENING)]),
    sum("closing_cash", "SALDO AKHIR KAS", "CLOSING CASH", &[("net", 1), ("opening_cash", 1)]),
];
