//! The settings as flags.

use clap::Args;

/// The settings; each is also an environment variable and a key of the `TOMBSTONE_CONFIG` file.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Settings")]
pub(crate) struct Flags {
    /// Address of all roles of this process; port 0 means any free port.
    #[arg(long, global = true, value_name = "ADDR")]
    pub(crate) listen: Option<String>,
    /// Folder for the embedded database, event log and generated secret key.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) data_dir: Option<String>,
    /// Database, if not the embedded one.
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// How portals and people reach this service.
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// The app's OAuth client id.
    #[arg(long, global = true, value_name = "ID")]
    pub(crate) client_id: Option<String>,
    /// The app's OAuth client secret; better set in the environment, where other users can't see it.
    #[arg(long, global = true, value_name = "SECRET")]
    pub(crate) client_secret: Option<String>,
    /// 32 bytes in base64 that encrypt tokens at rest; better set in the environment.
    #[arg(long, global = true, value_name = "KEY")]
    pub(crate) secret_key: Option<String>,
    /// Earlier secret keys that still decrypt, comma-separated.
    #[arg(long, global = true, value_name = "KEYS")]
    pub(crate) secret_keys_old: Option<String>,
    /// The authorization server.
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) oauth_url: Option<String>,
    /// Hosts trusted as authorization servers, comma-separated.
    #[arg(long, global = true, value_name = "HOSTS")]
    pub(crate) oauth_hosts: Option<String>,
    /// Issuer URL of the OpenID provider where operators may sign in.
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) oidc_issuer: Option<String>,
    /// Client id at the OpenID provider.
    #[arg(long, global = true, value_name = "ID")]
    pub(crate) oidc_client_id: Option<String>,
    /// Client secret at the OpenID provider; better set in the environment.
    #[arg(long, global = true, value_name = "SECRET")]
    pub(crate) oidc_client_secret: Option<String>,
    /// The OpenID provider's name on the log-in page; default: its host.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) oidc_name: Option<String>,
    /// Allow portals over http, and at loopback and private addresses.
    #[arg(long, global = true, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub(crate) allow_private_endpoints: Option<String>,
    /// The first operator's address, used if there is no operator yet.
    #[arg(long, global = true, value_name = "EMAIL")]
    pub(crate) admin_email: Option<String>,
    /// The first operator's password; better set in the environment.
    #[arg(long, global = true, value_name = "PASSWORD")]
    pub(crate) admin_password: Option<String>,
    /// Dashboard language for visitors who ask for no available one: en, ru, de, es, pt-BR, pl or uk.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub(crate) language: Option<String>,
    /// Remove deletions older than this; 0 keeps them forever.
    #[arg(long, global = true, value_name = "DAYS")]
    pub(crate) retention_days: Option<String>,
    /// Remove audit entries older than this; 0 keeps them forever.
    #[arg(long, global = true, value_name = "DAYS")]
    pub(crate) audit_days: Option<String>,
    /// Purge a portal's data this many days after it removed the app; 0 keeps it forever.
    #[arg(long, global = true, value_name = "DAYS")]
    pub(crate) uninstalled_days: Option<String>,
    /// Most scheduled token renewals in a day, all portals together.
    #[arg(long, global = true, value_name = "N")]
    pub(crate) renewals_per_day: Option<String>,
    /// How many MiB of events not yet in the database the data folder may hold.
    #[arg(long, global = true, value_name = "MIB")]
    pub(crate) spool_mb: Option<String>,
    /// Seconds between attempts of an outgoing webhook, comma-separated.
    #[arg(long, global = true, value_name = "SECONDS")]
    pub(crate) webhook_retries: Option<String>,
    /// Disable an outgoing webhook's endpoint that has only failed for this long, such as 120h.
    #[arg(long, global = true, value_name = "AGE")]
    pub(crate) webhook_disable_after: Option<String>,
    /// Requests a second for each API key, four times as many in a burst; 0 means no limit.
    #[arg(long, global = true, value_name = "N")]
    pub(crate) api_rate: Option<String>,
    /// Networks whose X-Forwarded-For is trusted, comma-separated.
    #[arg(long, global = true, value_name = "CIDRS")]
    pub(crate) trusted_proxies: Option<String>,
    /// A separate address for /metrics and the details of /health/ready, then served nowhere else.
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub(crate) metrics_listen: Option<String>,
    /// Log filter, such as info or warn,events=debug.
    #[arg(long, global = true, value_name = "FILTER")]
    pub(crate) log: Option<String>,
    /// Log format: text or json.
    #[arg(long, global = true, value_name = "FORMAT")]
    pub(crate) log_format: Option<String>,
}

impl Flags {
    /// The flags that were given, by the name of their setting.
    pub(crate) fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let flags = [
            ("listen", &self.listen),
            ("data_dir", &self.data_dir),
            ("database_url", &self.database_url),
            ("public_url", &self.public_url),
            ("client_id", &self.client_id),
            ("client_secret", &self.client_secret),
            ("secret_key", &self.secret_key),
            ("secret_keys_old", &self.secret_keys_old),
            ("oauth_url", &self.oauth_url),
            ("oauth_hosts", &self.oauth_hosts),
            ("allow_private_endpoints", &self.allow_private_endpoints),
            ("oidc_issuer", &self.oidc_issuer),
            ("oidc_client_id", &self.oidc_client_id),
            ("oidc_client_secret", &self.oidc_client_secret),
            ("oidc_name", &self.oidc_name),
            ("admin_email", &self.admin_email),
            ("admin_password", &self.admin_password),
            ("language", &self.language),
            ("retention_days", &self.retention_days),
            ("audit_days", &self.audit_days),
            ("uninstalled_days", &self.uninstalled_days),
            ("renewals_per_day", &self.renewals_per_day),
            ("spool_mb", &self.spool_mb),
            ("webhook_retries", &self.webhook_retries),
            ("webhook_disable_after", &self.webhook_disable_after),
            ("api_rate", &self.api_rate),
            ("trusted_proxies", &self.trusted_proxies),
            ("metrics_listen", &self.metrics_listen),
            ("log", &self.log),
            ("log_format", &self.log_format),
        ];
        flags.into_iter().filter_map(|(name, flag)| Some((name, flag.as_deref()?)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use clap::{Args, Command, FromArgMatches};

    use super::*;

    #[test]
    fn every_flag_is_passed_on() {
        let command = Flags::augment_args(Command::new("tombstone"));
        let names: Vec<_> = command.get_arguments().map(|flag| flag.get_id().as_str().to_owned()).collect();
        let typed = names.iter().map(|name| format!("--{}={name}", name.replace('_', "-")));
        let matches = command.get_matches_from(["tombstone".to_owned()].into_iter().chain(typed));
        let flags = Flags::from_arg_matches(&matches).unwrap();
        let given: BTreeMap<_, _> = flags.given().collect();
        assert_eq!(given, names.iter().map(|name| (name.as_str(), name.as_str())).collect());
    }
}
