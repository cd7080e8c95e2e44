//! The languages that pages speak, and which of them somebody wants.

use std::fmt;
use std::str::FromStr;

/// A language that there are messages in.
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
    /// Portuguese as in Brazil.
    Portuguese,
    /// Polish.
    Polish,
    /// Ukrainian.
    Ukrainian,
}

/// A text that names no language that there are messages in.
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
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::English, Self::Russian, Self::German, Self::Spanish, Self::Portuguese, Self::Polish, Self::Ukrainian];

    /// The tag of BCP 47, as in `<html lang>`.
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

    /// The language that Bitrix24 calls so in `LANG` and `LANGUAGE_ID` (docs/protocol.md 3.1); none if pages don't speak
    /// it.
    pub fn of_bitrix24(code: &str) -> Option<Self> {
        match code.trim().to_ascii_lowercase().as_str() {
            "br" => Some(Self::Portuguese),
            "la" => Some(Self::Spanish),
            "ua" => Some(Self::Ukrainian),
            tag => Self::of_tag(tag),
        }
    }

    /// The language that the header `Accept-Language` likes best of those that there are; none if it names none of them.
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

    /// The language of a tag, of whatever region: `de-AT` is German.
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

    /// Reads a tag as [`Language::tag`] gives it, in small or large letters.
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
