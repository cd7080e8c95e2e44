//! Events as a portal posts them, rendered once and sent with ever other ids.

use domain::Clock;
use sim::Portal;
use sim::php::{Value, encode, map};

/// What stands for the id while a post is rendered; as long as every id is.
const PLACE: &str = "IDIDIDIDID";
/// What stands for the second in which it is sent; as long as every second is for some centuries.
const SECOND: &str = "SECONDSECO";
/// The first id; all have as many digits as `PLACE` has letters.
pub const FIRST_ID: u64 = 1_000_000_000;
/// How long tokens are.
const TOKEN: usize = 70;
/// All scopes that an app with deletion events asks for.
const SCOPES: &str = "crm,imopenlines,imconnector,imbot,task,calendar,catalog,sale,booking,sonet,log,user,im,entity";

/// Who posts: a portal, as its events name it.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The portal.
    pub member_id: String,
    /// Its host.
    pub host: String,
    /// What proves its events.
    pub application_token: String,
}

impl From<&Portal> for Sender {
    fn from(portal: &Portal) -> Self {
        let (member_id, host) = (portal.member_id(), portal.host());
        Self { member_id, host, application_token: portal.application_token() }
    }
}

impl Sender {
    /// As long as a token of an event is, and nobody's.
    fn made_up_token(&self, salt: char) -> String {
        std::iter::once(salt).chain(self.member_id.chars().cycle()).take(TOKEN).collect()
    }
}

/// A request with a portal's event, complete but for the id and for when it is sent.
#[derive(Clone, Debug)]
pub struct Post {
    member_id: String,
    request: Vec<u8>,
    places: Vec<usize>,
    seconds: Vec<usize>,
    body: usize,
}

impl Post {
    /// The request of an event: `data` has [`PLACE`] wherever the id belongs.
    fn new(sender: &Sender, event: &str, data: Value) -> Self {
        let now = Clock::system().now().unix_timestamp();
        let host = sender.host.clone();
        let server = format!("http://{}/rest/", "oauth.bitrix.info");
        let [access, refresh] = ['a', 'b'].map(|salt| sender.made_up_token(salt));
        let auth = map([
            ("access_token", access.into()),
            ("expires", (now + 3_600).to_string().into()),
            ("expires_in", "3600".into()),
            ("scope", SCOPES.into()),
            ("domain", host.clone().into()),
            ("server_endpoint", server.into()),
            ("status", "F".into()),
            ("client_endpoint", format!("http://{host}/rest/").into()),
            ("member_id", sender.member_id.clone().into()),
            ("user_id", "27".into()),
            ("refresh_token", refresh.into()),
            ("application_token", sender.application_token.clone().into()),
        ]);
        let body = encode(&map([
            ("event", event.into()),
            ("event_handler_id", "711".into()),
            ("data", data),
            ("ts", SECOND.into()),
            ("auth", auth),
        ]));
        let head = format!(
            "POST /bitrix24/events HTTP/1.1\r\nHost: app.example\r\nUser-Agent: Bitrix24 Webhook Engine\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let request = head + &body;
        let [places, seconds] = [PLACE, SECOND].map(|of| request.match_indices(of).map(|(place, _)| place).collect());
        let member_id = sender.member_id.clone();
        Self { member_id, request: request.into_bytes(), places, seconds, body: body.len() }
    }

    /// One event of each of several kinds of this portal.
    pub fn kinds_of(sender: impl Into<Sender>) -> Vec<Self> {
        let sender = &sender.into();
        let fields = || map([("FIELDS", map([("ID", PLACE.into())]))]);
        let task = map([("FIELDS_BEFORE", map([("ID", PLACE.into())])), ("FIELDS_AFTER", "undefined".into())]);
        let message = map([
            ("im", map([("chat_id", "1807".into()), ("message_id", PLACE.into())])),
            ("message", map([("id", Value::List(vec![format!("ext-{PLACE}").into()]))])),
            ("chat", map([("id", "channel-123".into())])),
        ]);
        let messages = map([
            ("CONNECTOR", "myconnector".into()),
            ("LINE", "107".into()),
            ("MESSAGES", Value::List(vec![message])),
        ]);
        vec![
            Self::new(sender, "ONCRMLEADDELETE", fields()),
            Self::new(sender, "ONIMCONNECTORMESSAGEDELETE", messages),
            Self::new(sender, "ONCRMDEALDELETE", fields()),
            Self::new(sender, "ONTASKDELETE", task),
        ]
    }

    /// The bytes of the request with this id, sent in this second, in `buffer`.
    pub fn render<'a>(&self, id: u64, second: u64, buffer: &'a mut Vec<u8>) -> &'a [u8] {
        buffer.clear();
        buffer.extend_from_slice(&self.request);
        for &place in &self.places {
            write_digits(id, &mut buffer[place..place + PLACE.len()]);
        }
        for &place in &self.seconds {
            write_digits(second, &mut buffer[place..place + SECOND.len()]);
        }
        buffer
    }

    /// Whose it is.
    pub fn member_id(&self) -> &str {
        &self.member_id
    }

    /// How long the body is.
    pub fn body_len(&self) -> usize {
        self.body
    }
}

/// The last digits of a number, as many as there is room for.
fn write_digits(number: u64, room: &mut [u8]) {
    let mut rest = number;
    for digit in room.iter_mut().rev() {
        *digit = b'0' + u8::try_from(rest % 10).expect("a digit");
        rest /= 10;
    }
}
