//! Reconciliations that follow one another, through the real program: what a person confirmed is remembered, what stayed open is
//! carried with its age into the next month, and a confirmation is replaced, repeated and proposed.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use common::cash::{CASH, journal};
use common::{code, json, run, text};
use serde_json::{Value, json};

/// A book with bank statements beside it.
struct Months {
    folder: testkit::TempDir,
    data: String,
}

impl Months {
    /// January: 1,000 of before, a receipt, a payment, and a cheque of 40 that nobody has cashed yet.
    fn new() -> Self {
        let folder = testkit::temp_dir();
        let data = text(&folder.path().join("books")).to_owned();
        let months = Self { folder, data };
        months.book(&[
            journal("opening", "opening", "2026-01-01", 1000, ""),
            journal("sts", "general", "2026-01-05", 500, "STS/0001"),
            journal("sp2d", "general", "2026-01-06", -300, "SP2D-0002"),
            journal("cheque", "general", "2026-01-30", -40, ""),
        ]);
        months.file(
            "jan.sta",
            ":20:JAN\n:25:150-30-0001\n:28C:1\n:60F:C260101IDR1000,\n\
             :61:2601050105C500,NTRFSTS0001//B1\n:61:2601070107D300,NTRFSP2D 0002//B2\n\
             :61:2601200120C25,NTRFNONREF//B3\n:61:2601310131D2,NCHGNONREF//B4\n:62F:C260131IDR1223,\n-\n",
        );
        // The cheque of January is cashed, and a payment of February with it.
        months.file(
            "feb.sta",
            ":20:FEB\n:25:150-30-0001\n:28C:2\n:60F:C260131IDR1223,\n\
             :61:2602110211D60,NTRFSP2D0009//C1\n:61:2602120212D40,NCHKNONREF//C2\n:62F:C260228IDR1123,\n-\n",
        );
        months
    }

    fn path(&self, name: &str) -> String {
        text(&self.folder.path().join(name)).to_owned()
    }

    fn file(&self, name: &str, content: &str) {
        std::fs::write(self.path(name), content).unwrap();
    }

    fn book(&self, events: &[Value]) {
        let lines: Vec<String> = events.iter().map(Value::to_string).collect();
        self.file("book.ndjson", &lines.join("\n"));
        let import =
            ["import", "events", &self.path("book.ndjson"), "--data", &self.data, "--json", "--strict"];
        assert_eq!(json(&import)["posted"], events.len());
    }

    /// February in the book: the credit of January identified, its fee booked for its day, and a payment.
    fn february(&self) {
        self.book(&[
            journal("fee", "general", "2026-01-31", -2, "ADM-01"),
            journal("identified", "general", "2026-02-03", 25, ""),
            journal("sp2d-9", "general", "2026-02-10", -60, "SP2D-0009"),
        ]);
    }

    fn arguments<'a>(&'a self, files: &'a [String], more: &[&'a str]) -> Vec<&'a str> {
        let files = files.iter().map(String::as_str);
        let own = ["--account", CASH, "--data", &self.data, "--json"];
        std::iter::once("reconcile").chain(files).chain(own).chain(more.iter().copied()).collect()
    }

    fn look(&self, names: &[&str]) -> Value {
        let files: Vec<String> = names.iter().map(|name| self.path(name)).collect();
        json(&self.arguments(&files, &[]))
    }

    /// Confirms these matches, or says why not.
    fn confirm(&self, name: &str, matches: &Value, more: &[&str]) -> Result<Value, String> {
        let file = self.path("confirmed.json");
        self.file("confirmed.json", &json!({ "matches": matches }).to_string());
        let files = [self.path(name)];
        let record = ["--confirm", &file, "--record", "--confirmed-by", "kuasa-bud"];
        let output = run(&self.arguments(&files, &[&record, more].concat()));
        match code(&output) {
            0 | 4 => Ok(serde_json::from_slice(&output.stdout).unwrap()),
            _ => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }

    /// Confirms what is proposed.
    fn confirm_all(&self, name: &str) -> Value {
        self.confirm(name, &self.look(&[name])["matches"], &[]).unwrap()
    }
}

