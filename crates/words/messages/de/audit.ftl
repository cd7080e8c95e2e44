# Das Audit.

audit-install-refused = Installation abgewiesen
    .detail = { $reason }
audit-event-refused = Ereignis abgewiesen
    .detail = { $reason }
audit-app-page-refused = Seite der App verweigert
    .detail = { $reason }
audit-log-in-failed = Anmeldung fehlgeschlagen
    .detail = { $reason }
audit-act-refused = Aktion verweigert
    .detail = { $reason }
audit-removal-undone = Entfernung zurückgenommen
    .detail = { $reason }
audit-logged-in = Angemeldet
audit-logged-out = Abgemeldet
audit-check-requested = Prüfung angefordert
    .detail = Tombstone prüft { $domain }.
audit-probe-requested = Testereignis angefordert
    .detail = Tombstone bittet { $domain } um ein Testereignis.
audit-recovery-requested = Nachholen angefordert
    .detail = Tombstone liest die Offline-Warteschlange von { $domain }.
audit-renewal-requested = Erneuerung der Token angefordert
    .detail = Tombstone erneuert die Token von { $domain }.
audit-task-ended = Auftrag ausgeführt
    .detail = { $outcome }
audit-purge-requested = Löschen der Portaldaten angefordert
    .detail = { $deletions ->
        [one] Ein Operator hat angefordert, { $deletions } Löschung und alle übrigen Daten des Portals zu entfernen.
       *[other] Ein Operator hat angefordert, { $deletions } Löschungen und alle übrigen Daten des Portals zu entfernen.
    }
audit-api-key-created = API-Schlüssel angelegt
    .detail = Der Schlüssel „{ $name }“ gilt für { $portals ->
        [none] alle Portale.
        [one] das Portal { $portal }.
       *[other] { $portals } Portale.
    }
audit-api-key-revoked = API-Schlüssel widerrufen
    .detail = Der Schlüssel { $id } gilt nicht mehr.
audit-operator-added = Operator hinzugefügt
    .detail = { $email } darf sich anmelden.
audit-role-set = Rolle vergeben
    .detail = { $email } ist { $role ->
        [owner] Inhaber und darf alles.
        [operator] Operator und darf mit Portalen arbeiten.
       *[viewer] Betrachter und darf nur ansehen.
    }
audit-portals-set = Portale eines Operators festgelegt
    .detail = { $email } sieht { $portals ->
        [none] alle Portale.
        [0] kein Portal.
        [one] { $portals } Portal.
       *[other] { $portals } Portale.
    }
audit-password-set = Passwort geändert
    .detail = { $email } hat ein neues Passwort.
audit-second-factor-on = Zweiter Faktor eingeschaltet
    .detail = Die Anmeldung von { $email } verlangt ab jetzt einen Code.
audit-second-factor-off = Zweiter Faktor ausgeschaltet
    .detail = Die Anmeldung von { $email } verlangt keinen Code mehr.
audit-recovery-codes-made = Wiederherstellungscodes erzeugt
    .detail = { $email } hat neue Wiederherstellungscodes; die alten gelten nicht mehr.
audit-recovery-code-used = Wiederherstellungscode benutzt
    .detail = { $left ->
        [0] Es ist kein Wiederherstellungscode übrig.
        [one] Es ist noch { $left } Wiederherstellungscode übrig.
       *[other] Es sind noch { $left } Wiederherstellungscodes übrig.
    }
audit-account-bound = Konto verknüpft
    .detail = { $email } ist jetzt mit dem Konto verknüpft, das sich bei { $provider } angemeldet hat.
audit-account-released = Verknüpfung des Kontos aufgehoben
    .detail = { $email } wird mit dem nächsten Konto mit dieser Adresse verknüpft.
audit-sessions-ended = Sitzungen beendet
    .detail = { $sessions ->
        [one] Der Operator hat { $sessions } eigene Sitzung beendet.
       *[other] Der Operator hat { $sessions } eigene Sitzungen beendet.
    }
audit-preferences-set = Einstellungen geändert
audit-operator-removed = Operator entfernt
    .detail = { $email } darf sich nicht mehr anmelden.
audit-portal-purged = Daten des Portals gelöscht
    .detail = { $deletions ->
        [one] Tombstone hat { $deletions } Löschung endgültig entfernt.
       *[other] Tombstone hat { $deletions } Löschungen endgültig entfernt.
    } { $cause ->
        [removal] Das Portal hat beim Entfernen der App darum gebeten.
        [operator] Ein Operator hat darum gebeten.
        [administrator] Ein Administrator des Portals hat darum gebeten.
       *[uninstalled] Die App war dort seit { $days } Tagen nicht installiert.
    }
