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
app-ignored = Tombstone ignores unknown parts of the address: { $names }.
app-read-only = The app is no longer paid for here, so you can read but not change anything.

# Deletions.

app-deletions = Deleted in this portal
app-search = Search by id or text
    .button = Search
app-ranges = Period
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
    [one] Tombstone keeps { $count } deletion.
   *[other] Tombstone keeps { $count } deletions.
}
app-zone = Times are in { $zone }.
app-nothing-fits = No matches
    .all = Show all deletions
app-nothing-older = No older deletions
app-nothing-yet = No deletions yet
    .soon = As soon as someone deletes something in this portal, it appears here.
    .later = Deletions appear here once the portal reports them.

# One deletion.

app-number = Number { $number }
app-no-deletion = Deletion not found
    .detail = Tombstone has no deletion with this number. Its retention may have ended.
app-fact-sent = Reported
app-fact-received = Received
app-fact-also = Also reported for
app-fact-source = Source
app-fact-event = Event
app-fact-webhook = Webhook
app-source-live = the portal reported it right away
app-source-recovered = Tombstone fetched it from the portal later
app-source-spooled = the portal reported it right away, and Tombstone stored it later
app-payload = What the portal sent
    .masked = Without the tokens that came with it; Tombstone never keeps them.

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
    .lost = did not arrive; requested on { $when }
    .pending = pending
app-health-installed = Installed
app-health-kept = Deletions kept
app-missing = Not reported
app-gaps = Gaps
    .none = No known gaps.
app-gap-time = { $from } to { $to }
app-repair = Repair now
    .detail = Tombstone subscribes again to what the portal does not report, and fetches what it missed.
app-repair-pending = Tombstone is asking the portal. The outcome appears here automatically.
app-repair-waiting = The repair requested on { $when } has no result yet. Check again in a few minutes.
app-repair-done = Repaired on { $when }: this portal reports all { $expected } kinds of deletions that it offers.
app-repair-partly = The repair on { $when } reached { $found } of { $expected } kinds of deletions. The portal refused the others: the app may lack a permission here, or a module is switched off.
app-repair-failed = The repair on { $when } failed. { $why } Tombstone keeps trying.

# Settings.

app-kept-kinds = What Tombstone keeps
    .detail = Tombstone keeps every kind of deletion that this portal reports. What the portal can report depends on the app’s permissions here.
    .count = { $count ->
        [one] { $count } kind
       *[other] { $count } kinds
    }
app-retention = How long Tombstone keeps deletions
    .days = Days
    .hint = 0 keeps them forever. Leave empty for the service default.
    .proof = Shortening this permanently removes older deletions. Type { $domain } to confirm.
    .shorter = Keep them for a shorter time
app-retention-ever = Tombstone keeps this portal's deletions forever.
app-retention-days = { $days ->
    [one] Tombstone keeps this portal's deletions for { $days } day.
   *[other] Tombstone keeps this portal's deletions for { $days } days.
}
app-days-wrong = Enter a number of days up to { $most }, or nothing.
app-days-shorter = A shorter time permanently removes older deletions. Type the portal's address too; if this page has been open for more than ten minutes, reopen the app first.
app-burst = Mass deletion alarm
    .detail = Raises an alarm when one user, or one kind of item, accounts for unusually many deletions within minutes.
    .on = Raise this alarm
    .threshold = Minimum number of deletions
app-burst-wrong = Enter a number from { $least } to { $most }.
app-titles = Names of leads, deals, contacts, companies and tasks
    .detail = A deleted lead then shows its name. Tombstone asks the portal for the name whenever one of them is added or changed, and keeps it encrypted. Existing ones get a name with their next change.
    .on = Keep these names
    .days = Days to keep after the last change
    .hint = 0 keeps them forever. When you turn this off, Tombstone erases all names that it has kept.
app-titles-wrong = Enter a number of days from 0 to { $most }.
app-keys = API keys
    .detail = With a key, a program can read the deletions of this portal only.
app-key-name = Key name
app-key-name-wrong = Give the key a name of at most { $most } characters.
app-key-make = Create key
app-key-made = This is the key. Copy it now: you won’t see it again.
app-key-since = since { $when }
app-key-revoke = Revoke
app-key-revoked = The key is revoked. Programs can no longer use it.
app-key-unknown = This key does not exist or is already revoked.
app-keys-many = A portal can have at most { $most } keys. Revoke one first.
app-erase = Delete all data
    .detail = { $count ->
        [one] Tombstone permanently removes the { $count } deletion that it keeps of this portal. The app keeps recording.
       *[other] Tombstone permanently removes all { $count } deletions that it keeps of this portal. The app keeps recording.
    }
    .proof = Type { $domain } to confirm
    .button = Delete all data
    .stale = This page has been open for more than ten minutes. Reopen the app to delete its data.
app-erase-refused = Nothing was deleted: the address does not match, or this page was open for too long.
app-erased = { $count ->
    [one] Tombstone removed { $count } deletion.
   *[other] Tombstone removed all { $count } deletions.
}

# When a page can't be shown, and how the portal is.

app-broken = Something went wrong
    .detail = Something failed on our side. Nothing is lost; try again in a moment.
app-page-ended = This page has expired
app-page-refused = This page can’t be shown
    .advice = Close this window and open the app again.
app-refused = This page can’t be shown
    .advice = Close this window and open the app again.
app-try-again = Please try again
app-reopen = Try again
    .hint = If nothing happens, close this window and open the app again.
app-administrators = For administrators
    .detail = Tombstone keeps what is deleted in this portal. Only portal administrators can see it.
    .advice = Ask one of them if you miss something.
app-unpaid = The paid period has ended
    .stranger = Tombstone keeps what it recorded until then. Anyone who opened the app as an administrator in the last 30 days can keep reading it.
    .notice = The app’s paid period has ended, so Bitrix24 reports nothing more. You can still read here what Tombstone recorded.
    .renew = Renew the app in the Market of your Bitrix24. Recording then resumes by itself.
    .link = Open the Market
app-healing = Tombstone is reconnecting to Bitrix24 with your access. Health shows the result.
app-healing-failed = Tombstone could not reconnect to Bitrix24.
app-healed = Tombstone has reconnected to Bitrix24 with your access; you don’t need to do anything else.
