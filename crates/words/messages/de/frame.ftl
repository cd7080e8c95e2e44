# Die Seiten der App in einem Portal, für dessen Administratoren.

app-tabs = Seiten
app-tab-deletions = Löschungen
app-tab-health = Zustand
app-tab-settings = Einstellungen
app-to-health = Mehr unter „Zustand“
app-save = Speichern
app-saved = Gespeichert.
app-back = Zurück zu den Löschungen
app-newest = Neueste
app-newer = Neuere
app-older = Ältere
app-export = Exportieren
app-ignored = Tombstone übergeht unbekannte Teile der Adresse: { $names }.
app-read-only = Die App ist hier nicht mehr bezahlt: Sie können lesen, aber nichts ändern.

# Löschungen.

app-deletions = In diesem Portal gelöscht
app-search = Nach ID oder Text suchen
    .button = Suchen
app-ranges = Zeitraum
app-range-today = Heute
app-range-week = 7 Tage
app-range-month = 30 Tage
app-range-all = Alle
app-kinds = Arten
    .all = Alle Arten
app-kind-unknown = Unbekanntes ({ $event })
app-user = Benutzer { $id }
app-row = { $who } hat { $what } { $id } gelöscht
    .unnamed = { $who } hat gelöscht: { $what } (das Portal nannte nicht, was genau)
app-row-by-nobody = Gelöscht: { $what } { $id }
    .unnamed = Gelöscht: { $what } (das Portal nannte nicht, was genau)
app-also = auch gemeldet für { $users }
app-day-today = Heute, { $date }
app-day-yesterday = Gestern, { $date }
app-kept = { $count ->
    [one] Tombstone bewahrt { $count } Löschung auf.
   *[other] Tombstone bewahrt { $count } Löschungen auf.
}
app-zone = Zeiten in der Zeitzone { $zone }.
app-nothing-fits = Keine Treffer
    .all = Alle Löschungen anzeigen
app-nothing-older = Keine älteren Löschungen
app-nothing-yet = Noch keine Löschungen
    .soon = Sobald in diesem Portal etwas gelöscht wird, erscheint es hier.
    .later = Löschungen erscheinen hier, sobald das Portal sie meldet.

# Eine Löschung.

app-number = Nummer { $number }
app-no-deletion = Löschung nicht gefunden
    .detail = Tombstone hat keine Löschung mit dieser Nummer. Vielleicht ist ihre Aufbewahrungsfrist abgelaufen.
app-fact-sent = Gemeldet
app-fact-received = Empfangen
app-fact-also = Auch gemeldet für
app-fact-source = Herkunft
app-fact-event = Ereignis
app-fact-webhook = Webhook
app-source-live = das Portal hat es sofort gemeldet
app-source-recovered = Tombstone hat es nachträglich aus dem Portal geholt
app-source-spooled = das Portal hat es sofort gemeldet, Tombstone hat es später gespeichert
app-payload = Was das Portal gesendet hat
    .masked = Ohne die Token, die dabei waren: Tombstone bewahrt sie nie auf.

# Zustand.

app-health = Zustand des Portals
app-health-when = { $when } ({ $ago })
app-health-never = nie
app-health-unknown = noch unbekannt
app-health-last = Letztes Ereignis
app-health-kinds = Gemeldete Ereignisse
    .count = { $found } von { $expected }, gefragt am { $when }
app-health-probe = Letztes Testereignis
    .arrived = nach { $length } angekommen, am { $when }
    .lost = nicht angekommen; angefordert am { $when }
    .pending = steht aus
app-health-installed = Installiert
app-health-kept = Aufbewahrte Löschungen
app-missing = Nicht gemeldet
app-gaps = Lücken
    .none = Keine bekannten Lücken.
app-gap-time = { $from } bis { $to }
app-repair = Jetzt reparieren
    .detail = Tombstone abonniert erneut, was das Portal nicht meldet, und holt das Verpasste nach.
app-repair-pending = Tombstone fragt das Portal. Das Ergebnis erscheint auf dieser Seite von selbst.
app-repair-waiting = Die am { $when } angeforderte Reparatur hat noch kein Ergebnis. Sehen Sie in einigen Minuten wieder nach.
app-repair-done = Repariert am { $when }: Das Portal meldet alle { $expected } Arten von Löschungen, die es anbietet.
app-repair-partly = Die Reparatur vom { $when } hat { $found } von { $expected } Arten von Löschungen erreicht. Die übrigen hat das Portal verweigert: Vielleicht fehlt der App hier ein Recht, oder ein Modul ist ausgeschaltet.
app-repair-failed = Die Reparatur vom { $when } ist nicht gelungen. { $why } Tombstone versucht es von selbst weiter.

# Einstellungen.

app-kept-kinds = Was Tombstone aufbewahrt
    .detail = Tombstone bewahrt jede Art von Löschung auf, die dieses Portal meldet. Was das Portal melden kann, hängt von den Rechten der App hier ab.
    .count = { $count ->
        [one] { $count } Art
       *[other] { $count } Arten
    }
app-retention = Wie lange Tombstone Löschungen aufbewahrt
    .days = Tage
    .hint = 0 bewahrt sie für immer auf. Leer gilt die Vorgabe dieses Dienstes.
    .proof = Eine kürzere Frist entfernt ältere Löschungen endgültig. Geben Sie zur Bestätigung { $domain } ein.
    .shorter = Kürzer aufbewahren als jetzt
