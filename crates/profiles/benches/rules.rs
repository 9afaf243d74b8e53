//! How long loading the rulebook and applying one of its rules take: `cargo bench -p profiles --bench rules`.

use std::hint::black_box;
use std::time::Instant;

use ledger::payment::Field;
use ledger::{Chart, Currency, Payment, PaymentKind, Rulebook};
use profiles::kabupaten::{CHART_CSV, RULEBOOK_FILE, RULEBOOK_YAML};

fn main() {
    const EVENTS: u32 = 1_000_000;
    let chart = Chart::from_csv(CHART_CSV).expect("the profile's tests load it");
    let started = Instant::now();
    let rulebook = Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart).expect("the profile's tests load it");
    println!("load: {:?}", started.elapsed());
    let mut payment = Payment::new(PaymentKind::PaymentReceived, Currency::IDR);
    payment.set_text(Field::Agency, "5.02.0.00.0.00.01.0000");
    payment.set_text(Field::Account, "4.1.01.15.01.0001");
    payment.set_amount(Field::Amount, 15_000_000);
    payment.set_amount(Field::Penalty, 0);
    payment.set_amount(Field::Overpayment, 0);
    payment.set_text(Field::Basis, "assessed");
    payment.set_text(Field::Into, "treasury");
    payment.set_text(Field::Channel, "qris");
    let best = (0..5)
        .map(|_| {
            let started = Instant::now();
            for _ in 0..EVENTS {
                black_box(rulebook.apply(black_box(&payment)).expect("a rule takes it"));
            }
            started.elapsed() / EVENTS
        })
        .min();
    println!("apply, three entries with six lines: {best:?} an event");
}
