//! A portal of the demo, and how it installs the app.

use super::persona::{Persona, Way};
use crate::portal::Portal;

/// A portal and its persona.
#[derive(Clone, Debug)]
pub(super) struct Resident {
    pub(super) persona: Persona,
    pub(super) portal: Portal,
}

/// A portal could not install the app.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{portal} could not install the app: {}", said(*.status, .answer))]
pub struct InstallFailed {
    /// The portal's name.
    pub portal: String,
    /// The app's status; none if unreachable.
    pub status: Option<u16>,
    /// The beginning of the app's answer.
    pub answer: String,
}

fn said(status: Option<u16>, answer: &str) -> String {
    status.map_or_else(|| answer.to_owned(), |status| format!("it answered {status}: {answer}"))
}

impl Resident {
    pub(super) async fn install(&self) -> Result<(), InstallFailed> {
        let answered = match self.persona.way {
            Way::Frame => self.portal.install_by_frame().await,
            Way::Callback => self.portal.install_by_callback().await,
        };
        let accepted = answered.status.is_some_and(|status| (200..300).contains(&status));
        if answered.installed && accepted {
            return Ok(());
        }
        let answer = answered.body.chars().take(300).collect();
        Err(InstallFailed { portal: self.portal.name(), status: answered.status, answer })
    }
}
