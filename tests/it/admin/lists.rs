//! The lists of deletions: filters, rows, and exports.

mod fuzz;
mod live;

use domain::audit::{AuditEntry, AuditKind};
use domain::coded::Recorded;
use domain::deletion::Source;
use domain::operator::Role;
use domain::reach::Reach;
use poem::http::{StatusCode, header};
use store::{NewDeletion, NewOperator};
use tests::page::{between, plain};
use time::Duration;

use super::dashboard::{Browser, OTHER, OWN, PASSWORD, browser, deletion, inside, plant};
use super::people::post;
use super::roles::lines;
use crate::support::{House, member_id};

const ALL: &str = "/admin/deletions";

/// A lead, a deal, and a bot of another user in the own portal; a lead in the other.
async fn filled(house: &House) {
    let (own, other) = (member_id(OWN), member_id(OTHER));
    let bot = NewDeletion { user_id: Some("31".into()), ..deletion(&own, "imbot.bot", "567") };
    let deletions = vec![
        deletion(&own, "crm.lead", "1000983"),
        deletion(&own, "crm.deal", "555"),
        bot,
        deletion(&other, "crm.lead", "77"),
    ];
    plant(house, deletions).await;
}

/// The ids that the page shows, in its order.
async fn shown(browser: &Browser, path: &str) -> String {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    let text = page.text();
    let mut found: Vec<_> = ["Lead 1000983", "Deal 555", "Chat bot 567", "Lead 77"]
        .iter()
        .filter_map(|name| Some((text.find(&format!("data-opens>{name}</a>"))?, *name)))
        .collect();
    found.sort_unstable();
    found.iter().map(|(_, name)| name.rsplit(' ').next().unwrap()).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn filters_have_several_values_and_portals() {
    let (house, browser) = inside().await;
    filled(&house).await;
    for (query, expected) in [
        ("", "77 567 555 1000983"),
        ("entity=crm.lead&entity=imbot.bot", "77 567 1000983"),
        ("entity=lead", "77 1000983"),
        ("entity_id=555&entity_id=567", "567 555"),
        ("user_id=31&user_id=32", "567"),
        ("source=live&source=spooled", "77 567 555 1000983"),
        ("portal=some-domain.bitrix24.com", "567 555 1000983"),
        ("portal=OTHER", "77"),
        (&format!("portal={OTHER}&portal=some-domain.bitrix24.com&entity=deal"), "555"),
        ("from=-1h", "77 567 555 1000983"),
        ("to=-1h", ""),
        ("order=oldest", "1000983 555 567 77"),
        ("q=10009", "1000983"),
    ] {
        assert_eq!(shown(&browser, &format!("{ALL}?{query}")).await, expected, "{query}");
    }
    assert_eq!(shown(&browser, &format!("/admin/portals/{OWN}?order=oldest")).await, "1000983 555 567");
    let page = browser.get(&format!("{ALL}?portal=nobody")).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.has("No portal is called “nobody”."));
}

#[tokio::test]
async fn portal_is_found_by_its_host_however_many_have_that_in_theirs() {
    let (house, browser) = inside().await;
    filled(&house).await;
    for number in 0..51 {
        house.install(&member_id(&format!("{number:03}")), &format!("{number}.Other.bitrix24.de"), "token").await;
    }
    for typed in ["other.bitrix24.de", "OTHER.bitrix24.de", OTHER] {
        assert_eq!(shown(&browser, &format!("{ALL}?portal={typed}")).await, "77", "{typed}");
    }
    assert_eq!(shown(&browser, &format!("{ALL}?portal=7.other.bitrix24.de")).await, "", "it is another one");
    let many = browser.get(&format!("{ALL}?portal=ther.bitrix24.de")).await;
    assert_eq!(many.status, StatusCode::BAD_REQUEST, "a part that so many have means none of them");
}

