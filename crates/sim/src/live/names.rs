//! Names of things at the demo's portals, each made of a beginning and an ending.

use crate::events::deletions::Kind;

/// For each kind with names; the numbers of beginnings and endings have no common divisor, so names seldom repeat.
pub(crate) type Names = &'static [(Kind, &'static [&'static str], &'static [&'static str])];

/// Names at an agency.
pub(crate) const ENGLISH: Names = &[
    (
        Kind::Lead,
        &["Website for", "New logo for", "Call back", "Spring campaign for", "Online shop for", "Product film for"],
        ENGLISH_CLIENTS,
    ),
    (
        Kind::Deal,
        &[
            "Brand book for",
            "Retainer of",
            "Photo shoot at",
            "Trade fair stand of",
            "Social media for",
            "Packaging for",
        ],
        ENGLISH_CLIENTS,
    ),
    (
        Kind::Contact,
        &["Nora", "George", "Priya", "Callum", "Zoe", "Samuel", "Imogen", "Desmond"],
        &["Whitfield", "Okafor", "Pemberton", "Lindqvist", "Ainsworth", "Marsh", "O'Neill", "Hathaway", "Desai"],
    ),
    (
        Kind::Task,
        &["Send the quote to", "Proofread the leaflet of", "Chase the invoice of", "Sketches for", "Meet"],
        ENGLISH_CLIENTS,
    ),
];

const ENGLISH_CLIENTS: &[&str] = &[
    "Maple Street Bakery",
    "Harlow & Finch",
    "Brightwater Dental",
    "Kestrel Bikes",
    "The Old Mill Inn",
    "Lark Hill Vineyard",
    "Northgate Opticians",
    "Pemberton Garden Centre",
    "Sato Ceramics",
    "Tidewater Yoga",
    "Corner House Books",
];

/// Names at a wholesaler.
pub(crate) const GERMAN: Names = &[
    (
        Kind::Lead,
        &["Anfrage Edelstahlrohre,", "Rückruf Lieferzeit,", "Muster Kugelhähne,", "Messekontakt,", "Flansche DN 50,"],
        GERMAN_CLIENTS,
    ),
    (
        Kind::Deal,
        &[
            "Rahmenvertrag Dichtungen,",
            "Erstausstattung Werkstatt,",
            "Jahresbedarf Schrauben,",
            "Pumpen,",
            "Armaturen,",
        ],
        GERMAN_CLIENTS,
    ),
    (
        Kind::Contact,
        &["Jürgen", "Wiebke", "Thorben", "Annegret", "Sönke", "Birgit", "Fiete", "Maike"],
        &["Petersen", "Lüders", "Brodersen", "Ahrens", "Jacobsen", "Thomsen", "Möller", "Clausen", "Voß"],
    ),
    (
        Kind::Company,
        &["Petersen", "Hansen & Söhne", "Kranich", "Lüders", "Brodersen", "Nordlicht", "Timm", "Ahrens"],
        &[
            "Metallbau GmbH",
            "Bootswerft KG",
            "Sanitärtechnik GmbH",
            "Bau GmbH & Co. KG",
            "Schlosserei",
            "Elektro GmbH",
            "Gartenbau e. K.",
            "Haustechnik GmbH",
            "Fenster AG",
        ],
    ),
];

const GERMAN_CLIENTS: &[&str] = &[
    "Petersen Metallbau",
    "Hansen & Söhne",
    "Kranich Sanitärtechnik",
    "Bootswerft Lüders",
    "Brodersen Haustechnik",
    "Nordlicht Elektro",
    "Timm Gartenbau",
    "Stadtwerke Elmshorn",
    "Reederei Clausen",
    "Molkerei Süderhof",
    "Klinikum Itzehoe",
];

/// The name of the thing number `turn`; none for kinds without names.
pub(crate) fn name(names: Names, kind: Kind, turn: usize) -> Option<String> {
    let (_, beginnings, ends) = names.iter().find(|(of, _, _)| *of == kind)?;
    Some(format!("{} {}", beginnings[turn % beginnings.len()], ends[turn % ends.len()]))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_seldom_come_again() {
        for (names, language) in [(ENGLISH, "en"), (GERMAN, "de")] {
            for (kind, _, _) in names {
                let different: BTreeSet<_> = (0..40).map(|turn| name(names, *kind, turn)).collect();
                assert_eq!(different.len(), 40, "{kind:?} {language}");
            }
        }
        assert_eq!(name(GERMAN, Kind::Task, 0), None);
    }
}
