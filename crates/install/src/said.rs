//! What the pages say: a plain sentence for every outcome, without any cause that only we understand.

use bitrix24::CallError;
use domain::portal::PortalStatus;
use domain::refusal::RefusalReason;
use portals::{PortalError, Proof, TokenError};

pub(crate) const OUR_SIDE: &str = "Something failed on our side. Nothing is lost; try again in a moment.";
pub(crate) const TOO_SLOW: &str =
    "The portal takes very long to answer. Tombstone goes on trying by itself; look again in a minute.";
pub(crate) const PAYMENT_ENDED: &str =
    "The app’s paid period is over in this portal, so Bitrix24 sends nothing. Renew the app, then try again.";
pub(crate) const LICENCE_EXPIRED: &str =
    "The licence of this Bitrix24 has expired, so it answers nothing. Renew the licence, then try again.";
pub(crate) const NOTHING_BOUND: &str =
    "The portal took none of the subscriptions. Try again; if it stays so, the app lacks its permissions there.";

/// An install that is not believed.
pub(crate) fn refused(why: &RefusalReason) -> String {
    format!("Tombstone refused it. {}", words::english().refusal(why))
}

/// Somebody who could not be asked.
pub(crate) fn unreachable(error: &CallError) -> String {
    format!("Tombstone can’t verify it now. {} Try again in a moment.", words::english().failure(&error.into()))
}

/// How many events the portal reports.
pub(crate) fn bound(found: usize, expected: usize) -> String {
    if found == expected {
        return format!("All {expected} kinds of events that this portal offers are subscribed to.");
    }
    format!(
        "{found} of {expected} kinds of events are subscribed to. The others may need a permission that the app does \
         not have here; they are tried again every day."
    )
}

/// What the portal says of itself.
pub(crate) fn checked(found: usize, finished: bool, proof: &Proof) -> String {
    let finished = if finished { "the installation is finished" } else { "the installation is about to be finished" };
    let proof = match proof {
        Proof::Known => "Its events can be told from forged ones.",
        Proof::Awaited => "It was asked for a test event, by which later ones are told from forged ones.",
        Proof::Unfinished | Proof::Later(_) => {
            "What tells its events from forged ones comes when the installation is finished."
        }
    };
    format!("It lists {found} subscriptions, and {finished}. {proof}")
}

/// What proves the portal's events could not be asked for.
pub(crate) fn not_proven(error: &PortalError) -> String {
    format!("A test event, by which its events are told from forged ones, could not be asked for. {}", portal(error))
}

/// A portal that could not be set up.
pub(crate) fn portal(error: &PortalError) -> String {
    match error {
        PortalError::Store(_) => OUR_SIDE.to_owned(),
        PortalError::Call(error) => {
            format!(
                "Tombstone can’t ask the portal now. {} Try again in a moment.",
                words::english().failure(&error.into())
            )
        }
        PortalError::Limited => {
            "The portal takes no more calls at the moment. Tombstone tries again by itself, or do so in a minute."
                .into()
        }
        PortalError::Suspended(status) => suspended(*status).to_owned(),
        PortalError::Token(TokenError::None) => "There is no access to the portal. Open the app once more.".into(),
        PortalError::Token(_) => {
            "Bitrix24’s authorization server does not renew the access at the moment. Try again in a moment.".into()
        }
        PortalError::Refused(code) => refused_by_portal(code),
        PortalError::LicenceExpired => LICENCE_EXPIRED.to_owned(),
    }
}

fn suspended(status: PortalStatus) -> &'static str {
    match status {
        PortalStatus::PaymentRequired => PAYMENT_ENDED,
        PortalStatus::Uninstalled => "The portal says that the app is not installed there. Install it once more.",
        PortalStatus::Deleted => "The portal is closed, or no longer exists. Try again when it is open.",
        PortalStatus::NeedsReinstall | PortalStatus::Installing | PortalStatus::Active => {
            "Bitrix24 no longer takes the access that it gave. Close this window and open the app once more."
        }
    }
}

fn refused_by_portal(code: &str) -> String {
    let known = match code {
        "access_denied" => {
            "The portal does not let apps use its interface (REST): its plan has none, or your rights do not suffice."
        }
        "insufficient_scope" => "The app lacks a permission that it needs; its vendor adds it to the app’s card.",
        "user_access_error" => "You are not allowed to use this app; an administrator of the portal can change that.",
        "invalid_credentials" => "Your rights in the portal do not suffice; let one of its administrators do it.",
        "event.bind: false" => "The portal does not accept the address of this service; its operator has to look.",
        _ => return format!("The portal refuses ({code}). Try again in a moment."),
    };
    known.to_owned()
}
