//! What is read of a published rulebook: its choice for a policy, and the codes that take nothing without an appropriation. Both
//! are read only in the two ways that people write them (on one line in braces or brackets, or on lines below); whoever writes
//! them otherwise is told that they can't be read here.

/// The key of the codes that take nothing without an appropriation.
const APPROPRIATED: &str = "appropriated";

/// The codes that take nothing without an appropriation where their entity has a budget; none when the file names none.
///
/// # Errors
/// When the file names them in a way that is not understood here.
pub fn appropriated(yaml: &[u8]) -> Result<Vec<String>, Unreadable> {
    let text = std::str::from_utf8(yaml).map_err(|_| Unreadable)?;
    let mut lines = text.lines().map(without_comment).filter(|line| !line.trim().is_empty());
    let is_own = |line: &&str| !line.starts_with(' ') && value_of(line, APPROPRIATED).is_some();
    let Some(own) = lines.by_ref().find(is_own) else {
        // All of it in braces has no lines of its own.
        return if text.trim_start().starts_with('{') { Err(Unreadable) } else { Ok(Vec::new()) };
    };
    let rest = value_of(own, APPROPRIATED).unwrap_or_default();
    let items: Vec<&str> = if rest.is_empty() {
        lines.map_while(|line| line.trim_start().strip_prefix("- ")).collect()
    } else {
        let within = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or(Unreadable)?;
        within.split(',').filter(|item| !item.trim().is_empty()).collect()
    };
    if items.is_empty() && rest.is_empty() {
        return Err(Unreadable);
    }
    items.into_iter().map(|item| word(item).map(str::to_owned)).collect()
}

/// The choice of a policy, such as `on-receipt` for `revenue_recognition`; `None` when the rulebook has no such policy.
///
/// # Errors
/// When the file names the policy in a way that is not understood here.
pub fn choice(yaml: &[u8], name: &str) -> Result<Option<String>, Unreadable> {
    let text = std::str::from_utf8(yaml).map_err(|_| Unreadable)?;
    let mut lines = text.lines().map(without_comment).filter(|line| !line.trim().is_empty());
    lines.by_ref().find(|line| line.trim_end() == "policies:");
    let section: Vec<&str> = lines.take_while(|line| line.starts_with(' ')).collect();
    let Some(place) = section.iter().position(|line| value_of(line, name).is_some()) else {
        let is_named = text.lines().any(|line| without_comment(line).contains(name));
        return if is_named { Err(Unreadable) } else { Ok(None) };
    };
    let rest = value_of(section[place], name).unwrap_or_default();
    let chosen = if rest.is_empty() {
        let own = indent(section[place]);
        let mut below = section[place + 1..].iter().take_while(|line| indent(line) > own);
        below.find_map(|line| value_of(line, "choice"))
    } else {
        let within = rest.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).ok_or(Unreadable)?;
        // A list after the choice has commas of its own, which its values, being words, do not mind.
        within.split(',').find_map(|part| value_of(part, "choice"))
    };
    word(chosen.ok_or(Unreadable)?).map(|chosen| Some(chosen.to_owned()))
}

/// Letters, digits, `-`, `_` and `.`, as every choice and code is written; all else means something in YAML.
fn word(text: &str) -> Result<&str, Unreadable> {
    let text = unquoted(text);
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if is_word && !text.is_empty() { Ok(text) } else { Err(Unreadable) }
}

/// What is wanted is there, and not as this program reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

fn without_comment(line: &str) -> &str {
    match line.strip_prefix('#') {
        Some(_) => "",
        None => line.split_once(" #").map_or(line, |(before, _)| before),
    }
}

/// What stands behind `key:` when the line is of that key.
fn value_of<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (own, value) = line.split_once(':')?;
    (unquoted(own) == key).then(|| value.trim())
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let quoted = |quote| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(text)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_brackets_and_below() {
        let of = |yaml: &str| appropriated(yaml.as_bytes());
        let codes = |codes: &[&str]| Ok(codes.iter().map(|code| (*code).to_owned()).collect());
        assert_eq!(of("name: a\nappropriated: [\"5\", '6.2'] # 2026\nrules: []\n"), codes(&["5", "6.2"]));
        assert_eq!(
            of("appropriated:\n  # all spending\n  - 5\n  - \"6.2\"\nrules:\n  - name: x\n"),
            codes(&["5", "6.2"])
        );
        assert_eq!(of("appropriated:\n- 5\nrules: []\n"), codes(&["5"]));
        assert_eq!(of("appropriated: []\n"), codes(&[]));
        assert_eq!(of("rules:\n  - name: appropriated\n"), codes(&[]));
        for strange in [
            "appropriated: *codes\n",
            "appropriated:\n",
            "appropriated: [5,\n  6]\n",
            "appropriated: [*five]\n",
            "{ \"appropriated\": [\"5\"] }",
        ] {
            assert_eq!(of(strange), Err(Unreadable), "{strange}");
        }
    }

    #[test]
    fn a_choice_is_read_in_braces_and_indented() {
        let of = |yaml: &str| choice(yaml.as_bytes(), "revenue");
        let chosen = |text: &str| Ok(Some(text.to_owned()));
        let braces = "name: a\npolicies:\n  other: { choice: x, of: [x, y] }\n  # revenue: { choice: no }\n  revenue: { choice: on-receipt, of: [on-deposit, on-receipt] } # 2025\nrules: []\n";
        assert_eq!(of(braces), chosen("on-receipt"));
        let indented = "policies:\n    revenue:\n        of: [a, b]\n\n        choice: 'a'\n    other:\n        choice: b\nrules:\n  - under: { revenue: b }\n";
        assert_eq!(of(indented), chosen("a"));
        assert_eq!(of("policies:\n  \"revenue\": {of: [a, b], choice: \"b\"}\n"), chosen("b"));
        assert_eq!(of("name: a\nrules: []\n# revenue\n"), Ok(None));
        assert_eq!(of("policies:\n  other: { choice: x, of: [x, y] }\nrules: []\n"), Ok(None));
        for strange in [
            "policies: { revenue: { choice: a, of: [a, b] } }\n",
            "{ \"policies\": { \"revenue\": { \"choice\": \"a\" } } }",
            "policies:\n  revenue: { choice: a,\n    of: [a, b] }\n",
            "policies:\n  revenue: &x { choice: a, of: [a] }\n",
            "policies:\n  revenue: { choice: *x, of: [a] }\n",
            "policies:\n  revenue:\n    of: [a, b]\n  other:\n    choice: a\n",
            "rules:\n  - under: { revenue: b }\n",
        ] {
            assert_eq!(of(strange), Err(Unreadable), "{strange}");
        }
    }
}
