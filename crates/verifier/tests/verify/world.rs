//! A small ledger made by hand, and its export as a folder: what the service would write, without the service.

use std::collections::BTreeMap;
use std::path::Path;

use prost::Message as _;
use schema::ledger_v1::fact::Fact as FactKind;
use schema::ledger_v1::record::Outcome as Stored;
use schema::ledger_v1::*;
use sha2::{Digest as _, Sha256};
use transparency::checkpoint::Checkpoint;
use transparency::cosignature;
use transparency::hash::{Hash, leaf_hash};
use transparency::note::{SignatureType, SignerKey};
use transparency::tile::{TILE_WIDTH, TileId, TilePath, encode_bundle};
use transparency::tree::{FullTile, Tree, levels};
use verifier::catalogue::{Code, Language};
use verifier::finding::{Finding, Outcome};
use verifier::folder::Folder;
use verifier::log_command::{self, Depth};
use verifier::trust::Trust;

/// The log's name.
pub(crate) const ORIGIN: &str = "ledger.example/daerah";
/// The moment at which the book is opened: 2026-01-01.
pub(crate) const START: i64 = 1_767_225_600_000_000;
/// A second, in microseconds.
pub(crate) const SECOND: i64 = 1_000_000;
/// The day of [`START`].
pub(crate) const DAY: i32 = 20_454;

/// A ledger's records.
#[derive(Clone, Default)]
pub(crate) struct World {
    /// Positions 1, 2, …
    pub(crate) records: Vec<Record>,
    /// Positions whose records are split into entry and attachment.
    pub(crate) detached: Vec<u64>,
    sequence: u64,
}

/// An exported folder with its policy beside it.
pub(crate) struct Export {
    /// Holds `log/` and `policy`.
    pub(crate) folder: tempfile::TempDir,
}

/// The key of the log.
pub(crate) fn log_key() -> SignerKey {
    SignerKey::from_seed(ORIGIN, SignatureType::Ed25519, &[7; 32]).unwrap()
}

fn witness_key() -> SignerKey {
    SignerKey::from_seed("witness.example", SignatureType::CosignatureV1, &[8; 32]).unwrap()
}

/// A checkpoint that log and witness signed.
pub(crate) fn checkpoint(size: u64, root: Hash) -> String {
    let mut signed = Checkpoint::new(ORIGIN, size, root).unwrap().sign(&log_key()).unwrap();
    let cosignature = cosignature::sign(&signed, &witness_key(), 1_767_225_700).unwrap();
    signed.add(cosignature).unwrap();
    signed.to_string()
}

/// A policy that asks for both.
pub(crate) fn policy() -> String {
    let (log, witness) = (log_key(), witness_key());
    format!("log {}\nwitness w {}\nquorum w\n", log.verifier(), witness.verifier())
}

pub(crate) fn fact(fact: FactKind) -> Fact {
    Fact { fact: Some(fact) }
}

pub(crate) fn line(code: &str, amount: i64) -> Line {
    Line { entity: String::new(), code: code.to_owned(), amount }
}

pub(crate) fn entry(lines: &[(&str, i64)]) -> Entry {
    Entry {
        kind: EntryKind::General.into(),
        effective_date: DAY,
        entity: "1.01".to_owned(),
        lines: lines.iter().map(|(code, amount)| line(code, *amount)).collect(),
        description: "setoran".to_owned(),
        ..Entry::default()
    }
}

pub(crate) fn post(lines: &[(&str, i64)]) -> FactKind {
    FactKind::EntryPosted(entry(lines))
}

pub(crate) fn opened(code: &str, side: Side) -> AccountOpened {
    AccountOpened {
        entity: "1.01".to_owned(),
        code: code.to_owned(),
        normal_side: side.into(),
        currency: "IDR".to_owned(),
        book_side: BookSide::Financial.into(),
        ..AccountOpened::default()
    }
}

pub(crate) fn open(code: &str, side: Side) -> FactKind {
    FactKind::AccountOpened(opened(code, side))
}

pub(crate) fn account(code: &str) -> AccountRef {
    AccountRef { entity: "1.01".to_owned(), code: code.to_owned() }
}

