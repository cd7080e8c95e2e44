//! The app that portals install.

use url::Url;

/// The app, as its card in Bitrix24 describes it.
#[derive(Clone, Debug)]
pub struct App {
    /// The id at the authorization server.
    pub client_id: String,
    /// The secret for it.
    pub client_secret: String,
    /// The app's code.
    pub code: String,
    /// The scopes that the app asks for.
    pub scopes: Vec<String>,
    /// Where portals post an installation: installer page or callback.
    pub install_url: Url,
    /// The page inside the portal.
    pub app_url: Option<Url>,
    /// Where browsers return with a code.
    pub redirect_url: Option<Url>,
}

impl App {
    /// The app at `base`, with Tombstone's paths and every scope that has deletion events.
    pub fn at(base: &Url, client_id: &str, client_secret: &str) -> Self {
        let at = |path: &str| {
            let mut url = base.clone();
            url.set_path(path);
            url
        };
        let scopes =
            "imconnector,imopenlines,imbot,crm,task,calendar,catalog,sale,booking,sonet_group,log,user,userfieldconfig";
        Self {
            client_id: client_id.to_owned(),
            client_secret: client_secret.to_owned(),
            code: "tombstone".to_owned(),
            scopes: scopes.split(',').map(str::to_owned).collect(),
            install_url: at("/bitrix24/install"),
            app_url: Some(at("/bitrix24/app")),
            redirect_url: Some(at("/oauth/callback")),
        }
    }
}
