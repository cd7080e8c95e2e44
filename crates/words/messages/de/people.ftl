# Die Menschen in der Konsole: Operatoren, das eigene Konto, Schlüssel, Einstellungen, Quarantäne, die Seite des Audits und
# der zweite Schritt einer Anmeldung.

nav-quarantine = Quarantäne
nav-api-keys = API-Schlüssel
nav-operators = Operatoren
nav-settings = Einstellungen
nav-account = Konto
nav-more = Mehr

role-owner = Inhaber
role-operator = Operator
role-viewer = Betrachter

# Operatoren

operators-title = Operatoren
operators-lead = Wer sich hier anmelden darf, was er darf und welche Portale er sieht.
operators-who = Operator
operators-role = Rolle
operators-portals = Sieht
operators-since = Seit
operators-acts = Aktionen
operators-you = Sie
operators-with-factor = Mit zweitem Faktor
operators-without-factor = Nur mit Passwort
operators-sees-all = Alle Portale
operators-sees = { $count ->
    [0] Kein Portal
    [one] { $count } Portal
   *[other] { $count } Portale
}
operators-change = Ändern
operators-save = Rolle und Portale speichern
operators-reset = Zweiten Faktor zurücksetzen
operators-reset-hint = Für jemanden, der das Gerät mit den Codes verloren und keinen Wiederherstellungscode mehr hat. Er meldet sich dann nur mit dem Passwort an, bis er ihn neu einrichtet.
operators-remove = Entfernen
operators-remove-sure = { $email } darf sich nicht mehr anmelden
operators-add = Operator hinzufügen
operators-add-button = Hinzufügen
operators-email = E-Mail
operators-password = Erstes Passwort, mindestens { $count } Zeichen
operators-role-hint = Ein Inhaber darf alles. Ein Operator darf alles, außer Operatoren, API-Schlüssel und Einstellungen zu verwalten. Ein Betrachter darf nur ansehen.
operators-portals-field = Portale, wenn nicht alle
operators-portals-hint = Domains oder member_ids, durch Leerzeichen oder Zeilen getrennt. Leer heißt alle Portale. Wer nur einige sieht, erfährt nicht, dass es andere gibt.
operators-done-added = Der Operator darf sich jetzt anmelden.
operators-done-set = Gespeichert. Der Operator muss sich neu anmelden.
operators-done-reset = Der Operator meldet sich nur mit Passwort an. Seine Sitzungen sind beendet.
operators-done-removed = Der Operator darf sich nicht mehr anmelden.
operators-wrong-email = Das ist keine E-Mail-Adresse.
operators-wrong-role = Wählen Sie eine Rolle.
operators-wrong-taken = Es gibt schon einen Operator mit dieser Adresse.
operators-wrong-last-owner = Das ist der letzte Inhaber, der alle Portale sieht. Ernennen Sie zuerst einen anderen, damit jemand Operatoren verwalten kann.
operators-wrong-unsure = Setzen Sie zur Bestätigung das Häkchen.
portals-wrong-unknown = Kein Portal heißt hier „{ $name }“.
portals-wrong-many = Das sind mehr als 500 Portale.
password-wrong = Falsches Passwort.
password-wrong-again = Die beiden neuen Passwörter stimmen nicht überein.
password-wrong-short = Das Passwort braucht mindestens { $count } Zeichen.
password-wrong-long = Das Passwort ist zu lang.
password-wrong-often = Zu viele Versuche. Versuchen Sie es in { $seconds ->
    [one] { $seconds } Sekunde
   *[other] { $seconds } Sekunden
} noch einmal.

# Das eigene Konto

