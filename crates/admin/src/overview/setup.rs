//! The steps before the first portal can install the app: what `tombstone doctor` checks of them, and what to type into
//! the app's card.

use domain::catalogue::SCOPES;
use domain::setup::{PublicAddress, Setup};

use crate::access::sight::Sight;
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::labels::{Label, label};
use crate::page::site::Site;
use crate::portals::alarms::{Piece, pieces};

/// The paths for the app's card, with the messages that name the fields.
const CARD: [(&str, &str); 3] = [
    ("setup-card.installer", "/bitrix24/install"),
    ("setup-card.app", "/bitrix24/app"),
    ("setup-card.redirect", "/oauth/callback"),
];

pub(crate) struct Step {
    pub(crate) state: Label,
    pub(crate) title: String,
    pub(crate) text: Vec<Piece>,
    /// What to copy, each with the name of its field.
    pub(crate) fields: Vec<(String, String)>,
}

/// The steps, each with whether it is done.
pub(crate) async fn find(sight: &Sight, setup: &Setup, site: &Site, frame: &Frame) -> Result<Vec<Step>, PageError> {
    let operators = sight.service().count_operators().await?;
    let address = setup.public_address();
    Ok(vec![
        step(
            setup.has_credentials,
            frame.t("setup-credentials"),
            &frame.words.credentials(setup.has_credentials),
            frame,
        ),
        step(
            address == PublicAddress::Reachable,
            frame.t("setup-address"),
            &frame.words.public_address(address, &site.address("")),
            frame,
        ),
        step(operators > 0, frame.t("setup-operator"), &frame.t1("setup-operator.text", "count", operators), frame),
        card(site, frame),
    ])
}

fn step(is_done: bool, title: String, text: &str, frame: &Frame) -> Step {
    let state = if is_done { label(frame.t("setup-done"), "ok") } else { label(frame.t("setup-todo"), "bad") };
    Step { state, title, text: pieces(text), fields: Vec::new() }
}

/// We can't see what the card contains.
fn card(site: &Site, frame: &Frame) -> Step {
    let addresses = CARD.into_iter().map(|(name, path)| (frame.t(name), site.address(path)));
    let fields = addresses.chain([(frame.t("setup-card.scopes"), SCOPES.join(", "))]).collect();
    let state = label(frame.t("setup-open"), "plain");
    Step { state, title: frame.t("setup-card"), text: pieces(&frame.t("setup-card.text")), fields }
}
