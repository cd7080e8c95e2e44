//! What the form of a list shows: its fields with what is typed into them, and the filters in use.

use domain::deletion::Source;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::{Asked, FIELDS};

/// How a browser's field for a time has it.
const INPUT: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");

/// One of the choices of a field.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) chosen: bool,
}

/// Choices that belong together.
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) choices: Vec<Choice>,
}

/// A field of the further filters.
pub(crate) struct Field<'a> {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) example: &'static str,
    pub(crate) value: String,
    pub(crate) wrong: Option<&'a str>,
}

/// A filter in use, and the address of the list without it.
pub(crate) struct Chip {
    pub(crate) label: &'static str,
    pub(crate) value: String,
    pub(crate) without: String,
}
impl Asked {
    /// The filters in use.
    pub(crate) fn chips(&self) -> Vec<Chip> {
        let used = FIELDS.iter().filter(|(name, _)| self.typed.contains_key(name));
        let chip = |&(name, label): &(&'static str, &'static str)| Chip {
            label: label.trim_end_matches(" (UTC)"),
            value: self.told(name),
            without: self.address(|other| other != name, None),
        };
        used.map(chip).collect()
    }

    fn told(&self, name: &str) -> String {
        let typed = self.typed(name);
        match name {
            "entity" => words::english().entity(typed),
            "source" => {
                self.filter.source.first().map_or(typed.to_owned(), |source| words::english().source_label(*source))
            }
            "from" | "to" => typed.replace('T', " ").replace('Z', " UTC"),
            _ => typed.to_owned(),
        }
    }

    /// The kinds of things to choose from; what was typed is always among them.
    pub(crate) fn entities(&self) -> Vec<Group> {
        let typed = self.typed("entity");
        let words = words::english();
        let choice = |&code: &&str| Choice { value: code.to_owned(), name: words.entity(code), chosen: code == typed };
        let group = |&(group, kinds): &(&str, &[&str])| Group {
            name: words.entity_group(group),
            choices: kinds.iter().map(choice).collect(),
        };
        let mut groups: Vec<Group> = words::ENTITIES.iter().map(group).collect();
        let known = typed.is_empty() || groups.iter().flat_map(|group| &group.choices).any(|choice| choice.chosen);
        if !known && let Some(other) = groups.last_mut() {
            other.choices.push(Choice { value: typed.to_owned(), name: typed.to_owned(), chosen: true });
        }
        groups
    }

    /// The ways of arrival to choose from.
    pub(crate) fn sources(&self) -> Vec<Choice> {
        let typed = self.typed("source");
        let choice = |source: Source| Choice {
            value: source.as_str().to_owned(),
            name: words::english().source_label(source),
            chosen: source.as_str() == typed,
        };
        Source::ALL.into_iter().map(choice).collect()
    }

    /// The further filters that are typed in.
    pub(crate) fn more(&self) -> Vec<Field<'_>> {
        let examples =
            [("from", ""), ("to", ""), ("event", "ONCRMLEADDELETE"), ("entity_id", "1000983"), ("user_id", "27")];
        examples.map(|(name, example)| self.field(name, example)).into()
    }

    pub(super) fn field(&self, name: &'static str, example: &'static str) -> Field<'_> {
        let label = FIELDS.iter().find(|(known, _)| *known == name).map_or("", |(_, label)| label);
        let wrong = self.wrong(name);
        let time = match name {
            "from" => self.filter.from,
            "to" => self.filter.to,
            _ => None,
        };
        let is_time = matches!(name, "from" | "to");
        // What is no date can't stand in a date field; it is shown as text, to be corrected.
        let kind = if is_time && (time.is_some() || wrong.is_none()) { "datetime-local" } else { "text" };
        let value = time.and_then(|time| time.format(INPUT).ok()).unwrap_or_else(|| self.typed(name).to_owned());
        Field { name, label, kind, example, value, wrong }
    }
}
