# Why a call, a renewal of tokens, a check or a reading of an offline queue failed: each a sentence.

failure-portal-refused = { $answer ->
    [access_denied] The portal allows this only with an administrator's tokens, or its plan has no REST: ask an administrator to open the app.
    [wrong_license] The portal's plan does not include this.
    [insufficient_scope] The app lacks a permission in the portal.
    [invalid_token] The portal does not accept the access token.
    [expired_token] The portal does not accept the access token.
    [no_auth_found] The portal does not accept the access token.
    [invalid_grant] The portal does not accept the access token.
    [payment_required] The app's paid period has ended in the portal.
    [not_installed] The app is no longer installed in the portal.
    [application_not_found] The app is no longer installed in the portal.
    [error_oauth] The app is no longer installed in the portal.
    [authorization_error] The user who gave the tokens may no longer use the app.
    [user_access_error] The user who gave the tokens may no longer use the app.
    [portal_deleted] The portal is closed or deleted.
   *[other] The portal refuses: { $answer }.
}
failure-server-refused = { $answer ->
    [invalid_grant] The authorization server no longer accepts the refresh token.
    [bad_verification_code] The authorization server no longer accepts the refresh token.
    [invalid_client] The authorization server does not know the app in this portal, or its secret is wrong.
    [wrong_client] The authorization server does not know TOMBSTONE_CLIENT_ID.
    [invalid_scope] The app asks for more scopes than its card has.
    [insufficient_scope] The app asks for more scopes than its card has.
    [payment_required] The app's paid period has ended in the portal.
    [not_installed] The app is no longer installed in the portal.
    [application_not_found] The app is no longer installed in the portal.
    [error_oauth] The app is no longer installed in the portal.
    [authorization_error] The user who gave the tokens may no longer use the app.
    [user_access_error] The user who gave the tokens may no longer use the app.
    [portal_deleted] The portal is closed or deleted.
   *[other] The authorization server refuses: { $answer }.
}
failure-portal-unknown = The authorization server does not know the portal ({ $answer }).
failure-unreachable = { $cause ->
    [no_answer] { $host } did not answer in time.
    [no_connection] Tombstone could not connect to { $host }.
    [untrusted] Tombstone does not trust the certificate of { $host }.
    [broke_off] The connection to { $host } broke off.
    [crowded] Tombstone is asking { $host } about too many installs at the same moment.
   *[undecided] { $host } can't confirm the identity at the moment.
}
failure-moved = { $host } redirects to another address.
failure-unexpected = { $host } answered { $status } with something that is too large or not JSON.
failure-address-forbidden = Tombstone may not call the address { $host }.
failure-unanswered = The portal did not answer { $methods }.
failure-suspended = Tombstone does not call the portal while it is { $standing }.
failure-limited = The portal's rate limits allow no more calls right now.
failure-licence-expired = The licence of the portal's own server has expired.
failure-no-tokens = Tombstone has no tokens for the portal.
failure-no-refresh-token = Tombstone has no refresh token for the portal.
failure-credentials-refused = The authorization server refuses TOMBSTONE_CLIENT_ID or TOMBSTONE_CLIENT_SECRET.
failure-no-credentials = This service was started without TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET.
failure-other-portal = The authorization server answered with the tokens of another portal.
failure-server-unreachable = The authorization server does not answer.
failure-server-trouble = The authorization server is having problems.
failure-renewal-paused = The last token renewal failed a moment ago; the worker retries soon.
failure-renewal-broke-off = The token renewal broke off.
failure-renewal-stuck = Another process is renewing the tokens and does not finish.
failure-no-queue = The portal keeps no offline queue for the app.
failure-queue-unknown = The portal has not said yet whether it keeps an offline queue.
failure-endless-queue = The portal keeps listing the same records of its offline queue.
failure-unreadable-queue = Tombstone can't read the portal's answer about its offline queue.
failure-app-removed = The portal removed the app.
failure-not-paid = The app was unpaid, so Bitrix24 sent nothing.
failure-portal-closed = The portal was closed.
failure-log-unavailable = Tombstone's event log currently accepts nothing.
failure-database-unavailable = Tombstone's database currently does not answer.
failure-other = Another version of Tombstone recorded: { $other }.