account-title = Konto
account-crumbs = Sie sind hier
account-factor = Zweiter Faktor
account-factor-on = Eingeschaltet
account-factor-off = Wer Ihr Passwort erfährt, kann sich als Sie anmelden. Mit einem zweiten Faktor verlangt die Anmeldung auch einen Code, den Ihr Telefon anzeigt.
account-factor-turn-on = Einschalten
account-factor-turn-off = Ausschalten
account-codes-left = { $count ->
    [0] Kein Wiederherstellungscode ist übrig: Erzeugen Sie neue.
    [one] { $count } Wiederherstellungscode ist übrig.
   *[other] { $count } Wiederherstellungscodes sind übrig.
}
account-codes-renew = Neue Wiederherstellungscodes erzeugen
account-password = Passwort
account-password-now = Aktuelles Passwort
account-password-new = Neues Passwort, mindestens { $count } Zeichen
account-password-again = Neues Passwort noch einmal
account-password-hint = Alle Ihre anderen Sitzungen enden.
account-password-set = Passwort ändern
account-preferences = Sprache, Zeit und Aussehen
account-preferences-save = Speichern
account-language = Sprache
account-language-browser = Wie im Browser
account-zone = Zeitzone
account-zone-none = Wie im Browser
account-theme = Aussehen
account-theme-system = Wie das System
account-theme-light = Hell
account-theme-dark = Dunkel
account-sessions = Wo Sie angemeldet sind
account-session-this = Diese Sitzung
account-session-since = seit
account-session-seen = zuletzt benutzt
account-session-end = Abmelden
account-sessions-end = Überall abmelden
account-browser-unknown = Unbekannter Browser
account-done-password = Sie haben ein neues Passwort, und alle Ihre anderen Sitzungen sind beendet.
account-done-preferences = Gespeichert.
account-done-off = Für Ihre Anmeldung genügt das Passwort. Alle Ihre anderen Sitzungen sind beendet.
account-done-ended = Die Sitzung ist beendet.
account-wrong-preferences = Wählen Sie Sprache, Zeitzone und Aussehen aus den Listen.
second-factor-lead = Scannen Sie den Code mit einer Authenticator-App und geben Sie die sechs Ziffern ein, die sie anzeigt.
second-factor-qr = QR-Code für eine Authenticator-App
second-factor-by-hand = Oder geben Sie das in die App ein:
second-factor-code = Code der App
second-factor-cancel = Abbrechen
second-factor-wrong-code = Die App zeigt jetzt einen anderen Code. Prüfen Sie die Uhr Ihres Telefons.
codes-title = Wiederherstellungscodes
codes-lead = Jeder ersetzt einmal einen Code der App, falls Sie sie verlieren. Sie werden nicht wieder angezeigt: Heben Sie sie dort auf, wo Ihre Passwörter sind.
codes-on = Der zweite Faktor ist eingeschaltet. Jede weitere Anmeldung verlangt einen Code.
codes-renewed = Diese sind neu. Die alten gelten nicht mehr.
codes-kept = Ich habe sie aufgehoben

# Der zweite Schritt einer Anmeldung

login-code-title = Zweiter Faktor
login-code-lead = Noch ein Schritt: Geben Sie den Code ein, den Ihre Authenticator-App zeigt.
login-code-field = Code
login-code-button = Anmelden
login-code-lost = Kein Telefon zur Hand? Geben Sie stattdessen einen Ihrer Wiederherstellungscodes ein. Haben Sie keinen, kann ein Inhaber Ihren zweiten Faktor zurücksetzen.
login-wrong-code = Dieser Code ist falsch oder wurde schon benutzt.

# Schlüssel der API

api-keys-title = API-Schlüssel
api-keys-lead = Mit einem Schlüssel lesen Programme, was gelöscht wurde, und arbeiten mit Portalen.
api-keys-docs = API-Dokumentation
api-keys-none = Noch kein Schlüssel
    .text = Programme, die die API benutzen, brauchen einen. Legen Sie unten den ersten an.
