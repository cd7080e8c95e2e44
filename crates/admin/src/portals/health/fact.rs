//! A fact on the health page: a name, and what is known under it.

use crate::page::labels::Label;
use crate::page::when::When;

/// A fact.
#[derive(Debug, Default)]
pub(crate) struct Fact {
    pub(crate) name: String,
    pub(crate) label: Option<Label>,
    pub(crate) text: String,
    pub(crate) when: Option<When>,
    /// More of it, less loud.
    pub(crate) note: String,
    pub(crate) codes: Vec<String>,
    /// It was not found out.
    pub(crate) is_unknown: bool,
}

/// Facts about one subject.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) title: String,
    pub(crate) facts: Vec<Fact>,
}

impl Fact {
    /// A fact in words.
    pub(crate) fn said(name: String, text: impl Into<String>) -> Self {
        Self { name, text: text.into(), ..Self::default() }
    }

    /// Something that was not found out.
    pub(crate) fn unknown(name: String) -> Self {
        Self { name, is_unknown: true, ..Self::default() }
    }

    /// A text, if it is known.
    pub(crate) fn maybe(name: String, text: Option<&str>) -> Self {
        match text {
            Some(text) => Self::said(name, text),
            None => Self::unknown(name),
        }
    }

    /// A state.
    pub(crate) fn state(name: String, label: Label) -> Self {
        Self { name, label: Some(label), ..Self::default() }
    }

    /// A time, if it is known.
    pub(crate) fn at(name: String, when: Option<When>) -> Self {
        let Some(when) = when else { return Self::unknown(name) };
        Self { name, when: Some(when), ..Self::default() }
    }

    /// A list of codes.
    pub(crate) fn codes(name: String, codes: &[String]) -> Self {
        Self { name, codes: codes.to_vec(), ..Self::default() }
    }

    /// With words after the state.
    pub(crate) fn saying(self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self }
    }

    /// With more of it, less loud.
    pub(crate) fn noting(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}
