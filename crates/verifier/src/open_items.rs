//! Open items: what one entry puts on an account under a name, others clear, up to its amount. As in the ledger only clearing
//! is asked: an item may grow again after it was cleared.

use std::collections::HashMap;

use schema::ledger_v1::{Entry, Side};

use crate::accounts::Accounts;
use crate::catalogue::Code;
use crate::entries::Posting;
use crate::finding::Here;
use crate::text;

/// What is open of each item, by account and name: debits less credits, never zero.
#[derive(Debug, Default)]
pub struct OpenItems {
    open: HashMap<(u32, Box<str>), i128>,
}

impl OpenItems {
    /// Moves the item of an entry by its lines on the item's account.
    pub fn entry(&mut self, entry: &Entry, postings: &[Posting], accounts: &Accounts, here: &mut Here<'_>) {
        let Some(item) = &entry.open_item else { return };
        let entity = if item.entity.is_empty() { &entry.entity } else { &item.entity };
        let Some(number) = accounts.find(entity, &item.code) else {
            let name = crate::accounts::name(entity, &item.code);
            here.fault("open_item", text!(Code::AccountUnknown, name));
            return;
        };
        if item.name.is_empty() {
            here.fault("open_item.name", text!(Code::FieldMissing));
        }
        let account = accounts.get(number);
        let own = postings.iter().filter(|posting| posting.account == number);
        let change: i128 = own.map(|posting| posting.amount).sum();
        let key = (number, item.name.as_str().into());
        let was = self.open.get(&key).copied().unwrap_or_default();
        let open = was + change;
        let on_normal_side =
            |signed: i128| if account.normal_side == Side::Credit { -signed } else { signed };
        if on_normal_side(change) < 0 && on_normal_side(open) < 0 {
            let (cleared, was) = (account.money(-on_normal_side(change)), account.money(on_normal_side(was)));
            let text = text!(Code::ExceedsOpenItem, &account.name, &item.name, cleared, was);
            here.fault("open_item", text);
        }
        match open {
            0 => self.open.remove(&key),
            open => self.open.insert(key, open),
        };
    }

    /// How many are open.
    #[must_use]
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }
}
