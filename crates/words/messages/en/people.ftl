# The people's side of the dashboard: operators, one's own account, keys, settings, quarantine, the audit's page, and the
# second step of a log-in.

nav-quarantine = Quarantine
nav-api-keys = API keys
nav-operators = Operators
nav-settings = Settings
nav-account = Account
nav-more = More

role-owner = Owner
role-operator = Operator
role-viewer = Viewer

# Operators

operators-title = Operators
operators-lead = Who can log in here, what they can do, and which portals they see.
operators-who = Operator
operators-role = Role
operators-portals = Sees
operators-since = Since
operators-acts = Actions
operators-you = You
operators-with-factor = Second factor on
operators-without-factor = Password only
operators-sees-all = All portals
operators-sees = { $count ->
    [0] No portal
    [one] { $count } portal
   *[other] { $count } portals
}
operators-change = Change
operators-save = Save role and portals
operators-reset = Reset second factor
operators-reset-hint = For someone who lost the device that shows the codes and has no recovery codes left. They log in with the password alone until they set it up again.
operators-remove = Remove
operators-remove-sure = { $email } can no longer log in
operators-add = Add operator
operators-add-button = Add
operators-email = Email
operators-password = First password, at least { $count } characters
operators-role-hint = An owner can do everything. An operator can do everything but manage operators, API keys and settings. A viewer can only look.
operators-portals-field = Portals, if not all
operators-portals-hint = Domains or member_ids, separated by spaces or lines. Leave empty for all portals. An operator with only some portals can’t tell that there are others.
operators-done-added = The operator can log in now.
operators-done-set = Saved. The operator has to log in again.
operators-done-reset = The operator now logs in with the password alone. Their sessions have ended.
operators-done-removed = The operator can no longer log in.
operators-wrong-email = This is not an email address.
operators-wrong-role = Choose a role.
operators-wrong-taken = An operator with this address already exists.
operators-wrong-last-owner = This is the last owner who sees all portals. Add another one first, so that someone can manage operators.
operators-wrong-unsure = Tick the box to confirm.
portals-wrong-unknown = No portal here is called “{ $name }”.
portals-wrong-many = These are more than 500 portals.
password-wrong = Wrong password.
password-wrong-again = The two new passwords do not match.
password-wrong-short = Use at least { $count } characters for the password.
password-wrong-long = The password is too long.
password-wrong-often = Too many attempts. Try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.

# One's own account

