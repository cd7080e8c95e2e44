# Why an install, an event, a visit or a log-in was refused: each a sentence.

refusal-no-credentials = This service was started without TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET, so it can verify no install.
refusal-server-forbidden = Tombstone may not call the authorization server that the install names.
refusal-grant-refused = The authorization server gave no tokens for the code: { $answer }.
refusal-no-portal-named = The authorization server's answer names no portal.
refusal-token-unknown = The authorization server does not know the access token ({ $answer }).
refusal-token-ended = The access token has ended.
refusal-payment-ended = The app's paid period has ended in this portal.
refusal-not-installed = The app is not installed in this portal.
refusal-other-app = The token belongs to another app.
refusal-other-portal = The token belongs to another portal.
refusal-other-user = The token belongs to another user.
refusal-other-address = The authorization server knows the portal under another address.
refusal-unsafe-address = The portal's address is not https, or leads into a private network.
refusal-incomplete = The install brought no access token, or no address of its portal.
refusal-implausible = Bitrix24 can't have issued these tokens.
refusal-not-administrator = Only an administrator may replace the application_token of an active installation.
refusal-visitor-unknown = The portal does not say who opened the app ({ $answer }).
refusal-no-page-token = The page brought no token that was given here.
refusal-other-portals-page = The page belongs to another portal.
refusal-other-purpose = The page's token is not good for what was asked for.
refusal-page-ended = The page was opened too long ago.
refusal-page-of-removed-app = The app is not installed any more in the portal whose page it is.
refusal-domain-mistyped = What was typed is not the portal's address.
refusal-no-system-user = The event brought no tokens of a system user of its portal.
refusal-other-application-token = The application_token is not this portal's.
refusal-no-state = The browser brought no `state` back.
refusal-unknown-state = Tombstone does not know the `state`: it was used before, or is older than ten minutes.
refusal-other-browser = Tombstone gave the `state` to another browser.
refusal-no-code = The portal gave no code.
refusal-other-code = The code belongs to another portal than the one that the browser came back from.
refusal-invalid-member-id = The browser brought a `member_id` that can't be one.
refusal-invalid-domain = The browser brought a `domain` that can't be one.
refusal-other-return = Another portal sent the browser back.
refusal-wrong-token = { $event } came with a wrong application_token.
refusal-wrong-token-later = { $event } came with a wrong application_token while the database was away.
refusal-unexpected-test = A test event came to an address that awaits none.
refusal-wrong-password = The address or the password was wrong.
refusal-wrong-code = The password was right, and the code of the second factor wrong, or used before.
refusal-not-allowed = The operator's role does not allow { $act }.
refusal-out-of-reach = The operator does not see the portal: { $act }.
refusal-foreign-form = Another site sent { $act }, or a page that was open for too long.
refusal-session-ended = The session had ended: { $act }.
refusal-still-installed = The authorization server still vouches for the installation: somebody forged ONAPPUNINSTALL.
refusal-counted = { $count } more of the kind came in the minute from { $since }{ $known ->
    [true] {"."}
   *[false] , from senders who are not known here.
}
