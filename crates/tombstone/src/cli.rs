//! The command line.

mod flags;
mod service;

use clap::{ArgGroup, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use domain::MemberId;
use domain::api_key::Scope;
use domain::operator::Role;
use sim::{PortalDomain, ServerAddress};
use time::Duration;
use url::Url;

use crate::age::{parse_age, parse_whole};
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

/// The end of each command's help: all of them take settings.
const SETTINGS: &str = "Each setting is also an environment variable (--data-dir is TOMBSTONE_DATA_DIR) and a key of the \
                        TOML file\nthat TOMBSTONE_CONFIG names (data_dir). docs/operations.md lists them all.";

impl Cli {
    /// Reads the command line; where it can't be read, says why and ends the process.
    pub(crate) fn read() -> Self {
        let mut command = with_settings(Self::command());
        let read = Self::from_arg_matches(&command.get_matches_mut());
        read.unwrap_or_else(|error| error.format(&mut command).exit())
    }
}

fn with_settings(command: clap::Command) -> clap::Command {
    command.after_help(SETTINGS).mut_subcommands(with_settings)
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Ask for the few settings a service needs, and set one up.
    Init(Init),
    /// Run the service: all roles, or only those named.
    Serve(Serve),
    /// Run only the Bitrix24 simulator, at the --listen address.
    Sim(Sim),
    /// Bring the schema up to date, show its state or undo steps.
    Migrate(Migrate),
    /// Manage dashboard operators.
    #[command(subcommand)]
    Operator(Operator),
    /// Manage client API keys.
    #[command(subcommand)]
    ApiKey(ApiKey),
    /// See and manage portals, as in the dashboard.
    #[command(subcommand)]
    Portal(Portal),
    /// List or retry events that could not be indexed.
    #[command(subcommand)]
    Quarantine(Quarantine),
    /// Rotate the keys that encrypt tokens at rest.
    #[command(subcommand)]
    Keys(Keys),
    /// Test a program that takes outgoing webhooks.
    #[command(subcommand)]
    Webhook(Webhook),
    /// Print an OpenAPI document.
    #[command(subcommand)]
    Openapi(Openapi),
    /// Copy everything but the secret key into one file, while the service runs.
    Backup(Backup),
    /// Restore a backup to a data folder that no service uses.
    Restore(Restore),
    /// Check for problems, and say what to do about them.
    Doctor(Doctor),
    /// Say in one line whether the running service can do its work, for a container's health check.
    Health(Health),
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Roles of this process, comma-separated: events, install, admin, api, worker. Default: all.
    #[arg(long, value_delimiter = ',')]
    pub(crate) roles: Vec<ProcessRole>,
    /// Also run a simulator with three portals that install the app and delete things, and print a login.
    #[arg(long)]
    pub(crate) demo: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Sim {
    /// Place portals under this domain, such as bitrix24.test, instead of localhost.
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) portal_domain: Option<PortalDomain>,
    /// Where your TLS proxy exposes the authorization server, such as `https://oauth.bitrix24.test:8443`; portals have
    /// the same scheme and port.
    #[arg(long, value_name = "URL")]
    pub(crate) advertise: Option<ServerAddress>,
}

#[derive(Debug, Args)]
pub(crate) struct Migrate {
    /// Only show each step's state.
    #[arg(long, conflicts_with = "down")]
    pub(crate) status: bool,
    /// Print JSON.
    #[arg(long, requires = "status")]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) back: Back,
    /// Rebuild the search index and the counts from the deletions.
    #[arg(long, conflicts_with_all = ["status", "down"])]
    pub(crate) reindex: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Back {
    /// Undo this many steps; what they added is lost.
    #[arg(long, value_name = "N", value_parser = parse_whole::<u32>)]
    pub(crate) down: Option<u32>,
    /// Accept losing what those steps added.
    #[arg(long, requires = "down")]
    pub(crate) yes: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Operator {
    /// Add an operator; asks for the password.
    Add {
        /// The address to log in with.
        email: String,
        /// What the operator may do: owner (all), operator (all but managing operators, keys and settings), viewer
        /// (read only).
        #[arg(long, default_value = "owner")]
        role: Role,
        /// A portal the operator sees; may be repeated. Default: all.
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
        /// The operator's address.
        email: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct SetOperator {
    /// The operator's address.
    pub(crate) email: String,
    /// The operator's new role: owner, operator or viewer.
    #[arg(long)]
    pub(crate) role: Option<Role>,
    /// A portal the operator sees from now on, and no others; may be repeated.
    #[arg(long = "portal", value_name = "MEMBER_ID")]
    pub(crate) portals: Vec<String>,
    /// Let the operator see all portals.
    #[arg(long, conflicts_with = "portals")]
    pub(crate) all_portals: bool,
    /// Read a new password from standard input, one line.
    #[arg(long)]
    pub(crate) password_stdin: bool,
    #[command(flatten)]
    pub(crate) resets: Resets,
}

/// Resets for an operator.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Resets {
    /// Ask for no code at log-in: for an operator who lost the device that shows codes.
    #[arg(long = "reset-totp")]
    pub(crate) totp: bool,
    /// Unlink the operator from OpenID provider accounts; the next account with their address becomes theirs.
    #[arg(long = "reset-oidc")]
    pub(crate) oidc: bool,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum Quarantine {
    /// List them, each with its reason.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Index them again once the cause is fixed, even while the service runs.
    Retry {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Re-encrypt everything with `TOMBSTONE_SECRET_KEY`, while the service runs.
    Rotate {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ApiKey {
    /// Create a key; print it once.
    #[command(group = ArgGroup::new("reach").required(true).args(["portals", "all_portals"]))]
    Create {
        /// A name for the key.
        #[arg(long)]
        name: String,
        /// A portal it reaches; may be repeated.
        #[arg(long = "portal", value_name = "MEMBER_ID")]
        portals: Vec<String>,
        /// Reach all portals.
        #[arg(long)]
        all_portals: bool,
        /// What it may do: deletions:read, portals:read, portals:manage, webhooks:manage. Default: the first two.
        #[arg(long = "scope", value_name = "SCOPE", num_args = 1..)]
        scopes: Vec<Scope>,
        /// Lifetime, such as 90d or 12h.
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
        /// Its ID in the list.
        #[arg(value_parser = parse_whole::<i64>)]
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
    /// Fetch what a portal could not deliver from its offline queue, and wait up to a minute for the outcome.
    Recover {
        /// Which one.
        member_id: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check that no deletion of a portal was changed, removed or inserted.
    Verify {
        /// Which one.
        member_id: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Set how long to keep a portal's deletions, where that differs from all others.
    Retain {
        /// Which one.
        member_id: String,
        /// How many days; 0 keeps them forever. Without it the portal is like all others again.
        #[arg(long, value_parser = parse_whole::<u16>)]
        days: Option<u16>,
    },
    /// Set when many deletions at once raise a portal's alarm; without options, show the setting.
    Alarm {
        /// Which one.
        member_id: String,
        /// Turn it on or off.
        #[arg(long)]
        burst: Option<Switch>,
        /// Fewer deletions in five minutes raise no alarm.
        #[arg(long, value_parser = parse_whole::<u32>)]
        threshold: Option<u32>,
    },
    /// Set whether to keep the names of a portal's leads, deals, contacts, companies and tasks, so that a deleted one
    /// shows the name it had; without options, show the setting.
    Titles {
        /// Which one.
        member_id: String,
        /// Keep them or not; `off` erases those kept so far.
        #[arg(long)]
        keep: Option<Switch>,
        /// How many days after the last change; 0 keeps them forever.
        #[arg(long, value_parser = clap::value_parser!(u16).range(..=36_500))]
        days: Option<u16>,
    },
    /// Remove everything kept of an uninstalled portal.
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
    On,
    Off,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Webhook {
    /// Follow the feed and post each deletion, signed with a secret it prints, to a program on this machine.
    Listen(Listen),
}

#[derive(Debug, Args)]
pub(crate) struct Listen {
    /// The service, such as `https://tombstone.example`.
    #[arg(long, value_name = "URL")]
    pub(crate) api: Url,
    /// A key that may read deletions; better set in the environment as `TOMBSTONE_API_KEY`.
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,
    /// The portal; default: all that the key reaches.
    #[arg(long, value_name = "MEMBER_ID", value_parser = MemberId::parse)]
    pub(crate) portal: Option<MemberId>,
    /// The program, such as `http://localhost:3000/tombstone`.
    #[arg(long, value_name = "URL")]
    pub(crate) forward_to: Url,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum Openapi {
    /// The client API.
    Client,
    /// The receiver.
    Receiver,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Also recount everything and check every portal's chain.
    #[arg(long)]
    pub(crate) deep: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expect_settings(command: &mut clap::Command) {
        let help = command.render_long_help().to_string();
        assert!(help.contains("TOMBSTONE_CONFIG") && help.contains("docs/operations.md"), "{help}");
        // clap adds the command `help` by itself.
        command.get_subcommands_mut().filter(|own| own.get_name() != "help").for_each(expect_settings);
    }

    #[test]
    fn each_help_says_how_else_settings_are_given() {
        let mut command = with_settings(Cli::command());
        expect_settings(&mut command);
        command.build(); // which checks all arguments
    }
}
