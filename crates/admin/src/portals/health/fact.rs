//! A fact on the health page: a name, and what we know about it.

use crate::page::labels::Label;
use crate::page::when::When;

#[derive(Debug, Default)]
pub(crate) struct Fact {
    pub(crate) name: String,
    pub(crate) label: Option<Label>,
    pub(crate) text: String,
    pub(crate) when: Option<When>,
    /// Less prominent text.
    pub(crate) note: String,
    pub(crate) codes: Vec<String>,
    /// We don't know it.
    pub(crate) is_unknown: bool,
}

/// Facts about one subject.
#[derive(Debug)]
pub(crate) struct FactGroup {
    pub(crate) title: String,
    pub(crate) facts: Vec<Fact>,
}

impl Fact {
    /// A fact with a text.
    pub(crate) fn said(name: String, text: impl Into<String>) -> Self {
        Self { name, text: text.into(), ..Self::default() }
    }

    /// A fact that we don't know.
    pub(crate) fn unknown(name: String) -> Self {
        Self { name, is_unknown: true, ..Self::default() }
    }

    /// A text, or an unknown fact.
    pub(crate) fn maybe(name: String, text: Option<&str>) -> Self {
        match text {
            Some(text) => Self::said(name, text),
            None => Self::unknown(name),
        }
    }

    pub(crate) fn state(name: String, label: Label) -> Self {
        Self { name, label: Some(label), ..Self::default() }
    }

    /// A time, or an unknown fact.
    pub(crate) fn at(name: String, when: Option<When>) -> Self {
        let Some(when) = when else { return Self::unknown(name) };
        Self { name, when: Some(when), ..Self::default() }
    }

    pub(crate) fn codes(name: String, codes: &[String]) -> Self {
        Self { name, codes: codes.to_vec(), ..Self::default() }
    }

    /// Adds text after the state.
    pub(crate) fn saying(self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self }
    }

    /// Adds less prominent text.
    pub(crate) fn noting(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}
