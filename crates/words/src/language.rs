//! The languages of the pages, and which of them a reader prefers.

use std::fmt;
use std::str::FromStr;

/// A language with messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Russian.
    Russian,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Brazilian Portuguese.
    Portuguese,
    /// Polish.
    Polish,
    /// Ukrainian.
    Ukrainian,
}

/// The text names no language with messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tags = Language::ALL.map(Language::tag).join(", ");
        write!(f, "write one of {tags}")
    }
}

impl std::error::Error for UnknownLanguage {}

impl Language {
    /// All languages.
    pub const ALL: [Self; 7] =
        [Self::English, Self::Russian, Self::German, Self::Spanish, Self::Portuguese, Self::Polish, Self::Ukrainian];

    /// The BCP 47 tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Portuguese => "pt-BR",
            Self::Polish => "pl",
            Self::Ukrainian => "uk",
        }
    }

    /// The language with this code in Bitrix24's `LANG` and `LANGUAGE_ID` (docs/protocol.md 3.1); none if it has no
    /// messages.
    pub fn of_bitrix24(code: &str) -> Option<Self> {
        match code.trim().to_ascii_lowercase().as_str() {
            "br" => Some(Self::Portuguese),
            "la" => Some(Self::Spanish),
            "ua" => Some(Self::Ukrainian),
            tag => Self::of_tag(tag),
        }
    }

    /// The language that an `Accept-Language` header prefers; none if it names none with messages.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let Some(language) = parts.next().and_then(Self::of_tag) else { continue };
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Ok(1.0), str::parse).unwrap_or(0.0);
            if weight > best.map_or(0.0, |(weight, _)| weight) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    /// The language of a tag, whatever the region: `de-AT` is German.
    fn of_tag(tag: &str) -> Option<Self> {
        let of = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| of(language.tag()) == of(tag))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a tag as [`Language::tag`] gives it, in any case.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag)).ok_or(UnknownLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browser_gets_the_language_that_it_likes_best() {
        for (header, language) in [
            ("de", Some(Language::German)),
            ("de-AT,de;q=0.9,en;q=0.8", Some(Language::German)),
            ("tlh-AA, tlh;q=0.9, pl;q=0.3, en;q=0.8", Some(Language::English)),
            ("pt", Some(Language::Portuguese)),
            ("uk-UA", Some(Language::Ukrainian)),
            ("en;q=0, ru;q=0.1", Some(Language::Russian)),
            ("EN-us", Some(Language::English)),
            ("tlh", None),
            ("*", None),
            ("de;q=much", None),
            ("", None),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }

    #[test]
    fn bitrix24_has_names_of_its_own() {
        for (code, language) in [
            ("br", Some(Language::Portuguese)),
            ("la", Some(Language::Spanish)),
            ("ua", Some(Language::Ukrainian)),
            ("DE", Some(Language::German)),
            ("pl", Some(Language::Polish)),
            ("ru", Some(Language::Russian)),
            ("tlh", None),
            ("", None),
        ] {
            assert_eq!(Language::of_bitrix24(code), language, "{code}");
        }
    }

    #[test]
    fn language_is_read_from_its_tag() {
        for language in Language::ALL {
            assert_eq!(language.tag().parse(), Ok(language));
        }
        assert_eq!("PT-br".parse(), Ok(Language::Portuguese));
        assert_eq!("klingon".parse::<Language>(), Err(UnknownLanguage));
        assert!(UnknownLanguage.to_string().starts_with("write one of en, ru, de"));
    }
}