audit-burst-alarm-set = Alarm bei Massenlöschung eingestellt
    .detail = { $is_on ->
        [true] Tombstone löst einen Alarm aus, wenn in { $domain } innerhalb von fünf Minuten { $threshold } oder mehr Elemente gelöscht werden, und mehr als dort üblich.
       *[false] Tombstone löst bei Massenlöschungen in { $domain } keinen Alarm aus.
    }
audit-titles-set = Aufbewahrung von Namen geändert
    .detail = { $is_on ->
        [true] Tombstone bewahrt die Namen der Leads, Aufträge, Kontakte, Unternehmen und Aufgaben von { $domain } { $days ->
            [0] für immer auf.
            [one] { $days } Tag lang auf.
           *[other] { $days } Tage lang auf.
        }
       *[false] Tombstone bewahrt keine Namen von Leads, Aufträgen, Kontakten, Unternehmen und Aufgaben von { $domain } auf und hat die vorhandenen gelöscht.
    }
audit-retention-set = Aufbewahrung festgelegt
    .detail = Tombstone bewahrt die Löschungen von { $domain } { $days ->
        [none] so lange auf, wie es die Vorgabe festlegt.
        [0] für immer auf.
        [one] { $days } Tag lang auf.
       *[other] { $days } Tage lang auf.
    }
audit-deletions-exported = Löschungen exportiert
    .detail = { $deletions ->
        [one] { $deletions } Löschung
       *[other] { $deletions } Löschungen
    } { $domain ->
        [none] aller Portale
       *[other] von { $domain }
    } als { $format }, { $filter ->
        [none] ohne Filter.
       *[other] mit dem Filter { $filter }.
    } { $whole ->
        [false] Der Export brach vor dem Ende ab.
       *[other] { "" }
    }
audit-keys-rotated = Schlüssel gewechselt
    .detail = { $secrets ->
        [one] Der Befehl hat { $secrets } Geheimnis mit dem aktuellen Schlüssel verschlüsselt.
       *[other] Der Befehl hat { $secrets } Geheimnisse mit dem aktuellen Schlüssel verschlüsselt.
    }
audit-quarantine-retried = Quarantäne erneut versucht
    .detail = Tombstone hat { $events ->
        [one] { $events } Ereignis
       *[other] { $events } Ereignisse
    } indexiert; { $deletions ->
        [one] { $deletions } Löschung ist neu.
       *[other] { $deletions } Löschungen sind neu.
    }
audit-quarantine-retry-requested = Neuer Versuch der Quarantäne angefordert
    .detail = Tombstone versucht { $events ->
        [one] { $events } Ereignis noch einmal, das es nicht indexieren konnte.
       *[other] { $events } Ereignisse noch einmal, die es nicht indexieren konnte.
    }
audit-webhook-created = Webhook angelegt
    .detail = Tombstone sendet Nachrichten an { $host } ({ $id }).
audit-webhook-changed = Webhook geändert
    .detail = Der Endpunkt { $id } bei { $host } hat neue Einstellungen.
audit-webhook-deleted = Webhook gelöscht
    .detail = Tombstone sendet nichts mehr an { $host } ({ $id }).
audit-webhook-secret-rotated = Geheimnis des Webhooks gewechselt
    .detail = Tombstone signiert, was es an { $host } ({ $id }) sendet, mit einem neuen Geheimnis, und 24 Stunden lang auch mit dem alten.
audit-webhook-tested = Webhook getestet
    .detail = Tombstone sendet eine Testnachricht an { $host }.
audit-webhook-redelivered = Nachrichten des Webhooks erneut gesendet
    .detail = Tombstone sendet { $messages ->
        [one] { $messages } Nachricht
       *[other] { $messages } Nachrichten
    } noch einmal an den Endpunkt { $id }.
audit-webhook-disabled = Webhook ausgeschaltet
    .detail = { $gone ->
        [true] Der Endpunkt { $id } bei { $host } hat geantwortet, dass es ihn nicht mehr gibt.
       *[false] Jeder Versuch, an { $host } ({ $id }) zu senden, ist zu lange gescheitert.
    }
audit-quarantine-discarded = Quarantäne verworfen
    .detail = Tombstone hat { $events ->
        [one] { $events } Ereignis verworfen, das es nicht indexieren konnte.
       *[other] { $events } Ereignisse verworfen, die es nicht indexieren konnte.
    }
audit-audit-exported = Audit exportiert
    .detail = { $lines ->
        [one] Der Export enthält { $lines } Eintrag.
       *[other] Der Export enthält { $lines } Einträge.
    }
