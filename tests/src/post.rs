//! Events as a portal posts them, rendered once and sent with ever other ids.

use domain::Clock;
use sim::Portal;
use sim::php::{Value, encode, map};

/// What stands for the id while a post is rendered; as long as every id is.
const PLACE: &str = "IDIDIDIDID";
/// The first id; all have as many digits as `PLACE` has letters.
pub const FIRST_ID: u64 = 1_000_000_000;
/// All scopes that an app with deletion events asks for.
const SCOPES: &str = "crm,imopenlines,imconnector,imbot,task,calendar,catalog,sale,booking,sonet,log,user,im,entity";

/// A request with a portal's event, complete but for the id.
#[derive(Clone, Debug)]
pub struct Post {
    request: Vec<u8>,
    places: Vec<usize>,
    body: usize,
}

impl Post {
    /// The request of an event: `data` has [`PLACE`] wherever the id belongs.
    fn new(portal: &Portal, event: &str, data: Value) -> Self {
        let now = Clock::system().now().unix_timestamp();
        let host = portal.host();
        let server = format!("http://{}/rest/", "oauth.bitrix.info");
        let pair = [(); 2].map(|()| format!("{}{}", portal.made_up_token(), portal.made_up_token()));
        let [access, refresh] = pair.map(|mut token| {
            token.truncate(70);
            token
        });
        let auth = map([
            ("access_token", access.into()),
            ("expires", (now + 3_600).to_string().into()),
            ("expires_in", "3600".into()),
            ("scope", SCOPES.into()),
            ("domain", host.clone().into()),
            ("server_endpoint", server.into()),
            ("status", "F".into()),
            ("client_endpoint", format!("http://{host}/rest/").into()),
            ("member_id", portal.member_id().into()),
            ("user_id", "27".into()),
            ("refresh_token", refresh.into()),
            ("application_token", portal.application_token().into()),
        ]);
        let body = encode(&map([
            ("event", event.into()),
            ("event_handler_id", "711".into()),
            ("data", data),
            ("ts", now.to_string().into()),
            ("auth", auth),
        ]));
        let head = format!(
            "POST /bitrix24/events HTTP/1.1\r\nHost: app.example\r\nUser-Agent: Bitrix24 Webhook Engine\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let request = head + &body;
        let places = request.match_indices(PLACE).map(|(place, _)| place).collect();
        Self { request: request.into_bytes(), places, body: body.len() }
    }

    /// One event of each of several kinds of this portal.
    pub fn kinds_of(portal: &Portal) -> Vec<Self> {
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
            Self::new(portal, "ONCRMLEADDELETE", fields()),
            Self::new(portal, "ONIMCONNECTORMESSAGEDELETE", messages),
            Self::new(portal, "ONCRMDEALDELETE", fields()),
            Self::new(portal, "ONTASKDELETE", task),
        ]
    }

    /// The bytes of the request with this id, in `buffer`.
    pub fn render<'a>(&self, id: u64, buffer: &'a mut Vec<u8>) -> &'a [u8] {
        buffer.clear();
        buffer.extend_from_slice(&self.request);
        for &place in &self.places {
            let mut rest = id;
            for digit in buffer[place..place + PLACE.len()].iter_mut().rev() {
                *digit = b'0' + u8::try_from(rest % 10).expect("a digit");
                rest /= 10;
            }
        }
        buffer
    }

    /// How long the body is.
    pub fn body_len(&self) -> usize {
        self.body
    }
}
