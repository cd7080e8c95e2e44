//! What is wrong with a field, and the message beside it.

use words::Words;

use super::bar::WrongBar;
use super::{MAX_CHARS, MAX_VALUES};
use crate::page::markup::plain;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// The value has too many characters.
    TooLong,
    /// The value has an invisible character.
    Invisible,
    /// The value is not UTF-8.
    NotText,
    /// The field takes one value and has several.
    Twice,
    /// The field has too many values.
    TooMany,
    /// The value is not a time.
    NoTime,
    /// The time is before that in the field before.
    EndsBeforeItBegins,
    /// The value is not a source.
    NoSource,
    /// The value is not a kind; with the kind that is most like it.
    NoKind(String, Option<&'static str>),
    /// The value is not an order.
    NoOrder,
    /// The value is not a position in the list.
    NoPlace,
    /// No portal has this name.
    NoPortal(String),
    /// Too many portals match this name.
    ManyPortals(String),
    /// The line of the query bar can't be parsed.
    Line(WrongBar),
}

impl Wrong {
    /// The message about it.
    pub(crate) fn text(&self, words: &Words) -> String {
        match self {
            Self::TooLong => words.text_with("deletions-wrong-long", &[("count", &MAX_CHARS)]),
            Self::Invisible => words.text("deletions-wrong-invisible"),
            Self::NotText => words.text("deletions-wrong-text"),
            Self::Twice => words.text("deletions-wrong-twice"),
            Self::TooMany => words.text_with("deletions-wrong-many", &[("count", &MAX_VALUES)]),
            Self::NoTime => words.text("deletions-wrong-time"),
            Self::EndsBeforeItBegins => words.text("deletions-wrong-range"),
            Self::NoSource => words.text("deletions-wrong-source"),
            Self::NoKind(typed, None) => words.text_with("deletions-wrong-kind", &[("kind", &plain(typed))]),
            Self::NoKind(typed, Some(like)) => {
                words.text_with("deletions-wrong-kind.like", &[("kind", &plain(typed)), ("like", like)])
            }
            Self::NoOrder => words.text("deletions-wrong-order"),
            Self::NoPlace => words.text("deletions-wrong-place"),
            Self::NoPortal(typed) => words.text_with("deletions-wrong-portal", &[("portal", &plain(typed))]),
            Self::ManyPortals(typed) => words.text_with("deletions-wrong-portals", &[("portal", &plain(typed))]),
            Self::Line(WrongBar::UnknownWord(word)) => {
                words.text_with("deletions-wrong-word", &[("word", &plain(word))])
            }
            Self::Line(WrongBar::NoValue(word)) => words.text_with("deletions-wrong-value", &[("word", &plain(word))]),
            Self::Line(WrongBar::OpenQuote) => words.text("deletions-wrong-quote"),
        }
    }
}
