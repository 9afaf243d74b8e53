//! People through the real program: whatever way they come in, the log has pseudonyms, the vault has them, and an erasure leaves
//! every proof as it was.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::{code, json, neraca, run, text};
use serde_json::Value;

const NIK: &str = "1608010101900001";
const NAME: &str = "Budi Santoso";

/// A data folder and a vault beside it.
struct Office {
    _folder: testkit::TempDir,
    data: PathBuf,
    vault: PathBuf,
}

impl Office {
    fn open() -> Self {
        let folder = testkit::temp_dir();
        let (data, vault) = (folder.path().join("books"), folder.path().join("vault"));
        let office = Self { _folder: folder, data, vault };
        office.json(&["vault", "init"]);
        office
    }

    fn arguments<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        [arguments, &["--data", text(&self.data), "--vault", text(&self.vault)]].concat()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        json(&[&self.arguments(arguments)[..], &["--json"]].concat())
    }

    /// What a command prints when it is given this on standard input.
    fn told(&self, arguments: &[&str], input: &str) -> Value {
        let arguments = [&self.arguments(arguments)[..], &["--json"]].concat();
        let mut child = neraca(&arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 0, "{arguments:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Events, one a line, as a file.
    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.data.parent().unwrap().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Files of the data folder that hold any of these texts.
    fn holding(&self, texts: &[&str]) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.data.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let bytes = std::fs::read(&path).unwrap();
                let holds = |text: &&&str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
                if texts.iter().any(|text| holds(&text)) {
                    found.push(path);
                }
            }
        }
        found
    }
}

fn payment(id: &str, payer: &str) -> String {
    serde_json::json!({
        "specversion": "1.0", "id": id, "source": "urn:test", "time": "2026-08-10T09:35:27+07:00",
        "type": "neraca.payment.v1.PaymentReceived",
        "data": {
            "agency": "5.02.0.00.0.00.02.0000", "account": "4.1.01.19.01.0001", "payer": payer,
            "amount": { "value": "250000", "currency": "IDR" },
            "basis": "self-assessed", "into": "treasury", "channel": "qris",
        },
    })
    .to_string()
}

/// The auditor's program, which lies beside ours when the workspace is built.
fn verifier(arguments: &[&str]) -> i32 {
    let program = Path::new(env!("CARGO_BIN_EXE_neraca")).with_file_name("neraca-verify");
    assert!(program.exists(), "build it first: cargo build -p verifier");
    code(&Command::new(program).args(arguments).output().unwrap())
}

#[test]
fn whatever_way_people_come_in_the_log_has_pseudonyms_and_the_vault_has_them() {
    let office = Office::open();
    let unreadable = payment("3", NIK).replace("\"agency\"", "\"agncy\"");
    let proposal = serde_json::json!({
        "specversion": "1.0", "id": "4", "source": "urn:test", "time": "2026-08-10T09:35:27+07:00",
        "type": "neraca.payment.v1.ProposalMade",
        "data": { "proposal": "w-1", "maker": "ani", "reason": "time-barred", "receivableWrittenOff": {
            "agency": "5.02.0.00.0.00.02.0000", "account": "4.1.01.15.01.0001", "payer": NAME,
            "amount": { "value": "1", "currency": "IDR" }, "document": "SK-1", "reason": "time-barred" } },
    });
    let events = [payment("1", NIK), payment("2", NAME), unreadable, proposal.to_string()].join("\n");
    let file = office.file("events.ndjson", &events);
    let first = office.json(&["import", "events", text(&file)]);
    assert_eq!((&first["posted"], &first["quarantined"]), (&3.into(), &1.into()), "{first}");
    let again = office.json(&["import", "events", text(&file)]);
    assert_eq!((&again["repeated"], &again["digest"]), (&4.into(), &first["digest"]), "{again}");
    let rows = format!(
        "Organisational Unit,Payment Date,Amount,Beneficiary Name\nParks,2026-01-05,10.50,{NAME}\n,2026-01-05,1,{NAME}\n"
    );
    let file = office.file("spending.csv", &rows);
    assert_eq!(office.json(&["import", "spending-csv", text(&file)])["posted"], 1);
    let notification = serde_json::json!({
        "partnerServiceId": "   12345", "customerNo": NIK, "virtualAccountName": NAME, "paymentRequestId": "P-1",
        "virtualAccountPhone": "081234567890", "paidAmount": {"value": "1.00", "currency": "IDR"},
    });
    let good = office.file("va.json", &notification.to_string());
    assert_eq!(office.json(&["import", "snap-va", text(&good)])["posted"], 1);
    let bad = office.file("bad.json", &notification.to_string().replace("paymentRequestId", "x"));
    assert_eq!(office.json(&["import", "snap-va", text(&bad)])["quarantined"], 1);
    assert_eq!(office.holding(&[NIK, NAME, "BUDI SANTOSO", "081234567890"]), Vec::<PathBuf>::new());

    let pseudonym = office.told(&["vault", "show", "--kind", "citizen"], NIK)["pseudonym"].clone();
    let shown = office.json(&["vault", "show", pseudonym.as_str().unwrap()]);
    assert_eq!((&shown["value"], &shown["name"]), (&"1608**********01".into(), &"B. S.".into()));
    let traced = String::from_utf8(run(&office.arguments(&["trace", "4"])[..4]).stdout).unwrap();
    assert!(!traced.contains(NIK), "{traced}");
    let verified = office.json(&["vault", "verify"]);
    assert_eq!((&verified["ok"], &verified["subjects"]), (&true.into(), &2.into()), "{verified}");
    assert_eq!(json(&["verify", "--data", text(&office.data), "--json"])["ok"], true);
}

