//! SNAP BI over HTTP, with keys that `openssl` makes here: whoever signs right is taken once, and nobody else.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use adapters::PseudonymKey;
use adapters::snap::signature::{RsaPublicKey, SignedRequest, body_digest, minified, sign_symmetric};
use adapters::snap::{SnapMapping, Target, moment_in_wib};
use ledger::Timestamp;
use serde_json::{Value, json};
use server::{Snap, SnapPartner, SnapSignature, SnapTimes};

use crate::client::{Answer, send};
use crate::world::*;

const SECRET: &[u8] = b"a secret that both know";
const VA: &str = "/v1.0/transfer-va/payment";
const QRIS: &str = "/v1.0/qr/qr-mpm-notify";
const TOKEN: &str = "/v1.0/access-token/b2b";

/// A partner's private key, in a file.
pub(crate) struct Key(PathBuf);

impl Key {
    pub(crate) fn make(folder: &Path, name: &str) -> Self {
        let path = folder.join(name);
        let made = Command::new("openssl")
            .args(["genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"])
            .arg(&path)
            .stderr(Stdio::null())
            .status();
        assert!(made.expect("openssl is installed").success());
        Self(path)
    }

    pub(crate) fn public(&self) -> RsaPublicKey {
        let out = Command::new("openssl")
            .args(["pkey", "-pubout", "-in"])
            .arg(&self.0)
            .output()
            .expect("openssl runs");
        RsaPublicKey::from_pem(&String::from_utf8(out.stdout).expect("PEM")).expect("a public key")
    }

    fn sign(&self, text: &str) -> String {
        use std::io::Write as _;
        let mut child = Command::new("openssl")
            .args(["dgst", "-sha256", "-sign"])
            .arg(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("openssl runs");
        child.stdin.take().expect("piped").write_all(text.as_bytes()).expect("it reads");
        let signature = child.wait_with_output().expect("it ends").stdout;
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.encode(signature)
    }
}

/// A server with two partners: `BPD` signs with a secret, `ACQ` with its key.
struct Partners {
    world: World,
    bpd: Key,
    acq: Key,
    memory: testkit::TempDir,
}

fn mapping(source: &str) -> SnapMapping {
    let target = |account: &str| Target {
        agency: "5.02".to_owned(),
        account: account.to_owned(),
        basis: "self-assessed".to_owned(),
        into: "treasury".to_owned(),
    };
    SnapMapping {
        source: source.to_owned(),
        targets: [("088899", "4.1.01.15"), ("12345", "4.1.01.06"), ("124928924949487", "4.1.02.01")]
            .map(|(number, account)| (number.to_owned(), target(account)))
            .into(),
        otherwise: None,
        key: PseudonymKey::new(b"0123456789abcdef").expect("long enough"),
    }
}

fn partner(id: &str, public_key: RsaPublicKey, signature: SnapSignature) -> SnapPartner {
    let of = |kind: &str| mapping(&format!("urn:neraca:snap:{kind}:{id}"));
    SnapPartner {
        id: id.to_owned(),
        client_key: format!("{id}-client"),
        name: id.to_lowercase(),
        public_key,
        signature,
        book: "main".to_owned(),
        virtual_accounts: of("va"),
        qris_merchant: of("qris"),
        qris_customer: of("qris-cpm"),
        bills_are_paid_once: true,
        bills_are_assessments: false,
    }
}

impl Partners {
    async fn start() -> Self {
        Self::of(|_| ()).await
    }

    /// Partners of which BPD is configured in another way.
    async fn of(configure: impl Fn(&mut SnapPartner)) -> Self {
        let folder = testkit::temp_dir();
        let (bpd, acq) = (Key::make(folder.path(), "bpd.pem"), Key::make(folder.path(), "acq.pem"));
        let snap = gate(&bpd, &acq, folder.path(), configure);
        let world = World::with_state(|state| state.with_snap(snap)).await;
        // The plain profile has no rules for payments; the ones here are refused or posted by what the book knows.
        Self { world, bpd, acq, memory: folder }
    }

