//! The people behind pseudonyms, over HTTP: masked for readers, in clear for data officers who say why, erased for good.

use std::sync::Arc;

use adapters::{Part, Person, PseudonymKey};
use command_handler::{BookProfile, Handler, HandlerOptions};
use event_store::{EmbeddedStore, EventStore};
use ledger::Currency;
use serde_json::{Value, json};
use server::{ServerState, SharedVault, Token, Tokens};
use vault::Vault;

use crate::client::{Answer, send};
use crate::world::*;

const NIK: &str = "1608010101900001";

/// A server with a vault in which Budi is.
struct Office {
    world: World,
    pseudonym: String,
    vault: SharedVault,
    access: Handler,
    recording: tokio::task::JoinHandle<()>,
    folders: (testkit::TempDir, testkit::TempDir),
}

fn tokens() -> Tokens {
    use sha2::Digest as _;
    let token = |role: &str, name: &str| -> Token {
        let digest: String = sha2::Sha256::digest(name).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{role}:{digest}:{name}").parse().expect("it is one")
    };
    let roles =
        [("reader", "read"), ("operator", "operate"), ("data-officer", "dpo"), ("publisher", "publish")];
    roles.map(|(role, name)| token(role, name)).into_iter().collect()
}

impl Office {
    async fn open() -> Self {
        let (folder, log) = (testkit::temp_dir(), testkit::temp_dir());
        let key = PseudonymKey::new(b"0123456789abcdef").expect("long enough");
        let pseudonym = key.of(NIK);
        let vault = Vault::open(&folder.path().join("vault"), key).expect("a fresh vault");
        let vault = SharedVault::new(vault);
        let mut budi = Person::new(Part::Payer, NIK);
        budi.name = Some("Budi Santoso".to_owned());
        budi.phone = Some("081234567890".to_owned());
        vault.note(vec![budi]).await.expect("the vault takes it");
        let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(log.path()).expect("a fresh folder"));
        let profile = BookProfile::plain("access", Currency::IDR);
        let access = Handler::start(store, &profile, HandlerOptions::default()).await.expect("a fresh book");
        let (trail, recorder) = server::trail(access.handle());
        let recording = tokio::spawn(async move { recorder.run().await.expect("the trail is written") });
        let shared = vault.clone();
        let state = move |state: ServerState| state.with_vault(shared).with_trail(trail);
        let world = World::of_payments(tokens(), state).await;
        Self { world, pseudonym, vault, access, recording, folders: (folder, log) }
    }

    async fn ask(&self, method: &str, path: &str, token: &str, body: &Value) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        send(self.world.address, method, path, &headers, body.to_string().as_bytes()).await
    }

    async fn act(&self, act: &str, token: &str, body: &Value) -> Answer {
        self.ask("POST", &format!("/v1/subjects/{}/{act}", self.pseudonym), token, body).await
    }

    async fn masked(&self) -> Answer {
        self.ask("GET", &format!("/v1/subjects/{}", self.pseudonym), "read", &Value::Null).await
    }
}

#[tokio::test]
async fn readers_see_masks_and_data_officers_who_say_why_see_people() {
    let office = Office::open().await;
    let masked = office.masked().await.with(200);
    assert_eq!(
        masked,
        json!({"pseudonym": office.pseudonym, "kind": "citizen", "value": "1608**********01", "name": "B. S.",
               "phone": "0812******90"})
    );
    let why = json!({"reason": "case 7"});
    for token in ["read", "operate", "publish"] {
        office.act("unmask", token, &why).await.problem(403, "forbidden");
        office.act("erase", token, &why).await.problem(403, "forbidden");
        office.ask("GET", "/v1/disclosures", token, &Value::Null).await.problem(403, "forbidden");
    }
    for nothing in [json!({"reason": " "}), json!({}), json!([])] {
        office.act("unmask", "dpo", &nothing).await.problem(400, "parameter_invalid");
    }
    let disclosures = office.ask("GET", "/v1/disclosures", "dpo", &Value::Null).await.with(200);
    assert_eq!(disclosures, json!([]), "what was not shown is not recorded");
    let answer = office.act("unmask", "dpo", &why).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    let shown = answer.with(200);
    assert_eq!((&shown["value"], &shown["name"]), (&json!(NIK), &json!("Budi Santoso")));
    let disclosures =
        office.ask("GET", "/v1/disclosures?from=2026-01-01", "dpo", &Value::Null).await.with(200);
    let first = &disclosures[0];
    assert_eq!(
        (&first["act"], &first["who"], &first["reason"], &first["pseudonym"]),
        (&json!("unmask"), &json!("dpo"), &json!("case 7"), &json!(office.pseudonym))
    );
}

