//! Which kinds of things the portal reports: all of them are kept.

use std::collections::BTreeSet;

use domain::catalogue;

use crate::app::nouns;
use crate::app::visit::Visit;

/// What the kinds are called of which the portal reports deletions, as far as its permissions go and nothing is missing.
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
