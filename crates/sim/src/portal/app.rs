//! The app that portals install.

use url::Url;

/// The app, as its card in Bitrix24 describes it.
#[derive(Clone, Debug)]
pub struct App {
    /// Its id at the authorization server.
    pub client_id: String,
    /// Its secret there.
    pub client_secret: String,
    /// Its code.
    pub code: String,
    /// The scopes it asks for.
    pub scopes: Vec<String>,
    /// Where portals post an installation: the installer page, or the callback.
    pub install_url: Url,
    /// The page inside the portal.
    pub app_url: Option<Url>,
    /// Where browsers come back to with a code.
    pub redirect_url: Option<Url>,
}

impl App {
    /// The app at `base`, with the addresses of Tombstone's contract and every scope that has deletion events.
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
