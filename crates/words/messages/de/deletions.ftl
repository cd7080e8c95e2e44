# Die Listen der Löschungen, eine Löschung, und was über den Listen steht.

deletions-title = Löschungen
deletions-here = Sie sind hier

# Die Suchzeile, ihr Formular, und was gerade filtert
deletions-find = Löschungen suchen
deletions-form = Alle Filter als Formular
deletions-show = Anwenden
deletions-filters = Aktive Filter
deletions-remove = diesen Filter entfernen
deletions-remove-all = Alle Filter entfernen
deletions-field-entity = Was
deletions-field-event = Ereigniscode
deletions-field-id = ID
deletions-field-user = Von Benutzer
deletions-field-source = Herkunft
deletions-field-portal = Portal
deletions-field-from = Empfangen ab
deletions-field-to = Empfangen vor
deletions-field-q = Ein Text beginnt mit
deletions-names-sealed = Namen sind verschlüsselt und werden nicht durchsucht: Suchen Sie nach einer ID, einem Attribut oder einem Wert.
deletions-unknown = „{ $name }“ ist kein Filter
    .text = Die Liste wird ohne ihn angezeigt.
deletions-unusable = Dieser Filter lässt sich so nicht anwenden.
    .text = Korrigieren Sie das markierte Feld, dann erscheint die Liste.
deletions-wrong-long = Das ist länger als { $count } Zeichen.
deletions-wrong-invisible = Darin steht ein unsichtbares Zeichen.
deletions-wrong-text = Das ist kein UTF-8.
deletions-wrong-twice = Hier ist nur ein Wert möglich.
deletions-wrong-many = Hier sind höchstens { $count } Werte möglich.
deletions-wrong-time = Das ist kein Datum. Schreiben Sie zum Beispiel 2026-03-17 oder 2026-03-17T15:16, oder wie lange es her ist: -24h, -7d.
deletions-wrong-range = Das liegt vor der Zeit im Feld davor.
deletions-wrong-source = Möglich sind live, recovered und spooled.
deletions-wrong-kind = Unbekannte Art „{ $kind }“.
    .like = Unbekannte Art „{ $kind }“. Meinten Sie { $like }?
deletions-wrong-order = Möglich sind newest und oldest.
deletions-wrong-place = Diese Stelle der Liste gibt es nicht: Die Adresse wurde geändert oder abgeschnitten.
deletions-wrong-portal = Kein Portal heißt „{ $portal }“.
deletions-wrong-portals = Sehr viele Portale haben „{ $portal }“ im Namen. Schreiben Sie mehr davon.
deletions-wrong-word = „{ $word }“ ist kein Filter. Es gibt kind, event, id, user, source, portal, from und to; ein Text mit Doppelpunkt steht in Anführungszeichen.
deletions-wrong-value = Nach „{ $word }:“ fehlt der Wert, ohne Leerzeichen dazwischen.
deletions-wrong-quote = Ein Anführungszeichen ist nicht geschlossen.

# Ansichten
deletions-views = Gespeicherte Ansichten
deletions-view-all = Alle
deletions-view-shared = geteilt
deletions-view-save = Diese Ansicht speichern
deletions-view-name = Ihr Name
deletions-view-share = Allen Operatoren zeigen
deletions-view-keep = Speichern
deletions-view-remove = „{ $name }“ entfernen

# Das Histogramm
deletions-histogram = { $count ->
        [0] Nichts in dieser Zeit
        [one] { $count } Löschung
       *[other] { $count } Löschungen
    }
deletions-histogram-since = { $count ->
        [one] { $count } Löschung seit { $since }; Älteres wurde nicht gezählt
       *[other] { $count } Löschungen seit { $since }; Älteres wurde nicht gezählt
    }
deletions-histogram-hours = Gezählt wird nach vollen Stunden in UTC, darum beginnen Tage hier um { $time }.
deletions-bar = { $when }: { $count }
deletions-others = Übrige

# Die Liste
deletions-caption = Löschungen, neueste zuerst
deletions-caption-oldest = Löschungen, älteste zuerst
deletions-column-thing = Gelöscht
deletions-column-portal = Portal
deletions-column-belongs = Gehört zu
deletions-column-user = Von Benutzer
deletions-column-source = Herkunft
deletions-column-event = Ereignis
deletions-column-sent = Von Bitrix24 gesendet
deletions-column-received = Empfangen
deletions-id-not-named = (ID nicht genannt)
deletions-fold = { $kind } × { $count }, in { $seconds } s gelöscht
deletions-fold-more = { $kind } × { $count } und mehr, in { $seconds } s gelöscht
deletions-fold-opens = zeigt jede einzelne
deletions-gap = Niemand hat zugehört: { $length }.
    .closed = Niemand hat zugehört: { $length }; das Verpasste ist nachgeholt.
deletions-gap-time = { $from } bis { $to }
deletions-columns = Spalten
deletions-columns-keep = Diese anzeigen
deletions-export = Exportieren
    .text = Alles aus dieser Liste als Datei:
