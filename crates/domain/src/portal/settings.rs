//! What is set for a portal alone.

use serde::{Deserialize, Serialize};

use crate::burst::BurstSettings;
use crate::titles::TitleSettings;

/// What is set for a portal alone; what is not set is as everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PortalSettings {
    /// When it is alarmed because much was deleted at once.
    pub burst: BurstSettings,
    /// Whether titles are kept of its things.
    pub titles: TitleSettings,
}
