# Causes for alarm. `.advice` is for whoever sees the dashboard, `.act` for those who may press its buttons too, with what
# is to be typed or pressed in backticks; `.frame` is for the portal's own administrators.

alarm-needs-reinstall = Bitrix24 no longer accepts the portal's tokens, so Tombstone can neither ask nor repair anything there.
    .label = Needs reinstall
    .advice = Ask an administrator of the portal to open the app once; its fresh tokens end the alarm. If the app is no longer in their menu, they have to install it again.
    .frame = Bitrix24 no longer accepts the access that it gave. Open the app once more.
alarm-payment-ended = The app's paid period has ended, so Bitrix24 sends no events and gives no notice.
    .label = Payment ended
    .advice = Ask the customer to renew the app. Tombstone notices it within a day.
    .act = `Check subscriptions` asks at once.
    .frame = The app’s paid period has ended, so Bitrix24 reports nothing. Renew the app.
alarm-licence-expired = The licence of the portal's own server has expired: it answers no calls and may send no events.
    .label = Licence expired
    .advice = Ask the customer to renew the licence of their Bitrix24. Tombstone notices it by itself.
    .act = `Check subscriptions` asks at once.
    .frame = This Bitrix24’s licence has expired, so it answers nothing. Renew the licence.
alarm-unreachable = Tombstone can't call the portal, so nobody knows whether it still reports its deletions.
    .label = Unreachable
    .advice = “Calls” under Health shows what the portal answers. Ask its administrator whether a proxy or firewall blocks the calls, and whether its plan includes REST. Tombstone goes on trying and ends the alarm by itself.
    .act = `Check subscriptions` tries at once.
    .frame = Tombstone can’t call this Bitrix24, so nobody knows whether it reports all deletions. A proxy or firewall may block the calls.
alarm-token-failing = The authorization server does not renew the portal's tokens at the moment; the worker retries.
    .label = Tokens failing
    .advice = Wait if the authorization server is down. If the alarm stays, run `tombstone doctor` and compare TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET with the app's card.
    .frame = Bitrix24 does not renew the access at the moment. Tombstone retries by itself.
alarm-events-refused = Events arrive in the portal's name with another application_token than the known one, and Tombstone refuses them.
    .label = Events refused
    .advice = Tombstone asks the portal for its token with a test event and keeps a new one. If “Refused” under Health says that the portal confirmed the known token, somebody forges events: the audit shows when. If the portal can't be asked, one of its administrators opens the app once, which brings the new token.
    .act = `Fetch missed events` then fetches what was refused.
    .frame = Some reports came with another token than this portal’s, and Tombstone refused them. Open the app once more.
alarm-subscriptions-missing = The portal has not bound some events: such deletions do not arrive.
    .label = Events not bound
    .advice = Tombstone tries to bind them again every day. If that fails, the portal lacks a scope or a module: ask its administrator to update the app.
    .act = `Check subscriptions` tries at once.
    .frame = Bitrix24 does not report some kinds of deletions; the app may lack a permission.
alarm-probe-lost = The last test event did not arrive: deletions may be lost on the way too.
    .label = Test event lost
    .advice = Check that portals can reach TOMBSTONE_PUBLIC_URL from the internet, with a valid certificate, and that a self-hosted portal works off its event queue.
    .act = `Send test event` tries again.
    .frame = The last test event did not arrive, so deletions may be lost on the way too.
alarm-gap-open = Tombstone has not fetched what the portal deleted while nobody listened, or the portal did not keep it.
    .label = Gap not closed
    .advice = “Deliveries” under Health says why. Only an administrator's tokens may read the offline queue: ask an administrator of the portal to open the app. What the portal did not keep is lost; the alarm ends after a week.
    .act = Then press `Fetch missed events`.
    .frame = Tombstone has not recorded some of what was deleted here while it was away.
alarm-webhook-disabled = Tombstone has disabled an endpoint of the portal’s outgoing webhooks, which is sent nothing more.
    .label = Webhook disabled
    .advice = The Webhooks page says which one and why: it answered that it is gone, or every attempt failed for too long. The alarm ends when it is enabled again, or removed.
    .act = When it can be reached again, press `Enable`; `Send again` brings what it missed.
    .frame = A program that Tombstone tells of deletions here can’t be reached, and is sent nothing more.
alarm-burst = Somebody deleted more within minutes than the portal's usual activity explains.
    .label = Much deleted at once
    .detail = { $event ->
        [none] User { $user_id } deleted { $deletions } things of several kinds between { $from } and { $to }, which is more than usual.
       *[other] { $user_id ->
            [none] Several users, or some that Bitrix24 does not name, deleted { $deletions } things of the kind { $what } between { $from } and { $to }, which is more than usual.
           *[other] User { $user_id } deleted { $deletions } things of the kind { $what } between { $from } and { $to }, which is more than usual.
        }
    }
    .advice = Ask an administrator of the portal whether that was wanted: Bitrix24's recycle bin keeps deleted things for some time. The alarm ends by itself a day after the last of these deletions. If it is wanted regularly, an owner raises the threshold or switches the alarm off under Settings.
    .frame = Somebody deleted more within minutes than is usual here. If that was not wanted, look into Bitrix24’s recycle bin soon.
alarm-silent = The portal has been quiet for longer than ever in the last four weeks.
    .label = Silent
    .advice = Maybe nobody deleted anything there.
    .act = `Send test event` shows whether events still arrive.
    .frame = It is quieter here than usual.
alarm-not-finished = The portal began the installation and has not finished it: no events arrive.
    .label = Not finished
    .advice = Ask an administrator of the portal to open the app again; the installer goes on where it stopped.
    .frame = The installation has begun and is not finished, so Bitrix24 reports nothing yet.
