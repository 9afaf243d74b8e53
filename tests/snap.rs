//! SNAP partners of the real server: keys and secrets from files, a kill in between, identities in the vault alone.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use adapters::snap::moment_in_wib;
use adapters::snap::signature::{SignedRequest, sign_symmetric};
use common::{code, json, neraca, run, text};
use ledger::Timestamp;
use serde_json::Value;

const VA: &str = "/v1.0/transfer-va/payment";
const SECRET: &str = "a secret that both know";
const NIK: &str = "1608010101900001";

/// A folder with a configuration of one partner.
struct Site {
    folder: testkit::TempDir,
    config: PathBuf,
}

impl Site {
    fn new() -> Self {
        let folder = testkit::temp_dir();
        let at = |name: &str| folder.path().join(name);
        let made = Command::new("openssl")
            .args(["genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"])
            .arg(at("partner.pem"))
            .stderr(Stdio::null())
            .status();
        assert!(made.unwrap().success());
        let public =
            Command::new("openssl").args(["pkey", "-pubout", "-in"]).arg(at("partner.pem")).output().unwrap();
        std::fs::write(at("partner.pub.pem"), public.stdout).unwrap();
        std::fs::write(at("partner.secret"), format!("{SECRET}\n")).unwrap();
        set_mode(&at("partner.secret"), 0o600);
        let config = at("neraca.toml");
        let settings = "data = \"books\"\nvault = \"vault\"\nlisten = \"127.0.0.1:0\"\nlog = \"debug\"\n\
            [[snap.partners]]\nid = \"BPD\"\nname = \"bpd\"\npublic_key = \"partner.pub.pem\"\nsecret = \"partner.secret\"\n\
            [[snap.partners.targets]]\nnumber = \"12345\"\nagency = \"5.02.0.00.0.00.02.0000\"\n\
            account = \"4.1.01.19.01.0001\"\nbasis = \"self-assessed\"\n";
        std::fs::write(&config, settings).unwrap();
        json(&["vault", "init", "--config", text(&config), "--json"]);
        Self { folder, config }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
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

impl Running {
    fn start(site: &Site) -> Self {
        let log = std::fs::File::options().create(true).append(true).open(site.at("serve.log")).unwrap();
        let mut child = neraca(&["serve", "--config", text(&site.config)])
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split(';').next()).map(str::to_owned);
        Self { child, address: address.unwrap_or_else(|| panic!("no address in {line:?}")) }
    }

    fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\ncontent-length: {}\r\n",
            body.len()
        )
        .unwrap();
        for (name, value) in headers {
            write!(stream, "{name}: {value}\r\n").unwrap();
        }
        write!(stream, "content-type: application/json\r\n\r\n{body}").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap())
    }

    fn token(&self, site: &Site) -> String {
        let now = now();
        let signature = Command::new("sh")
            .arg("-c")
            .arg(r#"printf %s "$1" | openssl dgst -sha256 -sign "$2" | openssl base64 -A"#)
            .args(["sh", &format!("BPD|{now}")])
            .arg(site.at("partner.pem"))
            .output()
            .unwrap();
        let signature = String::from_utf8(signature.stdout).unwrap();
        let headers = [("x-client-key", "BPD"), ("x-timestamp", &*now), ("x-signature", &*signature)];
        let (status, body) =
            self.post("/v1.0/access-token/b2b", &headers, r#"{"grantType":"client_credentials"}"#);
        assert_eq!(status, 200, "{body}");
        body["accessToken"].as_str().unwrap().to_owned()
    }

    fn pay(&self, token: &str, external_id: &str, payment: &str) -> (u16, Value) {
        let body = serde_json::json!({
            "partnerServiceId": "   12345", "customerNo": NIK, "virtualAccountName": "Budi Santoso", "paymentRequestId": payment,
            "virtualAccountEmail": "budi@example.id", "paidAmount": {"value": "250000.00", "currency": "IDR"},
        })
        .to_string();
        let timestamp = now();
        let request = SignedRequest {
            method: "POST",
            path: VA,
            access_token: token,
            body: body.as_bytes(),
            timestamp: &timestamp,
        };
        let signature = sign_symmetric(&request, SECRET.as_bytes());
        let bearer = format!("Bearer {token}");
        let headers = [
            ("authorization", &*bearer),
            ("x-timestamp", &*timestamp),
            ("x-signature", &*signature),
            ("x-partner-id", "BPD"),
            ("x-external-id", external_id),
        ];
        self.post(VA, &headers, &body)
    }
}

fn now() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    moment_in_wib(Timestamp(i64::try_from(now.as_micros()).unwrap()))
}