#[tokio::test]
async fn what_is_no_filter_is_said_on_the_page_and_refused_as_a_file() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let page = browser.get(&format!("{ALL}?entty=crm.lead&q=5")).await;
    assert!(page.status == StatusCode::OK && page.has("unknown filters: \u{2068}entty") && page.has("Deal 555"));
    let own = browser.get(&format!("/admin/portals/{OWN}?portal=x")).await;
    assert!(own.has("unknown filters: \u{2068}portal"));
    for path in [format!("{ALL}/export?entty=crm.lead"), format!("/admin/portals/{OWN}/deletions/export?portal=x")] {
        assert_eq!(browser.get(&path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn list_without_a_row_has_no_drawing_and_says_that_names_are_not_searched() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let full = browser.get(&format!("{ALL}?q=555")).await;
    assert!(full.has("data-histogram") && full.has("<div class=\"toolbar no-print\">"), "{}", full.body);
    let empty = browser.get(&format!("{ALL}?q=Callum")).await;
    assert!(!empty.has("data-histogram") && empty.has("<div class=\"toolbar no-print\" hidden"), "{}", empty.body);
    assert!(
        empty.has("appear here automatically. Names are encrypted and can’t be searched")
            && empty.has("class=\"chips\"")
    );
    assert!(!browser.get(&format!("{ALL}?user_id=1")).await.has("themselves. Names are"), "nobody searched for a text");
}

#[tokio::test]
async fn query_bar_leads_to_the_address_that_it_means() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let found = browser.get(&format!("{ALL}?query=kind%3Alead,deal+user%3A27+from%3A-24h+%22555%22")).await;
    assert_eq!(found.status, StatusCode::SEE_OTHER);
    let address = found.header(header::LOCATION).to_owned();
    assert_eq!(address, "/admin/deletions?entity=crm.lead&entity=crm.deal&user_id=27&from=-24h&q=555");
    let page = browser.get(&address).await;
    assert!(page.has("value=\"kind:lead,deal user:27 from:-24h 555\""), "it stays in the bar");
    assert_eq!(shown(&browser, &address).await, "555");
    for pill in ["entity=crm.lead&#38;user_id=27", "entity=crm.lead&#38;entity=crm.deal&#38;from=-24h&#38;q=555\""] {
        assert!(page.has(pill), "{pill} leads to the list without one value: {}", page.body);
    }
    let mistyped = browser.get(&format!("{ALL}?query=kind%3Aleed")).await;
    let mistyped = browser.get(mistyped.header(header::LOCATION)).await;
    assert_eq!(mistyped.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        mistyped.body.matches("Unknown kind “leed”. Did you mean lead?").count(),
        2,
        "at the bar and at the field"
    );
    for (line, said) in [("colour%3Ared", "colour"), ("kind%3A", "right after"), ("%22x", "Close the quotation mark")] {
        let page = browser.get(&format!("{ALL}?query={line}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{line}");
        assert!(page.has(said) && page.has("aria-invalid=\"true\"") && !page.has("Deal 555"), "{line}");
    }
}

#[tokio::test]
async fn one_walks_to_older_and_newer_pages_and_jumps_to_a_time() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    let leads = (1..=120)
        .map(|id| NewDeletion { user_id: Some(id.to_string()), ..deletion(&own, "crm.lead", &format!("id-{id}-")) });
    plant(&house, leads.collect()).await;
    let ids = |body: &str| -> Vec<u32> {
        body.split("Lead <bdi>id-").skip(1).filter_map(|rest| rest.split('-').next()?.parse().ok()).collect()
    };
    let link = |body: &str, rel: &str| -> Option<String> {
        let (before, _) = body.split_once(&format!("\" rel=\"{rel}\""))?;
        Some(plain(before.rsplit_once("href=\"")?.1))
    };
    for base in [ALL.to_owned(), format!("/admin/portals/{OWN}")] {
        for (order, last) in [("", 71), ("?order=oldest", 50)] {
            let first = browser.get(&format!("{base}{order}")).await;
            assert_eq!(ids(&first.body).last(), Some(&last), "{base}{order}");
            assert_eq!(link(&first.body, "prev"), None);
            let second = browser.get(&link(&first.body, "next").expect("a next page")).await;
            let back = browser.get(&link(&second.body, "prev").expect("a page before")).await;
            assert_eq!(ids(&back.body), ids(&first.body), "{base}{order}");
        }
        let noon = browser.get(&format!("{base}?at=2026-11-20T12:00:11")).await;
        assert_eq!(ids(&noon.body).first(), Some(&10), "what was received before");
        let newer = browser.get(&link(&noon.body, "prev").expect("newer ones")).await;
        assert_eq!(ids(&newer.body).last(), Some(&11));
        let after = browser.get(&format!("{base}?at=2026-11-20T12:00:11&order=oldest")).await;
        assert_eq!(ids(&after.body).first(), Some(&11), "what was received then or later");
        assert_eq!(browser.get(&format!("{base}?at=soon")).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn very_many_by_one_user_within_seconds_are_one_row() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    plant(&house, (1..=11).map(|id| deletion(&own, "crm.lead", &format!("{id}"))).collect()).await;
    let page = browser.get(ALL).await;
    assert!(page.has("Lead × 11, deleted within 11 s") && !page.has("data-opens>Lead 7<"), "{}", page.body);
    let (_, rest) = page.body.split_once("<tr class=\"fold\"").expect("a row of many");
    let href = rest.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    let opened = browser.get(&plain(href)).await;
    assert!((1..=11).all(|id| opened.has(&format!("data-opens>Lead {id}</a>"))), "{href}");
    house.hands.advance(Duration::MINUTE);
    plant(&house, (20..=29).map(|id| deletion(&own, "crm.lead", &format!("{id}"))).collect()).await;
    assert!(browser.get(ALL).await.has("data-opens>Lead 25</a>"), "ten are not many");
}

#[tokio::test]
async fn texts_of_portals_can_not_hide_and_what_was_found_is_marked() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    let attributes = serde_json::json!({"line": "1", "chat": "2", "message": "3", "external_chat_id": "channel-123"});
    let odd = NewDeletion {
        attributes: Some(attributes.to_string()),
        terms: vec!["channel-123".into(), "\u{202e}exe.png".into(), "acme".into()],
        payload: domain::event::Parts { data: Some(r#"{"TITLE":"Acme"}"#.into()), ..Default::default() },
        ..deletion(&own, "crm.lead", "\u{202e}exe.png")
    };
    plant(&house, vec![odd]).await;
    let page = browser.get(ALL).await;
    assert!(page.body.contains("<span class=\"escape\">U+202E</span>exe.png"));
    assert!(
        !page.body.contains('\u{202e}') && !page.body.contains("channel-123</bdi>"),
        "the fourth attribute is not shown"
    );
    let found = browser.get(&format!("{ALL}?q=CHANNEL")).await;
    assert!(found.body.contains("<mark>channel</mark>-123"), "an outer id that was found is shown");
    let found = browser.get(&format!("{ALL}?q=ac")).await;
    assert!(found.body.contains("TITLE") && found.body.contains("<mark>Ac</mark>me"));
}

#[tokio::test]
async fn columns_are_chosen_and_kept() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let page = browser.get(ALL).await;
    assert!(page.has("<th scope=\"col\" class=\"portal\">Portal</th>") && !page.has("<th scope=\"col\">Event</th>"));
    let fields = [("csrf", page.csrf()), ("event", "yes".to_owned()), ("next", ALL.to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = browser.post("/admin/columns", &fields).await;
    assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, ALL));
    let page = browser.get(ALL).await;
    assert!(page.has("<th scope=\"col\">Event</th>") && !page.has("<th scope=\"col\" class=\"portal\">Portal</th>"));
}

#[tokio::test]
async fn what_did_not_come_live_says_so_with_and_without_a_column_for_it() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    let spooled = NewDeletion { source: Source::Spooled, ..deletion(&own, "crm.deal", "555") };
    plant(&house, vec![deletion(&own, "crm.lead", "1000983"), spooled]).await;
    let (badge, column) = ("<span class=\"badge plain\">Spooled</span>", "<th scope=\"col\" class=\"source\">");
    for path in [ALL, "/admin"] {
        let page = browser.get(path).await;
        assert!(page.has(&format!("Deal 555</a> {badge}")) && !page.has(column), "{path}: {}", page.body);
        assert!(!page.has("Lead 1000983</a> <span class=\"badge"), "{path}");
    }
    post(&browser, "/admin/columns", &[("source", "yes"), ("next", ALL)]).await;
    let page = browser.get(ALL).await;
    assert!(page.has(column) && page.has(&format!("data-label=\"Source\">{badge}</td>")), "{}", page.body);
    assert_eq!(page.body.matches(badge).count(), 1, "it is said once");
}

#[tokio::test]
async fn views_are_kept_shared_and_removed() {
    let (house, ada) = inside().await;
    filled(&house).await;
    let hash = admin::password::hash(&PASSWORD.into()).expect("hashes");
    let viewer = NewOperator { role: Role::Viewer, ..NewOperator::owner("bob@example.com", &hash) };
    house.store.add_operator(&viewer, house.clock.now()).await.expect("adds");
    let bob = browser(&house);
    bob.log_in("bob@example.com", PASSWORD).await;
    let save = async |who: &Browser, name: &str, query: &str, shared: &str| {
        let csrf = who.get(&format!("{ALL}?q=1")).await.csrf();
        let fields = [("csrf", csrf.as_str()), ("name", name), ("query", query), ("shared", shared), ("next", ALL)];
        who.post("/admin/views", &fields).await.status
    };
    let none = ada.get(&format!("{ALL}?entity=crm.lead")).await;
    assert!(!none.has("Saved views") && none.has("Save this view"), "there is nothing to choose from yet");
    assert_eq!(save(&ada, "Leads", "entity=crm.lead", "yes").await, StatusCode::SEE_OTHER);
    assert_eq!(save(&ada, "Mine <b>", "user_id=27", "").await, StatusCode::SEE_OTHER);
    assert_eq!(save(&bob, "Bots", "entity=imbot.bot", "").await, StatusCode::SEE_OTHER, "a viewer has own ones");
    for (name, query) in [("", "q=1"), ("x", ""), ("x", "entty=1"), ("a\u{202e}\u{7}", "q=1")] {
        assert_eq!(save(&ada, name, query, "").await, StatusCode::BAD_REQUEST, "{name} {query}");
    }
    let page = ada.get(ALL).await;
    assert!(page.has("Saved views") && page.has(">Leads") && page.has("Mine &#60;b&#62;") && !page.has(">Bots"));
    let page = bob.get(&format!("{ALL}?entity=crm.lead")).await;
    assert!(page.has(">Leads") && !page.has("Mine") && page.has(">Bots"));
    assert!(page.has("aria-current=\"page\">Leads") || page.has("aria-current=\"page\"><bdi>Leads"), "it is the view");
    let views = house.store.list_saved_views(1).await.unwrap();
    let leads = views.iter().find(|view| view.name == "Leads").expect("a view");
    let remove = format!("/admin/views/{}/remove", leads.id);
    let csrf = bob.get(ALL).await.csrf();
    assert_eq!(bob.post(&remove, &[("csrf", &csrf)]).await.status, StatusCode::NOT_FOUND, "it is not theirs");
    let csrf = ada.get(ALL).await.csrf();
    assert_eq!(ada.post(&remove, &[("csrf", &csrf), ("next", ALL)]).await.status, StatusCode::SEE_OTHER);
    assert!(!bob.get(ALL).await.has(">Leads"));
}

#[tokio::test]
async fn export_is_what_the_list_shows_and_is_audited() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let file = browser.get(&format!("{ALL}/export?entity=crm.lead&portal=other&format=csv")).await;
    assert!(file.status == StatusCode::OK && file.body.lines().count() == 2 && file.has(",77,"));
    let file = browser.get(&format!("/admin/portals/{OWN}/deletions/export")).await;
    assert_eq!(file.body.lines().count(), 4, "three deletions, and how many they are");
    let entries = tests::eventually("both in the audit", std::time::Duration::from_secs(20), async || {
        let lines = house.store.list_audit(10).await.expect("lists");
        let exports = lines.into_iter().filter_map(|line| match line.entry {
            Recorded::Known(entry @ AuditEntry::DeletionsExported { .. }) => Some((line.actor, line.source, entry)),
            _ => None,
        });
        let exports: Vec<_> = exports.collect();
        (exports.len() == 2).then_some(exports)
    })
    .await;
    let exported =
        |domain: Option<&str>, filter: Option<&str>, format: &str, deletions| AuditEntry::DeletionsExported {
            domain: domain.map(str::to_owned),
            filter: filter.map(str::to_owned),
            format: format.to_owned(),
            deletions,
            whole: true,
        };
    let found: Vec<_> = entries.iter().map(|(_, _, entry)| entry.clone()).collect();
    assert!(found.contains(&exported(None, Some("entity=crm.lead&portal=other"), "csv", 1)), "{found:?}");
    assert!(found.contains(&exported(Some("some-domain.bitrix24.com"), None, "ndjson", 3)), "{found:?}");
    assert!(entries.iter().all(|(actor, source, _)| actor == super::EMAIL && source.is_some()));
}

#[tokio::test]
async fn audit_has_the_network_of_whoever_exports_over_ipv6() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let proxies = web::TrustedProxies::new(["0.0.0.0/0".parse().expect("a network")]);
    for path in [format!("{ALL}/export"), format!("/admin/portals/{OWN}/deletions/export")] {
        let request = browser.client.get(path).header(header::COOKIE, browser.cookie_header());
        let request = request.data(proxies.clone()).header("x-forwarded-for", "2001:db8:1:2::3");
        assert_eq!(browser.read(request.send().await).await.status, StatusCode::OK);
    }
    let exports = tests::eventually("both in the audit", std::time::Duration::from_secs(20), async || {
        Some(lines(&house, AuditKind::DeletionsExported).await).filter(|exports| exports.len() == 2)
    })
    .await;
    assert!(exports.iter().all(|export| export.source.as_deref() == Some("2001:db8:1:2::/64")), "{exports:?}");
}