api-keys-name = Schlüssel
api-keys-may = Rechte
api-keys-reaches = Portale
api-keys-used = Zuletzt benutzt
api-keys-unused = Nie
api-keys-ends = Läuft ab
api-keys-never = Nie
api-keys-days = { $count ->
    [one] Nach { $count } Tag
   *[other] Nach { $count } Tagen
}
api-keys-number = Nummer { $id }
api-keys-nameless = Ohne Namen
api-keys-usable = Aktiv
api-keys-revoked = Widerrufen
api-keys-ended = Abgelaufen
api-keys-revoke = Widerrufen
    .lost = Programme können diesen Schlüssel nicht mehr benutzen. Das lässt sich nicht rückgängig machen.
api-keys-make = Schlüssel anlegen
api-keys-make-button = Schlüssel anlegen
api-keys-name-field = Name
api-keys-ends-field = Läuft ab
api-keys-all-portals = Alle Portale, auch künftige
api-keys-portals-field = Oder diese Portale
api-keys-portals-hint = Domains oder member_ids, durch Leerzeichen oder Zeilen getrennt.
api-keys-key = Schlüssel
api-keys-made = Schlüssel „{ $name }“
api-keys-once = Kopieren Sie ihn jetzt dorthin, wo das Programm seine Geheimnisse hat: Er wird nicht wieder angezeigt.
api-keys-back = Zurück zu den Schlüsseln
api-keys-done-revoked = Der Schlüssel gilt nicht mehr.
api-keys-wrong-name = Geben Sie dem Schlüssel einen Namen von höchstens { $count } Zeichen, damit Sie wissen, was ihn benutzt.
api-keys-wrong-scopes = Wählen Sie mindestens ein Recht.
api-keys-wrong-reach = Wählen Sie alle Portale oder nennen Sie einige, nicht beides.
scope-deletions-read = liest Löschungen
scope-portals-read = liest den Zustand von Portalen
scope-portals-manage = fordert Prüfungen, Testereignisse und das Nachholen an
scope-webhooks-manage = verwaltet Webhooks

# Einstellungen

settings-title = Einstellungen
settings-lead = Die Einstellungen dieses Prozesses. Sie kommen aus der Umgebung, der Befehlszeile oder der Datei aus TOMBSTONE_CONFIG; Änderungen gelten nach einem Neustart.
settings-retention = Wie lange Tombstone Löschungen aufbewahrt
settings-retention-default = Vorgabe für Portale ohne eigene Frist: { $days }.
settings-for-ever = für immer
settings-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
settings-portal = Portal
settings-days-field = Tage
settings-days-hint = Eine Domain oder member_id. 0 bewahrt die Löschungen für immer auf; ohne Zahl gilt die Vorgabe.
settings-set = Für dieses Portal festlegen
settings-own = Portale mit eigenen Einstellungen
settings-portal-hint = Eine Domain oder member_id.
settings-own-kept = Löschungen aufbewahrt: { $days }
settings-burst-from = Massenlöschungsalarm ab { $count } Löschungen
settings-burst-off = kein Massenlöschungsalarm
settings-titles-ever = Namen für immer
settings-titles-days = { $count ->
    [one] Namen { $count } Tag lang
   *[other] Namen { $count } Tage lang
}
settings-all = Alle Einstellungen
settings-name = Einstellung
settings-value = Wert
settings-origin = Herkunft
settings-hidden = Gesetzt, verborgen
settings-unset = Keiner
settings-is-set = Gesetzt
settings-is-default = Vorgabe
settings-done-retention = Gespeichert. Tombstone wendet es innerhalb einer Stunde an.
settings-wrong-days = Geben Sie eine ganze Zahl von 0 bis 65535 ein, oder nichts.
settings-wrong-portal = Nennen Sie ein Portal.

# Quarantäne

quarantine-title = Quarantäne
quarantine-lead = Ereignisse, die Tombstone empfangen und beantwortet hat, aber nicht indexieren konnte. Nichts ist verloren. Beheben Sie die Ursache, und versuchen Sie es dann noch einmal.
quarantine-reason-unreadable = Tombstone kann das Ereignis in seinem Protokoll nicht lesen. Meldung: { $detail }.
quarantine-reason-refused = Die Datenbank lehnt das Ereignis ab. Sie meldet: { $detail }.
quarantine-reason-crowded = Beim erneuten Versuch indexierte ein anderer Prozess dasselbe Ereignis.
quarantine-reason-other = { $other }.
quarantine-none = Keine Ereignisse in Quarantäne
    .text = Tombstone hat jedes empfangene Ereignis indexiert.
