# The audit. The value is the title of a line and of its kind in the filter; `.detail` says more, as a sentence.

audit-install-refused = Install refused
    .detail = { $reason }
audit-event-refused = Event refused
    .detail = { $reason }
audit-app-page-refused = App page refused
    .detail = { $reason }
audit-log-in-failed = Log-in failed
    .detail = { $reason }
audit-removal-undone = Removal undone
    .detail = { $reason }
audit-logged-in = Logged in
audit-logged-out = Logged out
audit-check-requested = Check requested
    .detail = The worker checks { $domain }.
audit-probe-requested = Test event requested
    .detail = The worker asks { $domain } for a test event.
audit-recovery-requested = Recovery requested
    .detail = The worker reads the offline queue of { $domain }.
audit-api-key-created = API key created
    .detail = { $portal ->
        [none] The key “{ $name }” reaches all portals.
       *[other] The key “{ $name }” reaches the portal { $portal }.
    }
audit-api-key-revoked = API key revoked
    .detail = The key { $id } reaches nothing any more.
audit-operator-added = Operator added
    .detail = { $email } may log in.
audit-operator-removed = Operator removed
    .detail = { $email } may no longer log in.
audit-portal-purged = Portal purged
    .detail = { $deletions ->
        [one] Tombstone removed { $deletions } deletion for ever.
       *[other] Tombstone removed { $deletions } deletions for ever.
    } { $cause ->
        [removal] The portal asked for it when it removed the app.
        [operator] An operator asked for it.
       *[uninstalled] The app had not been installed there for { $days } days.
    }
audit-retention-set = Retention set
    .detail = Tombstone keeps the deletions of { $domain } { $days ->
        [none] as long as those of all others.
        [0] for ever.
        [one] for { $days } day.
       *[other] for { $days } days.
    }
audit-keys-rotated = Keys rotated
    .detail = { $secrets ->
        [one] The command encrypted { $secrets } secret with the present key.
       *[other] The command encrypted { $secrets } secrets with the present key.
    }
audit-quarantine-retried = Quarantine retried
    .detail = The command indexed { $events ->
        [one] { $events } event
       *[other] { $events } events
    }; { $deletions ->
        [one] { $deletions } deletion of them is new.
       *[other] { $deletions } deletions of them are new.
    }
audit-webhook-created = Webhook created
    .detail = The worker posts messages to { $host } ({ $id }).
audit-webhook-changed = Webhook changed
    .detail = It is the endpoint { $id } at { $host }.
audit-webhook-deleted = Webhook deleted
    .detail = The worker posts nothing to { $host } ({ $id }) any more.
audit-webhook-secret-rotated = Webhook secret rotated
    .detail = The worker signs what it posts to { $host } ({ $id }) with a new secret, and for 24 hours with the old one too.
audit-webhook-redelivered = Webhook messages redelivered
    .detail = The worker posts { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } to the endpoint { $id } again.
audit-webhook-disabled = Webhook disabled
    .detail = { $gone ->
        [true] The endpoint { $id } at { $host } answered that it is gone.
       *[false] Every attempt to post to { $host } ({ $id }) has failed for too long.
    }
