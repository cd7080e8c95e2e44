# A portal's journal. The value is the title of a line; `.detail` says more, as a sentence.

journal-installed = Installed
    .detail = The portal installed the app at { $domain }.
journal-install-confirmed = Install confirmed
    .detail = The portal confirmed its installation at { $domain }.
journal-installation-finished = Installation finished
    .detail = The portal finished the installation.
journal-install-reported = Install reported
    .detail = The portal sent { $event } without tokens; the worker checks it with the stored ones.
journal-system-user-ready = System user ready
    .detail = Bitrix24 created the app's system user.
journal-method-answered = Method confirmed or refused
    .detail = An administrator answered the app's request for { $method }.
journal-deletions-erased = Data deleted
    .detail = A portal administrator removed { $deletions ->
        [one] { $deletions } deletion
       *[other] all { $deletions } deletions
    } that the portal had reported.
journal-events-bound = Events bound
    .detail = The worker bound { $bound } of { $expected } events.
journal-subscriptions-repaired = Events bound again
    .detail = The worker bound { $events }{ $more ->
        [0] {"."}
       *[other] {" "}and { $more } more.
    }
journal-subscriptions-missing = Events not bound
    .detail = The portal did not bind { $events }{ $more ->
        [0] {"."}
       *[other] {" "}and { $more } more.
    }
journal-test-event-arrived = Test event arrived
    .detail = The test event took { $length }.
journal-test-event-unexpected = Test event received
    .detail = Tombstone did not request it.
journal-alarm-raised = Alarm: { $label }
    .detail = { $meaning }
journal-alarm-ended = Alarm ended: { $label }
    .detail = This is no longer the case: { $meaning }
journal-burst-noticed = Mass deletion
    .detail = { $event ->
        [none] User { $user_id } deleted { $deletions } items of several kinds between { $from } and { $to }.
       *[other] { $user_id ->
            [none] Several users, or users that Bitrix24 does not name, deleted { $deletions } items between { $from } and { $to }; the event is { $event }.
           *[other] User { $user_id } deleted { $deletions } items between { $from } and { $to }; the event is { $event }.
        }
    }
journal-application-token-learned = application_token learned
    .detail = A test event brought it.
journal-application-token-changed = application_token changed
    .detail = A test event brought the new one.
journal-application-token-confirmed = application_token confirmed
    .detail = A test event brought the known one.
journal-tokens-renewed = Tokens renewed
    .detail = The authorization server renewed the portal's tokens.
journal-tokens-not-renewed = Tokens not renewed
    .detail = { $reason }
journal-spare-tokens-kept = System user's tokens kept
    .detail = They take over when the authorization server refuses the others.
journal-spare-tokens-used = System user's tokens took over
    .detail = { $reason }
journal-spare-tokens-refused = System user's tokens refused
    .detail = { $reason }
journal-address-changed = Address changed
    .detail = The portal moved to { $domain }.
journal-status-changed = { $status ->
    [installing] Now installing
    [active] Now active
    [payment_required] Payment ended
    [needs_reinstall] Reinstall needed
    [uninstalled] Now uninstalled
   *[deleted] Portal closed or deleted
}
    .detail = { $reason }
journal-calls-blocked = Calls blocked
    .detail = Bitrix24 manually blocked the app's calls to this portal (OVERLOAD_LIMIT); contact its support.
journal-removal-reported = Removal reported
    .detail = { $clean ->
        [true] Bitrix24 reported the removal of the app. Tombstone hides the portal's data until the authorization server confirms it.
       *[false] Bitrix24 reported the removal of the app. Tombstone keeps the portal's data.
    }
journal-removal-ignored = Removal ignored
    .detail = Bitrix24 sent the report before the portal installed the app again.
journal-removal-undone = Removal undone
    .detail = The authorization server says that the app is still installed.
journal-uninstalled = Uninstalled
    .detail = The portal removed the app. Tombstone keeps the portal's data.
journal-recovered = Recovered
    .detail = Tombstone received no events { $gaps ->
        [one] from { $from } to { $to }.
       *[other] in { $gaps } periods between { $from } and { $to }.
    } { $found ->
        [0] The worker found nothing from that time in the portal's offline queue.
        [one] The worker found { $found } deletion from that time in the portal's offline queue.
       *[other] The worker found { $found } deletions from that time in the portal's offline queue.
    }
journal-not-recovered = Not recovered
    .detail = Tombstone received no events { $gaps ->
        [one] from { $from } to { $to }.
       *[other] in { $gaps } periods between { $from } and { $to }.
    } { $reason }
journal-queue-not-read = Offline queue not read
    .detail = { $reason }
journal-records-unreadable = Unreadable records
    .detail = { $count ->
        [one] Tombstone can't read { $count } record of the portal's offline queue and left it there.
       *[other] Tombstone can't read { $count } records of the portal's offline queue and left them there.
    }
journal-webhook-disabled = Webhook disabled
    .detail = { $gone ->
        [true] The endpoint { $id } at { $host } answered that it is gone. Tombstone sends it nothing until someone enables it again.
       *[false] Every attempt to send to { $host } ({ $id }) has failed for too long. Tombstone sends it nothing until someone enables it again.
    }
