//! `rules publish` as people run it: into a new book and a living one, on the embedded store and on a private Postgres.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::path::{Path, PathBuf};

use common::{code, json, run, text};
use serde_json::Value;

/// A folder with a book, and files beside it.
struct World {
    folder: testkit::TempDir,
    data: PathBuf,
    store: Vec<String>,
}

impl World {
    fn new(store: &[&str]) -> Self {
        let folder = testkit::temp_dir();
        let data = folder.path().join("books");
        let store = store.iter().map(|flag| (*flag).to_owned()).collect();
        Self { folder, data, store }
    }

    fn on<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        let store = self.store.iter().map(String::as_str);
        arguments.iter().copied().chain(["--data", text(&self.data)]).chain(store).collect()
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The rulebook in force, as it was published.
    fn rules(&self) -> String {
        let output = run(&self.on(&["rules", "show"]));
        assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn publish(&self, file: &Path) -> Value {
        json(&self.on(&["rules", "publish", text(file), "--json"]))
    }

    /// Posts one payment and gives the version of the rulebook that its entries name.
    fn version_of_a_payment(&self, id: &str) -> u64 {
        let file = self.file("event.ndjson", payment(id));
        let imported = json(&self.on(&["import", "events", text(&file), "--json"]));
        assert_eq!(imported["posted"], 1, "{imported}");
        let output = run(&self.on(&["export", "journal", "--format", "ndjson"]));
        let journal = String::from_utf8(output.stdout).unwrap();
        let mut entries = journal.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let entry = entries.rfind(|entry| entry["id"] == id);
        let entry = entry.unwrap_or_else(|| panic!("no entry of {id} in\n{journal}"));
        entry["rulebook_version"].as_u64().unwrap_or_else(|| panic!("no version in {entry}"))
    }

    fn position(&self) -> u64 {
        let verified = json(&self.on(&["verify", "--json"]));
        assert_eq!(verified["ok"], true, "{verified}");
        verified["position"].as_u64().unwrap()
    }
}

fn payment(id: &str) -> String {
    serde_json::json!({
        "specversion": "1.0", "id": id, "source": "urn:test", "time": "2026-08-10T09:35:27+07:00",
        "type": "neraca.payment.v1.PaymentReceived",
        "data": {
            "agency": "5.02.0.00.0.00.02.0000", "account": "4.1.01.19.01.0001",
            "amount": { "value": "250000", "currency": "IDR" },
            "basis": "self-assessed", "into": "treasury", "channel": "qris",
        },
    })
    .to_string()
}

/// The version that a rulebook says it has.
fn version(rules: &str) -> u64 {
    let line =
        rules.lines().find_map(|line| line.strip_prefix("version: ")).expect("a rulebook has a version");
    line.parse().expect("a version is a number")
}

/// The same rules under the next version.
fn second(rules: &str) -> String {
    let own = version(rules);
    rules.replacen(&format!("\nversion: {own}\n"), &format!("\nversion: {}\n", own + 1), 1)
}

fn a_published_rulebook_is_in_force(world: &World) {
    let shipped = version(&world.rules());
    assert_eq!(world.version_of_a_payment("before"), shipped);
    let before = world.position();
    let next = second(&world.rules());
    let file = world.file("rules.yaml", &next);
    let published = world.publish(&file);
    assert_eq!(
        (&published["name"], &published["version"]),
        (&"rules.yaml".into(), &(shipped + 1).into()),
        "{published}"
    );
    assert_eq!(published["position"], before + 1);
    assert_eq!(world.rules(), next);
    // It is signed at once, like what is imported.
    assert_eq!(json(&world.on(&["checkpoint", "show", "--json"]))["size"], before + 1);
    assert_eq!(world.version_of_a_payment("after"), shipped + 1);
    // What is in force already is not published once more.
    assert_eq!(world.publish(&file)["position"], before + 2);
    assert_eq!(world.position(), before + 2);
}

#[test]
fn a_published_rulebook_is_shown_and_named_by_the_next_entries() {
    a_published_rulebook_is_in_force(&World::new(&[]));
}

#[test]
fn on_a_private_postgres_a_published_rulebook_is_in_force_as_well() {
    a_published_rulebook_is_in_force(&World::new(&["--managed"]));
}

#[test]
fn a_new_book_takes_a_rulebook_at_once() {
    let world = World::new(&[]);
    let next = second(&world.rules());
    let published = world.publish(&world.file("rules.yaml", &next));
    assert_eq!(published["version"], version(&next), "{published}");
    assert_eq!(world.rules(), next);
    assert_eq!(world.version_of_a_payment("first"), version(&next));
}

#[test]
fn a_chart_is_signed_as_soon_as_it_is_published() {
    let world = World::new(&[]);
    world.version_of_a_payment("before");
    let chart = world.file("more.csv", "code,name\n5.1.02.01.01.9999,Belanja Uji\n");
    let imported = json(&world.on(&["chart", "import", text(&chart), "--json"]));
    let signed = json(&world.on(&["checkpoint", "show", "--json"]));
    assert_eq!(imported["position"], signed["size"], "{imported}");
}

#[test]
fn a_rulebook_with_a_fault_is_refused_by_name_and_changes_nothing() {
    let world = World::new(&[]);
    let shipped = version(&world.rules());
    assert_eq!(world.version_of_a_payment("before"), shipped);
    let (rules, before) = (world.rules(), world.position());
    let wrong = second(&rules).replace("on: PaymentReceived", "on: PaymentReceeved");
    assert_ne!(wrong, second(&rules));
    for content in [wrong.as_str(), "rules: [", ""] {
        let file = world.file("wrong.yaml", content);
        let output = run(&world.on(&["rules", "publish", text(&file)]));
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(code(&output), 1, "{error}");
        assert!(error.contains("wrong.yaml"), "{error}");
    }
    assert_eq!((world.rules(), world.position()), (rules, before));
    assert_eq!(world.version_of_a_payment("after"), shipped);
}

#[test]
fn a_check_lists_the_codes_from_which_a_mirror_leads_nowhere() {
    let world = World::new(&[]);
    let chart = world.file("more.csv", "code,name\n4.1.01.15.02,Uji\n4.1.01.15.02.0001,PBB Uji\n");
    let of = |checked: &Value, mirror: &str| {
        let all = checked["mirror_gaps"].as_array().unwrap_or_else(|| panic!("{checked}"));
        let own = all.iter().find(|gaps| gaps["mirror"] == mirror);
        own.map_or(Value::Null, |gaps| gaps["codes"].clone())
    };
    let checked = json(&world.on(&["chart", "check", text(&chart), "--json"]));
    for mirror in ["operating", "receivable"] {
        let codes = of(&checked, mirror);
        assert!(codes.as_array().unwrap().contains(&"4.1.01.15.02.0001".into()), "{mirror}: {checked}");
    }
    assert_eq!(of(&checked, "overpaid"), Value::Null, "all share an account: {checked}");
    let rules = world.file("rules.yaml", world.rules());
    let told = String::from_utf8(run(&world.on(&["rules", "check", text(&rules)])).stdout).unwrap();
    assert!(!told.contains("PBB Uji"), "{told}");
    json(&world.on(&["chart", "import", text(&chart), "--json"]));
    let told = String::from_utf8(run(&world.on(&["rules", "check", text(&rules)])).stdout).unwrap();
    assert!(told.contains("mirror \"operating\" leads nowhere") && told.contains("PBB Uji"), "{told}");
}
