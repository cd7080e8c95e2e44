# Causes for alarm. `.advice` is for whoever sees the dashboard, `.act` for those who may press its buttons too, with what
# is to be typed or pressed in backticks; `.frame` is for the portal's own administrators.

alarm-needs-reinstall = Bitrix24 no longer accepts the portal's tokens, so Tombstone can't check or repair anything there.
    .label = Needs reinstall
    .advice = Ask a portal administrator to open the app once; fresh tokens end the alarm. If the app is no longer in their menu, they have to install it again.
    .frame = Bitrix24 no longer accepts Tombstone’s access. Open the app again.
alarm-payment-ended = The app's paid period has ended, so Bitrix24 has silently stopped sending events.
    .label = Payment ended
    .advice = Ask the customer to renew the app. Tombstone notices within a day.
    .act = `Check subscriptions` checks right away.
    .frame = The app’s paid period has ended, so Bitrix24 reports nothing. Renew the app.
alarm-licence-expired = The licence of the portal's own server has expired: the server answers no calls and may send no events.
    .label = Licence expired
    .advice = Ask the customer to renew their Bitrix24 licence. Tombstone notices by itself.
    .act = `Check subscriptions` checks right away.
    .frame = This Bitrix24’s licence has expired, so it no longer responds. Renew the licence.
alarm-unreachable = Tombstone can't call the portal, so it can't tell whether the portal still reports its deletions.
    .label = Unreachable
    .advice = “Calls” under Health shows what the portal answers. Ask its administrator whether a proxy or firewall blocks the calls, and whether its plan includes REST. Tombstone keeps trying and ends the alarm by itself.
    .act = `Check subscriptions` tries right away.
    .frame = Tombstone can’t call this Bitrix24, so it can’t tell whether all deletions are reported. A proxy or firewall may be blocking the calls.
alarm-token-failing = The authorization server currently does not renew the portal's tokens; the worker retries.
    .label = Tokens failing
    .advice = If the authorization server is down, wait. If the alarm stays, run `tombstone doctor` and compare TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET with the app's card.
    .frame = Bitrix24 currently does not renew Tombstone’s access. Tombstone keeps trying.
alarm-events-refused = Events arrive in the portal's name with an unknown application_token, and Tombstone refuses them.
    .label = Events refused
    .advice = Tombstone asks the portal for a test event and keeps the token that it brings. If “Refused” under Health says that the portal confirmed the known token, someone is forging events: the audit log shows when. If Tombstone can't ask the portal, have one of its administrators open the app once, which brings the new token.
    .act = `Fetch missed events` then fetches the refused ones.
    .frame = Tombstone refused some reports because their token is not this portal’s. Open the app again.
alarm-subscriptions-missing = The portal has not bound some events, so those deletions do not arrive.
    .label = Events not bound
    .advice = Tombstone tries to bind them again every day. If that fails, the portal lacks a scope or a module: ask its administrator to update the app.
    .act = `Check subscriptions` tries right away.
    .frame = Bitrix24 does not report some kinds of deletions; the app may lack a permission.
alarm-probe-lost = The last test event did not arrive, so deletions may be getting lost too.
    .label = Test event lost
    .advice = Check that portals can reach TOMBSTONE_PUBLIC_URL from the internet, with a valid certificate, and that a self-hosted portal processes its event queue.
    .act = `Send test event` tries again.
    .frame = The last test event did not arrive, so deletions may be getting lost too.
alarm-gap-open = Tombstone has not fetched the deletions from a gap, or the portal did not keep them.
    .label = Open gap
    .advice = “Deliveries” under Health says why. Only an administrator's tokens can read the offline queue: ask a portal administrator to open the app. What the portal did not keep is lost; the alarm ends after a week.
    .act = Then press `Fetch missed events`.
    .frame = Tombstone was away for a while and has not recorded all deletions from that time.
alarm-webhook-disabled = Tombstone has disabled one of the portal’s webhook endpoints and sends it nothing more.
    .label = Webhook disabled
    .advice = The Webhooks page says which one and why: it answered that it is gone, or every attempt failed for too long. The alarm ends when someone enables or removes the endpoint.
    .act = Once Tombstone can reach it again, press `Enable`; `Send again` delivers what it missed.
    .frame = Tombstone can’t reach a program that receives deletions from here, and sends it nothing more.
alarm-burst = Someone deleted more within minutes than is usual for the portal.
    .label = Mass deletion
    .detail = { $event ->
        [none] User { $user_id } deleted { $deletions } items of several kinds between { $from } and { $to }, more than usual.
       *[other] { $user_id ->
            [none] Several users, or users that Bitrix24 does not name, deleted { $deletions } items of the kind { $what } between { $from } and { $to }, more than usual.
           *[other] User { $user_id } deleted { $deletions } items of the kind { $what } between { $from } and { $to }, more than usual.
        }
    }
    .advice = Ask a portal administrator whether this was intended: Bitrix24's recycle bin keeps deleted items for some time. The alarm ends a day after the last of these deletions. If this happens regularly, an owner can raise the threshold or turn the alarm off under Settings.
    .frame = Someone deleted more within minutes than is usual here. If this was not intended, check Bitrix24’s recycle bin soon.
alarm-silent = The portal has been silent for longer than at any time in the last four weeks.
    .label = Silent
    .advice = Perhaps no one deleted anything there.
    .act = `Send test event` shows whether events still arrive.
    .frame = This portal has been quieter than usual.
alarm-not-finished = The portal began the installation but has not finished it, so no events arrive.
    .label = Not finished
    .advice = Ask a portal administrator to open the app again; the installer continues where it stopped.
    .frame = The installation is not finished, so Bitrix24 reports nothing yet.
