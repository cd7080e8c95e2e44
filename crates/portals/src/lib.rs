//! What keeps portals: installing the app there, keeping tokens, looking whether events still come, fetching what was
//! missed, and following a removal.

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
