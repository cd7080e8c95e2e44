# The audit. The value is the title of a line and of its kind in the filter; `.detail` says more, as a sentence.

audit-install-refused = Install refused
    .detail = { $reason }
audit-event-refused = Event refused
    .detail = { $reason }
audit-app-page-refused = App page refused
    .detail = { $reason }
audit-log-in-failed = Login failed
    .detail = { $reason }
audit-act-refused = Action refused
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
audit-renewal-requested = Token renewal requested
    .detail = The worker renews the tokens of { $domain }.
audit-task-ended = Request completed
    .detail = { $outcome }
audit-purge-requested = Purge requested
    .detail = { $deletions ->
        [one] An operator requested the removal of { $deletions } deletion and all other data of the portal.
       *[other] An operator requested the removal of { $deletions } deletions and all other data of the portal.
    }
audit-api-key-created = API key created
    .detail = The key “{ $name }” has access to { $portals ->
        [none] all portals.
        [one] the portal { $portal }.
       *[other] { $portals } portals.
    }
audit-api-key-revoked = API key revoked
    .detail = The key { $id } no longer works.
audit-operator-added = Operator added
    .detail = { $email } can log in now.
audit-role-set = Role changed
    .detail = { $email } is { $role ->
        [owner] an owner and can do everything.
        [operator] an operator and can manage portals.
       *[viewer] a viewer and can only look.
    }
audit-portals-set = Operator’s portals changed
    .detail = { $email } sees { $portals ->
        [none] all portals.
        [0] no portal.
        [one] { $portals } portal.
       *[other] { $portals } portals.
    }
audit-password-set = Password changed
    .detail = { $email } has a new password.
audit-second-factor-on = Second factor turned on
    .detail = { $email } now needs a code to log in.
audit-second-factor-off = Second factor turned off
    .detail = { $email } no longer needs a code to log in.
audit-recovery-codes-made = Recovery codes created
    .detail = { $email } has new recovery codes; the old ones no longer work.
audit-recovery-code-used = Recovery code used
    .detail = { $left ->
        [0] No recovery codes are left.
        [one] { $left } recovery code is left.
       *[other] { $left } recovery codes are left.
    }
audit-account-bound = Account linked
    .detail = { $email } is now linked to the account that signed in at { $provider }.
audit-account-released = Account unlinked
    .detail = { $email } will be linked to the next account with this address.
audit-sessions-ended = Sessions ended
    .detail = { $sessions ->
        [one] The operator ended { $sessions } of their sessions.
       *[other] The operator ended { $sessions } of their sessions.
    }
audit-preferences-set = Preferences changed
audit-operator-removed = Operator removed
    .detail = { $email } can no longer log in.
audit-portal-purged = Portal purged
    .detail = { $deletions ->
        [one] Tombstone permanently removed { $deletions } deletion.
       *[other] Tombstone permanently removed { $deletions } deletions.
    } { $cause ->
        [removal] The portal requested it when it removed the app.
        [operator] An operator requested it.
        [administrator] A portal administrator requested it.
       *[uninstalled] The app had not been installed there for { $days } days.
    }
audit-burst-alarm-set = Mass deletion alarm changed
    .detail = { $is_on ->
        [true] Tombstone raises an alarm when { $threshold } or more items are deleted at { $domain } within five minutes, and more than usual.
       *[false] Tombstone raises no alarm on mass deletions at { $domain }.
    }
audit-titles-set = Keeping of names changed
    .detail = { $is_on ->
        [true] Tombstone keeps the names of leads, deals, contacts, companies and tasks at { $domain } { $days ->
            [0] forever.
            [one] for { $days } day.
           *[other] for { $days } days.
        }
       *[false] Tombstone keeps no names of leads, deals, contacts, companies and tasks at { $domain } and has erased those it had.
    }
audit-retention-set = Retention changed
    .detail = Tombstone keeps the deletions of { $domain } { $days ->
        [none] for the default time.
        [0] forever.
        [one] for { $days } day.
       *[other] for { $days } days.
    }
audit-deletions-exported = Deletions exported
    .detail = { $deletions ->
        [one] { $deletions } deletion
       *[other] { $deletions } deletions
    } { $domain ->
        [none] of all portals
       *[other] of { $domain }
    } as { $format }, { $filter ->
        [none] without a filter.
       *[other] with the filter { $filter }.
    } { $whole ->
        [false] The export ended early.
       *[other] { "" }
    }
audit-keys-rotated = Keys rotated
    .detail = { $secrets ->
        [one] The command encrypted { $secrets } secret with the current key.
       *[other] The command encrypted { $secrets } secrets with the current key.
    }
audit-quarantine-retried = Quarantine retried
    .detail = Tombstone indexed { $events ->
        [one] { $events } event
       *[other] { $events } events
    }; { $deletions ->
        [one] { $deletions } deletion is new.
       *[other] { $deletions } deletions are new.
    }
audit-quarantine-retry-requested = Quarantine retry requested
    .detail = The worker retries { $events ->
        [one] { $events } event that it could not index.
       *[other] { $events } events that it could not index.
    }
audit-webhook-created = Webhook created
    .detail = The worker sends messages to { $host } ({ $id }).
audit-webhook-changed = Webhook changed
    .detail = The endpoint { $id } at { $host } has new settings.
audit-webhook-deleted = Webhook deleted
    .detail = The worker no longer sends anything to { $host } ({ $id }).
audit-webhook-secret-rotated = Webhook secret rotated
    .detail = The worker signs what it sends to { $host } ({ $id }) with a new secret, and for 24 hours with the old one too.
audit-webhook-tested = Webhook tested
    .detail = The worker sends a test message to { $host }.
audit-webhook-redelivered = Webhook messages resent
    .detail = The worker resends { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } to the endpoint { $id }.
audit-webhook-disabled = Webhook disabled
    .detail = { $gone ->
        [true] The endpoint { $id } at { $host } answered that it is gone.
       *[false] Every attempt to send to { $host } ({ $id }) has failed for too long.
    }
audit-quarantine-discarded = Quarantine discarded
    .detail = Tombstone discarded { $events ->
        [one] { $events } event that it could not index.
       *[other] { $events } events that it could not index.
    }
audit-audit-exported = Audit log exported
    .detail = { $lines ->
        [one] The export contains { $lines } entry.
       *[other] The export contains { $lines } entries.
    }
