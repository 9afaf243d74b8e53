//! What the digitalisation report takes as given: the class of each channel, the level that kinds of revenue are counted at, and
//! the weights of the estimate. The regulation gives none of it in full, so all of it is configuration to confirm.

/// Version of these tables, which the report names.
pub(super) const VERSION: &str = "etpd-1";

/// Regional own-source revenue, the revenue that a region collects itself.
pub(super) const OWN_SOURCE: &str = "4.1";

/// Level of the chart that is a kind of revenue: objek, as the law counts them (PBJT is one kind of five objects).
pub(super) const KIND_LEVEL: u8 = 4;

/// How far a payment is from cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Notes and coins to a collector or treasurer.
    Cash,
    /// Through a bank, with a person in between.
    SemiDigital,
    /// Without a person in between.
    Digital,
    /// The channel isn't named, or says nothing; never counted as non-cash.
    Unknown,
}

/// Where the class of a channel comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// `[S]`: read in a public source, of Bank Indonesia or of the ministries.
    Public,
    /// `[K]`: general knowledge that no source confirmed.
    Unconfirmed,
}

/// A channel as payments name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Channel {
    /// As in a payment; empty where none is named.
    pub(super) key: &'static str,
    /// For people.
    pub(super) title: &'static str,
    /// Its class.
    pub(super) class: Class,
    /// Where the class comes from.
    pub(super) source: Source,
}

const fn channel(key: &'static str, title: &'static str, class: Class, source: Source) -> Channel {
    Channel { key, title, class, source }
}

/// Every channel, in the order in which the report shows them. One that isn't here is of unknown class.
pub(super) const CHANNELS: [Channel; 18] = [
    channel("cash", "Tunai", Class::Cash, Source::Public),
    channel("teller", "Teller bank", Class::SemiDigital, Source::Public),
    channel("agent-bank", "Agen bank", Class::SemiDigital, Source::Public),
    channel("atm", "ATM", Class::Digital, Source::Unconfirmed),
    channel("edc", "EDC", Class::Digital, Source::Unconfirmed),
    channel("internet-banking", "Internet banking", Class::Digital, Source::Public),
    channel("mobile-banking", "Mobile banking", Class::Digital, Source::Public),
    channel("sms-banking", "SMS banking", Class::Digital, Source::Public),
    channel("retail-outlet", "Gerai ritel modern", Class::Digital, Source::Unconfirmed),
    channel("e-commerce", "E-commerce", Class::Digital, Source::Public),
    channel("qris", "QRIS", Class::Digital, Source::Public),
    channel("e-money-reader", "Pembaca uang elektronik", Class::Digital, Source::Unconfirmed),
    channel("virtual-account", "Virtual account", Class::Digital, Source::Unconfirmed),
    channel("cms", "CMS", Class::Digital, Source::Unconfirmed),
    channel("sp2d-online", "SP2D Online", Class::Digital, Source::Unconfirmed),
    channel("kkpd", "KKPD", Class::Digital, Source::Unconfirmed),
    channel("other", "Lainnya", Class::Unknown, Source::Unconfirmed),
    channel("", "Tanpa kanal (koreksi, pembatalan, jurnal)", Class::Unknown, Source::Unconfirmed),
];

/// Weights of the index's three aspects in percent, `[K]`: no public source gives them.
pub(super) struct Weights {
    /// Implementasi: kinds of revenue that were paid without cash at least once.
    pub(super) implementation: u8,
    /// Realisasi: the share of the amount that was paid without cash.
    pub(super) realization: u8,
    /// Lingkungan strategis: regulation, bank, coverage; no fact of a ledger.
    pub(super) environment: u8,
}

/// The weights of the estimate.
pub(super) const WEIGHTS: Weights = Weights { implementation: 75, realization: 20, environment: 5 };

/// The place of a channel in the table; `None` when it isn't there.
pub(super) fn place(key: &str) -> Option<usize> {
    CHANNELS.iter().position(|channel| channel.key == key)
}

/// The class of a channel.
pub(super) fn class(key: &str) -> Class {
    place(key).map_or(Class::Unknown, |place| CHANNELS[place].class)
}

/// The keys of the channels whose class no source confirmed.
pub(super) fn unconfirmed() -> Vec<&'static str> {
    let channels =
        CHANNELS.iter().filter(|channel| channel.source == Source::Unconfirmed && !channel.key.is_empty());
    channels.map(|channel| channel.key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_channel_that_a_payment_can_name_has_a_class_once() {
        for key in ledger::payment::CHANNELS.iter().copied().chain([""]) {
            let found = CHANNELS.iter().filter(|channel| channel.key == key).count();
            assert_eq!(found, 1, "{key}");
        }
        assert_eq!(CHANNELS.len(), ledger::payment::CHANNELS.len() + 1);
    }

    #[test]
    fn a_channel_that_nobody_classed_is_never_counted_as_non_cash() {
        assert_eq!(class("carrier-pigeon"), Class::Unknown);
        assert_eq!([class(""), class("other")], [Class::Unknown; 2]);
        assert_eq!(WEIGHTS.implementation + WEIGHTS.realization + WEIGHTS.environment, 100);
    }
}
