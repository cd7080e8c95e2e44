//! Role `events`: what a portal sends, and what it is answered.

use domain::deletion::{Filter, Source};
use domain::event::Arrival;
use domain::wire::decode_form;
use store::LoggedEvent;

use crate::support::{House, member_id};

const LEAD: &str = include_str!("../fixtures/payloads/oncrmleaddelete.form");
const LEAD_PORTAL: &str = "a223c6b3710f85df22e9377d6c4f7553";

#[tokio::test]
async fn logged_event_becomes_one_deletion_however_often_it_comes() {
    let house = House::new().await;
    let portal = member_id(LEAD_PORTAL);
    house.install(&portal, "some-domain.bitrix24.com", "51856fefc120afa4b628cc82d3935cce").await;
    let event = Arrival::parse(decode_form(LEAD.trim().as_bytes()).unwrap()).unwrap().event;
    for _ in 0..3 {
        let logged = LoggedEvent { generation: 1, source: Source::Live, event: event.clone() };
        house.log.append(&logged).await.unwrap();
        house.indexed().await;
    }
    let page = house.store.tenant(&portal).list_deletions(&Filter::default(), None, 50).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!((page.items[0].number, page.items[0].entity_id.as_str()), (1, "1000983"));
}