fn amounts(printed: &Value) -> Vec<(&str, &str)> {
    let rows = printed["form"]["rows"].as_array().unwrap().iter();
    rows.map(|row| (row["row"].as_str().unwrap(), row["amount"].as_str().unwrap())).collect()
}

/// Bank keys, line keys and confidence of every match.
fn matches(printed: &Value) -> Vec<(String, String, &str)> {
    let keys = |list: &Value| {
        let keys = list.as_array().unwrap().iter().map(|key| key.as_str().unwrap());
        keys.collect::<Vec<_>>().join(" ")
    };
    let all = printed["matches"].as_array().unwrap().iter();
    all.map(|one| (keys(&one["bank"]), keys(&one["ledger"]), one["confidence"].as_str().unwrap())).collect()
}

/// What was carried: key, age and whether it is open.
fn carried(printed: &Value) -> Vec<(&str, i64, bool)> {
    let all = printed["carried"].as_array().unwrap().iter();
    all.map(|one| {
        (one["key"].as_str().unwrap(), one["age_days"].as_i64().unwrap(), one["open"].as_bool().unwrap())
    })
    .collect()
}

#[test]
fn what_january_left_open_is_carried_by_name_and_cleared_in_february() {
    let months = Months::new();
    let confirmed = months.confirm_all("jan.sta");
    assert_eq!(confirmed["confirmation"]["matches"], 2, "{confirmed}");
    assert_eq!(confirmed["form"]["ties"], true);
    let again = months.look(&["jan.sta"]);
    assert!(matches(&again).iter().all(|(.., confidence)| *confidence == "confirmed"), "{again}");
    assert_eq!(again["confirmed"][0]["confirmed_by"], "kuasa-bud");

    months.february();
    let february = months.look(&["feb.sta"]);
    assert_eq!(february["carried_from"]["to"], "2026-01-31");
    let cheque = confirmed["ledger_only"][0]["key"].as_str().unwrap();
    let [b3, b4] = [0, 1].map(|place| confirmed["bank_only"][place]["key"].as_str().unwrap());
    let mut found = carried(&february);
    let fee = found.iter().position(|(key, ..)| ![cheque, b3, b4].contains(key)).unwrap();
    assert_eq!(found.remove(fee).1, 28, "booked for January after January was confirmed");
    assert_eq!(found, [(b3, 39, false), (cheque, 29, false), (b4, 28, false)], "{february}");
    assert!(amounts(&february).iter().all(|(_, amount)| *amount == "0.00"), "{february}");
    let cleared = matches(&february);
    let cleared: Vec<(&str, &str)> =
        cleared.iter().map(|(bank, _, confidence)| (bank.as_str(), *confidence)).collect();
    let (c1, c2) = ("FEB 2 2026-02-28/C1", "FEB 2 2026-02-28/C2");
    assert_eq!(cleared, [(b3, "possible"), (b4, "likely"), (c1, "certain"), (c2, "possible")], "{february}");
    let with_c2 = matches(&february).into_iter().find(|(bank, ..)| bank == c2).unwrap();
    assert_eq!(with_c2.1, cheque);

    months.confirm_all("feb.sta");
    let both = months.look(&["feb.sta", "jan.sta"]);
    assert_eq!(both["confirmed"].as_array().map(Vec::len), Some(2), "{both}");
    assert!(matches(&both).iter().all(|(.., confidence)| *confidence == "confirmed"), "{both}");
    assert_eq!((matches(&both).len(), &both["form"]["ties"]), (6, &true.into()));
    assert_eq!(json(&["verify", "--data", &months.data, "--json"])["ok"], true);
}

