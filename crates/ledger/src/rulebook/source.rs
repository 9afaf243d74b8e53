//! The rulebook file as written: what serde reads, before anything is checked against vocabulary or chart (`compile.rs`).

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) version: u32,
    #[serde(default)]
    pub(super) mirrors: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub(super) overrides: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub(super) policies: BTreeMap<String, Policy>,
    #[serde(default)]
    pub(super) reciprocal: Vec<(String, String)>,
    #[serde(default)]
    pub(super) approval: Vec<String>,
    #[serde(default)]
    pub(super) appropriated: Vec<String>,
    pub(super) rules: Vec<Rule>,
}

/// A choice and what it is chosen from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policy {
    pub(super) choice: String,
    pub(super) of: Vec<String>,
}

/// One rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) name: String,
    pub(super) on: String,
    #[serde(default)]
    pub(super) when: BTreeMap<String, Condition>,
    #[serde(default)]
    pub(super) precedence: i32,
    #[serde(default)]
    pub(super) require: Vec<Requirement>,
    #[serde(rename = "do")]
    pub(super) steps: Vec<Step>,
}

/// Two amounts that are equal in every event that has the field, or in every event; or codes at or below which every account
/// of a list stands. Either `equal` and `to` are there, or `for` and `prefix`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Requirement {
    pub(super) equal: Option<String>,
    pub(super) to: Option<String>,
    pub(super) when_present: Option<String>,
    #[serde(rename = "for")]
    pub(super) each: Option<String>,
    pub(super) prefix: Option<Words>,
}

/// One thing a rule does; beside `under` exactly one of the fields is there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    #[serde(default)]
    pub(super) under: BTreeMap<String, String>,
    pub(super) record: Option<String>,
    pub(super) post: Option<Post>,
    pub(super) set_budget: Option<SetBudget>,
    pub(super) raise_budget: Option<RaiseBudget>,
    pub(super) place_hold: Option<PlaceHold>,
    pub(super) capture_hold: Option<CaptureHold>,
    pub(super) release_hold: Option<ReleaseHold>,
}

/// An entry of one entity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Post {
    pub(super) entity: String,
    #[serde(default)]
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) description: String,
    pub(super) lines: Vec<Line>,
}

/// An appropriation for every item of a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetBudget {
    #[serde(rename = "for")]
    pub(super) each: String,
    pub(super) entity: String,
    #[serde(default)]
    pub(super) enforce: bool,
}

/// An appropriation that grows by an amount.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RaiseBudget {
    pub(super) entity: String,
    pub(super) account: String,
    pub(super) amount: String,
    #[serde(default)]
    pub(super) enforce: bool,
}

/// An entry set aside.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceHold {
    pub(super) hold: String,
    pub(super) entity: String,
    #[serde(default)]
    pub(super) description: String,
    pub(super) lines: Vec<Line>,
}

/// A hold that becomes an entry; all of it without `amount` and `lines`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaptureHold {
    pub(super) hold: String,
    #[serde(default)]
    pub(super) amount: Option<String>,
    #[serde(default)]
    pub(super) entity: Option<String>,
    #[serde(default)]
    pub(super) lines: Option<Vec<Line>>,
    #[serde(default)]
    pub(super) keep_remainder: bool,
    #[serde(default)]
    pub(super) description: String,
}

/// A hold that lets go.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReleaseHold {
    pub(super) hold: String,
}

/// A line of an entry; exactly one of `debit`, `credit` and `balance` is there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    pub(super) debit: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) balance: Option<String>,
    pub(super) amount: Option<String>,
    #[serde(rename = "for")]
    pub(super) each: Option<String>,
    #[serde(default)]
    pub(super) signed: bool,
    pub(super) item: Option<String>,
}

/// What a rule asks of a field: a word, a list of words, or one test.
#[derive(Debug)]
pub(super) enum Condition {
    Words(Vec<String>),
    Test(Test),
}

/// The tests that are no words; exactly one is there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Test {
    pub(super) present: Option<bool>,
    pub(super) prefix: Option<Words>,
    pub(super) zero: Option<bool>,
}

/// A word or a list of words.
#[derive(Debug)]
pub(super) struct Words(pub(super) Vec<String>);

// By hand, not `#[serde(untagged)]`: that would answer every mistake with "did not match any variant".
impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ConditionVisitor)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_any(ConditionVisitor)? {
            Condition::Words(words) => Ok(Self(words)),
            Condition::Test(_) => Err(de::Error::custom("expected a word or a list of words")),
        }
    }
}

struct ConditionVisitor;

impl<'de> Visitor<'de> for ConditionVisitor {
    type Value = Condition;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a word, a list of words, or one of {present: true}, {prefix: \"…\"}, {zero: true}; \
             codes that look like numbers stand in quotes",
        )
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Condition, E> {
        Ok(Condition::Words(vec![text.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Condition, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = sequence.next_element()? {
            words.push(word);
        }
        Ok(Condition::Words(words))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Condition, A::Error> {
        Test::deserialize(de::value::MapAccessDeserializer::new(map)).map(Condition::Test)
    }
}
