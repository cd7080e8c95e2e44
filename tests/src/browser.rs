//! A headless Chromium for one test, with a driver of its own; it reaches this machine and nothing else.

use std::fs::{self, File, Permissions};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::Method;
use serde_json::json;
use sim::Simulator;
use tempfile::TempDir;
use url::Url;

use crate::eventually;

/// How long the driver may take to start or to end, on a busy machine.
const DRIVER: Duration = Duration::from_secs(30);

/// A browser with one window. Dropping it closes it.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    // The driver goes before the folder in which its browser lives.
    _driver: Driver,
    _folder: TempDir,
}

impl Browser {
    /// Starts a browser for which `api.bitrix24.com` is this simulator.
    pub async fn start(sim: &Simulator) -> Self {
        let folder = TempDir::new().expect("a folder for the browser");
        let driver = Driver::start(folder.path()).await;
        let address = format!("http://{}", driver.address);
        let wanted = capabilities(folder.path(), sim.address());
        let client = ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&address).await;
        // The driver ends with this value and the session with the driver, also in a test that fails.
        Self { client: client.expect("Chromium starts"), _driver: driver, _folder: folder }
    }

    /// The client, for whatever has no name here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Opens a page.
    pub async fn open(&self, url: &Url) {
        self.client.goto(url.as_str()).await.expect("the page opens");
    }

    /// An attribute of the page's root element; none while another page is on its way.
    pub async fn root(&self, attribute: &str) -> Option<String> {
        let root = self.client.find(Locator::Css("html")).await.ok()?;
        root.attr(attribute).await.ok()?
    }

    /// What can be read in the page's frame; empty while there is nothing.
    pub async fn text_of_frame(&self) -> String {
        let text = self.in_frame(async |client| client.find(Locator::Css("body")).await.ok()?.text().await.ok());
        text.await.unwrap_or_default()
    }

    /// How many elements of the page's frame the selector finds.
    pub async fn count_in_frame(&self, selector: &str) -> usize {
        let found = self.in_frame(async |client| client.find_all(Locator::Css(selector)).await.ok()).await;
        found.map_or(0, |found| found.len())
    }

    /// Clicks on the first element of the page's frame that the selector finds.
    pub async fn click_in_frame(&self, selector: &str) {
        let clicked = self.in_frame(async |client| client.find(Locator::Css(selector)).await.ok()?.click().await.ok());
        assert!(clicked.await.is_some(), "{selector} can't be clicked: {}", self.text_of_frame().await);
    }

    /// Lets the window be so many pixels wide and high.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("the window is resized");
    }

    /// Lets the browser's system be dark, or light; nothing moves by itself then, so that what is looked at stays so.
    pub async fn prefer(&self, scheme: &str) {
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        let command = json!({"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}});
        self.client.issue_cmd(DevTools(command)).await.expect("the browser's system changes");
    }

    /// Lets the browser be in a time zone.
    pub async fn move_to(&self, zone: &str) {
        let command = json!({"cmd": "Emulation.setTimezoneOverride", "params": {"timezoneId": zone}});
        self.client.issue_cmd(DevTools(command)).await.expect("the browser is there");
    }

    /// Lets the browser forget the files that it keeps, so that the next page is the first one.
    pub async fn forget_what_is_kept(&self) {
        let command = json!({"cmd": "Network.clearBrowserCache", "params": {}});
        self.client.issue_cmd(DevTools(command)).await.expect("the browser forgets");
    }

    /// Looks into the page's frame and comes back.
    pub async fn in_frame<T>(&self, look: impl AsyncFnOnce(&Client) -> Option<T>) -> Option<T> {
        self.client.enter_frame(0).await.ok()?;
        let found = look(&self.client).await;
        self.client.enter_parent_frame().await.expect("the way back to the page");
        found
    }

    /// The errors that came to the console since the last call, of all frames.
    pub async fn errors(&self) -> Vec<String> {
        let lines = self.client.issue_cmd(ConsoleLog).await.expect("the console's log");
        let lines = lines.as_array().expect("a list of lines").iter();
        lines.filter(|line| line["level"] == "SEVERE").map(|line| line["message"].to_string()).collect()
    }

    /// Saves a picture of the window in the folder that the variable `SCREENSHOTS` names, if it names one.
    pub async fn take_picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("SCREENSHOTS") else { return };
        let path = Path::new(&folder).join(format!("{name}.png"));
        fs::write(path, self.client.screenshot().await.expect("a picture")).expect("the picture is saved");
    }
}

