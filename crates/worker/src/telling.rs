//! Tells an event of the log apart into deletions.

use domain::Event;
use domain::clock::micros;
use domain::deletion::terms;
use domain::event::Reported;
use store::{LoggedEvent, NewDeletion};

/// Adds what the event reports to `deletions`.
pub(crate) fn tell_deletions(logged: &LoggedEvent, received_at: i64, deletions: &mut Vec<NewDeletion>) {
    let reported = logged.event.deletions();
    deletions.extend(reported.into_iter().map(|reported| new_deletion(logged, reported, received_at)));
}

fn new_deletion(logged: &LoggedEvent, reported: Reported<'_>, received_at: i64) -> NewDeletion {
    let Event { code, member_id, event_handler_id, user_id, .. } = &logged.event;
    let attributes = &reported.attributes;
    NewDeletion {
        member_id: member_id.clone(),
        generation: logged.generation,
        fingerprint: reported.fingerprint,
        event: code.as_str().to_owned(),
        terms: terms(&reported.entity_id, attributes),
        attributes: (!attributes.is_empty()).then(|| serde_json::to_string(attributes).expect("attributes are texts")),
        entity_id: reported.entity_id,
        user_id: user_id.clone(),
        sent_at: logged.event.sent_at().map(micros),
        received_at,
        source: logged.source,
        event_handler_id: event_handler_id.clone(),
        payload: reported.payload.parts(&logged.event),
    }
}
