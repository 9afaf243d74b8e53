//! How fast the core decides and applies, on one thread: `cargo bench -p ledger --bench core`.
//!
//! Two-line entries between 10,000 accounts, uniform and with one hot account, and holds that are captured, each on a fresh book.
//! Criterion prints commands a second as `elem/s` and compares with the run before. Every pass must end in the same digest, so that
//! a faster wrong answer shows.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use ledger::command::{CapturePart, NamedLine};
use ledger::{
    AccountName, Book, BookSettings, ChartMode, Command, Currency, Date, Decision, Instruction, Request,
    Side, Terms, Timestamp, decide,
};

const ACCOUNTS: usize = 10_000;
/// Commands of a pass: enough that a book's growth shows, few enough for a sample of passes.
const COMMANDS: usize = 200_000;

criterion_group!(benches, core);
criterion_main!(benches);

fn core(criterion: &mut Criterion) {
    let names: Vec<String> = (0..ACCOUNTS).map(|n| format!("acct.{n:05}")).collect();
    let mut group = criterion.benchmark_group("core");
    group.throughput(Throughput::Elements(COMMANDS as u64)).sample_size(10);
    type Pass = fn(&mut Book, &[String]);
    let passes: [(&str, Pass); 3] = [
        ("entries, uniform", |book, names| transfers(book, names, false)),
        ("entries, one hot account", |book, names| transfers(book, names, true)),
        ("holds, placed and captured", holds),
    ];
    for (title, pass) in passes {
        let mut expected = book(&names);
        pass(&mut expected, &names);
        let expected = expected.digest();
        group.bench_function(title, |bencher| {
            let measured = |book: &mut Book| pass(black_box(book), &names);
            bencher.iter_batched_ref(|| book(&names), measured, BatchSize::PerIteration);
        });
        let mut again = book(&names);
        pass(&mut again, &names);
        assert_eq!(again.digest(), expected, "{title}: the same commands end in the same book");
    }
    group.finish();
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

fn transfers(book: &mut Book, names: &[String], hot: bool) {
    for n in 0..COMMANDS {
        let debit = if hot { 0 } else { pick(n, 7_919) };
        let credit = (debit + 1 + pick(n, 104_729) % (ACCOUNTS - 1)) % ACCOUNTS;
        let lines = lines(&names[debit], &names[credit], 1 + (n % 1_000) as i64);
        run(
            book,
            Instruction::Post { kind: ledger::EntryKind::General, lines, description: "", open_item: None },
        );
    }
}

fn holds(book: &mut Book, names: &[String]) {
    for n in 0..COMMANDS / 2 {
        let hold = format!("hold-{n}");
        let debit = pick(n, 7_919);
        let lines = lines(&names[debit], &names[(debit + 1) % ACCOUNTS], 5);
        run(book, Instruction::PlaceHold { hold: &hold, lines, expires_at: None, description: "" });
        let part = CapturePart::All;
        run(book, Instruction::CaptureHold { hold: &hold, part, keep_remainder: false, description: "" });
    }
}
