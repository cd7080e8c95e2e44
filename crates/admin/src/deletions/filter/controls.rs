//! The form of a list: its fields with what was typed into them, and the filters in use.

use domain::deletion::Source;
use words::Words;

use super::{Asked, Field as Of};

pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) chosen: bool,
}

pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) choices: Vec<Choice>,
}

/// A text field of the form.
pub(crate) struct FormField {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) example: &'static str,
    /// The form has one input for each value, and an empty one if the field takes several.
    pub(crate) values: Vec<String>,
    pub(crate) wrong: Option<String>,
}

/// A filter value in use, and the list without it.
pub(crate) struct Pill {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) without: String,
}

impl Asked {
    pub(crate) fn pills(&self, words: &Words) -> Vec<Pill> {
        let pill = |(field, value): (Of, String)| Pill {
            label: label(field, words),
            without: self.href_without(field, &value),
            value: shown(field, self.as_typed(field, &value), words),
        };
        self.pairs().into_iter().map(pill).collect()
    }

    /// The kinds to choose from; typed ones are always among them.
    pub(crate) fn entities(&self, words: &Words) -> Vec<Group> {
        entity_groups(self.values(Of::Entity), words)
    }

    pub(crate) fn sources(&self, words: &Words) -> Vec<Choice> {
        let typed = self.values(Of::Source);
        let choice = |source: Source| Choice {
            value: source.as_str().to_owned(),
            name: words.source_label(source),
            chosen: typed.iter().any(|one| one == source.as_str()),
        };
        Source::ALL.into_iter().map(choice).collect()
    }

    pub(crate) fn fields(&self, words: &Words) -> Vec<FormField> {
        let examples = [
            (Of::Q, "channel-123"),
            (Of::EntityId, "1000983"),
            (Of::User, "27"),
            (Of::Event, "ONCRMLEADDELETE"),
            (Of::Portal, "acme.bitrix24.de"),
            (Of::From, "-24h"),
            (Of::To, "2026-03-17T15:16"),
        ];
        let here = examples.into_iter().filter(|(field, _)| *field != Of::Portal || self.across);
        here.map(|(field, example)| self.field(field, example, words)).collect()
    }

    fn field(&self, field: Of, example: &'static str, words: &Words) -> FormField {
        let mut values: Vec<String> = self.values(field).iter().map(|value| self.as_typed(field, value)).collect();
        if values.is_empty() || (field.is_list() && values.len() < super::MAX_VALUES) {
            values.push(String::new());
        }
        let wrong = self.wrong(field.name()).map(|wrong| wrong.text(words));
        FormField { name: field.name(), label: label(field, words), example, values, wrong }
    }

    /// What is wrong in the query bar: its line, or else the first field that is wrong.
    pub(crate) fn said_wrong_in_bar(&self, words: &Words) -> Option<String> {
        let said = |field: Of| Some(format!("{}: {}", label(field, words), self.said_wrong(field.name(), words)?));
        self.said_wrong("query", words).or_else(|| Of::ALL.into_iter().find_map(said))
    }

    /// The message about what is wrong with this field.
    pub(crate) fn said_wrong(&self, name: &str, words: &Words) -> Option<String> {
        self.wrong(name).map(|wrong| wrong.text(words))
    }
}

/// The kinds to choose from; chosen ones are always among them.
pub(crate) fn entity_groups(chosen: &[String], words: &Words) -> Vec<Group> {
    let choice = |&code: &&str| Choice {
        value: code.to_owned(),
        name: words.entity(code),
        chosen: chosen.iter().any(|one| one == code),
    };
    let group = |&(group, kinds): &(&str, &[&str])| Group {
        name: words.entity_group(group),
        choices: kinds.iter().map(choice).collect(),
    };
    let mut groups: Vec<Group> = words::ENTITIES.iter().map(group).collect();
    let known = |value: &String| words::ENTITIES.iter().any(|(_, kinds)| kinds.contains(&value.as_str()));
    if let Some(other) = groups.last_mut() {
        let others = chosen.iter().filter(|value| !known(value));
        other.choices.extend(others.map(|one| Choice { value: one.clone(), name: one.clone(), chosen: true }));
    }
    groups
}

fn label(field: Of, words: &Words) -> String {
    match field {
        Of::Entity => words.text("deletions-field-entity"),
        Of::Event => words.text("deletions-field-event"),
        Of::EntityId => words.text("deletions-field-id"),
        Of::User => words.text("deletions-field-user"),
        Of::Source => words.text("deletions-field-source"),
        Of::Portal => words.text("deletions-field-portal"),
        Of::From => words.text("deletions-field-from"),
        Of::To => words.text("deletions-field-to"),
        Of::Q => words.text("deletions-field-q"),
    }
}

fn shown(field: Of, value: String, words: &Words) -> String {
    match field {
        Of::Entity => words.entity(&value),
        Of::Source => value.parse().map_or(value, |source| words.source_label(source)),
        Of::From | Of::To => value.replace('T', " "),
        _ => value,
    }
}
