//! The audit: what operators and programs did, and what was refused.

use askama::Template;
use domain::audit::AuditKind;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Request, Response, Result, handler};
use store::{AuditFilter, AuditLine, Store};
use url::form_urlencoded;

use crate::error::PageError;
use crate::filter::{Choice, wrong_key};
use crate::frame::Frame;
use crate::list::{Empty, PAGE};
use crate::when::When;

/// The audit.
#[derive(Template)]
#[template(path = "audit.html", blocks = ["live"])]
struct ShowAudit {
    frame: Frame,
    asked: AskedLines,
    list: LineList,
}

/// A page of it.
struct LineList {
    lines: Vec<LineView>,
    live: Option<String>,
    newest: Option<String>,
    older: Option<String>,
    empty: Empty,
}

/// A line.
struct LineView {
    line: AuditLine,
    said: words::Line,
    when: When,
}

impl LineView {
    /// The lines about the same portal.
    fn portal_href(&self) -> Option<String> {
        let member_id = self.line.member_id.clone();
        member_id.map(|member_id| AskedLines { member_id, ..AskedLines::default() }.href(None))
    }

    fn is_refusal(&self) -> bool {
        self.line.entry.known().is_some_and(|entry| entry.refusal().is_some())
    }
}

#[handler]
pub(crate) async fn show(req: &Request, frame: Frame, Data(store): Data<&Store>) -> Result<Response> {
    let asked = AskedLines::read(req.uri().query());
    let list = find(store, &asked, &frame).await?;
    let page = ShowAudit { frame, asked, list };
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    let response = page.frame.html(html.map_err(PageError::from)?);
    Ok(if page.asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() })
}

async fn find(store: &Store, asked: &AskedLines, frame: &Frame) -> Result<LineList, PageError> {
    let mut list = LineList { lines: Vec::new(), live: None, newest: None, older: None, empty: asked.empty(frame) };
    if !asked.is_sound() {
        return Ok(list);
    }
    let before = asked.cursor.as_deref().map(str::parse).transpose().map_err(|_| PageError::UnreadableCursor)?;
    let page = store.list_audit_page(&asked.filter(), before, PAGE).await?;
    let view = |line: AuditLine| LineView { when: frame.when(line.at), said: frame.words.audit(&line.entry), line };
    list.lines = page.items.into_iter().map(view).collect();
    list.older = page.next.map(|next| asked.href(Some(next)));
    let own = asked.href(None);
    (list.live, list.newest) = if before.is_none() { (Some(own), None) } else { (None, Some(own)) };
    Ok(list)
}

/// What the query string asks for.
#[derive(Default)]
struct AskedLines {
    member_id: String,
    kind: String,
    cursor: Option<String>,
    wrong_portal: Option<&'static str>,
    wrong_kind: Option<&'static str>,
}

impl AskedLines {
    fn read(query: Option<&str>) -> Self {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let value = value.trim().to_owned();
            match &*name {
                "member_id" => asked.member_id = value,
                "kind" => asked.kind = value,
                "cursor" => asked.cursor = Some(value).filter(|cursor| !cursor.is_empty()),
                _ => {}
            }
        }
        asked.wrong_portal = wrong_key(&asked.member_id);
        asked.wrong_kind = wrong_kind(&asked.kind);
        asked
    }

    fn is_sound(&self) -> bool {
        self.wrong_portal.is_none() && self.wrong_kind.is_none()
    }

    fn is_filtered(&self) -> bool {
        !self.member_id.is_empty() || !self.kind.is_empty()
    }

    fn filter(&self) -> AuditFilter {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let kinds = self.kind.parse().into_iter().collect();
        AuditFilter { member_id: given(&self.member_id), kinds, ..AuditFilter::default() }
    }

    fn href(&self, cursor: Option<i64>) -> String {
        let cursor = cursor.map(|cursor| cursor.to_string()).unwrap_or_default();
        let fields = [("kind", &self.kind), ("member_id", &self.member_id), ("cursor", &cursor)];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
        let query = query.finish();
        if query.is_empty() { "/admin/audit".to_owned() } else { format!("/admin/audit?{query}") }
    }

    /// What to choose from.
    fn kinds(&self, frame: &Frame) -> Vec<Choice> {
        let choice = |kind: AuditKind| {
            let (value, name) = (kind.as_str().into(), frame.words.audit_kind(kind));
            Choice { value, name, chosen: kind.as_str() == self.kind }
        };
        AuditKind::ALL.into_iter().map(choice).collect()
    }

    fn empty(&self, frame: &Frame) -> Empty {
        let empty = |title, text| Empty { title: frame.t(title), text: frame.t(text), way_out: None };
        if self.cursor.is_some() {
            let way_out = Some((self.href(None), frame.t("list-back")));
            return Empty { way_out, ..empty("list-nothing-older", "list-end") };
        }
        if self.is_filtered() {
            let way_out = Some(("/admin/audit".to_owned(), frame.t("audit-page-all")));
            return Empty { way_out, ..empty("audit-page-none-fits", "audit-page-none-fits.text") };
        }
        empty("audit-page-empty", "audit-page-empty.text")
    }
}

/// Refused installs.
pub(crate) fn refused_installs() -> AuditFilter {
    AuditFilter { kinds: vec![AuditKind::InstallRefused], ..AuditFilter::default() }
}

/// The list of refused installs.
pub(crate) fn refused_installs_href() -> String {
    AskedLines { kind: AuditKind::InstallRefused.to_string(), ..AskedLines::default() }.href(None)
}

/// The message that says why a text is no kind of lines.
fn wrong_kind(text: &str) -> Option<&'static str> {
    let is_kind = text.is_empty() || text.parse::<AuditKind>().is_ok();
    (!is_kind).then_some("audit-page-wrong-kind")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_string_becomes_a_filter_of_lines() {
        let asked = AskedLines::read(Some("kind=install_refused&member_id=a%26b&cursor=7"));
        assert_eq!(asked.filter(), AuditFilter { member_id: Some("a&b".into()), ..refused_installs() });
        assert_eq!(asked.href(Some(3)), "/admin/audit?kind=install_refused&member_id=a%26b&cursor=3");
        assert_eq!(asked.kinds(&Frame::example("/admin/audit")).iter().filter(|choice| choice.chosen).count(), 1);
        for wrong in ["kind=burnt", "kind=%00", "member_id=%00"] {
            assert!(!AskedLines::read(Some(wrong)).is_sound(), "{wrong}");
        }
    }
}
