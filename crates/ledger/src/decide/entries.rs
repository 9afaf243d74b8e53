//! Entries: the rungs from the number of lines to the limits, shared by postings, holds and reversals.

use super::{limits, open_items, periods};
use crate::account::{AccountId, BookSide};
use crate::book::ChartMode;
use crate::command::{NamedItem, NamedLine};
use crate::date::Date;
use crate::draft::Draft;
use crate::entry::{Entry, EntryKind, Line};
use crate::fact::Fact;
use crate::money::Currency;
use crate::name::AccountName;
use crate::refusal::{Refusal, RefusalCode};

/// Posts an entry.
pub(super) fn post(
    draft: &mut Draft<'_>,
    date: Date,
    kind: EntryKind,
    named: &[NamedLine<'_>],
    description: &str,
    open_item: Option<NamedItem<'_>>,
) -> Result<(), Refusal> {
    let day = periods::day_for(draft, date, kind)?;
    let lines = sound_lines(draft, day.date, named)?;
    let year = draft.year_of(day.date);
    land(draft, &lines, Landing::Posted, year)?;
    let open_item = open_item.and_then(|item| open_items::numbered(draft, item));
    if let Some(item) = &open_item {
        open_items::land(draft, &lines, item)?;
    }
    draft.facts.push(Fact::EntryPosted(Entry {
        kind,
        effective_date: day.date,
        lines,
        description: description.into(),
        reverses: None,
        late_for: day.late_for,
        open_item,
    }));
    Ok(())
}

/// Walks the rungs of an entry that can be checked without its sums: lines one after another, then the balance.
pub(super) fn sound_lines(
    draft: &mut Draft<'_>,
    date: Date,
    named: &[NamedLine<'_>],
) -> Result<Vec<Line>, Refusal> {
    check_count_and_signs(named)?;
    let mut lines = Vec::with_capacity(named.len());
    for line in named {
        let account = usable_account(draft, line.account, date)?;
        check_currency(draft, account, line.currency)?;
        lines.push(Line { account, side: line.side, amount: line.amount });
    }
    check_balanced(draft, &lines)?;
    Ok(lines)
}

/// Two lines or more, each above zero.
pub(super) fn check_count_and_signs(named: &[NamedLine<'_>]) -> Result<(), Refusal> {
    if named.len() < 2 {
        return Err(Refusal::new(
            RefusalCode::TooFewLines,
            format!("{} line; an entry has two or more", named.len()),
        ));
    }
    match named.iter().find(|line| line.amount <= 0) {
        Some(line) => {
            let amount = line.currency.decimal(i128::from(line.amount));
            let detail = format!("{amount} on account \"{}\"", line.account);
            Err(Refusal::new(RefusalCode::AmountNotPositive, detail))
        }
        None => Ok(()),
    }
}

/// The account of a name, opened by its first entry where the chart knows its code.
pub(super) fn usable_account(
    draft: &mut Draft<'_>,
    name: AccountName<'_>,
    date: Date,
) -> Result<AccountId, Refusal> {
    let found = draft.find(name);
    let chart = draft.book.chart();
    let Some(node) = chart.and_then(|chart| chart.node(name.code)) else {
        return match (found, draft.book.settings().chart_mode) {
            (Some(id), ChartMode::Open) => open_account(draft, id),
            _ => Err(Refusal::new(RefusalCode::AccountUnknown, format!("account \"{name}\""))),
        };
    };
    if !node.leaf {
        return Err(Refusal::new(
            RefusalCode::AccountNotLeaf,
            format!("code \"{}\" ({})", name.code, node.name),
        ));
    }
    if !node.is_valid_on(date) {
        return Err(Refusal::new(RefusalCode::AccountNotValid, format!("code \"{}\" on {date}", name.code)));
    }
    match found {
        Some(id) => open_account(draft, id),
        None => Ok(draft.open(name, node.terms(draft.book.settings().currency))),
    }
}

/// The account unless it is closed.
pub(super) fn open_account(draft: &mut Draft<'_>, id: AccountId) -> Result<AccountId, Refusal> {
    if draft.account(id).closed {
        return Err(Refusal::new(RefusalCode::AccountClosed, format!("account \"{}\"", draft.name(id))));
    }
    Ok(id)
}

/// The amount's currency is the account's.
pub(super) fn check_currency(
    draft: &mut Draft<'_>,
    id: AccountId,
    currency: Currency,
) -> Result<(), Refusal> {
    let wanted = draft.account(id).terms.currency;
    if wanted != currency {
        let detail = format!("account \"{}\" holds {wanted}, the amount is in {currency}", draft.name(id));
        return Err(Refusal::new(RefusalCode::CurrencyMismatch, detail));
    }
    Ok(())
}

/// Debits equal credits within each currency and book side, and within each entity where the book asks for it.
pub(super) fn check_balanced(draft: &mut Draft<'_>, lines: &[Line]) -> Result<(), Refusal> {
    let mut sums: Vec<((Currency, BookSide), i128)> = Vec::with_capacity(2);
    for line in lines {
        let terms = draft.account(line.account).terms;
        add(&mut sums, (terms.currency, terms.book_side), line.signed());
    }
    if let Some(((currency, book_side), difference)) = sums.iter().find(|(_, sum)| *sum != 0) {
        let difference = currency.decimal(*difference);
        let detail =
            format!("debits less credits are {difference} {currency} on the {} side", side_name(*book_side));
        return Err(Refusal::new(RefusalCode::EntryUnbalanced, detail));
    }
    if draft.book.settings().balance_per_entity { check_entities(draft, lines) } else { Ok(()) }
}

fn check_entities(draft: &mut Draft<'_>, lines: &[Line]) -> Result<(), Refusal> {
    let mut sums: Vec<((String, Currency, BookSide), i128)> = Vec::new();
    for line in lines {
        let terms = draft.account(line.account).terms;
        let entity = draft.name(line.account).entity.to_owned();
        add(&mut sums, (entity, terms.currency, terms.book_side), line.signed());
    }
    match sums.iter().find(|(_, sum)| *sum != 0) {
        Some(((entity, currency, _), difference)) => {
            let detail = format!(
                "entity \"{entity}\": debits less credits are {} {currency}",
                currency.decimal(*difference)
            );
            Err(Refusal::new(RefusalCode::EntityUnbalanced, detail))
        }
        None => Ok(()),
    }
}

fn add<K: PartialEq>(sums: &mut Vec<(K, i128)>, key: K, amount: i64) {
    match sums.iter_mut().find(|(found, _)| *found == key) {
        Some((_, sum)) => *sum += i128::from(amount),
        None => sums.push((key, i128::from(amount))),
    }
}

fn side_name(side: BookSide) -> &'static str {
    match side {
        BookSide::Financial => "financial",
        BookSide::Budget => "budget",
    }
}

/// Where the amounts of an entry land.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Landing {
    /// In the posted sums.
    Posted,
    /// In the held sums.
    Held,
}

/// Adds the lines to the draft's balances, then checks the limits of each account they touch, in the order of the lines.
/// `year` is the fiscal year they count for.
pub(super) fn land(
    draft: &mut Draft<'_>,
    lines: &[Line],
    landing: Landing,
    year: i32,
) -> Result<(), Refusal> {
    for line in lines {
        let landed = draft.change(line.account, year, |balance| match landing {
            Landing::Posted => balance.post(line.side, line.amount),
            Landing::Held => balance.hold(line.side, line.amount),
        });
        if landed.is_none() {
            let detail = format!("account \"{}\"", draft.name(line.account));
            return Err(Refusal::new(RefusalCode::BalanceOverflow, detail));
        }
    }
    lines.iter().try_for_each(|line| limits::check(draft, line.account, line.side, year))
}