#[tokio::test]
async fn call_of_the_api_stands_beside_the_export_without_a_secret() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let page = browser.get(&format!("{ALL}?entity=crm.lead&from=-24h&portal={OWN}")).await;
    assert!(page.has("$TOMBSTONE_API_KEY") && page.has(&format!("/api/v1/portals/{OWN}/deletions?entity=crm.lead")));
    assert!(page.has("from=2026-11-19T12%3A00%3A04Z"), "the API takes no times from now");
}

#[tokio::test]
async fn deletion_says_in_a_sentence_what_happened_and_whether_the_chain_fits() {
    let (house, browser) = inside().await;
    filled(&house).await;
    plant(&house, vec![deletion(&member_id(OWN), "crm.lead", "1000983")]).await;
    let path = format!("/admin/portals/{OWN}/deletions/2");
    let page = browser.get(&path).await;
    let text = page.text().replace(['\u{2068}', '\u{2069}'], "");
    assert!(text.contains("Deal 555 was deleted by user 27 on some-domain.bitrix24.com, reported"), "{text}");
    assert!(page.has("Verified") && page.has("data.FIELDS.ID") && page.has("within five minutes"));
    assert!(page.has(&format!("/api/v1/portals/{OWN}/deletions/2&#39;")), "the call for a shell");
    let first = browser.get(&format!("/admin/portals/{OWN}/deletions/1")).await;
    assert!(first.has("Verified") && first.has("More about this item"), "it was deleted twice");
    let side = browser.get_with(&path, &[("hx-request", "true")]).await;
    assert!(!side.has("<html") && side.has("Deal 555") && side.has("data-close"));
    house.execute(&format!("UPDATE deletions SET user_id = '28' WHERE member_id = '{OWN}' AND number = 2")).await;
    assert!(browser.get(&path).await.has("Mismatch"), "it was changed");
}

