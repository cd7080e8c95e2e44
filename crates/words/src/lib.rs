//! The texts that people read, in one file of messages for each subject and language: texts of pages by key, sentences
//! for the domain's codes with their parameters, numbers and times.

mod alarms;
mod arguments;
mod audit;
mod conditions;
mod dates;
mod entities;
mod failures;
mod journal;
mod labels;
mod language;
mod numbers;
mod quarantine;
mod recoveries;
mod refusals;
mod setup;
#[cfg(test)]
mod tests;
mod text;

use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

pub use entities::ENTITIES;
pub use language::{Language, UnknownLanguage};
pub use text::Argument;

/// The files of a language: one for each subject, the same in all languages.
macro_rules! files {
    ($language:literal) => {
        files!(
            $language: "admin", "alarms", "audit", "conditions", "dates", "deletions", "entities", "errors", "failures", "frame",
            "health", "install", "journal", "login", "overview", "people", "portal", "portals", "recoveries", "refusals", "setup", "states",
            "timeline", "webhooks"
        )
    };
    ($language:literal: $($subject:literal),*) => {
        &[$(include_str!(concat!("../messages/", $language, "/", $subject, ".ftl"))),*]
    };
}

const fn files(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => files!("en"),
        Language::Russian => files!("ru"),
        Language::German => files!("de"),
        Language::Spanish => files!("es"),
        Language::Portuguese => files!("pt-BR"),
        Language::Polish => files!("pl"),
        Language::Ukrainian => files!("uk"),
    }
}

/// The texts of a language.
pub struct Words {
    language: Language,
    messages: FluentBundle<FluentResource>,
}

/// A line of the journal or the audit, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What happened, in few words.
    pub title: String,
    /// Details in a sentence or two; empty if there are none.
    pub detail: String,
}

/// The texts in `language`.
pub fn of(language: Language) -> &'static Words {
    static WORDS: LazyLock<[Words; Language::ALL.len()]> = LazyLock::new(|| Language::ALL.map(Words::new));
    &WORDS[language as usize]
}

/// The English texts.
pub fn english() -> &'static Words {
    of(Language::English)
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Words {
    /// Panics if a file can't be read or two have the same message: they are compiled in, and a test reads them.
    fn new(language: Language) -> Self {
        let tag = language.tag().parse().expect("the name of a language");
        let mut messages = FluentBundle::new_concurrent(vec![tag]);
        messages.set_use_isolating(false); // marks around arguments, which a terminal would show
        messages.set_formatter(Some(numbers::formatter(language)));
        for file in files(language) {
            let file = FluentResource::try_new((*file).to_owned()).expect("a readable file of messages");
            messages.add_resource(file).expect("each message once");
        }
        Self { language, messages }
    }

    /// The language of these texts.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The message of a code about a subject, or one of its attributes.
    fn find(&self, subject: &str, code: &str, attribute: Option<&str>, arguments: &FluentArgs<'_>) -> Option<String> {
        self.message(&key(subject, code), attribute, arguments)
    }

    /// A message, or one of its attributes: in this language, otherwise in English.
    fn message(&self, key: &str, attribute: Option<&str>, arguments: &FluentArgs<'_>) -> Option<String> {
        let own = self.own(key, attribute, arguments);
        own.or_else(|| if self.language == Language::English { None } else { english().own(key, attribute, arguments) })
    }

    fn own(&self, key: &str, attribute: Option<&str>, arguments: &FluentArgs<'_>) -> Option<String> {
        let message = self.messages.get_message(key)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(attribute) => message.get_attribute(attribute)?.value(),
        };
        let mut errors = Vec::new();
        let text = self.messages.format_pattern(pattern, Some(arguments), &mut errors);
        Some(text.trim().to_owned())
    }

    /// The message of a code; a code without one is shown as it is.
    fn say(&self, subject: &str, code: &str, arguments: &FluentArgs<'_>) -> String {
        self.find(subject, code, None, arguments).unwrap_or_else(|| code.to_owned())
    }

    fn plain(&self, subject: &str, code: &str) -> String {
        self.say(subject, code, &FluentArgs::new())
    }

    /// An attribute of the message of a code without arguments; empty if there is none.
    fn attribute(&self, subject: &str, code: &str, attribute: &str) -> String {
        self.find(subject, code, Some(attribute), &FluentArgs::new()).unwrap_or_default()
    }

    /// A line: the message of its code, and the message's attribute `detail`.
    fn line(&self, subject: &str, code: &str, arguments: &FluentArgs<'_>) -> Line {
        let title = self.say(subject, code, arguments);
        let detail = self.find(subject, code, Some("detail"), arguments);
        Line { title, detail: detail.unwrap_or_default() }
    }
}

/// Keys consist of subject and code, in Fluent's spelling.
fn key(subject: &str, code: &str) -> String {
    format!("{subject}-{}", code.replace('_', "-"))
}
