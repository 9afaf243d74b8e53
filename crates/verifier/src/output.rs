//! What people and programs are shown of a command's outcome.

use serde_json::{Value, json};

use crate::catalogue::{Code, Language, Text};
use crate::finding::{Finding, Outcome, Place};
use crate::text;

/// The outcome for people.
#[must_use]
pub fn to_text(outcome: &Outcome, language: Language) -> String {
    let mut lines = vec![verdict(outcome).template(language).to_owned()];
    section(&mut lines, Code::PostedHead, &outcome.says, language);
    section(&mut lines, Code::CheckedHead, &outcome.checked, language);
    section(&mut lines, Code::NotesHead, &outcome.notes, language);
    let findings = outcome.findings.clone().sorted();
    let told = findings.len() as u64;
    if let Some((first, others)) = findings.split_first() {
        section_of(&mut lines, Code::FirstHead, [finding_line(first, language)], language);
        let more = outcome.findings.total() - told;
        let more = (more > 0).then(|| text!(Code::MoreFindings, more).say(language));
        let others = others.iter().map(|finding| finding_line(finding, language)).chain(more);
        section_of(&mut lines, Code::OthersHead, others, language);
    }
    lines.join("\n") + "\n"
}

/// The outcome for programs. `verdict` is "proved" or "refuted"; a finding has `code`, `text`, `file`, `position`, `field`
/// and, as `values`, the values of its sentence.
#[must_use]
pub fn to_json(command: &str, outcome: &Outcome, language: Language) -> Value {
    let texts =
        |texts: &[Text]| -> Vec<Value> { texts.iter().map(|text| sentence(text, language)).collect() };
    let finding = |finding: &Finding| {
        let mut object = sentence(&finding.text, language);
        let Place { file, position, field } = &finding.place;
        object["file"] = json!(file);
        object["position"] = json!(position);
        object["field"] = json!(field);
        object
    };
    json!({
        "command": command,
        "verdict": verdict(outcome).as_str(),
        "says": texts(&outcome.says),
        "checked": texts(&outcome.checked),
        "notes": texts(&outcome.notes),
        "findings": outcome.findings.clone().sorted().iter().map(finding).collect::<Vec<_>>(),
        "findings_total": outcome.findings.total(),
    })
}

fn verdict(outcome: &Outcome) -> Code {
    if outcome.findings.is_empty() { Code::Proved } else { Code::Refuted }
}

fn sentence(text: &Text, language: Language) -> Value {
    use crate::catalogue::Value as Said;
    let values = text.values.iter().map(|value| match value {
        Said::Data(data) => data.as_str(),
        Said::Word(word) => word.template(language),
    });
    json!({ "code": text.code.as_str(), "text": text.say(language), "values": values.collect::<Vec<_>>() })
}

fn section(lines: &mut Vec<String>, head: Code, texts: &[Text], language: Language) {
    section_of(lines, head, texts.iter().map(|text| text.say(language)), language);
}

fn section_of(
    lines: &mut Vec<String>,
    head: Code,
    items: impl IntoIterator<Item = String>,
    language: Language,
) {
    let mut items = items.into_iter().peekable();
    if items.peek().is_some() {
        lines.push(String::new());
        lines.push(head.template(language).to_owned());
        lines.extend(items.map(|item| format!("  {}", visible(&item))));
    }
}

/// Position, field and file in front of what is wrong there.
fn finding_line(finding: &Finding, language: Language) -> String {
    let place = &finding.place;
    let position = place.position.map(|position| text!(Code::AtPosition, position));
    let field = place.field.as_ref().map(|field| text!(Code::AtField, field));
    let file = place.file.as_ref().map(|file| text!(Code::AtFile, file));
    let parts: Vec<String> =
        [position, field, file].into_iter().flatten().map(|part| part.say(language)).collect();
    let text = finding.text.say(language);
    if parts.is_empty() { text } else { format!("{}: {text}", parts.join(", ")) }
}

/// A log's texts are written by others: what would move the cursor or end the line is shown, not done.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::At;

    fn refuted() -> Outcome {
        let mut outcome = Outcome { notes: vec![text!(Code::NoteNoWitness)], ..Outcome::default() };
        let at = At { file: "tile/entries/000", position: 7 };
        outcome
            .findings
            .add(at.field("outcome.posted.facts[0]"), text!(Code::AccountUnknown, "a:\u{1b}[2Jb"));
        outcome
    }

    #[test]
    fn people_are_told_the_verdict_and_the_first_place_in_their_language() {
        let text = to_text(&refuted(), Language::English);
        assert!(text.starts_with("REFUTED\n"), "{text}");
        let place = "position 7, field outcome.posted.facts[0], file tile/entries/000: account a:\\u{1b}[2Jb was never opened";
        assert!(text.contains(place), "{text}");
        let text = to_text(&refuted(), Language::Indonesian);
        assert!(text.starts_with("TERBANTAH\n") && text.contains("posisi 7, bidang outcome"), "{text}");
        assert_eq!(to_text(&Outcome::default(), Language::Indonesian), "TERBUKTI\n");
    }

    #[test]
    fn programs_are_told_the_codes() {
        let json = to_json("log", &refuted(), Language::English);
        assert_eq!(json["verdict"], "refuted");
        assert_eq!(json["findings"][0]["code"], "account_unknown");
        assert_eq!(json["findings"][0]["position"], 7);
        assert_eq!(json["findings_total"], 1);
    }
}
