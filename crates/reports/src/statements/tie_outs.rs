//! What must agree between the statements of one view: each statement is made from the same sums in another way, so a figure
//! that two of them show differently is a mistake in the books, and is said on the face of every one.

use ledger::{BookSide, Currency};

use super::figures::Basis::Closing;
use super::figures::Figures;
use super::layout::{
    BALANCE_SHEET, CASH, CASH_FLOW, EQUITY_CHANGES, OPERATING_STATEMENT, RECIPROCAL_ASSET, RECIPROCAL_EQUITY,
    SURPLUS_CHANGES, Setting, credit, debit,
};
use super::values::Values;
use crate::report::TieOut;

/// What the LRA says is left, in its own lines and in those of the LPSAL.
pub(super) fn silpa(figures: &Figures, setting: Setting, lra: i128, currency: Currency) -> TieOut {
    let right = Values::of(&SURPLUS_CHANGES, figures, setting).get("silpa");
    let title = "SiLPA di LRA = SiLPA di LPSAL / surplus of the LRA = surplus of the LPSAL";
    TieOut { name: "lra-silpa", title, left: lra, right, currency }
}

/// Compares the statements of a view. `all` are the sums of all entities: what agencies and the treasury owe one another
/// agrees over all of them only.
pub(super) fn tie_outs(
    figures: &Figures,
    all: &Figures,
    setting: Setting,
    currency: Currency,
) -> Vec<TieOut> {
    let values = |layout| Values::of(layout, figures, setting);
    let (sheet, flow) = (values(&BALANCE_SHEET), values(&CASH_FLOW));
    let (equity, operations, surplus) =
        (values(&EQUITY_CHANGES), values(&OPERATING_STATEMENT), values(&SURPLUS_CHANGES));
    let financial = figures.book(BookSide::Financial);
    let budget = figures.book(BookSide::Budget);
    // The statement of equity takes its surplus from the accounts; here the line of the operating statement is put in its place.
    let changed = equity.get("closing_equity") - equity.get("surplus") + operations.get("surplus");
    let tie_out = |name, title, (left, right)| TieOut { name, title, left, right, currency };
    vec![
        tie_out("trial-balance", "neraca saldo debit = kredit / trial balance debit = credit", financial),
        tie_out(
            "budget-trial-balance",
            "neraca saldo anggaran debit = kredit / budget trial balance debit = credit",
            budget,
        ),
        tie_out(
            "balance-sheet",
            "aset = kewajiban + ekuitas / assets = liabilities + equity",
            (sheet.get("assets"), sheet.get("liabilities_and_equity")),
        ),
        tie_out(
            "equity-changes",
            "ekuitas awal + surplus-LO + mutasi = ekuitas akhir / opening equity + surplus + changes = closing equity",
            (changed, sheet.get("equity")),
        ),
        tie_out(
            "surplus-to-cash",
            "SAL akhir = kas dikurangi PFK / closing budget surplus = cash less what is withheld",
            (surplus.get("closing_surplus"), surplus.get("surplus_in_cash")),
        ),
        tie_out(
            "cash-flow",
            "saldo akhir kas LAK = kas di neraca / closing cash of the cash flow = cash of the balance sheet",
            (flow.get("closing_cash"), figures.sum(&debit(CASH, Closing))),
        ),
        tie_out(
            "reciprocal-accounts",
            "jumlah RK-PPKD = RK-SKPD / due to the treasury = due from agencies",
            (all.sum(&credit(RECIPROCAL_EQUITY, Closing)), all.sum(&debit(RECIPROCAL_ASSET, Closing))),
        ),
    ]
}