#[test]
fn what_was_answered_is_there_after_a_kill_and_a_repeat_is_answered_as_the_success_it_was() {
    let site = Site::new();
    let server = Running::start(&site);
    let token = server.token(&site);
    let (status, first) = server.pay(&token, "1", "PAY-1");
    assert_eq!((status, &first["responseCode"]), (200, &"2002500".into()), "{first}");
    // Killed, not told to stop.
    drop(server);
    let server = Running::start(&site);
    assert_eq!(server.pay(&token, "2", "PAY-1").1["responseCode"], "4012501", "tokens end with the server");
    let token = server.token(&site);
    assert_eq!(
        server.pay(&token, "1", "PAY-1").1["responseCode"],
        "4092500",
        "the number was used before the kill"
    );
    assert_eq!(server.pay(&token, "2", "PAY-1").1["responseCode"], "2002500");
    assert_eq!(server.pay(&token, "3", "PAY-2").1["responseCode"], "2002500");
    testkit::managed::signal(server.child.id(), "TERM").unwrap();
    let mut server = server;
    assert!(server.child.wait().unwrap().success());
    let data = site.at("books");
    let verified = json(&["verify", "--data", text(&data), "--json"]);
    assert_eq!(verified["ok"], true, "{verified}");
    let balance = json(&["report", "trial-balance", "--data", text(&data), "--json"]).to_string();
    assert!(balance.contains("500000.00"), "two payments and no third: {balance}");
    // Nobody is in the log, in what is remembered of partners, or in what the server said at the level debug.
    for secret in [NIK, "Budi", "budi@example.id", SECRET] {
        for name in [
            "books/log.sqlite",
            "books/log.sqlite-wal",
            "books/snap.sqlite",
            "books/snap.sqlite-wal",
            "serve.log",
        ] {
            let Ok(bytes) = std::fs::read(site.at(name)) else { continue };
            assert!(
                !bytes.windows(secret.len()).any(|window| window == secret.as_bytes()),
                "{secret} in {name}"
            );
        }
    }
    assert!(
        std::fs::read(site.at("serve.log")).unwrap().len() > 100,
        "a log that says nothing proves nothing"
    );
    let verified = json(&["vault", "verify", "--config", text(&site.config), "--json"]);
    assert_eq!(verified["subjects"], 1, "{verified}");
}

#[test]
fn secrets_that_others_can_read_and_partners_that_make_no_sense_stop_the_start() {
    let site = Site::new();
    set_mode(&site.at("partner.secret"), 0o640);
    let refused = run(&["serve", "--config", text(&site.config)]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(code(&refused) == 1 && said.contains("mode 640") && said.contains("chmod 600"), "{said}");
    assert!(!said.contains(SECRET));
    set_mode(&site.at("partner.secret"), 0o600);
    let settings = std::fs::read_to_string(&site.config).unwrap();
    for (from, to, wanted) in [
        ("name = \"bpd\"", "name = \"Bank Daerah\"", "is not a name"),
        ("name = \"bpd\"", "name = \"bpd\"\nbook = \"other\"", "is not served"),
        ("partner.pub.pem", "partner.secret", "not an RSA public key"),
        ("id = \"BPD\"", "id = \"BPD\"\nkey = 1", "unknown field"),
    ] {
        std::fs::write(&site.config, settings.replace(from, to)).unwrap();
        let refused = run(&["serve", "--config", text(&site.config)]);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(code(&refused) != 0 && said.contains(wanted), "{wanted}: {said}");
    }
}
