# The audit. The value is the title of a line and of its kind in the filter; `.detail` says more, as a sentence.

audit-install-refused = Install refused
    .detail = { $reason }
audit-event-refused = Event refused
    .detail = { $reason }
audit-app-page-refused = App page refused
    .detail = { $reason }
audit-log-in-failed = Log-in failed
    .detail = { $reason }
audit-act-refused = Act refused
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
audit-task-ended = Request done
    .detail = { $outcome }
audit-purge-requested = Purge requested
    .detail = { $deletions ->
        [one] An operator had { $deletions } deletion removed, and all else that was kept of the portal.
       *[other] An operator had { $deletions } deletions removed, and all else that was kept of the portal.
    }
audit-api-key-created = API key created
    .detail = The key “{ $name }” reaches { $portals ->
        [none] all portals.
        [one] the portal { $portal }.
       *[other] { $portals } portals.
    }
audit-api-key-revoked = API key revoked
    .detail = The key { $id } reaches nothing any more.
audit-operator-added = Operator added
    .detail = { $email } may log in.
audit-role-set = Role set
    .detail = { $email } is { $role ->
        [owner] an owner and may do everything.
        [operator] an operator and may act on portals.
       *[viewer] a viewer and may only look.
    }
audit-portals-set = Portals of an operator set
    .detail = { $email } sees { $portals ->
        [none] all portals.
        [0] no portal.
        [one] { $portals } portal.
       *[other] { $portals } portals.
    }
audit-password-set = Password set
    .detail = { $email } has a new password.
audit-second-factor-on = Second factor on
    .detail = A log-in of { $email } takes a code from now on.
audit-second-factor-off = Second factor off
    .detail = A log-in of { $email } takes no code any more.
audit-recovery-codes-made = Recovery codes made
    .detail = { $email } has new recovery codes; the old ones open nothing any more.
audit-recovery-code-used = Recovery code used
    .detail = { $left ->
        [0] No recovery code is left.
        [one] { $left } recovery code is left.
       *[other] { $left } recovery codes are left.
    }
audit-account-bound = Account bound
    .detail = The account at { $provider } with which { $email } signed in is theirs from now on.
audit-account-released = Account released
    .detail = The next account that has the address of { $email } becomes theirs.
audit-sessions-ended = Sessions ended
    .detail = { $sessions ->
        [one] The operator ended { $sessions } session of their own.
       *[other] The operator ended { $sessions } sessions of their own.
    }
audit-preferences-set = Preferences set
audit-operator-removed = Operator removed
    .detail = { $email } may no longer log in.
audit-portal-purged = Portal purged
    .detail = { $deletions ->
        [one] Tombstone removed { $deletions } deletion for ever.
       *[other] Tombstone removed { $deletions } deletions for ever.
    } { $cause ->
        [removal] The portal asked for it when it removed the app.
        [operator] An operator asked for it.
        [administrator] An administrator of the portal asked for it.
       *[uninstalled] The app had not been installed there for { $days } days.
    }
audit-burst-alarm-set = Burst alarm set
    .detail = { $is_on ->
        [true] An alarm goes on when { $threshold } things or more are deleted at { $domain } within five minutes, and more than usual there.
       *[false] No alarm goes on when much is deleted at { $domain } at once.
    }
audit-titles-set = Names of things set
    .detail = { $is_on ->
        [true] Tombstone keeps the names of leads, deals, contacts, companies and tasks of { $domain } { $days ->
            [0] for ever.
            [one] for { $days } day.
           *[other] for { $days } days.
        }
       *[false] Tombstone keeps no names of leads, deals, contacts, companies and tasks of { $domain }, and erased those that it had.
    }
audit-retention-set = Retention set
    .detail = Tombstone keeps the deletions of { $domain } { $days ->
        [none] as long as those of all others.
        [0] for ever.
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
        [false] The reader went away, or it broke off, before the end.
       *[other] { "" }
    }
audit-keys-rotated = Keys rotated
    .detail = { $secrets ->
        [one] The command encrypted { $secrets } secret with the present key.
       *[other] The command encrypted { $secrets } secrets with the present key.
    }
audit-quarantine-retried = Quarantine retried
    .detail = Tombstone indexed { $events ->
        [one] { $events } event
       *[other] { $events } events
    }; { $deletions ->
        [one] { $deletions } deletion of them is new.
       *[other] { $deletions } deletions of them are new.
    }
audit-quarantine-retry-requested = Quarantine retry requested
    .detail = The worker tries { $events ->
        [one] { $events } event again that it could not index.
       *[other] { $events } events again that it could not index.
    }
audit-webhook-created = Webhook created
    .detail = The worker posts messages to { $host } ({ $id }).
audit-webhook-changed = Webhook changed
    .detail = It is the endpoint { $id } at { $host }.
audit-webhook-deleted = Webhook deleted
    .detail = The worker posts nothing to { $host } ({ $id }) any more.
audit-webhook-secret-rotated = Webhook secret rotated
    .detail = The worker signs what it posts to { $host } ({ $id }) with a new secret, and for 24 hours with the old one too.
audit-webhook-tested = Webhook tested
    .detail = The worker posts a test to { $host }.
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
audit-quarantine-discarded = Quarantine discarded
    .detail = Tombstone threw { $events ->
        [one] { $events } event away that it could not index.
       *[other] { $events } events away that it could not index.
    }
audit-audit-exported = Audit exported
    .detail = { $lines ->
        [one] { $lines } line went into the file.
       *[other] { $lines } lines went into the file.
    }
