//! Titles of things, switched on in the frame: a deleted lead shows its former name.

use sim::Kind;
use tests::eventually;

use super::{NO_ERRORS, PAGE, Stage};

#[tokio::test]
async fn deleted_lead_shows_its_name_once_that_is_switched_on_in_the_frame() {
    let stage = Stage::with_deletions(1).await;
    stage.browser.click_in_frame(".tabs a:nth-child(3)").await;
    stage.in_frame_soon("[data-titles=false]").await;
    stage.browser.click_in_frame("#titles").await;
    stage.browser.click_in_frame("#save-titles").await;
    stage.in_frame_soon("[data-titles=true]").await;
    let portal = stage.portal();
    let bound = async || portal.subscriptions().iter().any(|bound| bound.event == "ONCRMLEADADD").then_some(());
    eventually("what is added to be bound", PAGE, bound).await;
    let lead = portal.create(Kind::Lead, "New roof & more").await;
    let asked = async || (portal.calls("crm.lead.list") > 0).then_some(());
    eventually("the title to be asked for", PAGE, asked).await;
    portal.delete_this(Kind::Lead, lead).await;
    let shown = async || {
        stage.open_app().await;
        stage.in_frame_soon("main").await;
        stage.browser.text_of_frame().await.contains("“\u{2068}New roof & more\u{2069}”").then_some(())
    };
    eventually("the name of the lead", PAGE, shown).await;
    stage.browser.take_picture("app-title").await;
    assert_eq!(stage.browser.errors().await, NO_ERRORS);
}
