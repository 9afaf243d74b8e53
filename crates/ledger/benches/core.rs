//! How fast the core decides and applies, on one thread: `cargo bench -p ledger --bench core -- [COMMANDS]`.
//!
//! Two-line entries between 10,000 accounts, uniform and with one hot account, and holds that are captured. Each line is
//! the best of three runs over a fresh book, with the digest at the end so that a faster wrong answer shows.

use std::time::Instant;

use ledger::command::{CapturePart, NamedLine};
use ledger::{
    AccountName, Book, BookSettings, ChartMode, Command, Currency, Date, Decision, Instruction, Request,
    Side, Terms, Timestamp, decide,
};

const ACCOUNTS: usize = 10_000;

fn main() {
    let commands: usize = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(1_000_000);
    let names: Vec<String> = (0..ACCOUNTS).map(|n| format!("acct.{n:05}")).collect();
    println!("{commands} commands, {ACCOUNTS} accounts, one thread");
    for (title, hot) in [("entries, uniform", false), ("entries, one hot account", true)] {
        report(title, commands, || transfers(&names, commands, hot));
    }
    report("holds, placed and captured", commands, || holds(&names, commands));
}

fn report(title: &str, commands: usize, run: impl Fn() -> (f64, ledger::Digest)) {
    let (seconds, digest) = (0..3).map(|_| run()).min_by(|a, b| a.0.total_cmp(&b.0)).expect("three runs");
    println!(
        "{title:<28}{:>12.0} a second   digest {}",
        commands as f64 / seconds,
        &digest.to_string()[..12]
    );
}

fn book(names: &[String]) -> Book {
    let mut book = Book::new(BookSettings {
        name: "bench".to_owned(),
        currency: Currency::IDR,
        chart_mode: ChartMode::Open,
        balance_per_entity: false,
    });
    let terms = Terms {
        normal_side: Side::Debit,
        currency: Currency::IDR,
        book_side: ledger::BookSide::Financial,
        debits_must_not_exceed_credits: false,
        credits_must_not_exceed_debits: false,
        ceiling: None,
    };
    for name in names {
        run(&mut book, Instruction::OpenAccount { account: account(name), terms });
    }
    book
}

fn account(code: &str) -> AccountName<'_> {
    AccountName { entity: "bank", code }
}

fn lines<'a>(debit: &'a str, credit: &'a str, amount: i64) -> Vec<NamedLine<'a>> {
    [(debit, Side::Debit), (credit, Side::Credit)]
        .map(|(code, side)| NamedLine { account: account(code), side, amount, currency: Currency::IDR })
        .to_vec()
}

fn run(book: &mut Book, instruction: Instruction<'_>) {
    let request = Request::Instructions(vec![instruction]);
    let command = Command { at: Timestamp(1), effective_date: Date(20_000), id: "bench", request };
    match decide(book, &command) {
        Decision::Posted(posted) => posted.facts.iter().for_each(|fact| book.evolve(fact)),
        Decision::Refused(refusal) => panic!("the bench's commands are sound: {refusal}"),
    }
}

/// A step through the accounts that visits them in no regular order.
fn pick(n: usize, stride: usize) -> usize {
    n.wrapping_mul(stride).wrapping_add(n >> 3) % ACCOUNTS
}

fn transfers(names: &[String], commands: usize, hot: bool) -> (f64, ledger::Digest) {
    let mut book = book(names);
    let started = Instant::now();
    for n in 0..commands {
        let debit = if hot { 0 } else { pick(n, 7_919) };
        let credit = (debit + 1 + pick(n, 104_729) % (ACCOUNTS - 1)) % ACCOUNTS;
        let lines = lines(&names[debit], &names[credit], 1 + (n % 1_000) as i64);
        run(
            &mut book,
            Instruction::Post { kind: ledger::EntryKind::General, lines, description: "", open_item: None },
        );
    }
    (started.elapsed().as_secs_f64(), book.digest())
}

fn holds(names: &[String], commands: usize) -> (f64, ledger::Digest) {
    let mut book = book(names);
    let started = Instant::now();
    for n in 0..commands / 2 {
        let hold = format!("hold-{n}");
        let debit = pick(n, 7_919);
        let lines = lines(&names[debit], &names[(debit + 1) % ACCOUNTS], 5);
        run(&mut book, Instruction::PlaceHold { hold: &hold, lines, expires_at: None, description: "" });
        let part = CapturePart::All;
        run(
            &mut book,
            Instruction::CaptureHold { hold: &hold, part, keep_remainder: false, description: "" },
        );
    }
    (started.elapsed().as_secs_f64(), book.digest())
}
