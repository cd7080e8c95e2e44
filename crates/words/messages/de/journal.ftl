# Das Journal eines Portals.

journal-installed = Installiert
    .detail = Das Portal hat die App unter { $domain } installiert.
journal-install-confirmed = Installation bestätigt
    .detail = Das Portal hat seine Installation unter { $domain } bestätigt.
journal-installation-finished = Installation abgeschlossen
    .detail = Das Portal hat die Installation abgeschlossen.
journal-install-reported = Installation gemeldet
    .detail = Das Portal sandte { $event } ohne Token; Tombstone prüft es mit den gespeicherten.
journal-system-user-ready = Systembenutzer bereit
    .detail = Bitrix24 hat den Systembenutzer der App angelegt.
journal-method-answered = Methode erlaubt oder abgelehnt
    .detail = Ein Administrator hat die Anfrage der App nach { $method } beantwortet.
journal-deletions-erased = Daten gelöscht
    .detail = Ein Administrator des Portals hat { $deletions ->
        [one] { $deletions } gemeldete Löschung entfernen lassen.
       *[other] alle { $deletions } gemeldeten Löschungen entfernen lassen.
    }
journal-events-bound = Ereignisse abonniert
    .detail = Tombstone hat { $bound } von { $expected } Ereignissen abonniert.
journal-subscriptions-repaired = Ereignisse neu abonniert
    .detail = Tombstone hat { $events }{ $more ->
        [0] {" "}abonniert.
       *[other] {" "}und { $more } weitere abonniert.
    }
journal-subscriptions-missing = Abonnements fehlen
    .detail = Das Portal hat { $events }{ $more ->
        [0] {" "}nicht abonniert.
       *[other] {" "}und { $more } weitere nicht abonniert.
    }
journal-test-event-arrived = Testereignis angekommen
    .detail = Das Testereignis brauchte { $length }.
journal-test-event-unexpected = Testereignis empfangen
    .detail = Nicht von Tombstone angefordert.
journal-alarm-raised = Alarm: { $label }
    .detail = { $meaning }
journal-alarm-ended = Alarm beendet: { $label }
    .detail = Das gilt nicht mehr: { $meaning }
journal-burst-noticed = Massenlöschung
    .detail = { $event ->
        [none] Benutzer { $user_id } hat { $deletions } Elemente mehrerer Arten zwischen { $from } und { $to } gelöscht.
       *[other] { $user_id ->
            [none] Mehrere Benutzer, oder solche, die Bitrix24 nicht nennt, haben { $deletions } Elemente zwischen { $from } und { $to } gelöscht; das Ereignis ist { $event }.
           *[other] Benutzer { $user_id } hat { $deletions } Elemente zwischen { $from } und { $to } gelöscht; das Ereignis ist { $event }.
        }
    }
journal-application-token-learned = application_token erhalten
    .detail = Ein Testereignis hat ihn gebracht.
journal-application-token-changed = application_token geändert
    .detail = Ein Testereignis hat den neuen gebracht.
journal-application-token-confirmed = application_token bestätigt
    .detail = Ein Testereignis hat den bekannten gebracht.
journal-tokens-renewed = Token erneuert
    .detail = Der Autorisierungsserver hat die Token des Portals erneuert.
journal-tokens-not-renewed = Token nicht erneuert
    .detail = { $reason }
journal-spare-tokens-kept = Token des Systembenutzers aufbewahrt
    .detail = Sie übernehmen, wenn der Autorisierungsserver die anderen ablehnt.
journal-spare-tokens-used = Token des Systembenutzers übernommen
    .detail = { $reason }
journal-spare-tokens-refused = Token des Systembenutzers abgelehnt
    .detail = { $reason }
journal-address-changed = Adresse geändert
    .detail = Das Portal ist zu { $domain } umgezogen.
journal-status-changed = { $status ->
    [installing] Jetzt in Installation
    [active] Jetzt aktiv
    [payment_required] Bezahlung abgelaufen
    [needs_reinstall] Neuinstallation nötig
    [uninstalled] Jetzt deinstalliert
   *[deleted] Portal geschlossen oder gelöscht
}
    .detail = { $reason }
journal-calls-blocked = Aufrufe gesperrt
    .detail = Bitrix24 hat die Aufrufe der App an dieses Portal manuell gesperrt (OVERLOAD_LIMIT); wenden Sie sich an seinen Support.
journal-removal-reported = Entfernung gemeldet
    .detail = { $clean ->
        [true] Bitrix24 hat die Entfernung der App gemeldet. Tombstone verbirgt die Daten des Portals, bis der Autorisierungsserver sie bestätigt.
       *[false] Bitrix24 hat die Entfernung der App gemeldet. Tombstone behält die Daten des Portals.
    }
journal-removal-ignored = Entfernung übergangen
    .detail = Bitrix24 sandte die Meldung, bevor das Portal die App wieder installierte.
journal-removal-undone = Entfernung zurückgenommen
    .detail = Der Autorisierungsserver sagt, dass die App noch installiert ist.
journal-uninstalled = Deinstalliert
    .detail = Das Portal hat die App entfernt. Tombstone behält die Daten des Portals.
journal-recovered = Nachgeholt
    .detail = Keine Ereignisse empfangen: { $gaps ->
        [one] von { $from } bis { $to }.
       *[other] { $gaps }-mal zwischen { $from } und { $to }.
    } { $found ->
        [0] In der Offline-Warteschlange des Portals fand sich nichts aus dieser Zeit.
        [one] In der Offline-Warteschlange des Portals fand sich { $found } Löschung aus dieser Zeit.
       *[other] In der Offline-Warteschlange des Portals fanden sich { $found } Löschungen aus dieser Zeit.
    }
journal-not-recovered = Nicht nachgeholt
    .detail = Keine Ereignisse empfangen: { $gaps ->
        [one] von { $from } bis { $to }.
       *[other] { $gaps }-mal zwischen { $from } und { $to }.
    } { $reason }
journal-queue-not-read = Offline-Warteschlange nicht gelesen
    .detail = { $reason }
journal-records-unreadable = Unlesbare Einträge
    .detail = { $count ->
        [one] Tombstone kann { $count } Eintrag der Offline-Warteschlange des Portals nicht lesen und hat ihn dort gelassen.
       *[other] Tombstone kann { $count } Einträge der Offline-Warteschlange des Portals nicht lesen und hat sie dort gelassen.
    }
journal-webhook-disabled = Webhook ausgeschaltet
    .detail = { $gone ->
        [true] Der Endpunkt { $id } bei { $host } hat geantwortet, dass es ihn nicht mehr gibt. Bis er wieder eingeschaltet ist, wird nichts an ihn gesendet.
       *[false] Jeder Versuch, an { $host } ({ $id }) zu senden, ist zu lange gescheitert. Bis der Endpunkt wieder eingeschaltet ist, wird nichts an ihn gesendet.
    }