/// A running server, killed when it goes.
struct Running {
    child: Child,
    address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn over_http_and_over_the_bus_the_same_person_is_the_same_pseudonym() {
    let office = Office::open();
    let nats = testkit::nats();
    let file = office.file("events.ndjson", &[payment("1", NIK), payment("2", NAME)].join("\n"));
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--nats", &nats.url];
    let mut child = neraca(&office.arguments(&arguments)).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).and_then(|rest| rest.split(';').next()).unwrap().to_owned();
    let mut server = Running { child, address };
    let http = format!("http://{}", server.address);
    assert_eq!(json(&["publish", text(&file), "--http", &http, "--json"])["published"], 2);
    std::fs::write(&file, [payment("1", NIK), payment("2", NAME), payment("3", NIK)].join("\n")).unwrap();
    assert_eq!(json(&["publish", text(&file), "--nats", &nats.url, "--json"])["published"], 3);
    // Chart, rulebook and opening, two payments over HTTP, a third over the bus: its first two are repeats.
    testkit::wait_until("the bus is read", Duration::from_secs(30), || {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        write!(stream, "GET /readyz HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.contains("\"position\":6")
    });
    testkit::managed::signal(server.child.id(), "TERM").unwrap();
    assert!(server.child.wait().unwrap().success());
    assert_eq!(office.holding(&[NIK, NAME, "BUDI SANTOSO"]), Vec::<PathBuf>::new());
    let verified = office.json(&["vault", "verify"]);
    assert_eq!(verified["subjects"], 2, "{verified}");
}

#[test]
fn proofs_hold_before_and_after_somebody_is_erased() {
    let office = Office::open();
    let file = office.file("events.ndjson", &payment("1", NIK));
    let position = office.json(&["import", "events", text(&file)])["position"].to_string();
    let folder = office.data.parent().unwrap().to_owned();
    let policy = office.file("policy", "");
    std::fs::write(&policy, run(&["keys", "show", "--data", text(&office.data)]).stdout).unwrap();
    let prove = |name: &str| {
        let (receipt, log) = (folder.join(name), folder.join(format!("{name}-log")));
        let made = run(&["prove", &position, "--data", text(&office.data), "--output", text(&receipt)]);
        assert_eq!(code(&made), 0);
        json(&["export", "log", "--data", text(&office.data), "--out", text(&log), "--json"]);
        assert_eq!(verifier(&["proof", text(&receipt), "--policy", text(&policy)]), 0);
        assert_eq!(verifier(&["log", text(&log), "--policy", text(&policy)]), 0);
        std::fs::read(receipt).unwrap()
    };
    let before = prove("before");
    let pseudonym = office.told(&["vault", "show", "--kind", "citizen"], NIK)["pseudonym"].clone();
    let pseudonym = pseudonym.as_str().unwrap();
    let shown = office.json(&["vault", "unmask", pseudonym, "--reason", "case 7", "--who", "dpo-sa"]);
    assert_eq!(shown["value"], NIK);
    let erased = office.json(&["vault", "erase", pseudonym, "--reason", "request 3", "--who", "dpo-sa"]);
    assert_eq!((&erased["act"], &erased["who"]), (&"erase".into(), &"dpo-sa".into()), "{erased}");
    assert_eq!(prove("after"), before, "not a byte of the proof depends on the person");

    let gone = run(&office.arguments(&["vault", "show", pseudonym]));
    assert_eq!(code(&gone), 1);
    assert!(String::from_utf8_lossy(&gone.stderr).contains("was erased"));
    // The same event again: a repeat, and nobody is taken back by it.
    assert_eq!(office.json(&["import", "events", text(&file)])["repeated"], 1);
    let verified = office.json(&["vault", "verify"]);
    assert_eq!(
        (&verified["subjects"], &verified["erased"], &verified["trail"]),
        (&0.into(), &1.into(), &2.into())
    );
    let trail = office.json(&["vault", "trail", "--from", "2026-01-01"]);
    let acts: Vec<_> = trail.as_array().unwrap().iter().map(|entry| entry["act"].clone()).collect();
    assert_eq!(acts, ["unmask", "erase"]);
    // Both stand in the access trail too, without the person and the reason.
    let access = folder.join("access");
    json(&[
        "export",
        "log",
        "--data",
        text(&office.data),
        "--book",
        "access",
        "--out",
        text(&access),
        "--json",
    ]);
    let entries = std::fs::read_dir(access.join("tile/entries")).unwrap().flatten().next().unwrap().path();
    let entries = std::fs::read_dir(&entries)
        .map_or(entries.clone(), |mut inner| inner.next().unwrap().unwrap().path());
    let bytes = String::from_utf8_lossy(&std::fs::read(entries).unwrap()).into_owned();
    for wanted in ["vault unmask", "vault erase", "dpo-sa"] {
        assert!(bytes.contains(wanted), "{wanted}");
    }
    assert!(!bytes.contains(pseudonym) && !bytes.contains("case 7"));
    let line = serde_json::json!({"kind": "citizen", "value": NIK, "name": NAME}).to_string();
    let back = office.told(&["vault", "add", "--readmit", "appeal 1", "--who", "dpo-sa"], &line);
    assert_eq!(back["pseudonyms"][0], pseudonym);
    assert_eq!(office.json(&["vault", "show", pseudonym])["name"], "B. S.");
}

