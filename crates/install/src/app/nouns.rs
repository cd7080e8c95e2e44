//! What kinds of things are called.

use domain::catalogue;
use words::Words;

use super::visible::visible;

/// The kind of thing, in the middle of a sentence. One that the catalogue does not have is called by the event's code.
pub(crate) fn noun(words: &Words, entity: &str, event: &str) -> String {
    let known = catalogue::find(event).or_else(|| catalogue::all().iter().find(|entry| entry.entity == entity));
    match known {
        Some(entry) => lower(entry.title.split(" (").next().unwrap_or(entry.title).trim_end_matches(" removed")),
        None => {
            words.text_with("app-kind-unknown", &[("event", &visible(if event.is_empty() { entity } else { event }))])
        }
    }
}

/// The kind of thing, as the name of a choice.
pub(crate) fn name(words: &Words, entity: &str) -> String {
    let noun = noun(words, entity, "");
    let mut letters = noun.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// In small letters, but for what is written in capitals.
fn lower(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}
