//! Open items: what one entry put on an account others clear, up to its amount.

use crate::command::NamedItem;
use crate::draft::Draft;
use crate::entry::{Line, OpenItem, Side, signed_on};
use crate::refusal::{Refusal, RefusalCode};

/// The item of an entry's lines, of which no more is cleared than is open. Asked last, when the entry is known to be sound
/// and within every limit; only clearing is stopped, so that an item may grow again after it was cleared.
pub(super) fn land(draft: &mut Draft<'_>, lines: &[Line], item: &OpenItem) -> Result<(), Refusal> {
    let was = draft.open_item(item);
    let change = signed_on(lines, item.account);
    let terms = draft.account(item.account).terms;
    let on_normal_side = |signed: i128| if terms.normal_side == Side::Debit { signed } else { -signed };
    let open = i128::from(was) + change;
    if on_normal_side(change) < 0 && on_normal_side(open) < 0 {
        let money = |minor| terms.currency.decimal(minor);
        let (wanted, open) = (money(-on_normal_side(change)), money(on_normal_side(was.into())));
        let account = draft.name(item.account);
        let detail =
            format!("account \"{account}\", item {:?}: {wanted} to be cleared, {open} open", item.name);
        return Err(Refusal::new(RefusalCode::ExceedsOpenItem, detail));
    }
    let open = i64::try_from(open).expect("an item is a part of its account, whose sums fit");
    draft.set_open_item(item, open);
    Ok(())
}

/// The item by its account's number; `None` when no account has that name, which then has no line either.
pub(super) fn numbered(draft: &Draft<'_>, named: NamedItem<'_>) -> Option<Box<OpenItem>> {
    let account = draft.find(named.account)?;
    Some(Box::new(OpenItem { account, name: named.name.into() }))
}