app-retention-ever = Tombstone bewahrt die Löschungen dieses Portals für immer auf.
app-retention-days = { $days ->
    [one] Tombstone bewahrt die Löschungen dieses Portals { $days } Tag auf.
   *[other] Tombstone bewahrt die Löschungen dieses Portals { $days } Tage auf.
}
app-days-wrong = Geben Sie eine Anzahl von Tagen bis { $most } ein, oder nichts.
app-days-shorter = Kürzer aufzubewahren entfernt einige Löschungen endgültig. Geben Sie auch die Adresse des Portals ein; ist diese Seite länger als zehn Minuten offen, öffnen Sie vorher die App neu.
app-burst = Alarm bei Massenlöschung
    .detail = Löst einen Alarm aus, wenn innerhalb von Minuten auf einen Benutzer oder eine Art von Elementen ungewöhnlich viele Löschungen entfallen.
    .on = Diesen Alarm auslösen
    .threshold = Mindestzahl an Löschungen
app-burst-wrong = Geben Sie eine Zahl von { $least } bis { $most } ein.
app-titles = Namen von Leads, Aufträgen, Kontakten, Unternehmen und Aufgaben
    .detail = Ein gelöschter Lead zeigt dann den Namen, den er hatte. Tombstone fragt das Portal nach dem Namen, wenn etwas davon angelegt oder geändert wird, und bewahrt ihn verschlüsselt auf. Was schon vorher da war, hat erst nach seiner nächsten Änderung einen Namen.
    .on = Diese Namen aufbewahren
    .days = Tage nach der letzten Änderung
    .hint = 0 heißt für immer. Wenn Sie das ausschalten, löscht Tombstone alle Namen, die es aufbewahrt hat.
app-titles-wrong = Geben Sie eine Anzahl von Tagen von 0 bis { $most } ein.
app-keys = API-Schlüssel
    .detail = Mit einem Schlüssel kann ein Programm nur die Löschungen dieses Portals lesen.
app-key-name = Name des Schlüssels
app-key-name-wrong = Geben Sie dem Schlüssel einen Namen von höchstens { $most } Zeichen.
app-key-make = Schlüssel anlegen
app-key-made = Das ist der Schlüssel. Kopieren Sie ihn jetzt: Er wird nicht wieder angezeigt.
app-key-since = seit { $when }
app-key-revoke = Widerrufen
app-key-revoked = Der Schlüssel ist widerrufen. Programme können ihn nicht mehr benutzen.
app-key-unknown = Diesen Schlüssel gibt es nicht, oder er wurde schon widerrufen.
app-keys-many = Ein Portal hat höchstens { $most } Schlüssel. Widerrufen Sie zuerst einen.
app-erase = Alle Daten löschen
    .detail = { $count ->
        [one] Tombstone entfernt die { $count } Löschung, die es von diesem Portal aufbewahrt, endgültig. Die App erfasst weiter.
       *[other] Tombstone entfernt alle { $count } Löschungen, die es von diesem Portal aufbewahrt, endgültig. Die App erfasst weiter.
    }
    .proof = Geben Sie zur Bestätigung { $domain } ein
    .button = Alle Daten löschen
    .stale = Diese Seite ist länger als zehn Minuten offen. Öffnen Sie die App neu, um ihre Daten zu löschen.
app-erase-refused = Nichts wurde gelöscht: Eingegeben wurde nicht die Adresse des Portals, oder diese Seite war zu lange offen.
app-erased = { $count ->
    [one] Tombstone hat { $count } Löschung entfernt.
   *[other] Tombstone hat alle { $count } Löschungen entfernt.
}

# Wenn sich eine Seite nicht zeigen lässt, und wie es um das Portal steht.

app-broken = Das hat nicht geklappt
    .detail = Auf unserer Seite ist etwas schiefgegangen. Nichts ist verloren; versuchen Sie es gleich noch einmal.
app-page-ended = Diese Seite ist abgelaufen
app-page-refused = Diese Seite lässt sich nicht anzeigen
    .advice = Schließen Sie dieses Fenster und öffnen Sie die App noch einmal.
app-refused = Diese Seite lässt sich nicht anzeigen
    .advice = Schließen Sie dieses Fenster und öffnen Sie die App noch einmal.
app-try-again = Bitte noch einmal versuchen
app-reopen = Noch einmal versuchen
    .hint = Wenn nichts geschieht, schließen Sie dieses Fenster und öffnen Sie die App noch einmal.
app-administrators = Für Administratoren
    .detail = Tombstone bewahrt auf, was in diesem Portal gelöscht wird. Nur die Administratoren des Portals sehen es.
    .advice = Fragen Sie einen von ihnen, wenn Ihnen etwas fehlt.
app-unpaid = Der bezahlte Zeitraum ist abgelaufen
    .stranger = Tombstone bewahrt auf, was bis dahin erfasst wurde. Wer die App in den letzten 30 Tagen als Administrator geöffnet hat, kann es weiter lesen.
    .notice = Der bezahlte Zeitraum der App ist abgelaufen, deshalb meldet Bitrix24 nichts mehr. Was erfasst wurde, bleibt hier lesbar.
    .renew = Verlängern Sie die App im Market Ihres Bitrix24. Danach macht Tombstone von selbst weiter.
    .link = Zum Market
app-healing = Tombstone verbindet sich mit Ihrem Zugriff neu mit Bitrix24. Das Ergebnis steht unter „Zustand“.
app-healing-failed = Die Verbindung zu Bitrix24 ließ sich nicht einrichten.
app-healed = Tombstone hat sich mit Ihrem Zugriff neu mit Bitrix24 verbunden; Sie müssen nichts weiter tun.
