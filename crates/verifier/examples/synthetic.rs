//! Writes an exported log of any size, to measure the verifier with:
//! `cargo run --release -p verifier --example synthetic -- 1000000 /tmp/log`, then
//! `time neraca-verify log /tmp/log --policy /tmp/log.policy`.
//!
//! Most records are payments of four lines; every 50th is a reversal of the one before, every 100th places a hold that the
//! next one captures.

use std::fs;
use std::path::{Path, PathBuf};

use prost::Message as _;
use schema::ledger_v1::fact::Fact as FactKind;
use schema::ledger_v1::record::Outcome;
use schema::ledger_v1::*;
use transparency::checkpoint::Checkpoint;
use transparency::hash::{Hash, leaf_hash};
use transparency::note::{SignatureType, SignerKey};
use transparency::tile::{TILE_WIDTH, TileId, TilePath, encode_bundle};
use transparency::tree::{FullTile, Tree, levels};

type Failure = Box<dyn std::error::Error>;

const ORIGIN: &str = "example/daerah";
const AGENCIES: u64 = 50;
const CODES: [(&str, Side, BookSide); 4] = [
    ("1.1.01.01.01.0001", Side::Debit, BookSide::Financial),
    ("4.1.01.15.01.0001", Side::Credit, BookSide::Budget),
    ("0.0.00.00.00.0001", Side::Debit, BookSide::Budget),
    ("7.1.01.15.01.0001", Side::Credit, BookSide::Financial),
];

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [records, folder] = arguments.as_slice() else {
        return Err("usage: synthetic RECORDS FOLDER".into());
    };
    let (size, folder): (u64, PathBuf) = (records.parse()?, folder.into());
    let (mut tree, mut full) = (Tree::default(), Vec::new());
    for id in TileId::of_level(0, size) {
        let first = id.number * TILE_WIDTH as u64 + 1;
        let entries: Vec<Vec<u8>> =
            (first..first + u64::from(id.width)).map(|position| record(position).encode_to_vec()).collect();
        write(&folder, TilePath::Entries(id), &encode_bundle(entries.iter().map(Vec::as_slice))?)?;
        entries.iter().for_each(|entry| tree.push(leaf_hash(entry), &mut full));
        write_full(&folder, std::mem::take(&mut full))?;
    }
    for level in 0..levels(size) {
        let number = (size >> (8 * u32::from(level))) / TILE_WIDTH as u64;
        if let Some(id) = TileId::in_tree(level, number, size) {
            write(&folder, TilePath::Hashes(id), &Hash::join(tree.partial(level)))?;
        }
    }
    let key = SignerKey::from_seed(ORIGIN, SignatureType::Ed25519, &[1; 32])?;
    fs::write(
        folder.join("checkpoint"),
        Checkpoint::new(ORIGIN, size, tree.root())?.sign(&key)?.to_string(),
    )?;
    fs::write(folder.with_extension("policy"), format!("log {}\nquorum none\n", key.verifier()))?;
    Ok(())
}

fn write_full(folder: &Path, full: Vec<FullTile>) -> Result<(), Failure> {
    for tile in full {
        let id = TileId { level: tile.level, number: tile.number, width: TILE_WIDTH as u16 };
        write(folder, TilePath::Hashes(id), &Hash::join(&tile.hashes))?;
    }
    Ok(())
}

fn write(folder: &Path, path: TilePath, bytes: &[u8]) -> Result<(), Failure> {
    let path = folder.join(path.to_string());
    fs::create_dir_all(path.parent().ok_or("a tile lies in a folder")?)?;
    Ok(fs::write(path, bytes)?)
}

fn record(position: u64) -> Record {
    let base = Record {
        position,
        recorded_at: 1_767_225_600_000_000 + position as i64 * 1_000,
        effective_date: 20_454,
        ..Record::default()
    };
    if position == 1 {
        let opened = BookOpened {
            name: "daerah".to_owned(),
            currency: "IDR".to_owned(),
            chart_mode: ChartMode::Open.into(),
            balance_per_entity: true,
        };
        return Record { outcome: Some(Outcome::BookOpened(opened)), ..base };
    }
    let facts = if position == 2 { accounts() } else { facts(position) };
    let facts = facts.into_iter().map(|fact| Fact { fact: Some(fact) }).collect();
    Record {
        source: "//bankdaerah.example/kasda".to_owned(),
        id: format!("4f1c2a90-7d3e-4b11-9c55-{position:012}"),
        r#type: "neraca.payment.v1.RevenueReceived".to_owned(),
        time: "2026-01-01T08:00:00+07:00".to_owned(),
        data: format!("{position:060}").into_bytes().into(),
        outcome: Some(Outcome::Posted(Posted { facts, ..Posted::default() })),
        ..base
    }
}

fn accounts() -> Vec<FactKind> {
    let of = |agency: u64| {
        CODES.map(|(code, side, book_side)| {
            FactKind::AccountOpened(AccountOpened {
                entity: entity(agency),
                code: code.to_owned(),
                normal_side: side.into(),
                currency: "IDR".to_owned(),
                book_side: book_side.into(),
                ..AccountOpened::default()
            })
        })
    };
    (0..AGENCIES).flat_map(of).collect()
}

fn entity(agency: u64) -> String {
    format!("1.02.0.00.0.00.{agency:02}.0000")
}

/// Deterministic, so that a reversal and a capture know what came before them.
fn facts(position: u64) -> Vec<FactKind> {
    let lines = |sign: i64, position: u64| -> Vec<Line> {
        let amount = sign * (100_000 + (position % 977) as i64 * 100);
        let line =
            |code: usize, amount| Line { entity: String::new(), code: CODES[code].0.to_owned(), amount };
        vec![line(2, amount), line(1, -amount), line(0, amount), line(3, -amount)]
    };
    let entry = |kind: EntryKind, of: u64, sign: i64, reverses: u64| Entry {
        kind: kind.into(),
        effective_date: 20_454,
        entity: entity(of % AGENCIES),
        lines: lines(sign, of),
        description: "Setoran retribusi pelayanan pasar".to_owned(),
        reverses,
        ..Entry::default()
    };
    let hold = |position: u64| format!("hold-{position}");
    match position % 100 {
        49 | 99 => {
            let of = position - 1;
            let entry = entry(EntryKind::Reversal, of, -1, of);
            vec![FactKind::EntryPosted(entry), FactKind::Reversed(Reversed { position: of })]
        }
        10 => vec![FactKind::HoldPlaced(Hold {
            id: hold(position),
            entity: entity(position % AGENCIES),
            lines: lines(1, position),
            ..Hold::default()
        })],
        11 => {
            let of = position - 1;
            let entry = Some(entry(EntryKind::General, of, 1, 0));
            vec![FactKind::HoldCaptured(HoldCaptured { hold: hold(of), entry, keep_remainder: false })]
        }
        _ => vec![FactKind::EntryPosted(entry(EntryKind::General, position, 1, 0))],
    }
}
