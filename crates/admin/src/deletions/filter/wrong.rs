//! What is wrong with a field, in words that stand beside it.

use words::Words;

use super::bar::WrongBar;
use super::{MAX_CHARS, MAX_VALUES};
use crate::page::markup::plain;

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It has too many characters.
    TooLong,
    /// It has an invisible character.
    Invisible,
    /// It is not UTF-8.
    NotText,
    /// It takes one value.
    Twice,
    /// It has too many values.
    TooMany,
    /// It is no time.
    NoTime,
    /// It is not after the time in the field before.
    EndsBeforeItBegins,
    /// It is no source.
    NoSource,
    /// It is no kind of thing; and the kind that was maybe meant.
    NoKind(String, Option<&'static str>),
    /// It is no order.
    NoOrder,
    /// It is no place of a list.
    NoPlace,
    /// No portal is called so.
    NoPortal(String),
    /// Too many portals are called so.
    ManyPortals(String),
    /// The query bar can't be read.
    Line(WrongBar),
}

impl Wrong {
    /// The same in words.
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
