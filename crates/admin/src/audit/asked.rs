//! The filter of the audit, from the query string.

use domain::audit::AuditKind;
use store::AuditFilter;
use time::OffsetDateTime;
use url::form_urlencoded;

use crate::deletions::filter::{time as times, wrong_text};
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::ignored::Ignored;

pub(super) const PATH: &str = "/admin/audit";

#[derive(Default)]
pub(super) struct AskedLines {
    pub(super) who: String,
    /// A host or a `member_id`.
    pub(super) portal: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) wrong_who: Option<String>,
    pub(super) wrong_portal: Option<String>,
    pub(super) wrong_kind: Option<String>,
    pub(super) wrong_from: Option<String>,
    pub(super) wrong_to: Option<String>,
    pub(super) ignored: Ignored,
    kinds: Vec<String>,
    cursor: String,
    times: (Option<OffsetDateTime>, Option<OffsetDateTime>),
}

impl AskedLines {
    pub(super) fn read(query: Option<&str>, frame: &Frame) -> Self {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let value = value.trim().to_owned();
            match &*name {
                "who" => asked.who = value,
                // Earlier links use the second name.
                "portal" | "member_id" => asked.portal = value,
                "kind" if !value.is_empty() => asked.kinds.push(value),
                "from" => asked.from = value,
                "to" => asked.to = value,
                "cursor" => asked.cursor = value,
                "kind" | "format" => {}
                _ => asked.ignored.note(&name),
            }
        }
        asked.judge(frame);
        asked
    }

    fn judge(&mut self, frame: &Frame) {
        self.wrong_who = wrong_text(&self.who, frame.words);
        self.wrong_portal = wrong_text(&self.portal, frame.words);
        if self.kinds.iter().any(|kind| kind.parse::<AuditKind>().is_err()) {
            self.wrong_kind = Some(frame.t("lines-wrong-kind"));
        }
        let read = |text: &mut String| {
            if text.is_empty() {
                return None;
            }
            let time = times::parse(text, frame.now, &frame.zone);
            *text = times::fixed(text, frame.now, &frame.zone).unwrap_or_else(|| text.clone());
            Some(time)
        };
        let (from, to) = (read(&mut self.from), read(&mut self.to));
        let wrong = |time: Option<Option<OffsetDateTime>>| (time == Some(None)).then(|| frame.t("lines-wrong-time"));
        (self.wrong_from, self.wrong_to) = (wrong(from), wrong(to));
        self.times = (from.flatten(), to.flatten());
        if let (Some(from), Some(to)) = self.times
            && from >= to
        {
            self.wrong_to = Some(frame.t("lines-wrong-order"));
        }
    }

    pub(super) fn is_sound(&self) -> bool {
        let wrong = [&self.wrong_who, &self.wrong_portal, &self.wrong_kind, &self.wrong_from, &self.wrong_to];
        wrong.iter().all(|wrong| wrong.is_none())
    }

    /// Whether the query string has only known names.
    pub(super) fn is_known(&self) -> bool {
        self.ignored.is_empty()
    }

    pub(super) fn is_filtered(&self) -> bool {
        let texts = [&self.who, &self.portal, &self.from, &self.to];
        !self.kinds.is_empty() || texts.iter().any(|text| !text.is_empty())
    }

    /// Whether this is a later page of the list.
    pub(super) fn is_further(&self) -> bool {
        !self.cursor.is_empty()
    }

    pub(super) fn has_kind(&self, kind: AuditKind) -> bool {
        self.kinds.iter().any(|text| text == kind.as_str())
    }

    pub(super) fn cursor(&self) -> Result<Option<i64>, PageError> {
        if self.cursor.is_empty() {
            return Ok(None);
        }
        self.cursor.parse().map(Some).map_err(|_| PageError::UnreadableCursor)
    }

    /// The filter as typed, with the portal's text as its `member_id`.
    pub(super) fn filter(&self) -> AuditFilter {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        AuditFilter {
            actor: given(&self.who),
            member_id: given(&self.portal),
            kinds: self.kinds.iter().filter_map(|kind| kind.parse().ok()).collect(),
            from: self.times.0,
            to: self.times.1,
            seen_by: None,
        }
    }

    /// The address of the same lines, or of those after a line.
    pub(super) fn href(&self, cursor: Option<i64>) -> String {
        let cursor = cursor.map(|cursor| cursor.to_string()).unwrap_or_default();
        self.address(PATH, &[("cursor", &cursor)])
    }

    pub(super) fn export_href(&self, format: &str) -> String {
        self.address("/admin/audit/export", &[("format", format)])
    }

    /// The filter alone, as a query string.
    pub(super) fn query(&self) -> String {
        self.address("", &[]).trim_start_matches('?').to_owned()
    }

    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let kinds = self.kinds.iter().map(|kind| ("kind", kind.as_str()));
        let texts = [("who", &self.who), ("portal", &self.portal), ("from", &self.from), ("to", &self.to)];
        let texts = texts.iter().map(|(name, text)| (*name, text.as_str()));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kinds.chain(texts).chain(more.iter().copied()).filter(|(_, value)| !value.is_empty()));
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    pub(super) fn about(member_id: &str) -> String {
        Self { portal: member_id.to_owned(), ..Self::default() }.href(None)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    fn read(query: &str) -> AskedLines {
        AskedLines::read(Some(query), &Frame::for_tests("/admin/audit", NOW))
    }

    #[test]
    fn query_string_becomes_a_filter_of_lines() {
        let asked = read("kind=install_refused&kind=logged_in&portal=a%26b&who=ada&from=-24h&to=2026-11-20&cursor=7");
        let filter = AuditFilter {
            actor: Some("ada".into()),
            member_id: Some("a&b".into()),
            kinds: vec![AuditKind::InstallRefused, AuditKind::LoggedIn],
            from: Some(datetime!(2026-11-19 12:00 UTC)),
            to: Some(datetime!(2026-11-20 0:00 UTC)),
            seen_by: None,
        };
        assert_eq!(asked.filter(), filter);
        let query = "kind=install_refused&kind=logged_in&who=ada&portal=a%26b&from=-24h&to=2026-11-20T00%3A00%3A00Z";
        assert_eq!(asked.query(), query, "what is relative stays so");
        assert_eq!(asked.href(Some(3)), format!("/admin/audit?{query}&cursor=3"));
        assert_eq!(asked.export_href("csv"), format!("/admin/audit/export?{query}&format=csv"));
        assert!(asked.has_kind(AuditKind::LoggedIn) && !asked.has_kind(AuditKind::LoggedOut));
    }

    #[test]
    fn what_can_not_be_used_is_named() {
        for wrong in
            ["kind=burnt", "kind=%00", "portal=%00", "who=%00", "from=soon", "to=2026-13-01", "from=-1h&to=-2h"]
        {
            assert!(!read(wrong).is_sound(), "{wrong}");
        }
        let asked = read("colour=red&member_id=a");
        let colour = Ignored::besides(&[], Some("colour"));
        assert_eq!((asked.is_sound(), &asked.ignored, asked.portal.as_str()), (true, &colour, "a"));
        assert!(!asked.is_known() && read("member_id=a&format=csv&cursor=1&kind=").is_known());
    }
}