#[tokio::test]
async fn an_unmasking_stands_in_the_access_trail_and_nobody_in_it() {
    let office = Office::open().await;
    office.act("unmask", "dpo", &json!({"reason": "case 7"})).await.with(200);
    office.ask("POST", "/v1/subjects/find", "dpo", &json!({"kind": "citizen", "value": NIK})).await.with(200);
    office
        .ask("GET", &format!("/v1/subjects/{NIK}"), "read", &Value::Null)
        .await
        .problem(400, "parameter_invalid");
    let Office { world, access, recording, folders, vault, .. } = office;
    world.stop.send(()).expect("the server runs");
    world.served.await.expect("it ends").expect("in order");
    drop(vault);
    recording.await.expect("the trail ends");
    let handle = access.handle();
    let records = handle.store().read("access", 0, 100).await.expect("the log is read");
    let texts: Vec<String> =
        records.iter().map(|record| String::from_utf8_lossy(&record.bytes).into_owned()).collect();
    let unmasked = texts.iter().filter(|text| text.contains("POST /v1/subjects/{pseudonym}/unmask")).count();
    assert_eq!(unmasked, 1, "{texts:?}");
    access.stop().await.expect("it stops");
    for (folder, names) in [(folders.0.path().join("vault"), 3), (folders.1.path().to_owned(), 1)] {
        let files: Vec<_> = std::fs::read_dir(folder).expect("a folder").flatten().collect();
        assert!(files.len() >= names);
        for file in files.iter().filter(|file| file.path().is_file()) {
            let bytes = std::fs::read(file.path()).expect("a file");
            for secret in [NIK, "Budi"] {
                let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                assert!(!found, "{secret} in {}", file.path().display());
            }
        }
    }
}

#[tokio::test]
async fn who_was_erased_is_gone_for_everyone_and_the_erasure_is_not() {
    let office = Office::open().await;
    let erased = office.act("erase", "dpo", &json!({"reason": "request 3"})).await.with(200);
    assert_eq!((&erased["act"], &erased["who"]), (&json!("erase"), &json!("dpo")));
    office.masked().await.problem(410, "subject_erased");
    office.act("unmask", "dpo", &json!({"reason": "case 7"})).await.problem(410, "subject_erased");
    let again = office.act("erase", "dpo", &json!({"reason": "again"})).await.with(200);
    assert_eq!(again, erased, "to erase again changes nothing");
    let unknown = "/v1/subjects/00000000000000000000000000000000";
    office.ask("GET", unknown, "read", &Value::Null).await.problem(404, "subject_unknown");
}

#[tokio::test]
async fn a_number_is_found_by_its_value_and_never_in_a_path() {
    let office = Office::open().await;
    let find = async |token: &str, body: Value| office.ask("POST", "/v1/subjects/find", token, &body).await;
    let found = find("dpo", json!({"kind": "citizen", "value": NIK})).await.with(200);
    assert_eq!(found["pseudonym"], json!(office.pseudonym));
    find("read", json!({"kind": "citizen", "value": NIK})).await.problem(403, "forbidden");
    for wrong in
        [json!({"kind": "person", "value": NIK}), json!({"kind": "citizen", "value": "16"}), json!({})]
    {
        let problem = find("dpo", wrong).await.problem(400, "parameter_invalid");
        assert!(!problem.to_string().contains(NIK), "{problem}");
    }
}

#[tokio::test]
async fn without_tokens_nobody_is_known_and_nobody_is_shown() {
    let folder = testkit::temp_dir();
    let key = PseudonymKey::new(b"0123456789abcdef").expect("long enough");
    let vault =
        SharedVault::new(Vault::open(&folder.path().join("vault"), key.clone()).expect("a fresh vault"));
    vault.note(vec![Person::new(Part::Payer, NIK)]).await.expect("the vault takes it");
    let world = World::with_state(|state| state.with_vault(vault)).await;
    let path = format!("/v1/subjects/{}", key.of(NIK));
    world.get(&path).await.with(200);
    let headers = [("content-type", "application/json")];
    let body = br#"{"reason":"case 7"}"#;
    send(world.address, "POST", &format!("{path}/unmask"), &headers, body).await.problem(403, "forbidden");
}
