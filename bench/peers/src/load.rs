//! The transfers that every ledger here posts: the same ones, in the same order, as `neraca bench ingest` makes of the same
//! seed, by the same drawing as in `crates/neraca/src/commands/bench/load.rs`.

use std::ops::Range;

use clap::ValueEnum;
use serde::Serialize;

/// Accounts that transfers go between, numbered from zero.
pub(crate) const ACCOUNTS: u32 = 10_000;

/// The account that every transfer touches when accounts are [`Spread::Hot`].
pub(crate) const HOT: u32 = 0;

/// Largest amount, in whole rupiah.
const AMOUNT_MAX: u64 = 1_000_000;

/// Which accounts are touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Spread {
    /// All alike
    Uniform,
    /// Every transfer touches the same one
    Hot,
}

impl Spread {
    /// Its name on the command line.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::Hot => "hot",
        }
    }
}

/// One transfer: two lines of one amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Transfer {
    /// Its number, which is its identity.
    pub(crate) number: u64,
    /// The account that is debited.
    pub(crate) debit: u32,
    /// The account that is credited; never the same.
    pub(crate) credit: u32,
    /// Whole rupiah, above zero.
    pub(crate) amount: i64,
}

/// Endless transfers of a seed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    /// Which accounts.
    pub(crate) spread: Spread,
    /// Another seed, other transfers.
    pub(crate) seed: u64,
}

impl Load {
    /// The transfers with these numbers.
    pub(crate) fn transfers(self, numbers: Range<u64>) -> Vec<Transfer> {
        numbers.map(|number| self.transfer(number)).collect()
    }

    /// The transfer with a number.
    pub(crate) fn transfer(self, number: u64) -> Transfer {
        let mut random = Random { state: self.seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d) };
        let debit = random.account(ACCOUNTS);
        let credit = match self.spread {
            Spread::Hot if debit == HOT => HOT + 1,
            Spread::Hot => HOT,
            Spread::Uniform => (debit + 1 + random.account(ACCOUNTS - 1)) % ACCOUNTS,
        };
        Transfer { number, debit, credit, amount: 1 + random.below(AMOUNT_MAX) as i64 }
    }

    /// What each account's balance, debits less credits, must be after the first so many transfers.
    pub(crate) fn balances(self, transfers: u64) -> Vec<i64> {
        let mut balances = vec![0; ACCOUNTS as usize];
        for Transfer { debit, credit, amount, .. } in (0..transfers).map(|number| self.transfer(number)) {
            balances[debit as usize] += amount;
            balances[credit as usize] -= amount;
        }
        balances
    }
}

/// SplitMix64 by Sebastiano Vigna, as the ledger's own bench draws with it.
struct Random {
    state: u64,
}

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        // The high half of the product is the fraction of `bound` that the 64 bits stand for.
        ((u128::from(mixed) * u128::from(bound)) >> 64) as u64
    }

    fn account(&mut self, bound: u32) -> u32 {
        self.below(bound.into()) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_transfers_that_the_ledgers_own_bench_makes() {
        let drawn = |spread, number| {
            let Transfer { debit, credit, amount, .. } = Load { spread, seed: 1 }.transfer(number);
            (debit, credit, amount)
        };
        let expected = [(5_665, 3_123, 971_003), (5_067, 5_153, 840_334), (4_307, 4_435, 23_751)];
        assert_eq!([0, 1, 199_999].map(|number| drawn(Spread::Uniform, number)), expected);
        assert_eq!(drawn(Spread::Hot, 7), (688, 0, 265_801));
    }

    #[test]
    fn balances_sum_to_zero_and_every_transfer_of_a_hot_load_touches_the_hot_account() {
        for spread in [Spread::Uniform, Spread::Hot] {
            let load = Load { spread, seed: 7 };
            assert_eq!(load.balances(50_000).iter().sum::<i64>(), 0);
            let touching = |transfer: &Transfer| transfer.debit == HOT || transfer.credit == HOT;
            let touches = load.transfers(0..50_000).iter().filter(|transfer| touching(transfer)).count();
            assert_eq!(touches == 50_000, spread == Spread::Hot, "{spread:?}: {touches}");
        }
    }
}