#[tokio::test]
async fn deletion_leads_back_to_the_list_that_it_was_opened_from() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let (own, domain) = (format!("/admin/portals/{OWN}"), "some-domain.bitrix24.com");
    for (list, name) in [
        (ALL.to_owned(), "Deletions"),
        (format!("{ALL}?entity=crm.deal&from=-1h"), "Deletions"),
        (format!("{own}?user_id=27&order=oldest"), domain),
        (format!("{own}?at=2026-11-20T13%3A00%3A00Z"), domain),
        (own.clone(), domain),
    ] {
        let crumb = format!("<a href=\"{}\">{name}</a> <span aria-hidden", list.replace('&', "&#38;"));
        let rows = browser.get(&list).await;
        let (before, _) = rows.body.split_once("\" data-opens>Deal").expect("a row");
        let (_, deal) = before.rsplit_once("href=\"").expect("a link");
        let page = browser.get(&plain(deal)).await;
        assert!(page.has(&crumb), "{list}: {}", page.body);
        assert!(page.has(&format!("<a href=\"{own}/deletions/2\">http://")), "{list}: what is shared is the deletion");
        let lead = between(&page.body, "rel=\"prev\" href=\"", "\"").expect("the one before");
        assert!(browser.get(&plain(lead)).await.has(&crumb), "{list}: also from the one before");
    }
    let forged = browser.get(&format!("{own}/deletions/2?back=https://evil.example/admin/deletions")).await;
    assert!(forged.has(&format!("<a href=\"{own}\">{domain}</a>")) && !forged.has("evil"), "{}", forged.body);
}