#[test]
fn what_is_given_wrong_is_refused_without_repeating_it() {
    let office = Office::open();
    let again = run(&office.arguments(&["vault", "init"]));
    assert!(String::from_utf8_lossy(&again.stderr).contains("never made anew"));
    let no_vault = run(&["vault", "verify", "--data", text(&office.data), "--vault", text(&office.data)]);
    assert_eq!(code(&no_vault), 2);
    assert!(String::from_utf8_lossy(&no_vault.stderr).contains("neraca vault init"));
    let nik_as_pseudonym = run(&office.arguments(&["vault", "show", NIK]));
    let said = String::from_utf8_lossy(&nik_as_pseudonym.stderr).into_owned();
    assert!(code(&nik_as_pseudonym) == 1 && !said.contains(NIK), "{said}");
    let lines = office.file("people", &format!("{{\"kind\":\"citizen\",\"value\":\"{NIK}9\"}}\n"));
    let wrong = run(&office.arguments(&["vault", "add", text(&lines)]));
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(said.contains("line 1") && said.contains("must be a NIK") && !said.contains(NIK), "{said}");
    let lines = office.file("people", &format!("{{\"kind\":\"{NIK}\"}}\n"));
    let wrong = run(&office.arguments(&["vault", "add", text(&lines)]));
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(said.contains("line 1") && !said.contains(NIK), "{said}");
}

#[test]
fn without_a_vault_whatever_is_no_code_is_replaced_and_numbers_of_people_in_texts_are_masked() {
    let folder = testkit::temp_dir();
    let (data, file) = (folder.path().join("books"), folder.path().join("events.ndjson"));
    let unidentified = serde_json::json!({
        "specversion": "1.0", "id": "4", "source": "urn:test", "time": "2026-08-10T09:35:27+07:00",
        "type": "neraca.payment.v1.UnidentifiedReceived",
        "data": {
            "amount": { "value": "250000", "currency": "IDR" }, "reference": "BNK-1",
            "description": format!("TRF DARI {NIK} HP 081234567890"),
        },
    });
    let unreadable = payment("5", NIK).replace("\"agency\"", "\"agncy\"");
    let read =
        [payment("1", NIK), payment("2", "payer-17"), payment("3", "Sumarni"), unidentified.to_string()];
    std::fs::write(&file, [&read[..], &[unreadable]].concat().join("\n")).unwrap();
    let imported = json(&["import", "events", text(&file), "--data", text(&data), "--json"]);
    assert_eq!((&imported["posted"], &imported["quarantined"]), (&4.into(), &1.into()), "{imported}");
    let again = json(&["import", "events", text(&file), "--data", text(&data), "--json"]);
    assert_eq!((&again["repeated"], &again["digest"]), (&5.into(), &imported["digest"]), "{again}");
    let office = Office { vault: folder.path().join("vault"), data, _folder: folder };
    assert_eq!(office.holding(&[NIK, "Sumarni", "081234567890"]), Vec::<PathBuf>::new());
    for kept in ["payer-17", "TRF DARI 1608**********01"] {
        assert_ne!(office.holding(&[kept]), Vec::<PathBuf>::new(), "{kept}");
    }
}
