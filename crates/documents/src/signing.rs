//! Who signs which report, from left to right.

use serde::Deserialize;

/// What somebody signs as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Bupati, wali kota or gubernur: the statements of the whole government.
    HeadOfGovernment,
    /// PPKD, who is Bendahara Umum Daerah: the books of the treasury.
    TreasuryHead,
    /// Kuasa BUD, who keeps them.
    TreasuryOfficer,
    /// Pengguna Anggaran: the head of an agency.
    BudgetUser,
    /// PPK-SKPD: keeps an agency's accounts.
    AgencyAccountant,
    /// Bendahara Pengeluaran.
    PayingTreasurer,
    /// Bendahara Penerimaan.
    ReceivingTreasurer,
}

impl Role {
    /// The office as it stands above the name.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::HeadOfGovernment => "Kepala Daerah",
            Self::TreasuryHead => "Bendahara Umum Daerah",
            Self::TreasuryOfficer => "Kuasa Bendahara Umum Daerah",
            Self::BudgetUser => "Pengguna Anggaran/Kuasa Pengguna Anggaran",
            Self::AgencyAccountant => "Pejabat Penatausahaan Keuangan SKPD",
            Self::PayingTreasurer => "Bendahara Pengeluaran",
            Self::ReceivingTreasurer => "Bendahara Penerimaan",
        }
    }
}

/// A signature to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    /// What stands before the office.
    pub(crate) intro: &'static str,
    /// Who signs.
    pub(crate) role: Role,
}

const APPROVED: &str = "Disetujui oleh,";
const PREPARED: &str = "Disiapkan oleh,";

/// The signatures of a report of an entity (all together when absent) and code.
pub(crate) fn blocks(report: &str, entity: Option<&str>, code: Option<&str>) -> Vec<Block> {
    let pair = |approves, prepares| {
        vec![Block { intro: APPROVED, role: approves }, Block { intro: PREPARED, role: prepares }]
    };
    let alone = |intro, role| vec![Block { intro, role }];
    let is_agency = entity.is_some();
    match report {
        "cash-book" | "spj-functional" => match treasurer(code) {
            Some(Role::TreasuryOfficer) => pair(Role::TreasuryHead, Role::TreasuryOfficer),
            Some(treasurer) => pair(Role::BudgetUser, treasurer),
            None if is_agency => pair(Role::BudgetUser, Role::PayingTreasurer),
            None => pair(Role::TreasuryHead, Role::TreasuryOfficer),
        },
        "deposit-register" | "spj-functional-receiving" => pair(Role::BudgetUser, Role::ReceivingTreasurer),
        "disbursement-register" | "deductions-register" => {
            if is_agency {
                pair(Role::BudgetUser, Role::PayingTreasurer)
            } else {
                pair(Role::TreasuryHead, Role::TreasuryOfficer)
            }
        }
        "trial-balance" | "general-ledger" | "subsidiary-ledger" => {
            alone(PREPARED, if is_agency { Role::AgencyAccountant } else { Role::TreasuryHead })
        }
        // The statements.
        _ => alone("", if is_agency { Role::BudgetUser } else { Role::HeadOfGovernment }),
    }
}

/// Whose cash an account holds.
fn treasurer(code: Option<&str>) -> Option<Role> {
    let code = code?;
    let below =
        |root: &str| code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    [
        ("1.1.01.01", Role::TreasuryOfficer),
        ("1.1.01.02", Role::ReceivingTreasurer),
        ("1.1.01.03", Role::PayingTreasurer),
    ]
    .into_iter()
    .find_map(|(root, role)| below(root).then_some(role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_book_is_signed_by_those_who_answer_for_it() {
        let roles = |report, entity, code| {
            blocks(report, entity, code).into_iter().map(|block| block.role).collect::<Vec<_>>()
        };
        let agency = Some("5.02");
        assert_eq!(roles("budget-realization", None, None), [Role::HeadOfGovernment]);
        assert_eq!(roles("balance-sheet", agency, None), [Role::BudgetUser]);
        assert_eq!(
            roles("cash-book", agency, Some("1.1.01.02.01.0001")),
            [Role::BudgetUser, Role::ReceivingTreasurer]
        );
        assert_eq!(roles("cash-book", agency, Some("1.1.01.03")), [Role::BudgetUser, Role::PayingTreasurer]);
        assert_eq!(roles("cash-book", None, None), [Role::TreasuryHead, Role::TreasuryOfficer]);
        assert_eq!(roles("general-ledger", agency, Some("1.1.01.030")), [Role::AgencyAccountant]);
    }
}
