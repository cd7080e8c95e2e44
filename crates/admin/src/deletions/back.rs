//! The way back from one deletion to the list that it was opened from, which the deletion's address carries.

use url::form_urlencoded::Serializer;
use web::query::pairs;

use crate::access::session::HOME;
use crate::deletions::filter::{ALL, Asked, Place};
use crate::page::frame::Frame;

const NAME: &str = "back";
/// The longest way back; longer filters are left out, so that a log-in still leads to the deletion.
const MAX_BYTES: usize = 1_500;

/// What the address of a deletion ends with, so that its page leads back to the list at this place.
///
/// Empty on the overview, which is no list, and if the page leads back there anyway: to the whole list of its portal.
pub(super) fn print(asked: &Asked, place: &Place) -> String {
    let list = asked.href_from(place);
    if asked.path() == HOME || (list == asked.path() && !asked.is_across()) {
        return String::new();
    }
    let query = Serializer::new(String::new()).append_pair(NAME, &list).finish();
    if query.len() > MAX_BYTES { String::new() } else { format!("?{query}") }
}

/// The list that the query string leads back to: that of all portals, or the portal's `own`.
pub(super) fn read(query: Option<&str>, own: &str, frame: &Frame) -> Option<Asked> {
    let (_, list) = pairs(query.unwrap_or_default()).filter_map(Result::ok).find(|(name, _)| name == NAME)?;
    let (path, query) = list.split_once('?').map_or((list.as_str(), None), |(path, query)| (path, Some(query)));
    // What is read here makes a new address, so that links lead to these lists and nowhere else.
    (path == ALL || path == own).then(|| Asked::read(path, query, frame.now, &frame.zone))
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-03-17 15:16 UTC);
    const OWN: &str = "/admin/portals/a";

    fn printed(list: &str) -> String {
        let (path, query) = list.split_once('?').unwrap_or((list, ""));
        let asked = Asked::read(path, Some(query), NOW, &Frame::at(NOW).zone);
        print(&asked, asked.place())
    }

    fn found(query: &str) -> Option<String> {
        read(Some(query), OWN, &Frame::at(NOW)).map(|list| list.href_from(list.place()))
    }

    #[test]
    fn list_is_read_as_it_is_printed() {
        for list in [
            "/admin/deletions",
            "/admin/deletions?entity=crm.lead&user_id=a%26b&q=%3F&order=oldest&cursor=10",
            "/admin/portals/a?from=-24h&folds=open",
            "/admin/portals/a?at=2026-03-17T12%3A00%3A00Z",
        ] {
            let query = printed(list);
            assert_eq!(found(query.trim_start_matches('?')).as_deref(), Some(list), "{query}");
        }
    }

    #[test]
    fn nothing_is_printed_where_one_comes_back_anyway_or_that_is_too_long() {
        let many: Vec<_> = (0..50).map(|number| format!("user_id={number:030}")).collect();
        for list in ["/admin", OWN, &format!("/admin/deletions?{}", many.join("&"))] {
            assert_eq!(printed(list), "", "{list}");
        }
    }

    #[test]
    fn no_way_back_leads_elsewhere() {
        for list in [
            "",
            "//evil.example",
            "https://evil.example/admin/deletions",
            "/admin/portals/b?q=1",
            "/admin/deletions/export",
            "/admin/logout",
            "/admin/deletions\r\nX: y",
            "javascript:alert(1)",
        ] {
            let query = Serializer::new(String::new()).append_pair(NAME, list).finish();
            assert_eq!(found(&query), None, "{list}");
        }
        assert_eq!(found("back=/admin/deletions?colour=red%26q=a%26cursor=x").as_deref(), Some("/admin/deletions?q=a"));
    }
}