fn capabilities(folder: &Path, library: SocketAddr) -> Capabilities {
    // The last rule lets no name be found but those of this machine.
    let hosts = format!("MAP api.bitrix24.com {library}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.localhost");
    let arguments = [
        "--headless=new",
        "--no-sandbox", // tests run as root in containers, where there is no sandbox
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-component-update",
        "--window-size=1360,1000",
        &format!("--user-data-dir={}", folder.join("profile").display()),
        &format!("--host-resolver-rules={hosts}"),
    ];
    let mut wanted = Capabilities::new();
    // As browsers have it that people are told to use: no cookie of a site goes to or comes from a frame of it elsewhere.
    let preferences = json!({"profile.block_third_party_cookies": true, "profile.cookie_controls_mode": 1});
    let options = json!({"binary": starter(folder), "args": arguments, "prefs": preferences});
    wanted.insert("goog:chromeOptions".to_owned(), options);
    wanted.insert("goog:loggingPrefs".to_owned(), json!({"browser": "ALL"}));
    wanted
}

/// Starts Chromium so that it ends with its driver, even if that is killed.
fn starter(folder: &Path) -> PathBuf {
    let path = folder.join("chromium");
    fs::write(&path, "#!/bin/sh\nexec setpriv --pdeathsig KILL chromium \"$@\"\n").expect("the script is written");
    fs::set_permissions(&path, Permissions::from_mode(0o700)).expect("the script may be run");
    path
}

/// A running `chromedriver`.
#[derive(Debug)]
struct Driver {
    child: Child,
    address: SocketAddr,
}

impl Driver {
    async fn start(folder: &Path) -> Self {
        let mut attempt = 1;
        loop {
            match Self::start_once(folder).await {
                Ok(driver) => return driver,
                // The port that it chose for IPv6 can be taken for IPv4 by another test.
                Err(said) if attempt < 10 && said.contains("port not available") => attempt += 1,
                Err(said) => panic!("chromedriver ended: {said}"),
            }
        }
    }

    /// Starts the driver, or returns what it said before it ended.
    async fn start_once(folder: &Path) -> Result<Self, String> {
        let log = folder.join("driver.log");
        let output = File::create(&log).expect("a file for the output");
        // Should this program be killed, the driver ends with it.
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "chromedriver", "--port=0"]).env("HOME", folder);
        command.env("TMPDIR", folder).stdin(Stdio::null()).stdout(output).stderr(Stdio::null());
        let mut child = command.spawn().expect("setpriv of util-linux can be started");
        let port = eventually("chromedriver to start (Debian: chromium-driver)", DRIVER, async || {
            // Asked before its output is read, so that the output of one that has ended is complete.
            let ended = child.try_wait().expect("the child can be asked").is_some();
            let said = fs::read_to_string(&log).unwrap_or_default();
            if ended {
                return Some(Err(said));
            }
            let (_, after) = said.split_once("successfully on port ")?;
            Some(Ok(after.split_once('.')?.0.parse::<u16>().ok()?))
        });
        let port = port.await?;
        Ok(Self { child, address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)) })
    }

    /// Lets the driver close its browser and end.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect_timeout(&self.address, DRIVER)?;
        stream.set_read_timeout(Some(DRIVER))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)?;
        stream.read_to_end(&mut Vec::new()).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // If it can't be asked any more, it is killed.
        if self.shut_down().is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// The driver's own way to the browser's developer tools.
#[derive(Debug)]
struct DevTools(serde_json::Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, url::ParseError> {
        base_url.join(&format!("session/{}/goog/cdp/execute", session_id.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.0.to_string()))
    }
}

/// The driver's own command for what came to the console.
#[derive(Debug)]
struct ConsoleLog;

impl WebDriverCompatibleCommand for ConsoleLog {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, url::ParseError> {
        base_url.join(&format!("session/{}/se/log", session_id.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({"type": "browser"}).to_string()))
    }
}