    /// A fresh token of BPD.
    async fn token(&self) -> String {
        let now = now();
        let signature = self.bpd.sign(&format!("BPD-client|{now}"));
        let answer =
            self.ask_token("BPD-client", &now, &signature, r#"{"grantType":"client_credentials"}"#).await;
        let body = answer.with(200);
        assert_eq!(
            (&body["responseCode"], &body["tokenType"], &body["expiresIn"]),
            (&json!("2007300"), &json!("Bearer"), &json!("900"))
        );
        body["accessToken"].as_str().expect("a token").to_owned()
    }

    async fn ask_token(&self, client: &str, now: &str, signature: &str, body: &str) -> Answer {
        let headers = [
            ("content-type", "application/json"),
            ("x-client-key", client),
            ("x-timestamp", now),
            ("x-signature", signature),
        ];
        send(self.world.address, "POST", TOKEN, &headers, body.as_bytes()).await
    }

    /// Sends a request of BPD, signed right, and changes it before.
    async fn notify(&self, path: &str, token: &str, external_id: &str, body: &str) -> Answer {
        self.notify_at(path, token, external_id, body, &now()).await
    }

    async fn notify_at(
        &self,
        path: &str,
        token: &str,
        external_id: &str,
        body: &str,
        timestamp: &str,
    ) -> Answer {
        let signature = signed(path, token, body, timestamp);
        self.post(path, token, external_id, body, timestamp, &signature).await
    }

    async fn post(
        &self,
        path: &str,
        token: &str,
        external_id: &str,
        body: &str,
        timestamp: &str,
        signature: &str,
    ) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [
            ("content-type", "application/json"),
            ("authorization", bearer.as_str()),
            ("x-timestamp", timestamp),
            ("x-signature", signature),
            ("x-partner-id", "BPD"),
            ("x-external-id", external_id),
            ("channel-id", "95221"),
        ];
        send(self.world.address, "POST", path, &headers, body.as_bytes()).await
    }

    fn position(&self) -> u64 {
        self.world.handler.handle().progress().borrow().position
    }
}

fn gate(bpd: &Key, acq: &Key, folder: &Path, configure: impl Fn(&mut SnapPartner)) -> Snap {
    let mut of_bpd = partner("BPD", bpd.public(), SnapSignature::Symmetric(SECRET.to_vec().into()));
    configure(&mut of_bpd);
    let partners = vec![of_bpd, partner("ACQ", acq.public(), SnapSignature::Asymmetric)];
    Snap::new(partners, SnapTimes::default(), &folder.join("snap.sqlite")).expect("a fresh folder")
}

fn signed(path: &str, token: &str, body: &str, timestamp: &str) -> String {
    let request =
        SignedRequest { method: "POST", path, access_token: token, body: body.as_bytes(), timestamp };
    sign_symmetric(&request, SECRET)
}

fn seconds_ago(seconds: i64) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_micros();
    moment_in_wib(Timestamp(i64::try_from(now).expect("before 294000") - seconds * 1_000_000))
}

fn now() -> String {
    seconds_ago(0)
}

fn va(payment: &str, amount: &str, bill: &str) -> String {
    json!({
        "partnerServiceId": "   12345", "customerNo": "1608010101900001", "virtualAccountNo": "   123451608010101900001",
        "virtualAccountName": "Budi Santoso", "paymentRequestId": payment, "flagAdvise": "N",
        "paidAmount": {"value": amount, "currency": "IDR"}, "trxDateTime": "2026-08-10T09:35:27+07:00",
        "billDetails": [{"billNo": bill}],
    })
    .to_string()
}

#[track_caller]
fn code(answer: &Answer, status: u16, code: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text());
    let body = answer.json();
    assert_eq!(body["responseCode"], code, "{body}");
    assert_eq!(answer.headers["content-type"], "application/json");
    body
}