deletions-export-call = Dasselbe über die API
deletions-turn-oldest = Älteste zuerst
deletions-turn-newest = Neueste zuerst
deletions-jump = Springen zu
deletions-jump-go = Los
deletions-pages = Seiten
deletions-newest = Neueste
deletions-oldest = Älteste
deletions-newer = Neuere
deletions-older = Ältere
deletions-new = { $count } neu
deletions-new-many = { "{count}" } neu
deletions-new-far = Sehr viele neue: Liste neu laden
deletions-farther = Bisher passt nichts
    .text = Viele Löschungen wurden durchgesehen, und keine davon passt. Die nächste Seite sucht weiter.
deletions-end = Weiter kommt nichts
    .text = Hier endet die Liste.
deletions-to-start = Zurück zum Anfang
deletions-none-fits = Keine Löschung passt zu diesen Filtern
    .text = Entfernen Sie einen davon, oder sehen Sie alle Löschungen an. Neue, die passen, erscheinen hier von selbst.
deletions-none = Noch wurde nichts gelöscht
    .text = Sobald in einem Portal mit der App etwas gelöscht wird, meldet Bitrix24 es, und es erscheint hier von selbst, meist innerhalb von Sekunden.
deletions-none-recorded = Was in diesem Portal gelöscht wird, wird erfasst, sobald sein Status wieder „Aktiv“ ist.
    .installing = Löschungen werden erfasst, sobald die Installation abgeschlossen ist.

# Über der Liste eines Portals
deletions-more-alarms = Das ist nicht alles, was nicht stimmt.
deletions-alarm-advice = Was zu tun ist
deletions-plan = Tarif
deletions-kept = Aufbewahrte Löschungen
deletions-last-event = Letztes Ereignis
deletions-none-yet = noch keines
deletions-installed = Installiert
deletions-not-yet = noch nicht
deletions-tokens = Token
deletions-bound = Abonnierte Ereignisse
deletions-renewed = erneuert { $when }
deletions-missing = es fehlen: { $events }
deletions-not-checked = noch nicht geprüft

# Tasten
deletions-keys = Tasten
deletions-keys-close = Schließen
deletions-key-find = zur Suchzeile
deletions-key-move = nächste und vorige Zeile
deletions-key-open = die Zeile öffnen
deletions-key-close = schließen, was offen ist
deletions-key-export = exportieren
deletions-key-time = zu einer Zeit springen
deletions-key-help = diese Liste

# Eine Löschung
deletions-pane = Eine Löschung
deletions-whole-page = Seite öffnen
deletions-close = Schließen
deletions-number = Löschung { $number }
deletions-user = Benutzer { $user }
deletions-sentence = { $kind } { $id } wurde von { $who } auf { $domain } gelöscht, gemeldet { $sent }, empfangen { $delay } später.
deletions-sentence-nobody = { $kind } { $id } wurde auf { $domain } gelöscht, gemeldet { $sent }, empfangen { $delay } später.
deletions-titled = { $id } „{ $title }“
deletions-called = Name
    .text = (wie das Portal ihn bei der letzten Änderung nannte)
deletions-incomplete = Das Ereignis sagt nicht, was genau gelöscht wurde.
    .text = Es ist echt und wird aufbewahrt, wie es kam; was darin stand, zeigen die empfangenen Daten unten.
deletions-known = Einzelheiten
deletions-what = Was
deletions-not-named = im Ereignis nicht genannt
deletions-also = Auch gemeldet von
    .text = (dieselbe Löschung, noch einmal im Namen eines anderen Benutzers gesendet)
deletions-later = { $delay } später
deletions-handler = Ereignis-Handler
deletions-permalink = Dauerhafte Adresse
deletions-chain = Kette
deletions-chain-fits = Bestätigt
    .text = Unverändert seit der Erfassung: Ihre Prüfsumme passt zur Kette.
deletions-chain-changed = Passt nicht
    .text = Sie oder die Löschung davor wurde nach dem Erfassen geändert. „tombstone portal verify“ findet, wo die Kette bricht.
deletions-chain-missing = Unterbrochen
    .text = Die Löschung davor fehlt. „tombstone portal verify“ findet, wo die Kette bricht.
deletions-chain-older = Nicht in der Kette
    .text = Sie kam, bevor Löschungen verkettet wurden, deshalb lässt sich nichts sagen.
deletions-sent-to = Webhooks, die sie bekamen
    .none = Keiner. Vorhandene Endpunkte kamen später hinzu, sind ausgeschaltet oder filtern sie heraus; oder es ist mehr als 30 Tage her.
deletions-same-thing = Was sonst damit geschah
deletions-same-user = Was derselbe Benutzer innerhalb von fünf Minuten gelöscht hat
deletions-same-user-all = Alle Löschungen dieses Benutzers
deletions-payload = Empfangene Daten
    .text = wie sie kamen, ohne ihre Token
deletions-path = Pfad kopieren
deletions-copy-path = Pfad kopieren { $path }
deletions-neighbours = Benachbarte
