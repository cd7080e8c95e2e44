# What is to be done before the first portal can install the app. The states of credentials and address are said by
# `tombstone doctor` too.

setup-title = Before the first portal
setup-lead = These steps are for whoever sets up the service. They disappear once the first portal has installed the app.
setup-done = Done
setup-todo = To do
setup-open = For you to check
setup-credentials = App credentials
setup-credentials-set = TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET are set; the first installation shows whether they are right.
setup-credentials-missing = Set TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET from the app’s card; without them no portal can install.
setup-address = Public address
setup-address-reachable = Portals reach this service at { $url }; `tombstone doctor` checks whether it answers.
setup-address-missing = Set TOMBSTONE_PUBLIC_URL to the https address at which portals reach this service.
setup-address-not-https = { $url } is not https; Bitrix24 sends events to https addresses only.
setup-address-dotless = Portals bind no events at { $url }: its host needs a dot, as in tombstone.localhost. Set TOMBSTONE_PUBLIC_URL to another one.
setup-address-private = { $url } is in a private network; portals on the internet can’t reach it. Set TOMBSTONE_PUBLIC_URL to an address that they can.
setup-operator = An operator
    .text = { $count ->
        [one] { $count } person can log in.
       *[other] { $count } people can log in.
    }
setup-card = The app’s card at Bitrix24
    .text = Copy these addresses and scopes into the card, and install the app in a portal.
    .installer = Installer
    .app = The app
    .redirect = OAuth redirect
    .scopes = Scopes
