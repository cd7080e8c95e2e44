# The app's pages inside a portal, for its own administrators.

app-tabs = Pages
app-tab-deletions = Deletions
app-tab-health = Health
app-tab-settings = Settings
app-to-health = More under Health
app-save = Save
app-saved = Saved.
app-back = Back to the deletions
app-newest = Newest
app-newer = Newer
app-older = Older
app-export = Export
app-ignored = Tombstone does not know this part of the address, and ignores it: { $names }.
app-read-only = Nobody pays for the app here any more, so you can read, and not change anything.

# Deletions.

app-deletions = Deleted in this portal
app-search = Search by id or text
    .button = Search
app-ranges = Since when
app-range-today = Today
app-range-week = 7 days
app-range-month = 30 days
app-range-all = All
app-kinds = Kinds
    .all = All kinds
app-kind-unknown = something ({ $event })
app-user = User { $id }
app-row = { $who } deleted { $what } { $id }
    .unnamed = { $who } deleted: { $what } (the portal did not say which)
app-row-by-nobody = Deleted: { $what } { $id }
    .unnamed = Deleted: { $what } (the portal did not say which)
app-also = also reported for { $users }
app-day-today = Today, { $date }
app-day-yesterday = Yesterday, { $date }
app-kept = { $count ->
    [one] { $count } deletion is kept.
   *[other] { $count } deletions are kept.
}
app-zone = Times are those of { $zone }.
app-nothing-fits = Nothing fits
    .all = Show all deletions
app-nothing-older = Nothing older
app-nothing-yet = Nothing was deleted yet
    .soon = As soon as something is deleted in this portal, it stands here.
    .later = Deletions stand here once the portal reports them.

# One deletion.

app-number = Number { $number }
app-no-deletion = There is no such deletion
    .detail = Tombstone does not keep a deletion of this number. It may have been removed after its time.
app-fact-sent = Reported
app-fact-received = Received
app-fact-also = Also reported for
app-fact-source = Source
app-fact-event = Event
app-fact-webhook = Webhook
app-source-live = the portal reported it at once
app-source-recovered = Tombstone fetched it from the portal afterwards
app-source-spooled = the portal reported it at once, and Tombstone stored it later
app-payload = What the portal sent
    .masked = Without the tokens that came with it, which Tombstone never keeps.

# Health.

app-health = Portal status
app-health-when = { $when } ({ $ago })
app-health-never = never
app-health-unknown = not known yet
app-health-last = Last event
app-health-kinds = Events reported
    .count = { $found } of { $expected }, asked on { $when }
app-health-probe = Last test event
    .arrived = arrived after { $length }, on { $when }
    .lost = did not arrive; it was asked for on { $when }
    .pending = is awaited
app-health-installed = Installed
app-health-kept = Deletions that are kept
app-missing = Not reported
app-gaps = Gaps
    .none = No known gaps.
app-gap-time = { $from } to { $to }
app-repair = Repair now
    .detail = Tombstone asks the portal again for what it does not report, and fetches what was missed.
app-repair-pending = Tombstone is asking the portal. This page shows the outcome by itself.
app-repair-waiting = A repair was asked for on { $when }, and nothing has come of it yet. Look again in some minutes.
app-repair-done = Repaired on { $when }: all { $expected } kinds of deletions that this portal offers are reported.
app-repair-partly = The repair of { $when } reached { $found } of { $expected } kinds of deletions. The portal refused the others: the app may lack a permission here, or a module is switched off.
app-repair-failed = The repair of { $when } did not succeed. { $why } Tombstone goes on trying by itself.

# Settings.

app-kept-kinds = What is kept
    .detail = Tombstone keeps everything that this portal reports as deleted, and leaves out no kind. What the portal can report depends on the permissions that the app has here.
    .count = { $count ->
        [one] { $count } kind
       *[other] { $count } kinds
    }
app-retention = How long deletions are kept
    .days = Days
    .hint = 0 keeps them for ever. Leave empty for the service default.
    .proof = Shortening this permanently removes older deletions. Type { $domain } to confirm.
    .shorter = Keep them shorter than now
app-retention-ever = Tombstone keeps this portal's deletions for ever.
app-retention-days = { $days ->
    [one] Tombstone keeps this portal's deletions for { $days } day.
   *[other] Tombstone keeps this portal's deletions for { $days } days.
}
app-days-wrong = Write a number of days up to { $most }, or nothing.
app-days-shorter = To keep deletions shorter removes some for ever. Type the portal's address too; if this page has been open for more than ten minutes, open the app anew before.
app-burst = Alarm when much is deleted at once
    .detail = Raises an alarm when one user, or one kind of item, accounts for unusually many deletions within minutes.
    .on = Raise this alarm
    .threshold = From how many deletions on
app-burst-wrong = Write a number from { $least } to { $most }.
app-titles = Names of leads, deals, contacts, companies and tasks
    .detail = A deleted lead then shows the name that it had. Tombstone asks the portal for a name when one of them is added or changed, and keeps it encrypted. What was there before has a name only after its next change.
    .on = Keep these names
    .days = For how many days after the last change
    .hint = 0 is for ever. When you turn this off, Tombstone erases all names that it has kept.
app-titles-wrong = Write a number of days from 0 to { $most }.
app-keys = API keys
    .detail = With a key a program reads this portal's deletions, and no other portal's.
app-key-name = Name of the key
app-key-name-wrong = Give the key a name of at most { $most } characters.
app-key-make = Make a key
app-key-made = This is the key. It is shown this once: keep it now.
app-key-since = since { $when }
app-key-revoke = Revoke
app-key-revoked = The key is revoked. Programs that use it are refused from now on.
app-key-unknown = There is no such key, or it was revoked before.
app-keys-many = A portal has at most { $most } keys. Revoke one first.
app-erase = Delete all data
    .detail = { $count ->
        [one] Tombstone removes the { $count } deletion that it keeps of this portal, for ever. The app goes on recording.
       *[other] Tombstone removes all { $count } deletions that it keeps of this portal, for ever. The app goes on recording.
    }
    .proof = Type { $domain } to confirm
    .button = Delete all data
    .stale = This page has been open for more than ten minutes. Open the app anew to delete its data.
app-erase-refused = Nothing was deleted: what was typed is not the portal's address, or this page has been open for too long.
app-erased = { $count ->
    [one] { $count } deletion is removed.
   *[other] All { $count } deletions are removed.
}

# When a page can't be shown, and how the portal is.

app-broken = This did not work
    .detail = Something failed on our side. Nothing is lost; try again in a moment.
app-page-ended = This page has ended
app-page-refused = This page can’t be shown
    .advice = Close this window and open the app once more.
app-refused = This can’t be shown
    .advice = Close this window and open the app once more.
app-try-again = Please try again
app-reopen = Try again
    .hint = If nothing happens, close this window and open the app once more.
app-administrators = For administrators
    .detail = Tombstone keeps what is deleted in this portal. Only the portal’s administrators see it.
    .advice = Ask one of them if you miss something.
app-unpaid = The paid period has ended
    .stranger = Tombstone keeps what was recorded until then. Anyone who opened the app as an administrator in the last 30 days can keep reading it.
    .notice = The app’s paid period has ended, so Bitrix24 reports nothing any more. What was recorded stays readable here.
    .renew = Renew the app in the Market of your Bitrix24. Tombstone then goes on by itself.
    .link = To the Market
app-healing = Tombstone is setting up the connection to Bitrix24 again with your access. Health shows what comes of it.
app-healing-failed = The connection to Bitrix24 could not be set up.
app-healed = The connection to Bitrix24 was set up again with your access; nothing more has to be done.
