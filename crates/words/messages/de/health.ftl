# Der Zustand eines Portals.

health-title = Zustand von { $domain }
health-wrong = Probleme
health-known-since = Seit { $when }
health-not-known = noch unbekannt
health-none = Keine
health-codes = Alle { $count } anzeigen
health-installation = Installation
health-tokens = Token
health-subscriptions = Abonnements
health-payment = Tarif und Bezahlung
health-deliveries = Zustellung
health-when = Wann
health-what = Was
health-more = Näheres
health-calls = Aufrufe
health-calls-note = der letzten drei Tage, ohne Token
health-calls-empty = Das Portal wurde in den letzten drei Tagen nicht aufgerufen.
health-call-no-answer = keine Antwort
health-call-millis = { $millis } ms
health-call-request = Anfrage
health-call-answer = Antwort

health-state = Status
health-finished = Abgeschlossen
    .yes = Ja
    .no = Nein
health-installed = Installiert
health-app-version = Version der App
health-language = Sprache
health-scopes = Rechte

health-plan = Tarif des Portals
    .own-server = auf dem eigenen Server des Kunden
health-app = Art der App
health-paid = Bezahlter Zeitraum
    .over = Abgelaufen
    .renew = Bitrix24 sendet keine Ereignisse, bis er verlängert ist.
    .free = Kostenlos
    .endless = Kein Ende bekannt
health-days-left = { $days ->
    [one] noch { $days } Tag
   *[other] noch { $days } Tage
}
health-asked = Geprüft

health-last-refusal = Letzte Ablehnung
health-why = Warum
health-renewed = Erneuert
health-access = Zugriffstoken
    .none = Kein gültiger
    .ended = Abgelaufen
    .ends = Läuft ab
    .note = Tombstone holt einen neuen, wenn es ihn braucht
health-next-renewal = Nächste Erneuerung
    .none = Keine geplant

health-bound = Abonniert
    .removed = Keine: Die App wurde entfernt
    .complete = Vollständig
    .incomplete = Unvollständig
health-bound-count = { $found } von { $expected } Ereignissen, die das Portal anbietet
health-missing = Es fehlen
health-checked = Geprüft
health-checks-fail = Prüfungen scheitern seit
health-next-check = Nächste Prüfung
    .none = Keine: Das Portal lässt sich nicht aufrufen
    .due = Jetzt fällig

health-last-deletion = Letzte Löschung
    .none = Noch keine
health-last-day = In den letzten 24 Stunden
health-usual-unknown = noch zu wenig Daten, um zu sagen, was üblich ist
health-usual-little = üblich ist weniger als eine am Tag
health-usual = üblich sind etwa { $count } am Tag
health-last-test = Letztes Testereignis
    .none = Noch keines angefordert
health-arrived = Angekommen
health-arrived-after = Es kam nach { $length }, angefordert
health-lost = Verloren
    .text = Es kam nicht innerhalb von fünf Minuten, angefordert
health-pending = Unterwegs
    .text = Es ist noch nicht angekommen, angefordert
health-queue = Offline-Warteschlange
health-last-read = Zuletzt gelesen
    .none = Noch nicht
health-last-gap = Letzte Lücke
health-gap-time = von { $from } bis { $to }
health-refused = Abgewiesen
health-refused-count = { $count ->
    [1] Einmal, zuletzt
   *[other] { $count }-mal oder öfter, zuletzt
}
health-refused-forged = das Portal hat den bekannten application_token bestätigt ({ $time }), also sind diese gefälscht
health-refused-asked = Tombstone fragt das Portal, ob es einen anderen application_token hat

# Was aus dem wurde, worum jemand bat.
asked-not-called = Das Portal lässt sich nicht mehr aufrufen.
    .text = Diese Seite zeigt den letzten bekannten Stand.
asked-checked = Geprüft.
    .plan = Das Portal hat seinen Tarif gemeldet; siehe unten.
asked-bound = { $found } von { $expected } Ereignissen sind abonniert.
asked-arrived = Das Testereignis ist angekommen.
asked-arrived-after = Es kam nach { $length }.
asked-lost = Das Testereignis ist nicht angekommen.
    .text = Es hätte innerhalb von fünf Minuten kommen müssen.
asked-sent = Tombstone hat das Portal um ein Testereignis gebeten.
    .text = Es ist noch nicht angekommen; sobald es da ist, zeigt es diese Seite.
asked-check = Sie haben eine Prüfung angefordert.
asked-probe = Sie haben ein Testereignis angefordert.
asked-recover = Sie haben das Nachholen des Verpassten angefordert.
asked-in-flight = Tombstone ruft das Portal gerade auf; die Aufrufe unten sagen, was es antwortet.
asked-nobody = Noch kein Prozess hat es übernommen. Sorgen Sie dafür, dass ein Prozess mit der Rolle worker läuft.
asked-soon = Das Ergebnis erscheint hier von selbst, meist nach Sekunden.
asked-renew = Sie haben neue Token angefordert.
asked-ended = Erledigt.
asked-failed = Das hat nicht geklappt.

purge-title = Alle Daten entfernen
purge-lead = { $count ->
    [one] Das entfernt endgültig alle Daten des Portals: { $count } Löschung, sein Journal, Lücken und Aufrufe.
   *[other] Das entfernt endgültig alle Daten des Portals: { $count } Löschungen, sein Journal, Lücken und Aufrufe.
}
purge-type = Geben Sie zur Bestätigung { $domain } ein
purge-wrong-domain = Das ist nicht die Domain des Portals. Nichts wurde entfernt.
purge-button = Endgültig entfernen
