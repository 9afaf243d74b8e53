//! Where an entry comes from: the whole way back from a position to the bus, the publisher and the rule, and on to the proof.

use ledger::{Date, Timestamp};
use projections::queries::{Published, PublishedFile};
use projections::{KnownAt, ProjectionError, ReadModels};
use serde_json::{Value, json};
use transparency::hash::leaf_hash;
use wire::ledger_v1::Posted;
use wire::ledger_v1::record::Outcome as Stored;
use wire::message::Message;

use crate::error::ReportError;
use crate::rule_text::RuleText;

/// Everything that is known of the record at a position, as a JSON object; `None` when nothing stands there:
/// `position`, `leaf` (`index`, `hash`), `recorded_at`, `effective_date`, `bus` (`stream`, `created_at`, `sequence`), `event`
/// (`source`, `id`, `type`, `time`, `data`), `outcome`, `code`, `rule` (`name`; `rulebook`, `version`, `sha256`, `position` of the
/// rulebook in force; `text`, the rule as it was published there, and `repeats`, the parts of other rules that it names), `chart`
/// (`name`, `version`, `sha256`, `position` of the one in force), `record` (what the log stores, as JSON), and `proof`, where its
/// receipt is.
///
/// # Errors
/// When the log or the read models can't be read, or the read models do not include the position yet.
pub async fn trace(models: &ReadModels, book: &str, position: u64) -> Result<Option<Value>, ReportError> {
    let store = models.store();
    let record = store.read_at(book, &[position]).await.map_err(ProjectionError::from)?.pop();
    let Some(record) = record else { return Ok(None) };
    // Rulebook and chart in force are the read models' answer, so they must include the record.
    models.view_position(book, Some(KnownAt::Position(position))).await?;
    let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref());
    let decoded = decoded.map_err(|error| ProjectionError::UnknownRecord {
        book: book.to_owned(),
        position,
        what: error.to_string(),
    })?;
    let bus = match record.bus {
        None => Value::Null,
        Some(bus) => {
            let streams = store.bus_streams(book).await.map_err(ProjectionError::from)?;
            let stream = streams.into_iter().find(|stream| stream.number == bus.stream);
            json!({
                "stream": stream.as_ref().map(|stream| &stream.name),
                "created_at": stream.as_ref().map(|stream| &stream.created_at),
                "sequence": bus.sequence,
            })
        }
    };
    let [chart, rulebook] = models.in_force(book, position).await?;
    let rule = match &decoded.outcome {
        Some(Stored::Posted(posted)) if !posted.rule.is_empty() => rule(posted, rulebook.as_ref()),
        _ => Value::Null,
    };
    Ok(Some(json!({
        "book": book,
        "position": position,
        "leaf": { "index": position - 1, "hash": leaf_hash(&record.bytes).to_string() },
        "recorded_at": Timestamp(record.recorded_at).to_string(),
        "effective_date": Date(record.effective_date).to_string(),
        "bus": bus,
        "event": {
            "source": decoded.source,
            "id": decoded.id,
            "type": decoded.r#type,
            "time": decoded.time,
            "data": body(&decoded),
        },
        "outcome": format!("{:?}", record.outcome).to_lowercase(),
        "code": record.code,
        "rule": rule,
        "chart": chart.as_ref().map(published),
        "record": decoded,
        "proof": format!("/v1/books/{book}/entries/{position}/proof"),
    })))
}

/// The event's body; text where it could not be read.
fn body(record: &wire::ledger_v1::Record) -> Value {
    let message = Message::decode(&record.r#type, "application/protobuf", &record.data);
    let json = message.ok().and_then(|message| serde_json::from_str(&message.to_json().ok()?).ok());
    json.unwrap_or_else(|| Value::String(String::from_utf8_lossy(&record.data).into_owned()))
}

/// A chart or rulebook by name, and where it was published.
fn published(file: &PublishedFile) -> Value {
    let Published { name, version, sha256 } = &file.published;
    json!({ "name": name, "version": version, "sha256": sha256, "position": file.position })
}

/// The rule, and the rulebook that was in force. A record that says another version than the one published before it has no text:
/// the log contradicts itself, which `neraca replay --certificate` and the auditor's program look into.
fn rule(posted: &Posted, rulebook: Option<&PublishedFile>) -> Value {
    let rulebook = rulebook.filter(|rulebook| rulebook.published.version == posted.rulebook_version);
    let file = rulebook.map(|rulebook| String::from_utf8_lossy(&rulebook.file));
    let text = file.and_then(|file| RuleText::of(&file, &posted.rule));
    let (text, repeats) = text.map_or((Value::Null, Value::Null), |text| text.json());
    json!({
        "name": posted.rule,
        "rulebook": rulebook.map(|rulebook| &rulebook.published.name),
        "version": posted.rulebook_version,
        "sha256": rulebook.map(|rulebook| &rulebook.published.sha256),
        "position": rulebook.map(|rulebook| rulebook.position),
        "text": text,
        "repeats": repeats,
    })
}
