# Installing, in the portal's frame or in a browser.

install-running = Tombstone is being installed
install-done = Tombstone is installed
    .all = From now on Tombstone keeps every deletion in this portal.
    .some = From now on Tombstone keeps deletions of these kinds.
install-not-done = Tombstone could not be installed
    .begun = What was done stays done; trying again does no harm.
    .unchanged = Nothing was changed.
install-step-verified = Bitrix24 confirms this portal
install-step-kept = Tombstone keeps the access, encrypted
install-step-bound = The portal reports deletions to Tombstone
install-step-checked = The portal confirms that
install-outcome-done = done
install-outcome-failed = failed
install-outcome-open = open
install-missing = What is missing
install-back = Back to { $domain }
install-again = Begin again at { $domain }
install-retry = Try again
    .hint = If nothing happens, close this window and open the app once more.
install-address = Address of your Bitrix24
install-continue = Continue

# What happened, and what to do about it. `$reason` and the like are sentences.
install-refused = Tombstone refused it. { $reason }
install-unverified = Tombstone can’t verify it now. { $reason } Try again in a moment.
install-all-bound = { $expected ->
    [one] Tombstone is subscribed to the { $expected } kind of events that this portal offers.
   *[other] Tombstone is subscribed to all { $expected } kinds of events that this portal offers.
}
install-some-bound = Tombstone is subscribed to { $found } of { $expected } kinds of events. The others may need a permission that the app does not have here; Tombstone tries them again every day.
install-listed = { $found ->
    [one] It lists { $found } subscription, and the installation is finished.
   *[other] It lists { $found } subscriptions, and the installation is finished.
}
    .unfinished = { $found ->
        [one] It lists { $found } subscription, and the installation is about to be finished.
       *[other] It lists { $found } subscriptions, and the installation is about to be finished.
    }
install-proof-known = Tombstone can tell its events from forged ones.
install-proof-awaited = Tombstone asked it for a test event, by which it tells later ones from forged ones.
install-proof-later = What tells its events from forged ones comes when the installation is finished.
install-not-proven = Tombstone could not ask for a test event, by which it tells the portal’s events from forged ones. { $reason }
install-kept-as-it-was = It stays as it was: only an administrator of the portal renews it.
install-our-side = Something failed on our side. Nothing is lost; try again in a moment.
install-too-slow = The portal takes very long to answer. Tombstone goes on trying by itself; look again in a minute.
install-payment-ended = The app’s paid period is over in this portal, so Bitrix24 sends nothing. Renew the app, then try again.
install-licence-expired = The licence of this Bitrix24 has expired, so it answers nothing. Renew the licence, then try again.
install-nothing-bound = The portal took none of the subscriptions. Try again; if it stays so, the app lacks its permissions there.
install-portal-away = Tombstone can’t ask the portal now. { $reason } Try again in a moment.
install-limited = The portal takes no more calls at the moment. Tombstone tries again by itself, or do so in a minute.
install-no-access = There is no access to the portal. Open the app once more.
install-not-renewed = Bitrix24’s authorization server does not renew the access at the moment. Try again in a moment.
install-not-installed = The portal says that the app is not installed there. Install it once more.
install-closed = The portal is closed, or no longer exists. Try again when it is open.
install-access-refused = Bitrix24 no longer takes the access that it gave. Close this window and open the app once more.
install-denied-rest = The portal does not let apps use its interface (REST): its plan has none, or your rights do not suffice.
install-denied-scope = The app lacks a permission that it needs; its vendor adds it to the app’s card.
install-denied-user = You are not allowed to use this app; an administrator of the portal can change that.
install-denied-rights = Your rights in the portal do not suffice; let one of its administrators do it.
install-denied-address = The portal does not accept the address of this service; its operator has to look.
install-denied = The portal refuses ({ $code }). Try again in a moment.

# Pages that say one thing.
install-failed = This did not work
install-please-retry = Please try again
install-opened-by-bitrix24 = This page is opened by Bitrix24
    .text = The request has no address of a portal, no member_id or no access token.
    .advice = Open the app from the menu of your Bitrix24; it brings all of that along.
install-too-many = Too many installations from your network came back at the moment.
    .advice = Try again in some minutes.
install-which = Which Bitrix24 is it?
    .text = Type the address of your Bitrix24, as it stands in the browser’s address bar.
install-no-address = That address can’t be used
    .other = It is not the address of a portal.
    .private = It leads into a private network, which this service does not call.
    .advice = Copy it from the browser’s address bar, or type the host alone, such as example.bitrix24.com or bitrix.example.com:8443. A name in another script is typed in its ASCII form, which begins with xn.
install-no-app = This service is not set up yet
    .text = This service does not know the app that it belongs to, so nothing can be installed.
    .advice = Its operator sets TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET from the app’s card, and starts it again.
install-not-begun = The installation was not begun here
    .advice = Nothing was changed. Begin again at your portal’s address.
