//! What a portal is like: its name, language, size, edition and what it offers.

use serde::{Deserialize, Serialize};

/// Where a portal runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// In Bitrix24's cloud.
    #[default]
    Cloud,
    /// On the customer's own server, where modules can be missing.
    SelfHosted,
}

/// How many people and things a portal has, and how much is deleted there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// A handful of people.
    #[default]
    Small,
    /// Some fifty people.
    Medium,
    /// Hundreds of people.
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

    /// Where a portal's running numbers have got to, for a kind that numbers `share` thousandths of everything.
    pub(crate) fn head(self, share: u64) -> u64 {
        let things = match self {
            Self::Small => 4_000,
            Self::Medium => 90_000,
            Self::Large => 1_400_000,
        };
        things * share / 1_000 + 120
    }
}

/// A portal to be added.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortalSpec {
    /// Its host is this name under `.localhost`, or under the domain that is advertised.
    pub name: String,
    /// Its stable id; made from the name if there is none.
    #[serde(default)]
    pub member_id: Option<String>,
    /// The language of its administrator, such as `en`, `de` or `br`.
    #[serde(default = "english")]
    pub language: String,
    /// The time zone that its people chose, by its name; empty if they chose none.
    #[serde(default)]
    pub time_zone: String,
    /// The name of the authorization server to which it belongs, whose host is this name beside those of portals, none
    /// of which may have it; the default one if not named.
    #[serde(default)]
    pub authority: Option<String>,
    /// How big it is.
    #[serde(default)]
    pub size: Size,
    /// Where it runs.
    #[serde(default)]
    pub edition: Edition,
    /// Whether its installer frame posts `APPLICATION_TOKEN`, `SERVER_ENDPOINT` and `APPLICATION_SCOPE`.
    #[serde(default = "yes")]
    pub newer_frame_keys: bool,
    /// Whether its plan allows confirmed reading of the offline queue (`rest_offline_extended`).
    #[serde(default = "yes")]
    pub offline_extended: bool,
    /// The app's status letter: L, F, D, T, P or S.
    #[serde(default = "free")]
    pub status: String,
    /// The event codes it offers; all of the edition if not named.
    #[serde(default)]
    pub events: Option<Vec<String>>,
    /// The scopes it grants; all that the app asks for if not named.
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
    /// A small English cloud portal with everything a modern one has.
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

    /// The licence that `app.info` of the portal names.
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
