//! A rule as its author wrote it: the lines of one rule out of a rulebook's file, comments and all, and the parts of other rules
//! that it repeats by name (YAML's anchors). The file is the one that was published; nothing is read into it or left out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// A rule and what it refers to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RuleText {
    text: String,
    /// Parts by the name of their anchor.
    repeats: BTreeMap<String, String>,
}

impl RuleText {
    /// Finds a rule by its name; `None` when the file does not list rules a line each, as block YAML does.
    pub(crate) fn of(file: &str, name: &str) -> Option<Self> {
        let lines: Vec<&str> = file.lines().collect();
        let start = 1 + lines.iter().position(|line| line.trim_end() == "rules:")?;
        let is_item = |line: &&str| line.trim_start().starts_with("- ");
        let depth = lines[start..].iter().find(|line| is_item(line)).map(|line| indent(line))?;
        let starts = (start..lines.len()).filter(|n| is_item(&lines[*n]) && indent(lines[*n]) == depth);
        let mut blocks = starts.map(|n| block(&lines, n));
        let text = blocks.find(|block| block.lines().any(|line| names(line, name)))?;
        let mut repeats = BTreeMap::new();
        let mut open = vec![text.clone()];
        while let Some(part) = open.pop() {
            for anchor in aliases(&part) {
                if repeats.contains_key(anchor) {
                    continue;
                }
                let marks = |line: &str| line.split_whitespace().any(|word| word == format!("&{anchor}"));
                if let Some(place) = lines.iter().position(|line| marks(line)) {
                    let found = block(&lines, place);
                    repeats.insert(anchor.to_owned(), found.clone());
                    open.push(found);
                }
            }
        }
        Some(Self { text, repeats })
    }

    /// The rule's lines, and those of each part that it repeats.
    pub(crate) fn json(&self) -> (Value, Value) {
        (json!(self.text), json!(self.repeats))
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A line and what stands deeper below it.
fn block(lines: &[&str], start: usize) -> String {
    let depth = indent(lines[start]);
    let is_silent = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let ends = |line: &&str| !is_silent(line) && indent(line) <= depth;
    let below = &lines[start + 1..];
    let mut end = start + 1 + below.iter().position(ends).unwrap_or(below.len());
    // Comments before the next rule are about that one.
    while end > start + 1 && is_silent(lines[end - 1]) {
        end -= 1;
    }
    let of_block = |line: &&str| line.get(depth..).unwrap_or_default().trim_end().to_owned();
    lines[start..end].iter().map(of_block).collect::<Vec<_>>().join("\n")
}

/// Whether a line of a block says that the rule has this name. Names of other things stand deeper.
fn names(line: &str, name: &str) -> bool {
    let key = line.strip_prefix("- ").or_else(|| line.strip_prefix("  ")).unwrap_or_default();
    let value = key.strip_prefix("name:").map(|value| value.split(" #").next().unwrap_or_default().trim());
    value.is_some_and(|value| value.trim_matches(['"', '\'']) == name)
}

/// The anchors that a text repeats: `*name` where a value begins.
fn aliases(text: &str) -> impl Iterator<Item = &str> {
    let words = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let words = words.flat_map(|line| line.split([' ', '[', '{', ',', ']', '}']));
    words.filter_map(|word| word.strip_prefix('*')).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "name: r
version: 1
rules:
  # About the first.
  - name: first # why
    on: A
    do:
      - post: &both
          lines:
            - { debit: x, amount: 2 * fee }

      - post: *tail

  # About the second.
  - on: B
    name: \"second\"
    do: [{ post: *both }]
  - name: third
    do:
      - post: &tail
          name: second
";

    #[test]
    fn a_rule_is_shown_as_it_was_written_with_the_parts_it_repeats() {
        let first = RuleText::of(FILE, "first").expect("it is there");
        assert!(first.text.starts_with("- name: first # why\n  on: A\n"), "{}", first.text);
        assert!(first.text.ends_with("\n\n    - post: *tail"), "{}", first.text);
        assert_eq!(first.repeats["tail"], "- post: &tail\n    name: second");
        let second = RuleText::of(FILE, "second").expect("it is there");
        assert_eq!(second.text, "- on: B\n  name: \"second\"\n  do: [{ post: *both }]");
        // What is repeated repeats nothing itself; the list goes on below the anchor and is no part of it.
        assert_eq!(second.repeats.keys().collect::<Vec<_>>(), ["both"]);
        assert_eq!(
            second.repeats["both"],
            "- post: &both\n    lines:\n      - { debit: x, amount: 2 * fee }"
        );
        assert_eq!(RuleText::of(FILE, "fourth"), None);
        assert_eq!(RuleText::of("{rules: [{name: first}]}", "first"), None);
    }
}