pub(crate) fn hold(id: &str, lines: &[(&str, i64)], expires_at: i64) -> FactKind {
    let lines = lines.iter().map(|(code, amount)| line(code, *amount)).collect();
    FactKind::HoldPlaced(Hold {
        id: id.to_owned(),
        entity: "1.01".to_owned(),
        lines,
        expires_at,
        ..Hold::default()
    })
}

pub(crate) fn capture(id: &str, lines: &[(&str, i64)], keep_remainder: bool) -> FactKind {
    let captured = HoldCaptured { hold: id.to_owned(), entry: Some(entry(lines)), keep_remainder };
    FactKind::HoldCaptured(captured)
}

pub(crate) fn release(id: &str) -> FactKind {
    FactKind::HoldReleased(HoldReleased { hold: id.to_owned(), reason: "released".to_owned() })
}

pub(crate) fn expired(id: &str) -> Stored {
    let released = HoldReleased { hold: id.to_owned(), reason: "expired".to_owned() };
    Stored::HoldsExpired(HoldsExpired { holds: vec![released] })
}

/// The facts that take back a record that posted these lines.
pub(crate) fn reverse(of: u64, lines: &[(&str, i64)]) -> Vec<FactKind> {
    let opposite: Vec<(&str, i64)> = lines.iter().map(|(code, amount)| (*code, -amount)).collect();
    let entry = Entry { kind: EntryKind::Reversal.into(), reverses: of, ..entry(&opposite) };
    vec![FactKind::EntryPosted(entry), FactKind::Reversed(Reversed { position: of })]
}

pub(crate) fn chart(version: u32) -> Stored {
    let csv: &[u8] = b"code,name\n1,Aset\n";
    let sha256 = Sha256::digest(csv).to_vec().into();
    Stored::ChartPublished(ChartPublished { name: "bagan".to_owned(), version, sha256, csv: csv.into() })
}

pub(crate) fn rulebook(version: u32) -> Stored {
    let yaml: &[u8] = b"name: aturan\n";
    let sha256 = Sha256::digest(yaml).to_vec().into();
    Stored::RulebookPublished(RulebookPublished {
        name: "aturan".to_owned(),
        version,
        sha256,
        yaml: yaml.into(),
    })
}

pub(crate) fn refused(code: &str) -> Stored {
    Stored::Refused(Refused { code: code.to_owned(), item: None, detail: "angka".to_owned() })
}

pub(crate) fn quarantined() -> Stored {
    let headers = vec![Header { name: "ce-id".to_owned(), value: "x".to_owned() }];
    Stored::Quarantined(Quarantined { code: "undecodable".to_owned(), detail: "byte 3".to_owned(), headers })
}

impl World {
    /// A book with three open accounts: cash `1`, revenue `4`, expense `5`. Positions 1 and 2.
    pub(crate) fn new() -> Self {
        let mut world = Self::default();
        world.internal(Stored::BookOpened(BookOpened {
            name: "daerah".to_owned(),
            currency: "IDR".to_owned(),
            chart_mode: ChartMode::Open.into(),
            balance_per_entity: false,
        }));
        world.posted(vec![open("1", Side::Debit), open("4", Side::Credit), open("5", Side::Debit)]);
        world
    }

    fn next(&self) -> Record {
        let position = self.records.len() as u64 + 1;
        let recorded_at = START + position as i64 * SECOND;
        Record { position, recorded_at, effective_date: DAY, ..Record::default() }
    }

    /// A record that the service makes itself.
    pub(crate) fn internal(&mut self, outcome: Stored) -> &mut Record {
        let next = self.next();
        self.records.push(Record { outcome: Some(outcome), ..next });
        self.records.last_mut().unwrap()
    }

    /// An event with an identity and its outcome.
    pub(crate) fn event(&mut self, outcome: Stored) -> &mut Record {
        let next = self.next();
        self.records.push(Record {
            source: "//bank/kas".to_owned(),
            id: format!("setoran-{}", next.position),
            r#type: "neraca.payment.v1.EntryPosted".to_owned(),
            time: "2026-01-01T00:00:00Z".to_owned(),
            data: vec![1, 2, 3].into(),
            outcome: Some(outcome),
            ..next
        });
        self.records.last_mut().unwrap()
    }

    /// An event that posted these facts.
    pub(crate) fn posted(&mut self, facts: Vec<FactKind>) -> &mut Record {
        let facts = facts.into_iter().map(fact).collect();
        self.event(Stored::Posted(Posted { facts, ..Posted::default() }))
    }

