# What is to be done before the first portal can install the app. The states of credentials and address are said by
# `tombstone doctor` too.

setup-title = Vor dem ersten Portal
setup-lead = Diese Schritte sind für die Person, die den Dienst einrichtet. Sie verschwinden, sobald das erste Portal die App installiert hat.
setup-done = Erledigt
setup-todo = Zu tun
setup-open = Bitte selbst prüfen
setup-credentials = Zugangsdaten der App
setup-credentials-set = TOMBSTONE_CLIENT_ID und TOMBSTONE_CLIENT_SECRET sind gesetzt; ob sie stimmen, zeigt die erste Installation.
setup-credentials-missing = Setzen Sie TOMBSTONE_CLIENT_ID und TOMBSTONE_CLIENT_SECRET aus der Karte der App; ohne sie kann kein Portal installieren.
setup-address = Öffentliche Adresse
setup-address-reachable = Portale erreichen den Dienst unter { $url }; `tombstone doctor` prüft, ob er antwortet.
setup-address-missing = Setzen Sie TOMBSTONE_PUBLIC_URL auf die https-Adresse, unter der Portale den Dienst erreichen.
setup-address-not-https = { $url } ist nicht https; Bitrix24 sendet Ereignisse nur an https-Adressen.
setup-address-dotless = Portale melden nichts an { $url }: der Name des Rechners braucht einen Punkt, wie in tombstone.localhost. Setzen Sie TOMBSTONE_PUBLIC_URL auf eine andere Adresse.
setup-address-private = { $url } liegt in einem privaten Netz; Portale im Internet erreichen es nicht. Setzen Sie TOMBSTONE_PUBLIC_URL auf eine Adresse, die sie erreichen.
setup-operator = Ein Operator
    .text = { $count ->
        [one] { $count } Person darf sich anmelden.
       *[other] { $count } Personen dürfen sich anmelden.
    }
setup-card = Die Karte der App bei Bitrix24
    .text = Kopieren Sie diese Adressen und Rechte in die Karte und installieren Sie die App in einem Portal.
    .installer = Installationsseite
    .app = Die App
    .redirect = OAuth-Weiterleitung
    .scopes = Rechte (Scopes)
