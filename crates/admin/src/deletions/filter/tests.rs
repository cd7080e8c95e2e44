//! Filters from query strings, and the addresses made from filters.

use ::time::macros::datetime;

use domain::Zone;

use super::*;

const NOW: OffsetDateTime = datetime!(2026-03-18 12:00 UTC);

fn asked(query: &str) -> Asked {
    Asked::read(ALL, Some(query), NOW, &Zone::default())
}

fn wrong(query: &str, name: &str) -> Wrong {
    asked(query).wrong(name).cloned().unwrap_or_else(|| panic!("{query}"))
}

#[test]
fn query_string_becomes_a_filter() {
    let asked = asked(
        "event=oncrmleaddelete&entity=crm.lead&entity=deal&entity_id=7&entity_id=8&user_id=27&source=live\
         &source=spooled&q=ext&from=2026-03-17&to=",
    );
    let filter = Filter {
        event: vec!["ONCRMLEADDELETE".into()],
        entity: vec!["crm.lead".into(), "crm.deal".into()],
        entity_id: vec!["7".into(), "8".into()],
        user_id: vec!["27".into()],
        source: vec![Source::Live, Source::Spooled],
        from: Some(datetime!(2026-03-17 0:00 UTC)),
        to: None,
        q: Some("ext".into()),
    };
    assert_eq!(*asked.filter(), filter);
    assert!(asked.is_sound() && asked.is_filtered() && asked.is_known());
}

#[test]
fn empty_fields_filter_nothing() {
    let asked = asked("event=&entity=&q=+&from=&portal=");
    assert!(asked.filter().is_empty() && asked.is_sound() && !asked.is_filtered());
    assert_eq!(asked.href(), "/admin/deletions");
}

#[test]
fn rows_that_follow_an_unfolded_list_know_that_it_is() {
    assert_eq!(asked("folds=open&q=a").live_href(7), "/admin/deletions/live?q=a&folds=open&cursor=7");
    assert_eq!(asked("q=a").live_href(7), "/admin/deletions/live?q=a&cursor=7");
}

#[test]
fn what_is_unknown_is_kept_to_be_said() {
    let unknown = Ignored::besides(&[], Some("entty&\u{fffd}"));
    assert_eq!(asked("entty=crm.lead&q=a&%FF=1").ignored, unknown);
    let own = Asked::read("/admin/portals/a", Some("portal=b"), NOW, &Zone::default());
    assert_eq!(own.ignored, Ignored::besides(&[], Some("portal")), "a portal's own list is of one portal");
    assert!(asked("portal=b").is_known());
}

#[test]
fn what_is_wrong_is_said_beside_its_field() {
    assert_eq!(wrong("from=yesterday", "from"), Wrong::NoTime);
    assert_eq!(wrong("at=soon", "at"), Wrong::NoTime);
    assert_eq!(wrong("q=a%00b", "q"), Wrong::Invisible);
    assert_eq!(wrong("q=%FF", "q"), Wrong::NotText);
    assert_eq!(wrong("q=a&q=b", "q"), Wrong::Twice);
    assert_eq!(wrong(&format!("entity_id={}", "9".repeat(201)), "entity_id"), Wrong::TooLong);
    assert_eq!(wrong("source=elsewhere", "source"), Wrong::NoSource);
    assert_eq!(wrong("entity=leed", "entity"), Wrong::NoKind("leed".into(), Some("lead")));
    assert_eq!(wrong("order=random", "order"), Wrong::NoOrder);
    assert_eq!(wrong("from=2026-03-18&to=2026-03-17", "to"), Wrong::EndsBeforeItBegins);
    let many: Vec<_> = (0..60).map(|number| format!("user_id={number}")).collect();
    assert_eq!(wrong(&many.join("&"), "user_id"), Wrong::TooMany);
    for text in ["x", "-1", "1~2", "18446744073709551615"] {
        assert_eq!(wrong(&format!("cursor={text}"), "cursor"), Wrong::NoPlace, "{text}");
    }
    assert!(asked("from=2026-03-17&to=2026-03-17").is_sound());
}