    /// The same, from the next sequence number of stream 1.
    pub(crate) fn bus_event(&mut self, outcome: Stored) -> &mut Record {
        self.sequence += 1;
        let bus = Some(BusCoordinates { stream: 1, sequence: self.sequence });
        let record = self.event(outcome);
        record.bus = bus;
        record
    }

    /// A sequence number of stream 1 that brings a repeat of a position.
    pub(crate) fn repeat(&mut self, of_position: u64) -> Repeat {
        self.sequence += 1;
        let bus = Some(BusCoordinates { stream: 1, sequence: self.sequence });
        Repeat { of_position, recorded_at: self.next().recorded_at, bus }
    }

    pub(crate) fn last(&self) -> u64 {
        self.records.len() as u64
    }

    /// The entries of the log, and the attachments by position.
    pub(crate) fn entries(&self) -> (Vec<Vec<u8>>, BTreeMap<u64, Vec<u8>>) {
        let mut attachments = BTreeMap::new();
        let entries = self.records.iter().map(|record| {
            if !self.detached.contains(&record.position) {
                return record.encode_to_vec();
            }
            let (data, outcome) = (record.data.clone(), record.outcome.clone());
            let rest = Record { data, outcome, ..Record::default() }.encode_to_vec();
            let detached = Detached {
                sha256: Sha256::digest(&rest).to_vec().into(),
                size: rest.len() as u64,
                outcome: "posted".to_owned(),
            };
            attachments.insert(record.position, rest);
            let data = Default::default();
            Record { data, outcome: None, detached: Some(detached), ..record.clone() }.encode_to_vec()
        });
        (entries.collect(), attachments)
    }

    /// Exports the log, with earlier checkpoints at these sizes.
    pub(crate) fn export(&self, sizes: &[u64]) -> Export {
        let (entries, attachments) = self.entries();
        Export::of(&entries, &attachments, sizes)
    }

    /// The finding's codes after an export, the first first.
    pub(crate) fn codes(&self) -> Vec<Code> {
        codes(&self.export(&[]).verify())
    }
}

impl Export {
    /// Writes any entries as a log.
    pub(crate) fn of(entries: &[Vec<u8>], attachments: &BTreeMap<u64, Vec<u8>>, sizes: &[u64]) -> Self {
        let export = Self { folder: tempfile::tempdir().unwrap() };
        let size = entries.len() as u64;
        for id in TileId::of_level(0, size) {
            let first = id.number as usize * TILE_WIDTH;
            let entries = &entries[first..first + usize::from(id.width)];
            let bundle = encode_bundle(entries.iter().map(Vec::as_slice)).unwrap();
            export.write(&TilePath::Entries(id).to_string(), &bundle);
        }
        let (mut tree, mut full): (Tree, Vec<FullTile>) = Default::default();
        for (size, entry) in (1..).zip(entries) {
            tree.push(leaf_hash(entry), &mut full);
            if sizes.contains(&size) {
                export.write(&format!("checkpoints/{size}"), checkpoint(size, tree.root()).as_bytes());
            }
        }
        for tile in full {
            let id = TileId { level: tile.level, number: tile.number, width: TILE_WIDTH as u16 };
            export.write(&TilePath::Hashes(id).to_string(), &Hash::join(&tile.hashes));
        }
        for level in 0..levels(size) {
            let number = (size >> (8 * u32::from(level))) / TILE_WIDTH as u64;
            if let Some(id) = TileId::in_tree(level, number, size) {
                export.write(&TilePath::Hashes(id).to_string(), &Hash::join(tree.partial(level)));
            }
        }
        for (position, attachment) in attachments {
            export.write(&format!("attachment/{position}"), attachment);
        }
        export.write("checkpoint", checkpoint(size, tree.root()).as_bytes());
        std::fs::write(export.folder.path().join("policy"), policy()).unwrap();
        export
    }

