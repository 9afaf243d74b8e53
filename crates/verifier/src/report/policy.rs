//! What a published rulebook chose for a policy. Of the file this alone is read, and only in the two ways that people write it
//! (one line in braces, or indented lines); whoever writes it otherwise is told that it can't be read here.

/// The choice of a policy, such as `on-receipt` for `revenue_recognition`; `None` when the rulebook has no such policy.
///
/// # Errors
/// When the file names the policy in a way that is not understood here.
pub(super) fn choice(yaml: &[u8], name: &str) -> Result<Option<String>, Unreadable> {
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
    let chosen = unquoted(chosen.ok_or(Unreadable)?);
    let is_word = !chosen.is_empty()
        && chosen.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if is_word { Ok(Some(chosen.to_owned())) } else { Err(Unreadable) }
}

/// The policy is there, and not as this program reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

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
