# Die Übersicht.

overview-title = Übersicht
overview-attention = Braucht Aufmerksamkeit
overview-well = Alles in Ordnung. Kein Portal hat einen Alarm.
overview-alarmed = { $count ->
    [one] { $count } Portal
   *[other] { $count } Portale
}
overview-more = und { $count } weitere
overview-since = seit { $when }
overview-unknown = { $count ->
    [one] Von { $count } Portal ist noch unbekannt, ob es alle seine Löschungen meldet; Tombstone fragt wieder.
   *[other] Von { $count } Portalen ist noch unbekannt, ob sie alle ihre Löschungen melden; Tombstone fragt wieder.
}
overview-unknown-link = Portale anzeigen
overview-refused = { $count ->
    [one] In den letzten 24 Stunden wurde { $count } Installation abgewiesen. Geändert hat sie nichts.
   *[other] In den letzten 24 Stunden wurden { $count } Installationen abgewiesen. Geändert haben sie nichts.
}
overview-refused-many = In den letzten 24 Stunden wurden sehr viele Installationen abgewiesen. Geändert haben sie nichts.
overview-refused-link = Warum, steht im Audit
overview-today = Löschungen heute
overview-usual = sonst an einem Tag: { $count }
overview-month = Die letzten 30 Tage
overview-deletions = Aufbewahrte Löschungen
overview-last-event = Letztes Ereignis
overview-none-yet = noch keines
overview-portals = Portale
overview-no-portals = Warten auf das erste Portal
    .text = Wenn ein Administrator eines Bitrix24-Portals die App installiert, erscheint das Portal hier von selbst, und von da an alles, was darin gelöscht wird.
overview-newest = Neueste Löschungen
overview-all = Alle Löschungen
overview-oldest = das älteste kam { $when }
overview-last-seen = zuletzt gesehen { $when }
spool-gone = { $count ->
    [one] { $count } Ereignis wartet in einem Prozess, der nicht läuft
   *[other] { $count } Ereignisse warten in einem Prozess, der nicht läuft
}
    .advice = Sie sind beantwortet und liegen nur in seinem Datenordner. Starten Sie ihn wieder mit demselben Ordner, dann bringt er sie von selbst in die Datenbank; behalten Sie den Ordner bis dahin. Seine Datei `process` enthält den Namen unten.
spool-waiting = { $count ->
    [one] { $count } Ereignis wartet auf die Datenbank
   *[other] { $count } Ereignisse warten auf die Datenbank
}
    .advice = Sie sind beantwortet und liegen nur im Datenordner eines Prozesses, der läuft. Er bringt sie in die Datenbank, sobald sie Ereignisse annimmt; dauert es an, sagt `tombstone doctor` mit seinen Einstellungen, warum.

# How the service is.
overview-care = { $count ->
    [one] { $count } braucht Aufmerksamkeit
   *[other] { $count } brauchen Aufmerksamkeit
}
overview-tokens = Token
    .well = Alle funktionieren
overview-tokens-failing = { $count } nicht erneuert
overview-tokens-dead = { $count } abgelehnt
overview-tokens-due = { $count } zu erneuern
overview-quarantine = Quarantäne
    .none = Leer
overview-quarantined = { $count ->
    [one] { $count } Ereignis
   *[other] { $count } Ereignisse
}
overview-lag = Indexierung
    .none = Auf dem neuesten Stand
overview-lag-behind = { $length } im Rückstand