#[tokio::test]
async fn old_deletion_stands_beside_no_more_others_than_a_new_one() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    plant(&house, (1..=23).map(|_| deletion(&own, "crm.lead", "7")).collect()).await;
    for number in [1, 23] {
        let page = browser.get(&format!("/admin/portals/{OWN}/deletions/{number}")).await;
        let lists = page.body.split("<ul class=\"panel lines\">").skip(1);
        let lists = lists.map(|rest| rest.split("</ul>").next().unwrap_or_default().matches("data-opens").count());
        assert_eq!(lists.collect::<Vec<_>>(), [10, 20], "of the same thing and by the same user, beside {number}");
    }
}

#[tokio::test]
async fn who_reaches_one_portal_sees_nothing_of_others() {
    let (house, _) = inside().await;
    filled(&house).await;
    let hash = admin::password::hash(&PASSWORD.into()).expect("hashes");
    let reach = Reach::portal(member_id(OWN));
    let bob = NewOperator { reach, ..NewOperator::owner("bob@example.com", &hash) };
    house.store.add_operator(&bob, house.clock.now()).await.expect("adds");
    let bob = browser(&house);
    bob.log_in("bob@example.com", PASSWORD).await;
    assert_eq!(shown(&bob, ALL).await, "567 555 1000983");
    assert_eq!(
        bob.get(&format!("{ALL}?portal={OTHER}")).await.status,
        StatusCode::BAD_REQUEST,
        "to them it is not there"
    );
    assert!(bob.get(ALL).await.has("3 deletions"), "the histogram counts nothing else");
    assert!(bob.get(&format!("{ALL}/export")).await.has("{\"end\":{\"count\":3,"));
    assert!(!bob.get(&format!("{ALL}/suggest?field=portal&typed=")).await.has("other"));
    for rest in ["", "/deletions/1", "/deletions/export", "/deletions/live", "/deletions/suggest"] {
        let path = format!("/admin/portals/{OTHER}{rest}");
        assert_eq!(bob.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn query_bar_suggests_what_there_is() {
    let (house, browser) = inside().await;
    filled(&house).await;
    for (query, expected) in [
        ("field=kind&typed=le", "\"lead\""),
        ("field=user&typed=3", "\"31\""),
        ("field=portal&typed=other", "other.bitrix24.de"),
        ("field=source&typed=", "recovered"),
        ("field=event&typed=ONCRMLEAD", "ONCRMLEADDELETE"),
    ] {
        assert!(browser.get(&format!("{ALL}/suggest?{query}")).await.has(expected), "{query}");
    }
    assert_eq!(browser.get(&format!("{ALL}/suggest?field=x")).await.body, "[]");
    let own = browser.get(&format!("/admin/portals/{OWN}/deletions/suggest?field=portal&typed=o")).await;
    assert_eq!(own.body, "[]", "a portal's own list is of one portal");
}