#[tokio::test]
async fn a_token_is_for_whoever_proves_their_key_and_for_nobody_else() {
    let partners = Partners::start().await;
    let granted = r#"{"grantType":"client_credentials"}"#;
    let first = partners.token().await;
    assert_ne!(first, partners.token().await);
    let now = now();
    let right = partners.bpd.sign(&format!("BPD-client|{now}"));
    let others = partners.acq.sign(&format!("BPD-client|{now}"));
    let (old, ahead) = (seconds_ago(301), seconds_ago(-310));
    for (client, time, signature, body, status, wanted) in [
        ("BPD-client", &now, &others, granted, 401, "4017300"),
        ("ACQ-client", &now, &right, granted, 401, "4017300"),
        ("nobody", &now, &right, granted, 401, "4017300"),
        ("BPD-client", &now, &"?".to_owned(), granted, 401, "4017300"),
        ("BPD-client", &old, &partners.bpd.sign(&format!("BPD-client|{old}")), granted, 401, "4017300"),
        ("BPD-client", &ahead, &partners.bpd.sign(&format!("BPD-client|{ahead}")), granted, 401, "4017300"),
        ("BPD-client", &now, &right, "{}", 400, "4007302"),
        ("BPD-client", &now, &right, r#"{"grantType":"password"}"#, 400, "4007301"),
        ("BPD-client", &now, &right, "[]", 400, "4007300"),
        ("", &now, &right, granted, 400, "4007302"),
    ] {
        code(&partners.ask_token(client, time, signature, body).await, status, wanted);
    }
}

#[tokio::test]
async fn a_paid_virtual_account_is_recorded_once_and_its_repeat_is_answered_as_success() {
    let partners = Partners::start().await;
    let token = partners.token().await;
    let body = va("PAY-1", "250000.00", "B-1");
    let before = partners.position();
    let first = code(&partners.notify(VA, &token, "1", &body).await, 200, "2002500");
    let data = &first["virtualAccountData"];
    assert_eq!((&data["paymentRequestId"], &data["paymentFlagStatus"]), (&json!("PAY-1"), &json!("00")));
    assert_eq!(partners.position(), before + 1);
    let retried = body.replace("\"flagAdvise\":\"N\"", "\"flagAdvise\":\"Y\"");
    let again = code(&partners.notify(VA, &token, "2", &retried).await, 200, "2002500");
    assert_eq!(again["virtualAccountData"]["paymentFlagStatus"], "00");
    assert_eq!(partners.position(), before + 1, "a repeat adds nothing");
    // The same payment with another amount: the money is here, and the records differ.
    let other =
        code(&partners.notify(VA, &token, "3", &va("PAY-1", "250001.00", "B-1")).await, 404, "4042518");
    assert_eq!(other["virtualAccountData"]["paymentFlagStatus"], "00");
    // Another payment of the bill that was paid.
    let paid =
        code(&partners.notify(VA, &token, "4", &va("PAY-2", "250000.00", "B-1")).await, 404, "4042514");
    assert_eq!(paid["virtualAccountData"]["paymentFlagStatus"], "01");
    code(&partners.notify(VA, &token, "5", &va("PAY-3", "250000.00", "B-2")).await, 200, "2002500");
    let outcome = partners.world.book("outcomes/urn%3Aneraca%3Asnap%3Ava%3ABPD/PAY-1").await.with(200);
    assert_eq!((&outcome["outcome"], &outcome["position"]), (&json!("posted"), &json!(before + 1)));
}

#[tokio::test]
async fn what_was_heard_on_the_way_can_not_be_used_again() {
    let partners = Partners::start().await;
    let token = partners.token().await;
    let (body, time) = (va("PAY-1", "250000.00", "B-1"), now());
    let signature = signed(VA, &token, &body, &time);
    code(&partners.post(VA, &token, "1", &body, &time, &signature).await, 200, "2002500");
    let position = partners.position();
    // The very same request.
    code(&partners.post(VA, &token, "1", &body, &time, &signature).await, 409, "4092500");
    // The number is not signed; under another one the payment is recognised, and nothing moves.
    code(&partners.post(VA, &token, "2", &body, &time, &signature).await, 200, "2002500");
    // Anything that is signed was changed.
    let changed = va("PAY-9", "250000.00", "B-9");
    code(&partners.post(VA, &token, "3", &changed, &time, &signature).await, 401, "4012500");
    code(&partners.post(QRIS, &token, "3", &body, &time, &signature).await, 401, "4015200");
    code(&partners.post(VA, &token, "3", &body, &seconds_ago(120), &signature).await, 401, "4012500");
    code(&partners.post(VA, &token, "3", &body, &time, "AAAA").await, 401, "4012500");
    // Another token, or none.
    code(&partners.post(VA, &partners.token().await, "3", &body, &time, &signature).await, 401, "4012500");
    code(&partners.post(VA, "", "3", &body, &time, &signed(VA, "", &body, &time)).await, 401, "4012501");
    // Rightly signed long ago, or by a clock that runs ahead.
    for seconds in [301, -310] {
        let answer = partners.notify_at(VA, &token, "3", &changed, &seconds_ago(seconds)).await;
        let said = code(&answer, 401, "4012500");
        assert!(
            said["responseMessage"].as_str().is_some_and(|text| text.contains("seconds from now")),
            "{said}"
        );
    }
    assert_eq!(partners.position(), position);
    // None of these used up its number.
    code(&partners.notify(VA, &token, "3", &changed).await, 200, "2002500");
}

#[tokio::test]
async fn a_number_is_used_once_a_day_also_after_a_restart() {
    let partners = Partners::start().await;
    let token = partners.token().await;
    code(&partners.notify(VA, &token, "77", &va("PAY-1", "1.00", "B-1")).await, 200, "2002500");
    code(&partners.notify(VA, &token, "77", &va("PAY-2", "1.00", "B-2")).await, 409, "4092500");
    code(&partners.notify(VA, &token, "77", "{}").await, 409, "4092500");
    code(&partners.notify(VA, &token, "seven", &va("PAY-2", "1.00", "B-2")).await, 400, "4002501");
    let Partners { bpd, acq, memory, .. } = partners;
    let world = World::with_state(|state| state.with_snap(gate(&bpd, &acq, memory.path(), |_| ()))).await;
    let again = Partners { world, bpd, acq, memory };
    // Tokens end with the server.
    code(&again.notify(VA, &token, "78", &va("PAY-3", "1.00", "B-3")).await, 401, "4012501");
    let token = again.token().await;
    code(&again.notify(VA, &token, "77", &va("PAY-3", "1.00", "B-3")).await, 409, "4092500");
    // B-1 was to be paid by PAY-1, of which this fresh book knows nothing: it was never paid.
    code(&again.notify(VA, &token, "79", &va("PAY-4", "1.00", "B-1")).await, 200, "2002500");
}

#[tokio::test]
async fn headers_and_fields_that_are_missing_or_wrong_are_named() {
    let partners = Partners::start().await;
    let token = partners.token().await;
    let mut number = 100;
    for (body, status, wanted, named) in [
        (va("PAY-1", "1.00", "B").replace("paymentRequestId", "x"), 400, "4002502", "paymentRequestId"),
        (va("PAY-1", "1.001", "B"), 400, "4002501", "paidAmount"),
        (va("PAY-1", "1.00", "B").replace("   12345\"", "999\""), 404, "4042512", "999"),
        ("no json".to_owned(), 400, "4002500", "JSON"),
    ] {
        number += 1;
        let said = code(&partners.notify(VA, &token, &number.to_string(), &body).await, status, wanted);
        assert!(said["responseMessage"].as_str().is_some_and(|text| text.contains(named)), "{said}");
    }
    let body = va("PAY-1", "1.00", "B");
    for missing in ["x-timestamp", "x-signature", "x-partner-id", "x-external-id"] {
        let time = now();
        let signature = signed(VA, &token, &body, &time);
        let bearer = format!("Bearer {token}");
        let headers: Vec<(&str, &str)> = [
            ("authorization", bearer.as_str()),
            ("x-timestamp", &time),
            ("x-signature", &signature),
            ("x-partner-id", "BPD"),
            ("x-external-id", "9"),
        ]
        .into_iter()
        .filter(|(name, _)| *name != missing)
        .collect();
        let answer = send(partners.world.address, "POST", VA, &headers, body.as_bytes()).await;
        let said = code(&answer, 400, "4002502");
        assert!(
            said["responseMessage"].as_str().is_some_and(|text| text.contains(&missing.to_uppercase())),
            "{said}"
        );
    }
}

#[tokio::test]
async fn qris_is_recorded_when_it_is_final_and_signed_with_the_acquirers_key() {
    let partners = Partners::start().await;
    let body = |status: &str| {
        json!({
            "originalReferenceNo": "R-1", "latestTransactionStatus": status, "externalStoreId": "124928924949487",
            "customerNumber": "6281388370001", "amount": {"value": "50000.00", "currency": "IDR"},
        })
        .to_string()
    };
    let ask = async |id: &str, body: &str, key: &Key| {
        let time = now();
        let text = format!("POST:{QRIS}:{}:{time}", body_digest(&minified(body.as_bytes())));
        let signature = key.sign(&text);
        let headers = [
            ("x-timestamp", time.as_str()),
            ("x-signature", signature.as_str()),
            ("x-partner-id", "ACQ"),
            ("x-external-id", id),
        ];
        send(partners.world.address, "POST", QRIS, &headers, body.as_bytes()).await
    };
    let before = partners.position();
    code(&ask("1", &body("03"), &partners.acq).await, 200, "2005200");
    assert_eq!(partners.position(), before, "pending is no payment");
    code(&ask("2", &body("00"), &partners.bpd).await, 401, "4015200");
    code(&ask("2", &body("00"), &partners.acq).await, 200, "2005200");
    code(&ask("3", &body("00"), &partners.acq).await, 200, "2005200");
    assert_eq!(partners.position(), before + 1);
    code(&ask("4", &body("00").replace("50000", "50001"), &partners.acq).await, 404, "4045218");
}

#[tokio::test]
async fn a_payment_that_is_taken_back_after_it_was_recorded_waits_for_a_person() {
    let partners = Partners::start().await;
    let token = partners.token().await;
    let body = |payment: &str, status: &str| {
        json!({
            "originalReferenceNo": payment, "latestTransactionStatus": status, "externalStoreId": "124928924949487",
            "customerNumber": "6281388370001", "amount": {"value": "50000.00", "currency": "IDR"},
        })
        .to_string()
    };
    let mut number = 0;
    let mut tell = async |payment: &str, status: &str| {
        number += 1;
        let told = partners.notify(QRIS, &token, &number.to_string(), &body(payment, status)).await;
        code(&told, 200, "2005200");
        partners.position()
    };
    let paid = tell("R-1", "00").await;
    assert_eq!(tell("R-9", "06").await, paid, "what failed and was never recorded leaves no trace");
    assert_eq!(tell("R-1", "04").await, paid + 1);
    assert_eq!(tell("R-1", "04").await, paid + 1, "told again it is the same");
    assert_eq!(tell("R-2", "04").await, paid + 2, "its payment may only be late");
    assert_eq!(tell("R-1", "06").await, paid + 3, "what failed after it was recorded");
    let waiting = partners.world.book(&format!("proposals?min_position={}", paid + 3)).await.with(200);
    let text = waiting.to_string();
    for name in ["R-1/04", "R-2/04", "R-1/06"] {
        assert!(text.contains(&format!("urn:neraca:snap:qris:BPD/{name}")), "{name}: {text}");
    }
    let name = "proposals/urn%3Aneraca%3Asnap%3Aqris%3ABPD%2FR-1%2F04";
    let one = partners.world.book(name).await.with(200).to_string();
    assert!(one.contains("R-1") && !one.contains("6281388370001"), "{one}");
    // Approved by a person it is reversed.
    let approval = json!({"proposal": "urn:neraca:snap:qris:BPD/R-1/04", "checker": "ani"});
    partners.world.publish(&event("approve", "ProposalApproved", approval)).await.with(201);
    let outcome = partners.world.book("outcomes/urn%3Atest%3Abank%2Fa%20b/approve").await.with(200);
    assert_eq!(outcome["outcome"], "posted", "{outcome}");
}

#[tokio::test]
async fn bills_that_are_assessments_are_paid_once_in_time_with_what_is_owed_or_answered_why_not() {
    let of_assessments = |partner: &mut SnapPartner| {
        (partner.bills_are_assessments, partner.bills_are_paid_once) = (true, false);
        for target in partner.virtual_accounts.targets.values_mut() {
            target.basis = "assessed".to_owned();
        }
    };
    let in_parts = Partners::of(of_assessments).await;
    let in_one_sum = Partners::of(|partner| {
        of_assessments(partner);
        partner.bills_are_paid_once = true;
    })
    .await;
    for partners in [&in_one_sum, &in_parts] {
        for (number, last_day) in [("B-1", "2026-08-10"), ("B-2", "2026-08-09"), ("B-3", "")] {
            let assessed = json!({
                "date": "2026-07-01", "agency": "5.02", "account": "4.1.01.06", "assessment": number,
                "amount": {"value": "250000", "currency": "IDR"}, "payer": "p-1", "dueDate": last_day,
            });
            let issued = event(&format!("assess-{number}"), "AssessmentIssued", assessed);
            partners.world.publish(&issued).await.with(201);
        }
    }
    let token = in_one_sum.token().await;
    let mut number = 0;
    for (payment, amount, bill, status, wanted, reason) in [
        ("P-1", "250000.00", "B-0", 404, "4042512", "Bill not found"),
        ("P-1", "249999.00", "B-1", 404, "4042513", "Invalid amount"),
        ("P-1", "250001.00", "B-1", 404, "4042513", "Invalid amount"),
        ("P-2", "250000.00", "B-2", 404, "4042519", "Bill expired"),
        // On the last day, and the same told again.
        ("P-1", "250000.00", "B-1", 200, "2002500", "Success"),
        ("P-1", "250000.00", "B-1", 200, "2002500", "Success"),
        ("P-1", "250001.00", "B-1", 404, "4042518", "Success"),
        ("P-3", "250000.00", "B-1", 404, "4042514", "Bill has been paid"),
        ("P-4", "250000.00", "B-3", 200, "2002500", "Success"),
    ] {
        number += 1;
        let told = in_one_sum.notify(VA, &token, &number.to_string(), &va(payment, amount, bill)).await;
        let data = &code(&told, status, wanted)["virtualAccountData"];
        assert_eq!(data["paymentFlagReason"]["english"], reason, "{payment} {amount} {bill}");
    }
    let nameless = va("P-5", "250000.00", "B-3").replace("billDetails", "x");
    code(&in_one_sum.notify(VA, &token, "90", &nameless).await, 404, "4042512");
    let token = in_parts.token().await;
    for (id, payment, amount, status, wanted) in [
        ("1", "P-1", "100000.00", 200, "2002500"),
        ("2", "P-2", "150001.00", 404, "4042513"),
        ("3", "P-3", "150000.00", 200, "2002500"),
        ("4", "P-4", "1.00", 404, "4042514"),
    ] {
        code(&in_parts.notify(VA, &token, id, &va(payment, amount, "B-1")).await, status, wanted);
    }
}

#[tokio::test]
async fn the_standards_own_samples_are_taken() {
    let folder = testkit::skip_without_shared_data!().join("snap");
    let partners = Partners::start().await;
    let token = partners.token().await;
    for (id, (file, path, wanted)) in [
        ("aspi_va_payment_request.json", VA, "2002500"),
        ("bca_style_va_payment_request_e2e.json", VA, "2002500"),
        ("aspi_qr_mpm_notify_request.json", QRIS, "2005200"),
    ]
    .into_iter()
    .enumerate()
    {
        let body = std::fs::read_to_string(folder.join(file)).expect("a sample");
        code(&partners.notify(path, &token, &id.to_string(), &body).await, 200, wanted);
    }
}

#[tokio::test]
async fn a_server_without_partners_says_so() {
    let world = World::start().await;
    for path in [VA, QRIS, TOKEN, "/v1.0/qr/qr-cpm-notify"] {
        send(world.address, "POST", path, &[], b"{}").await.problem(404, "snap_missing");
    }
}
