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
operators-lead = Who may log in here, what they may do, and which portals they see.
operators-who = Operator
operators-role = Role
operators-portals = Sees
operators-since = Since
operators-acts = Actions
operators-you = You
operators-with-factor = Logs in with a second factor
operators-without-factor = Logs in with a password alone
operators-sees-all = All portals
operators-sees = { $count ->
    [0] No portal
    [one] { $count } portal
   *[other] { $count } portals
}
operators-change = Change
operators-save = Save role and portals
operators-reset = Reset the second factor
operators-reset-hint = For somebody who lost the device that shows the codes and has no recovery code left. They log in with the password alone until they set it up again.
operators-remove = Remove
operators-remove-sure = { $email } may no longer log in
operators-add = Add an operator
operators-add-button = Add
operators-email = E-mail
operators-password = First password, at least { $count } characters
operators-role-hint = An owner may do everything. An operator may do everything but manage operators, API keys and settings. A viewer may only look.
operators-portals-field = Portals, if not all of them
operators-portals-hint = Domains or member_ids, separated by blanks or lines. Empty means all portals. Whoever sees only some portals does not learn that there are others.
operators-done-added = The operator may log in now.
operators-done-set = Saved. The operator has to log in again.
operators-done-reset = The operator logs in with the password alone. Their sessions have ended.
operators-done-removed = The operator may no longer log in.
operators-wrong-email = This is not an e-mail address.
operators-wrong-role = Choose a role.
operators-wrong-taken = There is an operator with this address already.
operators-wrong-last-owner = This is the last owner who sees all portals. Make another one first, so that somebody can manage operators.
operators-wrong-unsure = Tick the box that says that you are sure.
portals-wrong-unknown = No portal here is called “{ $name }”.
portals-wrong-many = These are more than 500 portals.
password-wrong = The password is wrong.
password-wrong-again = The two new passwords are not the same.
password-wrong-short = Take at least { $count } characters for the password.
password-wrong-long = The password is too long.
password-wrong-often = Too many attempts. Try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.

# One's own account

