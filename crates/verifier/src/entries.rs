//! Entries: two or more lines, none zero, each on an open account; debits equal credits within each currency and book side,
//! and within each entity where the book asks for it; sums stay within 64 bits and within the accounts' limits
//! and appropriations.

use schema::ledger_v1::{BookSide, Entry, EntryKind, Line};

use crate::accounts::{self, Accounts, side_word};
use crate::appropriations;
use crate::calendar;
use crate::catalogue::Code;
use crate::finding::Here;
use crate::limits;
use crate::money;
use crate::text;

/// A line whose account is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The account's number.
    pub account: u32,
    /// Minor units; above zero is a debit.
    pub amount: i128,
}

/// Where amounts land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// In the posted sums.
    Posted,
    /// In the held sums.
    Held,
}

/// What an entry's own fields must be.
#[derive(Clone, Copy, Debug)]
pub struct EntryRules {
    /// The day of the record, which every entry but a reversal stands at.
    pub effective_date: i32,
    /// Debits equal credits for each entity.
    pub balance_per_entity: bool,
    /// It may take back another record.
    pub may_reverse: bool,
}

/// Checks an entry's kind, day and lines. Gives its lines when every account is known.
pub fn check(
    entry: &Entry,
    rules: EntryRules,
    accounts: &Accounts,
    here: &mut Here<'_>,
) -> Option<Vec<Posting>> {
    let reverses = entry.reverses != 0;
    if entry.kind() == EntryKind::Unspecified {
        here.fault("kind", text!(Code::ValueUnknown, entry.kind));
    } else if reverses != (entry.kind() == EntryKind::Reversal) || (reverses && !rules.may_reverse) {
        here.fault("kind", text!(Code::KindWrong));
    }
    // An entry that came too late for a closed period stands at another day, and says for which it came.
    let meant_for = entry.late_for.unwrap_or(entry.effective_date);
    if !reverses && meant_for != rules.effective_date {
        let (own, record) = (calendar::date(meant_for), calendar::date(rules.effective_date));
        here.fault("effective_date", text!(Code::DateDiffers, own, record));
    }
    let postings = lines(&entry.entity, &entry.lines, accounts, here)?;
    check_balance(&postings, rules.balance_per_entity, accounts, here);
    Some(postings)
}

/// Checks lines one by one. `None` when an account is not known, so that nothing can be added up.
pub fn lines(entity: &str, lines: &[Line], accounts: &Accounts, here: &mut Here<'_>) -> Option<Vec<Posting>> {
    if lines.len() < 2 {
        here.fault("lines", text!(Code::TooFewLines, lines.len()));
    }
    let own = accounts.of_entity(entity);
    let mut postings = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        // The first line is of the entry's entity, which the lines of that entity need not name.
        if !line.entity.is_empty() && (line.entity == entity || index == 0) {
            here.line_fault(index, "entity", text!(Code::EntityRepeated, &line.entity));
        }
        let named = if line.entity.is_empty() { entity } else { &line.entity };
        let account = match own {
            Some(codes) if line.entity.is_empty() => codes.get(line.code.as_str()).copied(),
            _ => accounts.find(named, &line.code),
        };
        let Some(account) = account else {
            let name = accounts::name(named, &line.code);
            here.line_fault(index, "code", text!(Code::AccountUnknown, name));
            continue;
        };
        if accounts.get(account).closed {
            here.line_fault(index, "code", text!(Code::AccountClosed, &accounts.get(account).name));
        }
        if line.amount == 0 {
            here.line_fault(index, "amount", text!(Code::LineZero, &accounts.get(account).name));
        }
        postings.push(Posting { account, amount: i128::from(line.amount) });
    }
    (postings.len() == lines.len()).then_some(postings)
}

/// Debits equal credits within each currency and book side, and within each entity where `per_entity`.
pub fn check_balance(postings: &[Posting], per_entity: bool, accounts: &Accounts, here: &mut Here<'_>) {
    // By currency, book side and, where it counts, entity: nearly always one or two.
    let mut sums: Vec<(&str, BookSide, u32, i128)> = Vec::with_capacity(2);
    for posting in postings {
        let account = accounts.get(posting.account);
        let entity = if per_entity { account.entity } else { 0 };
        let key = (&*account.currency, account.book_side, entity);
        // At most 2^64 lines of 2^63 fit into 128 bits with their sign.
        match sums.iter_mut().find(|(currency, side, entity, _)| (*currency, *side, *entity) == key) {
            Some((.., sum)) => *sum += posting.amount,
            None => sums.push((key.0, key.1, key.2, posting.amount)),
        }
    }
    for (currency, side, entity, sum) in sums.into_iter().filter(|(.., sum)| *sum != 0) {
        let difference = money::decimal(sum, currency);
        let text = if per_entity {
            let entity = accounts.entity_name(entity);
            text!(Code::EntityUnbalanced, difference, currency, side_word(side), entity)
        } else {
            text!(Code::EntryUnbalanced, difference, currency, side_word(side))
        };
        here.fault("lines", text);
    }
}

/// Adds lines to the sums of their accounts, then asks the limits of each, line by line, as the ledger does. `year` is the
/// fiscal year they count for.
pub fn land(postings: &[Posting], landing: Landing, year: i64, accounts: &mut Accounts, here: &mut Here<'_>) {
    for (index, posting) in postings.iter().enumerate() {
        let account = accounts.get_mut(posting.account);
        // A log has fewer lines than 2^64 of 2^63 each: sums of 128 bits hold them.
        account.change(posting.amount, year, |sums| match landing {
            Landing::Posted => sums.posted += posting.amount.abs(),
            Landing::Held => sums.held += posting.amount.abs(),
        });
        let sums = account.balance.side_mut(posting.amount);
        if sums.posted + sums.held > i128::from(i64::MAX) {
            here.line_fault(index, "amount", text!(Code::SumBeyond, &account.name));
        }
    }
    for (index, posting) in postings.iter().enumerate() {
        let account = accounts.get(posting.account);
        let broken = limits::broken(account, posting.amount);
        for text in broken.into_iter().chain(appropriations::exceeded(accounts, *posting, year)) {
            here.line_fault(index, "amount", text);
        }
    }
}
