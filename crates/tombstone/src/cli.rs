//! The command line.

mod flags;
mod service;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::MemberId;
use domain::api_key::Scope;
use domain::operator::Role;
use sim::{PortalDomain, ServerAddress};
use time::Duration;
use url::Url;

use crate::age::parse_age;
use crate::commands::roles::Role as ProcessRole;

pub(crate) use flags::Flags;
pub(crate) use service::{Backup, Health, Init, Restore};

/// The version, with the commit that it was built from.
pub(crate) const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("TOMBSTONE_COMMIT"), ")");

/// Catches every deletion that Bitrix24 portals report, keeps it, and makes it findable.
#[derive(Debug, Parser)]
#[command(name = "tombstone", version = VERSION, propagate_version = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) settings: Flags,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Ask for the few settings that a service needs, and begin one with them.
    Init(Init),
    /// Run the service: all roles, or those that are named.
    Serve(Serve),
    /// Run the Bitrix24 simulator alone, at the address of --listen.
    Sim(Sim),
    /// Bring the schema up to date, look at it, or take steps back.
    Migrate(Migrate),
    /// Operators of the dashboard.
    #[command(subcommand)]
    Operator(Operator),
    /// Keys of the client API.
    #[command(subcommand)]
    ApiKey(ApiKey),
    /// Portals: the same facts as in the dashboard.
    #[command(subcommand)]
    Portal(Portal),
    /// Events that could not be indexed and were set aside.
    #[command(subcommand)]
    Quarantine(Quarantine),
    /// The keys with which tokens are encrypted at rest.
    #[command(subcommand)]
    Keys(Keys),
    /// Outgoing webhooks, while one writes a program that takes them.
    #[command(subcommand)]
    Webhook(Webhook),
    /// Print an OpenAPI document.
    #[command(subcommand)]
    Openapi(Openapi),
    /// Copy everything but the secret key into one file, while the service runs.
    Backup(Backup),
    /// Put a backup into a data folder from which nobody serves.
    Restore(Restore),
    /// Check whether everything is well, and say what to do if not.
    Doctor(Doctor),
    /// Ask the running service whether it can do its work, in one line: for the health check of a container.
    Health(Health),
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Roles of this process, separated by commas: events, install, admin, api, worker. All of them by default.
    #[arg(long, value_delimiter = ',')]
    pub(crate) roles: Vec<ProcessRole>,
    /// Also run a simulator with three portals that install the app and delete things, and print a login.
    #[arg(long)]
    pub(crate) demo: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Sim {
    /// Portals are hosts under this domain, such as bitrix24.test, instead of localhost.
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) portal_domain: Option<PortalDomain>,
    /// Where a TLS proxy of yours shows the authorization server, such as `https://oauth.bitrix24.test:8443`; portals
    /// have the same scheme and port.
    #[arg(long, value_name = "URL")]
    pub(crate) advertise: Option<ServerAddress>,
}

