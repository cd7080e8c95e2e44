//! What people read: sentences for what the domain knows as codes with parameters, from one file of messages a subject and
//! a language.

mod alarms;
mod arguments;
mod audit;
mod conditions;
mod failures;
mod journal;
mod recoveries;
mod refusals;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

/// The files of messages.
const ENGLISH: [&str; 7] = [
    include_str!("../messages/en/alarms.ftl"),
    include_str!("../messages/en/audit.ftl"),
    include_str!("../messages/en/conditions.ftl"),
    include_str!("../messages/en/failures.ftl"),
    include_str!("../messages/en/journal.ftl"),
    include_str!("../messages/en/recoveries.ftl"),
    include_str!("../messages/en/refusals.ftl"),
];

/// The words of a language.
pub struct Words {
    messages: FluentBundle<FluentResource>,
}

/// What a line of the journal or the audit says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What happened, in few words.
    pub title: String,
    /// More of it, in a sentence or two; empty if there is no more.
    pub detail: String,
}

/// The English words.
pub fn english() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new("en", &ENGLISH));
    &WORDS
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").finish_non_exhaustive()
    }
}

impl Words {
    /// Panics if a file can't be read, or if two of them have the same message: they are compiled in, and a test reads
    /// them.
    fn new(language: &str, files: &[&str]) -> Self {
        let language = language.parse().expect("the name of a language");
        let mut messages = FluentBundle::new_concurrent(vec![language]);
        messages.set_use_isolating(false); // marks around arguments, which a terminal would show
        for file in files {
            let file = FluentResource::try_new((*file).to_owned()).expect("a readable file of messages");
            messages.add_resource(file).expect("each message once");
        }
        Self { messages }
    }

    /// The message of a code about a subject, or one of its attributes; none if there is none.
    fn find(&self, subject: &str, code: &str, attribute: Option<&str>, arguments: &FluentArgs<'_>) -> Option<String> {
        let message = self.messages.get_message(&key(subject, code))?;
        let pattern = match attribute {
            None => message.value()?,
            Some(attribute) => message.get_attribute(attribute)?.value(),
        };
        let mut errors = Vec::new();
        let text = self.messages.format_pattern(pattern, Some(arguments), &mut errors);
        Some(text.trim().to_owned())
    }

    /// The message of a code; a code that has none is shown as it is.
    fn say(&self, subject: &str, code: &str, arguments: &FluentArgs<'_>) -> String {
        self.find(subject, code, None, arguments).unwrap_or_else(|| code.to_owned())
    }

    /// The message of a code that takes no arguments.
    fn plain(&self, subject: &str, code: &str) -> String {
        self.say(subject, code, &FluentArgs::new())
    }

    /// An attribute of the message of a code that takes no arguments; empty if there is none.
    fn attribute(&self, subject: &str, code: &str, attribute: &str) -> String {
        self.find(subject, code, Some(attribute), &FluentArgs::new()).unwrap_or_default()
    }

    /// A line: the message of its code, and what the message has as its `detail`.
    fn line(&self, subject: &str, code: &str, arguments: &FluentArgs<'_>) -> Line {
        let title = self.say(subject, code, arguments);
        let detail = self.find(subject, code, Some("detail"), arguments);
        Line { title, detail: detail.unwrap_or_default() }
    }
}

/// Messages are called by subject and code, in Fluent's spelling.
fn key(subject: &str, code: &str) -> String {
    format!("{subject}-{}", code.replace('_', "-"))
}
