# Installing, in the portal's frame or in a browser.

install-running = Installing Tombstone
install-done = Tombstone is installed
    .all = Tombstone now keeps every deletion in this portal.
    .some = Tombstone now keeps these kinds of deletions.
install-not-done = Tombstone could not be installed
    .begun = Completed steps stay done; you can safely try again.
    .unchanged = Nothing was changed.
install-step-verified = Bitrix24 confirms this portal
install-step-kept = Tombstone keeps the access, encrypted
install-step-bound = The portal reports deletions to Tombstone
install-step-checked = The portal confirms this
install-outcome-done = done
install-outcome-failed = failed
install-outcome-open = open
install-missing = Missing
install-back = Back to { $domain }
install-again = Start again at { $domain }
install-retry = Try again
    .hint = If nothing happens, close this window and open the app again.
install-address = Address of your Bitrix24
install-continue = Continue

# What happened, and what to do about it. `$reason` and the like are sentences.
install-refused = Tombstone refused the installation. { $reason }
install-unverified = Tombstone can’t verify the installation now. { $reason } Try again in a moment.
install-all-bound = { $expected ->
    [one] Tombstone is subscribed to the { $expected } kind of events that this portal offers.
   *[other] Tombstone is subscribed to all { $expected } kinds of events that this portal offers.
}
install-some-bound = Tombstone is subscribed to { $found } of { $expected } kinds of events. The others may need a permission that the app lacks here; Tombstone tries them again every day.
install-listed = { $found ->
    [one] It lists { $found } subscription, and the installation is finished.
   *[other] It lists { $found } subscriptions, and the installation is finished.
}
    .unfinished = { $found ->
        [one] It lists { $found } subscription, and the installation is about to finish.
       *[other] It lists { $found } subscriptions, and the installation is about to finish.
    }
install-proof-known = Tombstone can tell its events from forged ones.
install-proof-awaited = Tombstone asked it for a test event, to tell its events from forged ones.
install-proof-later = Once the installation is finished, Tombstone can tell its events from forged ones.
install-not-proven = Tombstone could not ask for a test event, which it needs to tell the portal’s events from forged ones. { $reason }
install-kept-as-it-was = Nothing has changed: only a portal administrator can renew the installation.
install-our-side = Something failed on our side. Nothing is lost; try again in a moment.
install-too-slow = The portal takes very long to answer. Tombstone keeps trying; look again in a minute.
install-payment-ended = The app’s paid period has ended in this portal, so Bitrix24 sends nothing. Renew the app, then try again.
install-licence-expired = The licence of this Bitrix24 has expired, so it no longer responds. Renew the licence, then try again.
install-nothing-bound = The portal accepted none of the subscriptions. Try again; if this persists, the app lacks permissions there.
install-portal-away = Tombstone can’t ask the portal now. { $reason } Try again in a moment.
install-limited = The portal accepts no more calls at the moment. Tombstone keeps trying, or try again yourself in a minute.
install-no-access = Tombstone has no access to the portal. Open the app again.
install-not-renewed = Bitrix24’s authorization server currently does not renew Tombstone’s access. Try again in a moment.
install-not-installed = The portal says that the app is not installed there. Install it again.
install-closed = The portal is closed or no longer exists. Try again once it is open.
install-access-refused = Bitrix24 no longer accepts Tombstone’s access. Close this window and open the app again.
install-denied-rest = The portal does not let apps use its REST API: its plan does not include it, or you lack the rights.
install-denied-scope = The app lacks a permission that it needs; its vendor has to add it to the app’s card.
install-denied-user = You are not allowed to use this app; an administrator of the portal can change that.
install-denied-rights = You lack the rights for this in the portal; ask one of its administrators to do it.
install-denied-address = The portal does not accept this service’s address; ask whoever runs the service to check it.
install-denied = The portal refuses ({ $code }). Try again in a moment.

# Pages that say one thing.
install-failed = Something went wrong
install-please-retry = Please try again
install-opened-by-bitrix24 = Bitrix24 opens this page
    .text = The request lacks a portal address, a member_id or an access token.
    .advice = Open the app from the menu of your Bitrix24, which supplies all three.
install-too-many = Too many installations are coming from your network right now.
    .advice = Try again in a few minutes.
install-which = Which Bitrix24 is yours?
    .text = Enter the address of your Bitrix24 as your browser’s address bar shows it.
install-no-address = This address can’t be used
    .other = It is not a portal’s address.
    .private = It leads to a private network, which this service does not call.
    .advice = Copy it from the browser’s address bar, or enter the host alone, such as example.bitrix24.com or bitrix.example.com:8443. Enter a name in another script in its ASCII form, which begins with xn.
install-no-app = This service is not set up yet
    .text = It does not know its app’s credentials, so no portal can install it.
    .advice = Whoever runs it has to set TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET from the app’s card, and restart it.
install-not-begun = The installation did not start here
    .advice = Nothing was changed. Start again at your portal’s address.
