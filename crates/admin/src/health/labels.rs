//! What the health page says of states.

use domain::portal::{OfflineQueue, TokenHealth};

use crate::labels::{Label, label};

/// What a state of the tokens means.
pub(crate) fn token(health: TokenHealth) -> &'static str {
    match health {
        TokenHealth::Ok => "They are kept alive long before their 180 days end.",
        TokenHealth::Failing => "The portal’s events still arrive meanwhile.",
        TokenHealth::Dead => "Only an administrator of the portal can bring new ones, by opening the app.",
        TokenHealth::None => "There are none while the app is not installed.",
    }
}

/// What the portal's queue is good for.
pub(crate) fn queue(queue: OfflineQueue) -> Label {
    match queue {
        OfflineQueue::Confirmed => label("Can be used", "ok"),
        OfflineQueue::Unconfirmed => label("Can be used, with a risk", "warn"),
        OfflineQueue::Unavailable => label("There is none", ""),
        OfflineQueue::Unknown => label("Not known yet", "plain"),
    }
}

/// What that means.
pub(crate) fn queue_sentence(queue: OfflineQueue) -> &'static str {
    match queue {
        OfflineQueue::Confirmed => "What the portal could not deliver can be fetched afterwards, without loss.",
        OfflineQueue::Unconfirmed => {
            "What the portal could not deliver can be fetched afterwards. Its plan has no two steps for that, so the queue is listed and stored before it is emptied; only an update that comes between the two could be missed."
        }
        OfflineQueue::Unavailable => "What the portal can’t deliver is lost: its plan keeps nothing for the app.",
        OfflineQueue::Unknown => "",
    }
}

/// What a day usually has.
pub(crate) fn usual(a_day: f64) -> String {
    match a_day {
        day if day < 0.95 => "usually less than one a day".to_owned(),
        day => format!("usually about {day:.0} a day"),
    }
}

/// How long a test event took.
pub(crate) fn after(seconds: f64) -> String {
    format!("after {seconds:.1} s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_day_is_told_roughly() {
        assert_eq!(usual(0.2), "usually less than one a day");
        assert_eq!(usual(28.71), "usually about 29 a day");
    }
}
