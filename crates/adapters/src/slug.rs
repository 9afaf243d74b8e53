//! Names that people write, as names that the ledger takes.

use ledger::limits::NAME_BYTES_MAX;
use sha2::{Digest, Sha256};

/// Hex digits that keep long names apart once they are cut.
const MARK_DIGITS: usize = 8;

/// A name of lower-case letters, digits and `-`; `None` when nothing of the text is left. Names too long are cut, with a
/// digest of the whole at the end, so that two long ones never become one.
pub(crate) fn slug(prefix: &str, text: &str) -> Option<String> {
    let mut slug = String::from(prefix);
    let mut gap = false;
    for character in text.replace('&', " and ").chars() {
        // An apostrophe is part of its word: "Children's" and "Childrens" are the same office.
        match character {
            '\'' | '’' => {}
            _ if character.is_ascii_alphanumeric() => {
                if gap && slug.len() > prefix.len() {
                    slug.push('-');
                }
                slug.push(character.to_ascii_lowercase());
                gap = false;
            }
            _ => gap = true,
        }
    }
    if slug.len() > NAME_BYTES_MAX {
        let digest = Sha256::digest(text.as_bytes());
        let mark: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        slug.truncate(NAME_BYTES_MAX - MARK_DIGITS - 1);
        slug = format!("{slug}-{}", &mark[..MARK_DIGITS]);
    }
    (slug.len() > prefix.len() && ledger::name::is_name(&slug)).then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs_that_the_ledger_takes() {
        let of = |text| slug("bradford.", text);
        assert_eq!(of("Adult & Community Services").unwrap(), "bradford.adult-and-community-services");
        assert_eq!(of(" Children's  services ").unwrap(), "bradford.childrens-services");
        assert_eq!((of("&"), of(" "), of("---")), (Some("bradford.and".to_owned()), None, None));
        let (one, other) = (of(&"long ".repeat(30)).unwrap(), of(&"long ".repeat(31)).unwrap());
        assert!(one != other && one.len() == NAME_BYTES_MAX && ledger::name::is_name(&one));
        assert_eq!(slug("not a name", "x"), None);
    }
}