#[test]
fn what_is_wrong_with_a_field_is_said_beside_the_query_bar_too() {
    let said = |query: &str| asked(query).said_wrong_in_bar(words::english());
    assert_eq!(said("entity=leed").as_deref(), Some("What: Unknown kind “leed”. Did you mean lead?"));
    assert!(said("from=yesterday").is_some_and(|said| said.starts_with("Received from: Enter a date")));
    assert_eq!(said("entity=crm.lead"), None);
}

#[test]
fn time_back_stays_as_it_was_typed() {
    let asked = asked("from=-24h&entity=crm.lead");
    assert_eq!(asked.filter().from, Some(datetime!(2026-03-17 12:00 UTC)));
    assert_eq!(asked.href(), "/admin/deletions?entity=crm.lead&from=-24h");
    assert_eq!(asked.line(), "kind:lead from:-24h");
    assert_eq!(asked.api_query(), "entity=crm.lead&from=2026-03-17T12%3A00%3A00Z");
}

#[test]
fn pill_leads_to_the_list_without_its_value() {
    let asked = asked("entity=crm.lead&user_id=a%26b&user_id=27&cursor=10");
    let pills = asked.pills(words::english());
    let pills: Vec<_> = pills.iter().map(|pill| (pill.value.as_str(), pill.without.as_str())).collect();
    assert_eq!(
        pills,
        [
            ("Lead", "/admin/deletions?user_id=a%26b&user_id=27"),
            ("a&b", "/admin/deletions?entity=crm.lead&user_id=27"),
            ("27", "/admin/deletions?entity=crm.lead&user_id=a%26b"),
        ]
    );
}

#[test]
fn addresses_keep_the_filter() {
    let asked = asked("entity=crm.lead&order=oldest&cursor=10");
    assert_eq!(*asked.place(), Place::After(10));
    assert_eq!(asked.href_from(&Place::Before(9)), "/admin/deletions?entity=crm.lead&order=oldest&before=9");
    assert_eq!(asked.href_turned(), "/admin/deletions?entity=crm.lead");
    assert_eq!(self::asked("q=a").href_turned(), "/admin/deletions?q=a&order=oldest");
    assert_eq!(
        asked.export_href(web::export::Format::Csv),
        "/admin/deletions/export?entity=crm.lead&order=oldest&format=csv"
    );
    assert_eq!(asked.href_with(&[(Field::Entity, "crm.deal")]), "/admin/deletions?entity=crm.deal");
}

#[test]
fn line_of_the_bar_becomes_the_address_that_it_means() {
    let mut typed = asked("query=kind:lead,deal+user:27+%22a+b%22");
    let address = typed.read_line(NOW).expect("an address");
    assert_eq!(address, "/admin/deletions?entity=crm.lead&entity=crm.deal&user_id=27&q=a+b");
    let (_, query) = address.split_once('?').unwrap();
    assert_eq!(asked(query).line(), "kind:lead,deal user:27 \"a b\"");
    let mut wrong = asked("query=colour:red");
    assert_eq!(wrong.read_line(NOW), None);
    assert_eq!((wrong.line().as_str(), wrong.is_sound()), ("colour:red", false));
    let mut own = Asked::read("/admin/portals/a", Some("query=portal:b"), NOW, &Zone::default());
    assert!(own.read_line(NOW).is_none() && !own.is_sound());
}

#[test]
fn entity_that_has_no_name_stays_chosen() {
    let groups = asked("entity=crm.new_thing&entity=crm.lead").entities(words::english());
    let chosen: Vec<_> = groups.iter().flat_map(|group| &group.choices).filter(|choice| choice.chosen).collect();
    assert_eq!(chosen.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>(), ["crm.lead", "crm.new_thing"]);
}
