//! The titles of things, the names of leads, deals, contacts, companies and tasks: kept if a portal's people want a
//! deleted thing to show the name that it had (docs/protocol.md 4).

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::catalogue::text_of;
use crate::deletion::Deletion;
use crate::event::{Event, Kind};
use crate::people::{one_line, plain_number};

/// The longest title that is kept, in characters.
const LONGEST: usize = 200;

/// A kind of things that have titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThingKind {
    /// A lead of CRM.
    Lead,
    /// A deal.
    Deal,
    /// A contact: a person.
    Contact,
    /// A company.
    Company,
    /// A task.
    Task,
}

impl ThingKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Lead, Self::Deal, Self::Contact, Self::Company, Self::Task];

    /// Its entity in the catalogue.
    pub fn entity(self) -> &'static str {
        match self {
            Self::Lead => "crm.lead",
            Self::Deal => "crm.deal",
            Self::Contact => "crm.contact",
            Self::Company => "crm.company",
            Self::Task => "task",
        }
    }

    /// The kind with this entity in the catalogue.
    pub fn of_entity(entity: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.entity() == entity)
    }

    /// The codes of the events that report one as added or changed.
    pub fn codes(self) -> [&'static str; 2] {
        match self {
            Self::Lead => ["ONCRMLEADADD", "ONCRMLEADUPDATE"],
            Self::Deal => ["ONCRMDEALADD", "ONCRMDEALUPDATE"],
            Self::Contact => ["ONCRMCONTACTADD", "ONCRMCONTACTUPDATE"],
            Self::Company => ["ONCRMCOMPANYADD", "ONCRMCOMPANYUPDATE"],
            Self::Task => ["ONTASKADD", "ONTASKUPDATE"],
        }
    }

    /// The kind that an event with this upper-case code reports as added or changed.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.codes().contains(&code))
    }

    /// The scope that an app needs to receive its events and to ask for it.
    pub fn scope(self) -> &'static str {
        if self == Self::Task { "task" } else { "crm" }
    }

    /// Where such an event has the id, the usual place first.
    fn id_paths(self) -> &'static [&'static str] {
        match self {
            Self::Task => &["data.FIELDS_AFTER.ID", "data.FIELDS_BEFORE.ID"],
            _ => &["data.FIELDS.ID", "data.ID"],
        }
    }
}

/// A thing of a portal that has a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thing {
    /// Its kind.
    pub kind: ThingKind,
    /// Its number within its kind.
    pub id: u64,
}

impl Thing {
    /// The thing with this id; `None` if that is not a number as portals write it.
    pub fn parse(kind: ThingKind, id: &str) -> Option<Self> {
        plain_number(id).map(|id| Self { kind, id })
    }

    /// The thing that an event reports as added or changed; `None` if it is about something else.
    pub fn changed(event: &Event) -> Option<Self> {
        let Kind::Change(kind) = event.code.kind() else { return None };
        Self::parse(kind, &text_of(event, kind.id_paths())?)
    }

    /// The deleted thing, if its kind has titles.
    pub fn deleted(deletion: &Deletion) -> Option<Self> {
        Self::parse(ThingKind::of_entity(&deletion.entity)?, &deletion.entity_id)
    }
}

/// A title as kept: one line of limited length; `None` if nothing is left.
pub fn title(text: &str) -> Option<String> {
    one_line(text, LONGEST)
}

/// Whether titles of a portal's things are kept, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TitleSettings {
    /// Whether they are kept at all.
    pub is_on: bool,
    /// For how many days after the thing was last added or changed; 0 is forever.
    pub days: u16,
}

impl Default for TitleSettings {
    fn default() -> Self {
        Self { is_on: false, days: 365 }
    }
}

impl TitleSettings {
    /// The most days that can be chosen: a hundred years.
    pub const MOST_DAYS: u16 = 36_500;

    /// Until when to keep a title that a portal gave at `noted_at`; `None` forever.
    pub fn kept_until(&self, noted_at: OffsetDateTime) -> Option<OffsetDateTime> {
        (self.days > 0).then(|| noted_at.saturating_add(Duration::days(self.days.into())))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::event::Arrival;
    use crate::wire::decode_form;

    fn changed(fields: &str) -> Option<(ThingKind, u64)> {
        let form = format!("{fields}&auth[member_id]=a&auth[application_token]=t");
        let event = Arrival::parse(decode_form(form.as_bytes()).unwrap()).unwrap().event;
        Thing::changed(&event).map(|thing| (thing.kind, thing.id))
    }

    #[test]
    fn events_say_which_thing_was_added_or_changed() {
        let lead = "event=OnCrmLeadAdd&data[FIELDS][ID]=7";
        assert_eq!(changed(lead), Some((ThingKind::Lead, 7)));
        let task = "event=ONTASKADD&data[FIELDS_BEFORE]=undefined&data[FIELDS_AFTER][ID]=8";
        assert_eq!(changed(task), Some((ThingKind::Task, 8)));
        let task = "event=ONTASKUPDATE&data[FIELDS_BEFORE][ID]=9&data[FIELDS_AFTER]=undefined";
        assert_eq!(changed(task), Some((ThingKind::Task, 9)));
        for other in [
            "event=ONCRMLEADDELETE&data[FIELDS][ID]=7",
            "event=ONCRMLEADADD",
            "event=ONCRMLEADADD&data[FIELDS][ID]=x",
            "event=ONCRMLEADADD&data[FIELDS][ID]=07",
        ] {
            assert_eq!(changed(other), None, "{other}");
        }
    }

    #[test]
    fn kinds_are_those_of_the_catalogue() {
        for kind in ThingKind::ALL {
            assert_eq!(ThingKind::of_entity(kind.entity()), Some(kind));
            let deleting = crate::catalogue::codes(kind.entity()).next().expect("its deletion is documented");
            assert_eq!(crate::catalogue::find(deleting).map(|entry| entry.scope), Some(kind.scope()));
            for code in kind.codes() {
                assert_eq!(ThingKind::of_code(code), Some(kind));
            }
        }
    }

    #[test]
    fn titles_are_one_line_and_kept_for_their_days() {
        assert_eq!(title(" New\nroof\u{0} ").as_deref(), Some("New roof"));
        assert_eq!(title("ж".repeat(999).as_str()).unwrap().chars().count(), LONGEST);
        assert_eq!(title("\n"), None);
        let noon = datetime!(2026-11-20 12:00 UTC);
        let settings = |days| TitleSettings { is_on: true, days };
        assert_eq!(settings(1).kept_until(noon), Some(noon + Duration::DAY));
        assert_eq!(settings(0).kept_until(noon), None);
    }
}
