//! Numbers as a language writes them.

use fluent_bundle::FluentValue;

use crate::{Argument, Language, Words};

/// How a language writes numbers, after CLDR.
struct Digits {
    /// Between thousands.
    group: char,
    /// Before fractions.
    decimal: char,
    /// The fewest digits before the first separator: with 2 it is 1234, but 12 345.
    least: usize,
}

const fn digits(language: Language) -> Digits {
    const NO_BREAK: char = '\u{a0}';
    let (group, decimal, least) = match language {
        Language::English => (',', '.', 1),
        Language::Russian | Language::Ukrainian => (NO_BREAK, ',', 1),
        Language::German | Language::Portuguese => ('.', ',', 1),
        Language::Spanish => ('.', ',', 2),
        Language::Polish => (NO_BREAK, ',', 2),
    };
    Digits { group, decimal, least }
}

impl Words {
    /// A number in the language's digits: "1,234".
    pub fn number(&self, number: impl Argument) -> String {
        match number.argument() {
            FluentValue::Number(number) => grouped(&number.as_string(), self.language()),
            FluentValue::String(text) => text.into_owned(),
            _ => String::new(),
        }
    }
}

/// Writes the numbers among the arguments of messages.
pub(crate) fn formatter<M>(language: Language) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    match language {
        Language::English => |value, _| number(value, Language::English),
        Language::Russian => |value, _| number(value, Language::Russian),
        Language::German => |value, _| number(value, Language::German),
        Language::Spanish => |value, _| number(value, Language::Spanish),
        Language::Portuguese => |value, _| number(value, Language::Portuguese),
        Language::Polish => |value, _| number(value, Language::Polish),
        Language::Ukrainian => |value, _| number(value, Language::Ukrainian),
    }
}

fn number(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(grouped(&number.as_string(), language))
}

/// Writes `plain`, a number in digits with a decimal point, as the language does.
fn grouped(plain: &str, language: Language) -> String {
    let digits = digits(language);
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(whole, fraction)| (whole, Some(fraction)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let mut text = sign.to_owned();
    let apart = whole.len() >= 3 + digits.least;
    for (place, digit) in whole.chars().enumerate() {
        if apart && place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(digits.group);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push(digits.decimal);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_as_the_language_has_it() {
        for (plain, language, text) in [
            ("0", Language::English, "0"),
            ("999", Language::English, "999"),
            ("1042", Language::English, "1,042"),
            ("1234567", Language::English, "1,234,567"),
            ("-1234.5", Language::English, "-1,234.5"),
            ("1234", Language::German, "1.234"),
            ("0.4", Language::German, "0,4"),
            ("1234", Language::Spanish, "1234"),
            ("12345", Language::Spanish, "12.345"),
            ("1234", Language::Russian, "1\u{a0}234"),
            ("1234", Language::Polish, "1234"),
            ("12345", Language::Polish, "12\u{a0}345"),
        ] {
            assert_eq!(grouped(plain, language), text);
        }
    }
}
