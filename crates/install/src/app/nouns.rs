//! What kinds of things are called.

use domain::catalogue;
use words::{Language, Words};

use super::visible::visible;

/// The kind within a sentence. The event's code names one that the catalogue lacks.
pub(crate) fn noun(words: &Words, entity: &str, event: &str) -> String {
    let name = name(words, entity, event);
    if words.language() == Language::German { name } else { lower(&name) }
}

/// The kind as the name of a choice.
pub(crate) fn choice(words: &Words, entity: &str) -> String {
    name(words, entity, "")
}

fn name(words: &Words, entity: &str, event: &str) -> String {
    let known = catalogue::find(event).or_else(|| catalogue::all().iter().find(|entry| entry.entity == entity));
    match known {
        Some(entry) => words.entity(entry.entity),
        None => {
            words.text_with("app-kind-unknown", &[("event", &visible(if event.is_empty() { entity } else { event }))])
        }
    }
}

/// Lower-cases the first letter, unless the word is in capitals.
fn lower(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_called_in_the_language_of_the_visitor() {
        let noun = |language, entity| noun(words::of(language), entity, "");
        assert_eq!(noun(Language::English, "crm.lead"), "lead");
        assert_eq!(noun(Language::Russian, "openline.line"), "открытая линия");
        assert_eq!(noun(Language::German, "crm.deal"), "Auftrag");
        assert_eq!(choice(words::of(Language::Polish), "crm.lead"), "Lead");
        assert_eq!(noun(Language::Spanish, "nothing.known"), "objeto desconocido (nothing.known)");
    }
}