account-title = Account
account-crumbs = Where you are
account-factor = Second factor
account-factor-on = On
account-factor-off = Whoever learns your password can log in as you. With a second factor a log-in also takes a code that your phone shows.
account-factor-turn-on = Turn on
account-factor-turn-off = Turn off
account-codes-left = { $count ->
    [0] No recovery code is left: make new ones.
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
account-codes-renew = Make new recovery codes
account-password = Password
account-password-now = Current password
account-password-new = New password, at least { $count } characters
account-password-again = New password again
account-password-hint = All your other sessions end.
account-password-set = Set the password
account-preferences = Language, time and look
account-preferences-save = Save
account-language = Language
account-language-browser = Browser default
account-zone = Time zone
account-zone-none = The browser’s
account-theme = Look
account-theme-system = Match system
account-theme-light = Light
account-theme-dark = Dark
account-sessions = Where you are logged in
account-session-this = This one
account-session-since = since
account-session-seen = last used
account-session-end = Log out
account-sessions-end = Log out everywhere
account-browser-unknown = Unknown browser
account-done-password = You have a new password, and all your other sessions have ended.
account-done-preferences = Saved.
account-done-off = Your log-in takes the password alone. All your other sessions have ended.
account-done-ended = The session has ended.
account-wrong-preferences = Choose a language, a time zone and a look from the lists.
second-factor-lead = Scan the code with an authenticator app, and type the six digits that it shows.
second-factor-qr = QR code for an authenticator app
second-factor-by-hand = Or type this into the app:
second-factor-code = Code of the app
second-factor-cancel = Cancel
second-factor-wrong-code = This is not the code that the app shows now. Check the clock of your phone.
codes-title = Recovery codes
codes-lead = Each of them stands in for a code of the app once, if you lose it. They are not shown again: keep them where you keep passwords.
codes-on = The second factor is on. All later log-ins take a code.
codes-renewed = These are new. The old ones open nothing any more.
codes-kept = I have kept them

# The second step of a log-in

login-code-title = Second factor
login-code-lead = One more step: type the code that your authenticator app shows.
login-code-field = Code
login-code-button = Log in
login-code-lost = No phone at hand? Type one of your recovery codes instead. Without one, an owner can reset your second factor.
login-wrong-code = This code is wrong, or was used before.

# Keys of the API

api-keys-title = API keys
api-keys-lead = With a key, programs read what was deleted and act on portals.
api-keys-docs = The API’s documentation
api-keys-none = No key yet
    .text = Programs that use the API need one. Make the first one below.
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
api-keys-nameless = Without a name
api-keys-usable = Active
api-keys-revoked = Revoked
api-keys-ended = Expired
api-keys-revoke = Revoke
    .lost = Programs that use this key are refused from then on. It can’t be brought back.
api-keys-make = Make a key
api-keys-make-button = Make the key
api-keys-name-field = Name
api-keys-ends-field = Expires
api-keys-all-portals = All portals, also those that come later
api-keys-portals-field = Or these portals
api-keys-portals-hint = Domains or member_ids, separated by blanks or lines.
api-keys-key = The key
api-keys-made = The key “{ $name }”
api-keys-once = It is shown this once. Copy it to where the program has its secrets.
api-keys-back = To the keys
api-keys-done-revoked = The key opens nothing any more.
api-keys-wrong-name = Give the key a name of at most { $count } characters, so that you know what uses it.
api-keys-wrong-scopes = Tick at least one thing that the key may do.
api-keys-wrong-reach = Either tick all portals or name some, not both.
scope-deletions-read = reads deletions
scope-portals-read = reads portal status
scope-portals-manage = asks for checks, test events and recoveries
scope-webhooks-manage = sets up webhooks

# Settings

settings-title = Settings
settings-lead = What this process runs with. Environment, command line or the file of TOMBSTONE_CONFIG set it; a restart applies changes.
settings-retention = How long deletions are kept
settings-retention-default = Of all portals without a number of their own: { $days }.
settings-for-ever = for ever
settings-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
settings-portal = Portal
settings-days-field = Days
settings-days-hint = A domain or member_id. 0 keeps its deletions for ever; no number keeps them as long as those of all others.
settings-set = Set for this portal
settings-own = Portals with settings of their own
settings-portal-hint = A domain or member_id.
settings-own-kept = deletions kept: { $days }
settings-burst-from = alarm from { $count } deletions on
settings-burst-off = no alarm when much is deleted at once
settings-titles-ever = names of things for ever
settings-titles-days = { $count ->
    [one] names of things for { $count } day
   *[other] names of things for { $count } days
}
settings-all = All settings
settings-name = Setting
settings-value = Value
settings-origin = Source
settings-hidden = Set, not shown
settings-unset = None
settings-is-set = Set
settings-is-default = Default
settings-done-retention = Set. The worker applies it within the hour.
settings-wrong-days = Days are a whole number from 0 to 65535, or nothing.
settings-wrong-portal = Name one portal.

# Quarantine

quarantine-title = Quarantine
quarantine-lead = Events that were received and answered and that Tombstone could not index. Nothing is lost. Fix the cause, then retry.
quarantine-reason-unreadable = What the log has of the event can’t be read. The reader says: { $detail }.
quarantine-reason-refused = The database refuses to keep it. It says: { $detail }.
quarantine-reason-crowded = Another worker was indexing the same when it was tried again.
quarantine-reason-other = { $other }.
quarantine-none = Nothing is in quarantine
    .text = Tombstone could index every event that it received.
quarantine-count = { $count ->
    [one] { $count } event
   *[other] { $count } events
}
quarantine-portal-unknown = Unknown portal
quarantine-received = received
quarantine-place = log { $place }
quarantine-wanted = The worker tries it again
quarantine-tried = Last tried
quarantine-payload = What the event says
quarantine-unreadable = The event can’t be read at all.
quarantine-retry = Try again
quarantine-retry-all = Try all again
quarantine-discard = Throw away
quarantine-discard-sure = It is lost for ever
quarantine-done-wanted = The worker tries again within seconds. What it can index is gone from here; what it can’t has a new reason.
quarantine-done-discarded = The event is gone.
quarantine-first = First page
quarantine-more = More

# The audit's page

lines-title = Audit
lines-lead = What operators and programs did, and what was refused, newest first.
lines-caption = Audit, newest first
lines-who = By whom
lines-what = What happened
lines-anything = Anything
lines-portal = About a portal
lines-from = From
lines-to = To
lines-show = Apply
lines-show-all = Show all lines
lines-export = Export
lines-by-whom = By whom
lines-portal-column = Portal
lines-more = Details
lines-when = When
lines-source = from { $source }
lines-about = All lines about this portal
lines-pages = Pages
lines-newest-link = Newest
lines-newest = Back to the newest
lines-older = Older
lines-none = Nothing yet
    .text = Log-ins, keys, what operators do and what is refused is written here.
lines-none-fits = No line fits
    .text = Nothing of the kind was done or refused.
lines-none-older = Nothing older
    .text = The list ends here.
lines-wrong = This filter can’t be used as it is.
    .text = Correct the marked field, and the list is shown.
lines-wrong-kind = There is no such kind; choose one of these.
lines-wrong-time = Write a time such as 2026-03-17 15:00, or how long ago, such as -24h or -7d.
lines-wrong-order = This is not after the beginning.
lines-ignored = This page knows no filter called { $names }.

# What goes wrong with these pages

error-not-allowed = Your role does not allow this
    .advice = An owner can do it, or give you another role on the page “Operators”.
error-unknown-operator = There is no such operator
    .advice = Somebody may have removed them meanwhile. The list of operators shows who there is.
error-unknown-event = This event is not in quarantine
    .advice = Somebody may have tried it again or thrown it away meanwhile. Open the quarantine again.
error-unsure = Nothing was changed
    .advice = Go back and tick the box that says that you are sure.
error-has-second-factor = Your second factor is on already
    .advice = Turn it off on the page of your account first, to set up another device.