account-title = Account
account-crumbs = Breadcrumb
account-factor = Second factor
account-factor-on = On
account-factor-off = Anyone who learns your password can log in as you. With a second factor, logging in also takes a code from your phone.
account-factor-turn-on = Turn on
account-factor-turn-off = Turn off
account-codes-left = { $count ->
    [0] No recovery codes are left: create new ones.
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
account-codes-renew = Create new recovery codes
account-password = Password
account-password-now = Current password
account-password-new = New password, at least { $count } characters
account-password-again = Repeat the new password
account-password-hint = This ends all your other sessions.
account-password-set = Change password
account-preferences = Language, time and appearance
account-preferences-save = Save
account-language = Language
account-language-browser = Browser default
account-zone = Time zone
account-zone-none = Browser default
account-theme = Appearance
account-theme-system = Match system
account-theme-light = Light
account-theme-dark = Dark
account-sessions = Where you are logged in
account-session-this = This session
account-session-since = since
account-session-seen = last used
account-session-end = Log out
account-sessions-end = Log out everywhere
account-browser-unknown = Unknown browser
account-done-password = You have a new password, and all your other sessions have ended.
account-done-preferences = Saved.
account-done-off = You now log in with the password alone. All your other sessions have ended.
account-done-ended = The session has ended.
account-wrong-preferences = Choose a language, a time zone and an appearance from the lists.
second-factor-lead = Scan the code with an authenticator app, then enter the six digits that it shows.
second-factor-qr = QR code for an authenticator app
second-factor-by-hand = Or enter this in the app:
second-factor-code = Code from the app
second-factor-cancel = Cancel
second-factor-wrong-code = This is not the code that the app shows now. Check your phone’s clock.
codes-title = Recovery codes
codes-lead = If you lose the app, each of these codes replaces an app code once. You won’t see them again: keep them where you keep passwords.
codes-on = The second factor is on. From now on, logging in takes a code.
codes-renewed = These codes are new. The old ones no longer work.
codes-kept = I have saved them

# The second step of a log-in

login-code-title = Second factor
login-code-lead = One more step: enter the code from your authenticator app.
login-code-field = Code
login-code-button = Log in
login-code-lost = No phone at hand? Enter one of your recovery codes instead. Without one, an owner can reset your second factor.
login-wrong-code = This code is wrong or already used.

# Keys of the API

api-keys-title = API keys
api-keys-lead = With a key, programs can read deletions and act on portals.
api-keys-docs = API documentation
api-keys-none = No keys yet
    .text = Programs that use the API need one. Create the first one below.
api-keys-name = Key
api-keys-may = Permissions
api-keys-reaches = Portals
api-keys-used = Last used
api-keys-unused = Never
api-keys-ends = Expires
api-keys-never = Never
api-keys-days = { $count ->
    [one] After { $count } day
   *[other] After { $count } days
}
api-keys-number = Number { $id }
api-keys-nameless = Unnamed
api-keys-usable = Active
api-keys-revoked = Revoked
api-keys-ended = Expired
api-keys-revoke = Revoke
    .lost = Programs can no longer use this key. You can’t undo this.
api-keys-make = Create a key
api-keys-make-button = Create key
api-keys-name-field = Name
api-keys-ends-field = Expires
api-keys-all-portals = All portals, including future ones
api-keys-portals-field = Or these portals
api-keys-portals-hint = Domains or member_ids, separated by spaces or lines.
api-keys-key = Key
api-keys-made = Key “{ $name }”
api-keys-once = Copy it now to where the program keeps its secrets: you won’t see it again.
api-keys-back = Back to the keys
api-keys-done-revoked = The key no longer works.
api-keys-wrong-name = Give the key a name of at most { $count } characters, so that you know what uses it.
api-keys-wrong-scopes = Choose at least one permission.
api-keys-wrong-reach = Either choose all portals or name some, not both.
scope-deletions-read = reads deletions
scope-portals-read = reads portal status
scope-portals-manage = requests checks, test events and recoveries
scope-webhooks-manage = manages webhooks

# Settings

settings-title = Settings
settings-lead = The settings of this process. They come from its environment, its command line or the file in TOMBSTONE_CONFIG; a restart applies changes.
settings-retention = How long Tombstone keeps deletions
settings-retention-default = Default for portals without their own: { $days }.
settings-for-ever = forever
settings-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
settings-portal = Portal
settings-days-field = Days
settings-days-hint = A domain or member_id. 0 keeps its deletions forever; leave the days empty for the default.
settings-set = Set for this portal
settings-own = Portals with their own settings
settings-portal-hint = A domain or member_id.
settings-own-kept = deletions kept: { $days }
settings-burst-from = mass deletion alarm from { $count } deletions
settings-burst-off = no mass deletion alarm
settings-titles-ever = names kept forever
settings-titles-days = { $count ->
    [one] names kept for { $count } day
   *[other] names kept for { $count } days
}
settings-all = All settings
settings-name = Setting
settings-value = Value
settings-origin = Source
settings-hidden = Set, hidden
settings-unset = None
settings-is-set = Set
settings-is-default = Default
settings-done-retention = Saved. The worker applies it within the hour.
settings-wrong-days = Enter a whole number of days from 0 to 65535, or nothing.
settings-wrong-portal = Enter one portal.

# Quarantine

quarantine-title = Quarantine
quarantine-lead = Events that Tombstone received and answered but could not index. Nothing is lost. Fix the cause, then retry.
quarantine-reason-unreadable = Tombstone can't read the event in its log. The reader says: { $detail }.
quarantine-reason-refused = The database refuses the event. It says: { $detail }.
quarantine-reason-crowded = Another worker was indexing the same event during the retry.
quarantine-reason-other = { $other }.
quarantine-none = No events in quarantine
    .text = Tombstone has indexed every event that it received.
quarantine-count = { $count ->
    [one] { $count } event
   *[other] { $count } events
}
quarantine-portal-unknown = Unknown portal
quarantine-received = received
quarantine-place = log { $place }
quarantine-wanted = The worker will retry it
quarantine-tried = Last tried
quarantine-payload = Event content
quarantine-unreadable = Tombstone can’t read this event.
quarantine-retry = Retry
quarantine-retry-all = Retry all
quarantine-discard = Discard
quarantine-discard-sure = I understand that it is lost forever
quarantine-done-wanted = The worker retries within seconds. Events that it can index leave this page; the others get a new reason.
quarantine-done-discarded = Tombstone discarded the event.
quarantine-first = First page
quarantine-more = More

# The audit's page

lines-title = Audit log
lines-lead = What operators and programs did, and what Tombstone refused, newest first.
lines-caption = Audit log, newest first
lines-who = By whom
lines-what = What happened
lines-anything = Anything
lines-portal = Portal
lines-from = From
lines-to = To
lines-show = Apply
lines-show-all = Show all entries
lines-export = Export
lines-by-whom = By whom
lines-portal-column = Portal
lines-more = Details
lines-when = When
lines-source = from { $source }
lines-about = All entries about this portal
lines-pages = Pages
lines-newest-link = Newest
lines-newest = Back to the newest
lines-older = Older
lines-none = No entries yet
    .text = Logins, keys, operators’ actions and refusals appear here.
lines-none-fits = No entry matches
    .text = Nothing of this kind was done or refused.
lines-none-older = No older entries
    .text = You’ve reached the end of the list.
lines-wrong = This filter isn’t valid.
    .text = Correct the marked field to see the list.
lines-wrong-kind = Unknown kind. Choose one from the list.
lines-wrong-time = Enter a time such as 2026-03-17 15:00, or an age such as -24h or -7d.
lines-wrong-order = This is not after the start time.

# What goes wrong with these pages

error-not-allowed = Your role does not allow this
    .advice = An owner can do it, or give you another role on the “Operators” page.
error-unknown-operator = Operator not found
    .advice = Someone may have removed them. See the list of operators.
error-unknown-event = This event is not in quarantine
    .advice = Someone may have retried or discarded it. Open the quarantine again.
error-unsure = Nothing was changed
    .advice = Go back and tick the box to confirm.
error-has-second-factor = Your second factor is already on
    .advice = To set up another device, first turn it off on your account page.