#[test]
fn what_is_still_open_stands_under_its_row_by_name_instead_of_in_the_opening_difference() {
    let months = Months::new();
    months.file(
        "feb.sta",
        ":20:FEB\n:25:150-30-0001\n:28C:2\n:60F:C260131IDR1223,\n:61:2602110211D60,NTRFSP2D0009//C1\n\
         :62F:C260228IDR1163,\n-\n",
    );
    months.february();
    let files = [months.path("feb.sta")];
    let lost = run(&months.arguments(&files, &[]));
    assert_eq!(code(&lost), 4, "nothing is confirmed yet");
    let lost: Value = serde_json::from_slice(&lost.stdout).unwrap();
    assert_eq!(amounts(&lost)[0], ("opening_difference", "65.00"));

    months.confirm_all("jan.sta");
    let february = months.look(&["feb.sta"]);
    assert_eq!(amounts(&february)[0], ("opening_difference", "0.00"));
    assert_eq!(amounts(&february)[4], ("payments_not_in_bank", "40.00"), "the cheque");
    assert_eq!(february["form"]["ties"], true);
    let open: Vec<_> = carried(&february).into_iter().filter(|(.., open)| *open).collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].1, 29, "days since 30 January");
    let told =
        run(&months.arguments(&files, &[]).into_iter().filter(|one| *one != "--json").collect::<Vec<_>>());
    let told = String::from_utf8(told.stdout).unwrap();
    let row = told.split("SP2D dibukukan belum cair").nth(1).unwrap();
    assert!(row.lines().nth(1).unwrap().contains(&format!("2026-01-30 {} cheque", open[0].0)), "{told}");
    assert!(told.contains("carried from the reconciliation before: 2"), "{told}");
}

#[test]
fn a_later_confirmation_of_the_same_days_replaces_the_earlier_and_the_same_again_changes_nothing() {
    let months = Months::new();
    let proposed = months.look(&["jan.sta"])["matches"].clone();
    let first = months.confirm("jan.sta", &json!([proposed[0]]), &[]).unwrap();
    assert_eq!(first["confirmation"]["matches"], 1);
    assert_eq!(
        months.look(&["feb.sta"])["carried"].as_array().map(Vec::len),
        Some(5),
        "two of the payment too"
    );

    let second = months.confirm("jan.sta", &proposed, &[]).unwrap();
    let position = second["confirmation"]["position"].as_u64().unwrap();
    assert_eq!(months.look(&["feb.sta"])["carried"].as_array().map(Vec::len), Some(3));
    let standing = months.look(&["jan.sta"])["confirmed"].clone();
    assert_eq!((standing.as_array().map(Vec::len), &standing[0]["position"]), (Some(1), &position.into()));

    let again = months.confirm("jan.sta", &proposed, &[]).unwrap();
    assert_eq!(
        (&again["confirmation"]["same"], &again["confirmation"]["position"]),
        (&true.into(), &position.into())
    );
    assert_eq!(months.look(&["jan.sta"])["position"], position, "nothing was written");
    let other = months.confirm("jan.sta", &proposed, &["--document", "BA-REKON/1/2026"]).unwrap();
    assert_eq!(other["confirmation"]["same"], false, "another number is another confirmation");
}