quarantine-count = { $count ->
    [one] { $count } Ereignis
   *[other] { $count } Ereignisse
}
quarantine-portal-unknown = Unbekanntes Portal
quarantine-received = empfangen
quarantine-place = Log { $place }
quarantine-wanted = Tombstone versucht es noch einmal
quarantine-tried = Zuletzt versucht
quarantine-payload = Inhalt des Ereignisses
quarantine-unreadable = Tombstone kann dieses Ereignis nicht lesen.
quarantine-retry = Noch einmal versuchen
quarantine-retry-all = Alle noch einmal versuchen
quarantine-discard = Verwerfen
quarantine-discard-sure = Es ist dann endgültig verloren
quarantine-done-wanted = Tombstone versucht es innerhalb von Sekunden noch einmal. Was sich indexieren lässt, verschwindet von hier; der Rest hat einen neuen Grund.
quarantine-done-discarded = Das Ereignis ist verworfen.
quarantine-first = Erste Seite
quarantine-more = Mehr

# Die Seite des Audits

lines-title = Audit
lines-lead = Was Operatoren und Programme getan haben und was abgewiesen wurde, das Neueste zuerst.
lines-caption = Audit, das Neueste zuerst
lines-who = Von wem
lines-what = Was geschah
lines-anything = Alles
lines-portal = Portal
lines-from = Ab
lines-to = Bis
lines-show = Anwenden
lines-show-all = Alle Einträge anzeigen
lines-export = Exportieren
lines-by-whom = Von wem
lines-portal-column = Portal
lines-more = Einzelheiten
lines-when = Wann
lines-source = von { $source }
lines-about = Alle Einträge zu diesem Portal
lines-pages = Seiten
lines-newest-link = Neueste
lines-newest = Zurück zu den neuesten
lines-older = Ältere
lines-none = Noch keine Einträge
    .text = Anmeldungen, Schlüssel, was Operatoren tun und was abgewiesen wird, steht hier.
lines-none-fits = Kein Eintrag passt
    .text = Nichts dergleichen wurde getan oder abgewiesen.
lines-none-older = Keine älteren Einträge
    .text = Hier endet die Liste.
lines-wrong = Dieser Filter ist ungültig.
    .text = Korrigieren Sie das markierte Feld, dann erscheint die Liste.
lines-wrong-kind = Diese Art gibt es nicht; wählen Sie eine von diesen.
lines-wrong-time = Schreiben Sie eine Zeit wie 2026-03-17 15:00, oder wie lange es her ist, etwa -24h oder -7d.
lines-wrong-order = Das liegt nicht nach dem Beginn.

# Was auf diesen Seiten schiefgeht

error-not-allowed = Ihre Rolle erlaubt das nicht
    .advice = Ein Inhaber kann es tun, oder Ihnen auf der Seite „Operatoren“ eine andere Rolle geben.
error-unknown-operator = Operator nicht gefunden
    .advice = Vielleicht wurde er inzwischen entfernt. Die Liste der Operatoren zeigt, wen es gibt.
error-unknown-event = Dieses Ereignis ist nicht in Quarantäne
    .advice = Vielleicht wurde es inzwischen noch einmal versucht oder verworfen. Öffnen Sie die Quarantäne neu.
error-unsure = Nichts wurde geändert
    .advice = Gehen Sie zurück und setzen Sie zur Bestätigung das Häkchen.
error-has-second-factor = Ihr zweiter Faktor ist schon eingeschaltet
    .advice = Um ein anderes Gerät einzurichten, schalten Sie ihn zuerst auf der Seite Ihres Kontos aus.
