//! Looks after portals: installs the app, keeps tokens, checks that events still come, recovers missed ones, and
//! follows up removals.

mod calls;
mod inspector;
mod installer;
mod keeper;
mod outcome;
mod people;
mod prober;
mod recovery;
mod request;
mod subscriptions;
mod titles;

pub use calls::{PortalError, Portals};
pub use inspector::{Inspection, Inspector};
pub use installer::Installer;
pub use keeper::{TokenError, TokenKeeper};
pub use outcome::{
    CodeReturn, InstallEvent, InstallResult, Installed, Person, Proof, SetUp, Settled, Unheard, Visitor,
};
pub use people::People;
pub use prober::Prober;
pub use recovery::{Recovered, Recovery};
pub use request::InstallRequest;
pub use titles::Titles;
