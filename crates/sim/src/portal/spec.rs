//! What defines a portal: name, language, size, edition and what it offers.

use serde::{Deserialize, Serialize};

/// Where a portal is hosted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// In Bitrix24's cloud.
    #[default]
    Cloud,
    /// On the customer's own server, where modules may be missing.
    SelfHosted,
}

/// How many users and things a portal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// A handful of users.
    #[default]
    Small,
    /// Some fifty users.
    Medium,
    /// Hundreds of users.
    Large,
}

impl Size {
    pub(crate) fn users(self) -> u64 {
        match self {
            Self::Small => 7,
            Self::Medium => 46,
            Self::Large => 380,
        }
    }

    /// The last number in use, for a kind that holds `share` thousandths of all things.
    pub(crate) fn head(self, share: u64) -> u64 {
        let things = match self {
            Self::Small => 4_000,
            Self::Medium => 90_000,
            Self::Large => 1_400_000,
        };
        things * share / 1_000 + 120
    }
}

/// A portal to add.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortalSpec {
    /// The portal's host is this name under `.localhost` or the advertised domain.
    pub name: String,
    /// The `member_id`; derived from the name if none.
    #[serde(default)]
    pub member_id: Option<String>,
    /// The administrator's language, such as `en`, `de` or `br`.
    #[serde(default = "english")]
    pub language: String,
    /// The name of the time zone that its users chose; empty if none.
    #[serde(default)]
    pub time_zone: String,
    /// Name of the portal's authorization server; the default one if none. Its host is this name beside the portals',
    /// so no portal may have the same name.
    #[serde(default)]
    pub authority: Option<String>,
    /// The portal's size.
    #[serde(default)]
    pub size: Size,
    /// The portal's edition.
    #[serde(default)]
    pub edition: Edition,
    /// Whether frames post `APPLICATION_TOKEN`, `SERVER_ENDPOINT` and `APPLICATION_SCOPE`.
    #[serde(default = "yes")]
    pub newer_frame_keys: bool,
    /// Whether the plan allows confirmed reading of the offline queue (`rest_offline_extended`).
    #[serde(default = "yes")]
    pub offline_extended: bool,
    /// The app's status letter: L, F, D, T, P or S.
    #[serde(default = "free")]
    pub status: String,
    /// The event codes offered; all of the edition if none.
    #[serde(default)]
    pub events: Option<Vec<String>>,
    /// The scopes granted; all that the app asks for if none.
    #[serde(default)]
    pub scopes: Option<Vec<String>>,
}

fn english() -> String {
    "en".to_owned()
}

fn free() -> String {
    "F".to_owned()
}

fn yes() -> bool {
    true
}

impl PortalSpec {
    /// A small English cloud portal with all modern features.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            member_id: None,
            language: english(),
            time_zone: String::new(),
            authority: None,
            size: Size::default(),
            edition: Edition::default(),
            newer_frame_keys: true,
            offline_extended: true,
            status: free(),
            events: None,
            scopes: None,
        }
    }

    /// The licence that the portal's `app.info` names.
    pub(crate) fn license(&self) -> String {
        let plan = match self.size {
            Size::Small => "basic",
            Size::Medium => "std",
            Size::Large => "ent250",
        };
        let suffix = if self.edition == Edition::SelfHosted { "_selfhosted" } else { "" };
        format!("{}_{plan}{suffix}", self.language)
    }
}
