//! The kinds of things that the portal reports, all of which are kept.

use std::collections::BTreeSet;

use domain::catalogue;

use crate::app::nouns;
use crate::app::visit::Visit;

/// The names of the kinds that the portal reports: those of its granted scopes for which no event is missing.
pub(super) fn reported(visit: &Visit) -> Vec<String> {
    let portal = &visit.portal;
    let missing = portal.subscriptions.as_ref().map(|known| known.missing.as_slice()).unwrap_or_default();
    let is_reported = |code: &str, scope: &str| {
        portal.scopes.iter().any(|granted| granted == scope) && !missing.iter().any(|missed| missed == code)
    };
    let entries = catalogue::all().iter().filter(|entry| entry.is_bindable() && is_reported(entry.code, entry.scope));
    let names: BTreeSet<String> = entries.map(|entry| nouns::choice(visit.words, entry.entity)).collect();
    names.into_iter().collect()
}