#[derive(Debug, Args)]
pub(crate) struct Migrate {
    /// Only say which steps are done.
    #[arg(long, conflicts_with = "down")]
    pub(crate) status: bool,
    /// Print JSON.
    #[arg(long, requires = "status")]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) back: Back,
    /// Build the search index and the counts anew from the deletions.
    #[arg(long, conflicts_with_all = ["status", "down"])]
    pub(crate) reindex: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Back {
    /// Take this many steps back; what they brought is lost.
    #[arg(long, value_name = "N")]
    pub(crate) down: Option<u32>,
    /// Yes, what those steps brought may be lost.
    #[arg(long, requires = "down")]
    pub(crate) yes: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Operator {
    /// Add an operator; asks for the password.
    Add {
        /// The address to log in with.
        email: String,
        /// What the operator may do: owner (everything), operator (all but manage operators, keys and settings), viewer
        /// (only look).
        #[arg(long, default_value = "owner")]
        role: Role,
        /// A portal that the operator sees; may be repeated. All of them by default.
        #[arg(long = "portal", value_name = "MEMBER_ID")]
        portals: Vec<String>,
        /// Read the password from standard input, one line.
        #[arg(long)]
        password_stdin: bool,
    },
    /// List the operators.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Change an operator and end their sessions.
    Set(SetOperator),
    /// Remove an operator and end their sessions.
    Remove {
        /// The address of the operator.
        email: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct SetOperator {
    /// The address of the operator.
    pub(crate) email: String,
    /// What the operator may do from now on: owner, operator, viewer.
    #[arg(long)]
    pub(crate) role: Option<Role>,
    /// A portal that the operator sees from now on, and no others; may be repeated.
    #[arg(long = "portal", value_name = "MEMBER_ID")]
    pub(crate) portals: Vec<String>,
    /// The operator sees all portals from now on.
    #[arg(long, conflicts_with = "portals")]
    pub(crate) all_portals: bool,
    /// Read a new password from standard input, one line.
    #[arg(long)]
    pub(crate) password_stdin: bool,
    #[command(flatten)]
    pub(crate) resets: Resets,
}

/// What an operator begins anew.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Resets {
    /// A log-in takes no code any more, for an operator who lost the device that shows codes.
    #[arg(long = "reset-totp")]
    pub(crate) totp: bool,
    /// No account at an OpenID provider is the operator's any more: the next one that has their address becomes theirs.
    #[arg(long = "reset-oidc")]
    pub(crate) oidc: bool,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum Quarantine {
    /// List them, each with the reason.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Index them again, also while the service runs: after what was in their way is gone.
    Retry {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Encrypt everything anew with `TOMBSTONE_SECRET_KEY`, while the service runs.
    Rotate {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ApiKey {
    /// Make a key and print it, once.
    Create {
        /// What the key is called.
        #[arg(long)]
        name: String,
        /// A portal that it reaches; may be repeated.
        #[arg(long = "portal", value_name = "MEMBER_ID", required_unless_present = "all_portals")]
        portals: Vec<String>,
        /// It reaches all portals.
        #[arg(long, conflicts_with = "portals")]
        all_portals: bool,
        /// What it may do: deletions:read, portals:read, portals:manage, webhooks:manage. The first two by default.
        #[arg(long = "scope", value_name = "SCOPE", num_args = 1..)]
        scopes: Vec<Scope>,
        /// When it ends, such as 90d, 12h.
        #[arg(long, value_name = "AGE", value_parser = parse_age)]
        expires: Option<Duration>,
    },
    /// List the keys; the keys themselves can't be shown again.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Revoke a key.
    Revoke {
        /// Its number in the list.
        id: i64,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Portal {
    /// List the portals.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show one portal.
    Show {
        /// Which one.
        member_id: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Fetch what a portal could not deliver from its offline queue, and wait for the outcome up to a minute.
    Recover {
        /// Which one.
        member_id: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check that no deletion of a portal was changed, taken out or put in.
    Verify {
        /// Which one.
        member_id: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Say for how long a portal's deletions are kept, where that is not as for all others.
    Retain {
        /// Which one.
        member_id: String,
        /// For so many days; 0 keeps them for ever. Without it the portal is as all others again.
        #[arg(long)]
        days: Option<u16>,
    },
    /// Say when a portal is alarmed because much was deleted at once; without an option say how it is.
    Alarm {
        /// Which one.
        member_id: String,
        /// Whether it is at all.
        #[arg(long)]
        burst: Option<Switch>,
        /// Fewer deletions within five minutes give no alarm.
        #[arg(long)]
        threshold: Option<u32>,
    },
    /// Say whether the names of a portal's leads, deals, contacts, companies and tasks are kept, so that a deleted one shows
    /// the name that it had; without an option say how it is.
    Titles {
        /// Which one.
        member_id: String,
        /// Whether they are; `off` erases those that were kept.
        #[arg(long)]
        keep: Option<Switch>,
        /// For so many days after the last change; 0 keeps them for ever.
        #[arg(long, value_parser = clap::value_parser!(u16).range(..=36_500))]
        days: Option<u16>,
    },
    /// Remove everything that is kept of an uninstalled portal.
    Purge {
        /// Which one.
        member_id: String,
        /// Really do it.
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    /// It is done.
    On,
    /// It is not.
    Off,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Webhook {
    /// Follow the feed and post each deletion, signed with a secret that is printed, to a program on this machine.
    Listen(Listen),
}

#[derive(Debug, Args)]
pub(crate) struct Listen {
    /// The service, such as `https://tombstone.example`.
    #[arg(long, value_name = "URL")]
    pub(crate) api: Url,
    /// A key that may read deletions; better set by the environment as `TOMBSTONE_API_KEY`.
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,
    /// The portal; all that the key reaches by default.
    #[arg(long, value_name = "MEMBER_ID", value_parser = MemberId::parse)]
    pub(crate) portal: Option<MemberId>,
    /// The program, such as `http://localhost:3000/tombstone`.
    #[arg(long, value_name = "URL")]
    pub(crate) forward_to: Url,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum Openapi {
    /// Of the client API.
    Client,
    /// Of the receiver.
    Receiver,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Also count everything anew and check every portal's chain.
    #[arg(long)]
    pub(crate) deep: bool,
}
