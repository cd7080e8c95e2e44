//! Commands that deal with the OpenID provider.

use domain::Clock;
use store::{Binding, ProviderAccount};
use tests::provider::{CLIENT_ID, CLIENT_SECRET, OpenIdProvider};
use tests::service::Launch;

use super::{folder, result, run_with, text};

const EMAIL: &str = "ada@example.com";

fn launch(folder: &std::path::Path, issuer: &str) -> Launch {
    Launch::in_folder(folder)
        .with_key()
        .set("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", "true")
        .set("TOMBSTONE_OIDC_ISSUER", issuer)
        .set("TOMBSTONE_OIDC_CLIENT_ID", CLIENT_ID)
        .set("TOMBSTONE_OIDC_CLIENT_SECRET", CLIENT_SECRET)
}

#[tokio::test]
async fn doctor_reads_the_provider_s_document() {
    let (folder, provider) = (folder(), OpenIdProvider::start(EMAIL, &Clock::system()).await);
    let own = launch(folder.path(), provider.issuer());
    let doctor = |launch: Launch| tokio::task::spawn_blocking(move || text(&launch.run(&["doctor"]).stdout));
    let said = doctor(own.clone()).await.unwrap();
    assert!(said.contains("ok     OpenID provider") && said.contains("/admin/login/oidc/callback"), "{said}");
    assert!(!said.contains(CLIENT_SECRET));

    // It has another name, so the service would not accept its answers.
    let other = launch(folder.path(), &format!("{}/", provider.issuer()));
    let said = doctor(other).await.unwrap();
    assert!(said.contains("WRONG  OpenID provider") && said.contains("TOMBSTONE_OIDC_ISSUER"), "{said}");

    drop(provider);
    let said = doctor(own.clone()).await.unwrap();
    assert!(said.contains("WRONG  OpenID provider") && said.contains("can't be reached"), "{said}");
    let none = own.without("TOMBSTONE_OIDC_ISSUER").without("TOMBSTONE_OIDC_CLIENT_ID");
    let said = doctor(none.without("TOMBSTONE_OIDC_CLIENT_SECRET")).await.unwrap();
    assert!(!said.contains("OpenID"), "{said}");
}

#[tokio::test]
async fn operator_s_account_is_released_by_command() {
    let folder = folder();
    let launch = launch(folder.path(), "https://id.example");
    let store = launch.open_store().await;
    result(&run_with(&launch, &["operator", "add", EMAIL, "--password-stdin"], "a long enough password\n"));
    let id = store.find_operator(EMAIL).await.unwrap().expect("she is there").id;
    let account = ProviderAccount { issuer: "https://id.example".to_owned(), subject: "1".to_owned() };
    let bind = async || store.bind_account(id, &account, Clock::system().now()).await.unwrap();
    assert_eq!((bind().await, bind().await), (Binding::New, Binding::Known));
    result(&launch.run(&["operator", "set", EMAIL, "--reset-oidc"]));
    assert_eq!(bind().await, Binding::New);
}
