//! The fields of a filter, and their names in addresses and in the query bar.

use domain::catalogue;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Field {
    Entity,
    Event,
    /// The id of one thing.
    EntityId,
    User,
    /// How the report reached us.
    Source,
    Portal,
    From,
    To,
    /// The beginning of a text to find.
    Q,
}

impl Field {
    /// In the order of the query bar.
    pub(crate) const ALL: [Self; 9] = [
        Self::Entity,
        Self::Event,
        Self::EntityId,
        Self::User,
        Self::Source,
        Self::Portal,
        Self::From,
        Self::To,
        Self::Q,
    ];

    /// The name in addresses, as in the API.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Event => "event",
            Self::EntityId => "entity_id",
            Self::User => "user_id",
            Self::Source => "source",
            Self::Portal => "portal",
            Self::From => "from",
            Self::To => "to",
            Self::Q => "q",
        }
    }

    /// The word in the query bar.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Entity => "kind",
            Self::EntityId => "id",
            Self::User => "user",
            other => other.name(),
        }
    }

    /// The field with this name in addresses.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// The field with this word in the query bar, or with this name in addresses.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word().eq_ignore_ascii_case(word)).or_else(|| Self::of_name(word))
    }

    /// Whether the field takes several values, any of which may match.
    pub(crate) fn is_list(self) -> bool {
        !matches!(self, Self::From | Self::To | Self::Q)
    }

    pub(crate) fn is_time(self) -> bool {
        matches!(self, Self::From | Self::To)
    }

    /// The values that a typed text means: the code of an event in capitals, the kinds that a short word stands for.
    pub(crate) fn meant(self, typed: &str) -> Vec<String> {
        match self {
            Self::Event => vec![typed.to_uppercase()],
            Self::Entity => kinds(typed),
            _ => vec![typed.to_owned()],
        }
    }

    /// The shortest text that means only this value.
    pub(crate) fn short(self, value: &str) -> &str {
        let last = value.rsplit_once('.').map_or(value, |(_, last)| last);
        if self == Self::Entity && self.meant(last) == [value] { last } else { value }
    }
}

/// The kinds with this code, or that end with this word. Text that the catalogue does not know stays unchanged.
fn kinds(typed: &str) -> Vec<String> {
    let known = || catalogue::all().iter().map(|entry| entry.entity);
    let mut found: Vec<String> = known().filter(|entity| *entity == typed).map(str::to_owned).collect();
    if found.is_empty() {
        let is_called =
            |entity: &&str| entity.rsplit_once('.').is_some_and(|(_, last)| last.eq_ignore_ascii_case(typed));
        found = known().filter(is_called).map(str::to_owned).collect();
    }
    found.sort_unstable();
    found.dedup();
    if found.is_empty() { vec![typed.to_owned()] } else { found }
}

pub(super) fn is_kind(code: &str) -> bool {
    words::ENTITIES.iter().any(|(_, codes)| codes.contains(&code))
}

/// The kind that is most like a mistyped one; `None` if no kind is.
pub(super) fn like(typed: &str) -> Option<&'static str> {
    const SLIPS: usize = 2;
    let typed = typed.to_lowercase();
    let codes = words::ENTITIES.iter().flat_map(|(_, codes)| codes.iter().copied());
    let words = codes.flat_map(|code| [code, Field::Entity.short(code)]);
    let near = words.map(|word| (strsim::osa_distance(&typed, word), word)).filter(|(slips, _)| *slips <= SLIPS);
    near.min().map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_their_names_and_words() {
        for field in Field::ALL {
            assert_eq!(Field::of_name(field.name()), Some(field));
            assert_eq!(Field::of_word(field.word()), Some(field));
            assert_eq!(Field::of_word(field.name()), Some(field));
        }
        assert_eq!(Field::of_word("Kind"), Some(Field::Entity));
        assert_eq!((Field::of_word("colour"), Field::of_name("kind")), (None, None));
    }

    #[test]
    fn short_word_stands_for_the_kinds_that_end_with_it() {
        assert_eq!(Field::Entity.meant("lead"), ["crm.lead"]);
        assert_eq!(Field::Entity.meant("crm.lead"), ["crm.lead"]);
        assert!(Field::Entity.meant("message").len() > 2, "of several kinds any will do");
        assert_eq!(Field::Entity.meant("crm.new_thing"), ["crm.new_thing"]);
        assert_eq!(Field::Entity.meant("task"), ["task"], "the whole code comes first");
        assert_eq!(Field::Event.meant("onCrmLeadDelete"), ["ONCRMLEADDELETE"]);
        assert_eq!((Field::Entity.short("crm.lead"), Field::Entity.short("imbot.message")), ("lead", "imbot.message"));
    }

    #[test]
    fn mistyped_kind_is_told_from_what_it_is_like() {
        assert!(is_kind("crm.lead") && !is_kind("leed"));
        assert_eq!((like("leed"), like("Deals"), like("crm.laed")), (Some("lead"), Some("deal"), Some("crm.lead")));
        assert_eq!(like("spaceship"), None);
    }

    #[test]
    fn what_is_meant_means_itself() {
        for entry in catalogue::all() {
            assert_eq!(Field::Entity.meant(entry.entity), [entry.entity]);
            assert_eq!(Field::Entity.meant(Field::Entity.short(entry.entity)), [entry.entity]);
        }
    }
}