#[test]
fn a_month_that_is_confirmed_anew_takes_the_ground_from_those_behind_it() {
    let months = Months::new();
    months.confirm_all("jan.sta");
    months.february();
    let february = months.confirm_all("feb.sta");
    let proposed = months.look(&["jan.sta"])["matches"].clone();
    // The cheque was cashed in February, so that January can't have it as its fee.
    let cheque =
        february["carried"].as_array().unwrap().iter().find(|one| one["date"] == "2026-01-30").unwrap();
    let taken = json!([proposed[0], { "bank": ["JAN 1 2026-01-31/B4"], "ledger": [cheque["key"]] }]);
    let refused = months.confirm("jan.sta", &taken, &[]).unwrap_err();
    assert!(refused.contains("is matched in the reconciliation of 2026-02-01 to 2026-02-28"), "{refused}");

    let less = months.confirm("jan.sta", &json!([proposed[0]]), &[]).unwrap();
    assert_eq!(less["confirmation"]["later"][0]["from"], "2026-02-01", "{less}");
    months.file(
        "mar.sta",
        ":20:MAR\n:25:150-30-0001\n:28C:3\n:60F:C260228IDR1123,\n:61:2603020302C5,NTRFNONREF//D1\n:62F:C260331IDR1128,\n-\n",
    );
    let march = months.look(&["mar.sta"]);
    assert!(march["notes"][0].as_str().unwrap().contains("was confirmed anew since"), "{march}");
    let refused = months.confirm("mar.sta", &json!([]), &[]).unwrap_err();
    assert!(refused.contains("confirm the latter again first"), "{refused}");
    // The same words as before, on ground that has moved, are another confirmation.
    months.confirm("jan.sta", &json!([proposed[0], proposed[1]]), &[]).unwrap();
    let again = months.confirm("feb.sta", &february["matches"], &[]).unwrap();
    assert_eq!((&again["confirmation"]["same"], &again["carried"]), (&false.into(), &february["carried"]));
    assert_eq!(months.look(&["mar.sta"])["notes"], json!([]));
    months.confirm("mar.sta", &json!([]), &[]).unwrap();
}

#[test]
fn a_reconciliation_that_was_proposed_counts_when_somebody_else_agrees() {
    let months = Months::new();
    let proposed = months.look(&["jan.sta"])["matches"].clone();
    let made = months.confirm("jan.sta", &proposed, &["--maker", "ani"]).unwrap();
    let proposal = made["confirmation"]["proposal"].as_str().unwrap();
    assert_eq!(months.look(&["jan.sta"])["confirmed"], json!([]), "it waits");
    json(&["proposal", "approve", proposal, "--checker", "budi", "--data", &months.data, "--json"]);
    assert_eq!(months.look(&["jan.sta"])["confirmed"][0]["to"], "2026-01-31");
    assert_eq!(months.look(&["feb.sta"])["carried"].as_array().map(Vec::len), Some(3));
}

#[test]
fn days_that_cut_through_a_confirmed_reconciliation_are_refused_and_so_is_recording_without_matches() {
    let months = Months::new();
    months.confirm_all("jan.sta");
    let files = [months.path("jan.sta")];
    let cut = run(&months.arguments(&files, &["--from", "2026-01-10"]));
    let told = String::from_utf8_lossy(&cut.stderr).into_owned();
    assert!(
        code(&cut) == 2 && told.contains("cuts through the reconciliation of 2026-01-02 to 2026-01-31"),
        "{told}"
    );
    for more in [&["--record"][..], &["--maker", "ani"], &["--confirmed-by", "bud"]] {
        assert_eq!(code(&run(&months.arguments(&files, more))), 2, "{more:?}");
    }
}

/// Days of a book whose statements have gaps without money.
#[test]
fn days_begin_where_the_confirmed_ones_ended_when_nothing_happened_at_the_bank_between_them() {
    let months = Months::new();
    let proposed = months.look(&["jan.sta"])["matches"].clone();
    months.confirm("jan.sta", &proposed, &["--to", "2026-01-31"]).unwrap();
    let rows = "Tanggal,Debet,Kredit,Saldo\n11/02/2026,60,,\"1,163.00\"\n";
    months.file("feb.csv", rows);
    months.february();
    let files = [months.path("feb.csv")];
    let csv = ["--csv", "--bank-account", "150-30-0001", "--to", "2026-02-28"];
    let printed = json(&months.arguments(&files, &csv));
    assert_eq!(printed["from"], "2026-02-01", "not the day of its first row: {printed}");
    assert_eq!(printed["form"]["ties"], true, "{printed}");
}