    pub(crate) fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("log")
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.path().join(path)).unwrap()
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path().join(path)).unwrap();
    }

    pub(crate) fn trust(&self) -> Trust {
        Trust::read(&self.folder.path().join("policy"), true).unwrap()
    }

    pub(crate) fn open(&self) -> Folder {
        Folder::open(&self.path()).unwrap()
    }

    /// `neraca-verify log`.
    pub(crate) fn verify(&self) -> Outcome {
        let mut outcome = Outcome::default();
        log_command::run(&self.open(), &self.trust(), Depth::default(), &mut outcome);
        outcome
    }

    /// Every file, by its path within the log.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        walk(&self.path(), &self.path(), &mut files);
        files.sort();
        files
    }
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => walk(root, &path, files),
            false => files.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned()),
        }
    }
}

/// What is wrong, in the order of the log.
pub(crate) fn findings(outcome: &Outcome) -> Vec<Finding> {
    outcome.findings.clone().sorted()
}

pub(crate) fn codes(outcome: &Outcome) -> Vec<Code> {
    findings(outcome).into_iter().map(|finding| finding.text.code).collect()
}

/// The sentences, for assertions on what people read.
pub(crate) fn sentences(texts: &[verifier::catalogue::Text]) -> Vec<String> {
    texts.iter().map(|text| text.say(Language::English)).collect()
}

/// A ledger in which everything happens that can happen.
pub(crate) fn full() -> World {
    let mut world = World::new();
    world.internal(chart(1));
    world.internal(rulebook(3));
    let limited = AccountOpened { debits_must_not_exceed_credits: true, ..opened("2", Side::Credit) };
    let capped = AccountOpened { ceiling: Some(1_000), ..opened("3", Side::Debit) };
    world.posted(vec![FactKind::AccountOpened(limited), FactKind::AccountOpened(capped)]);
    let by_rule = Posted {
        rule: "setoran".to_owned(),
        rulebook_version: 3,
        facts: vec![fact(post(&[("1", 500), ("4", -500)]))],
    };
    world.bus_event(Stored::Posted(by_rule));
    world.bus_event(refused("exceeds_ceiling"));
    let raw = world.bus_event(quarantined());
    raw.raw_content_type = "application/json".to_owned();
    let first = world.repeat(6);
    let bus = world.bus_event(Stored::Posted(Posted {
        facts: vec![fact(post(&[("1", 700), ("2", -700)]))],
        ..Posted::default()
    }));
    bus.effective_date = DAY;
    let second = Repeat { bus: None, ..first };
    let now = world.records.last().unwrap().recorded_at;
    let repeats = [first, second].map(|repeat| Repeat { recorded_at: now, ..repeat });
    world.internal(Stored::CompletenessStated(CompletenessStated {
        ranges: vec![BusRange {
            stream: 1,
            name: "PAYMENTS".to_owned(),
            created_at: "2026-01-01T00:00:00Z".to_owned(),
            first: 1,
            last: 5,
            posted: 2,
            refused: 1,
            quarantined: 1,
            repeated: 1,
            last_digest: vec![9; 32].into(),
        }],
        first_repeat: 1,
        repeats: repeats.to_vec(),
    }));
    world.posted(vec![post(&[("2", 300), ("1", -300)])]);
    world.posted(reverse(11, &[("2", 300), ("1", -300)]));
    world.posted(vec![hold("a", &[("3", 400), ("1", -400)], 0)]);
    world.posted(vec![capture("a", &[("3", 100), ("1", -100)], true)]);
    world.posted(vec![capture("a", &[("3", 300), ("1", -300)], true)]);
    world.posted(vec![
        hold("b", &[("5", 10), ("1", -10)], 0),
        hold("c", &[("5", 5), ("1", -5)], START + 18 * SECOND),
    ]);
    world.posted(vec![release("b")]);
    world.internal(expired("c"));
    world.posted(vec![FactKind::CeilingSet(CeilingSet { account: Some(account("3")), ceiling: Some(400) })]);
    world.posted(vec![FactKind::BudgetSet(BudgetSet {
        account: Some(account("5")),
        amount: 9_000,
        enforced: false,
    })]);
    world.posted(vec![FactKind::AccountClosed(account("5"))]);
    world.posted(vec![FactKind::AccountReopened(account("5"))]);
    let conflict = world.event(refused("identity_conflict"));
    conflict.id = "setoran-11".to_owned();
    world.posted(vec![post(&[("5", 20), ("1", -20)])]);
    let big = world.last();
    world.detached.push(big);
    world
}
