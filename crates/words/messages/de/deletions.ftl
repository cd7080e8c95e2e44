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
deletions-unusable = Dieser Filter ist ungültig.
    .text = Korrigieren Sie das markierte Feld, dann erscheint die Liste.
deletions-wrong-long = Höchstens { $count } Zeichen sind möglich.
deletions-wrong-invisible = Entfernen Sie das unsichtbare Zeichen.
deletions-wrong-text = Das ist kein UTF-8.
deletions-wrong-twice = Hier ist nur ein Wert möglich.
deletions-wrong-many = Hier sind höchstens { $count } Werte möglich.
deletions-wrong-time = Geben Sie ein Datum ein, etwa 2026-03-17 oder 2026-03-17T15:16, oder wie lange es her ist: -24h, -7d.
deletions-wrong-range = Das liegt vor dem Beginn.
deletions-wrong-source = Möglich sind live, recovered und spooled.
deletions-wrong-kind = Unbekannte Art „{ $kind }“.
    .like = Unbekannte Art „{ $kind }“. Meinten Sie { $like }?
deletions-wrong-order = Möglich sind newest und oldest.
deletions-wrong-place = Diese Stelle der Liste gibt es nicht: Die Adresse wurde geändert oder abgeschnitten.
deletions-wrong-portal = Kein Portal heißt „{ $portal }“.
deletions-wrong-portals = Zu viele Portale haben „{ $portal }“ im Namen. Geben Sie mehr davon ein.
deletions-wrong-word = „{ $word }“ ist kein Filter. Es gibt kind, event, id, user, source, portal, from und to; ein Text mit Doppelpunkt steht in Anführungszeichen.
deletions-wrong-value = Geben Sie direkt nach „{ $word }:“ einen Wert ein, ohne Leerzeichen.
deletions-wrong-quote = Schließen Sie das Anführungszeichen.

# Ansichten
deletions-views = Gespeicherte Ansichten
deletions-view-all = Alle
deletions-view-shared = geteilt
deletions-view-save = Diese Ansicht speichern
deletions-view-name = Name der Ansicht
deletions-view-share = Für alle Operatoren freigeben
deletions-view-keep = Speichern
deletions-view-remove = „{ $name }“ entfernen

# Das Histogramm
deletions-histogram = { $count ->
        [0] Keine Löschungen in dieser Zeit
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
deletions-gap = Keine Ereignisse empfangen: { $length }.
    .closed = Keine Ereignisse empfangen: { $length }; die Lücke ist geschlossen.
deletions-gap-time = { $from } bis { $to }
deletions-columns = Spalten
deletions-columns-keep = Auswahl anzeigen
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
deletions-new-far = Zu viele neue: Liste neu laden
deletions-farther = Bisher kein Treffer
    .text = Tombstone hat viele Löschungen durchsucht, keine passt. Die nächste Seite sucht weiter.
deletions-end = Keine weiteren Löschungen
    .text = Hier endet die Liste.
deletions-to-start = Zurück zum Anfang
deletions-none-fits = Keine Löschung passt zu diesen Filtern
    .text = Entfernen Sie einen davon, oder sehen Sie alle Löschungen an. Neue, die passen, erscheinen hier von selbst.
deletions-none = Noch keine Löschungen
    .text = Sobald in einem Portal mit der App etwas gelöscht wird, meldet Bitrix24 es, und es erscheint hier von selbst, meist innerhalb von Sekunden.
deletions-none-recorded = Tombstone erfasst die Löschungen dieses Portals, sobald sein Status wieder „Aktiv“ ist.
    .installing = Tombstone erfasst Löschungen, sobald die Installation abgeschlossen ist.

# Über der Liste eines Portals
deletions-more-alarms = Es gibt weitere Alarme.
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
deletions-keys = Tastenkürzel
deletions-keys-close = Schließen
deletions-key-find = zur Suchzeile
deletions-key-move = nächste und vorige Zeile
deletions-key-open = die Zeile öffnen
deletions-key-close = den Bereich schließen
deletions-key-export = exportieren
deletions-key-time = zu einer Zeit springen
deletions-key-help = Tastenkürzel anzeigen

# Eine Löschung
deletions-pane = Details der Löschung
deletions-whole-page = Seite öffnen
deletions-close = Schließen
deletions-number = Löschung { $number }
deletions-user = Benutzer { $user }
deletions-sentence = { $kind } { $id } wurde von { $who } auf { $domain } gelöscht, gemeldet { $sent }, empfangen { $delay } später.
deletions-sentence-nobody = { $kind } { $id } wurde auf { $domain } gelöscht, gemeldet { $sent }, empfangen { $delay } später.
deletions-titled = { $id } „{ $title }“
deletions-called = Name
    .text = (wie bei der letzten Änderung)
deletions-incomplete = Das Ereignis sagt nicht, was genau gelöscht wurde.
    .text = Es ist echt und so gespeichert, wie es kam; siehe die empfangenen Daten unten.
deletions-known = Einzelheiten
deletions-what = Art
deletions-not-named = im Ereignis nicht genannt
deletions-also = Auch gemeldet von
    .text = (dieselbe Löschung, noch einmal im Namen eines anderen Benutzers gesendet)
deletions-later = { $delay } später
deletions-handler = Ereignis-Handler
deletions-permalink = Permalink
deletions-chain = Kette
deletions-chain-fits = Bestätigt
    .text = Unverändert seit der Erfassung: Ihre Prüfsumme passt zur Kette.
deletions-chain-changed = Abweichung
    .text = Diese Löschung oder die davor wurde nach dem Erfassen geändert. „tombstone portal verify“ findet, wo die Kette bricht.
deletions-chain-missing = Unterbrochen
    .text = Die vorige Löschung fehlt. „tombstone portal verify“ findet, wo die Kette bricht.
deletions-chain-older = Nicht in der Kette
    .text = Tombstone erfasste sie, bevor es Löschungen verkettete; sie lässt sich nicht prüfen.
deletions-sent-to = An Webhooks gesendet
    .none = An keinen. Die Endpunkte kamen später hinzu, sind ausgeschaltet oder filtern sie heraus, oder es ist mehr als 30 Tage her.
deletions-same-thing = Mehr zu diesem Element
deletions-same-user = Vom selben Benutzer innerhalb von fünf Minuten gelöscht
deletions-same-user-all = Alle Löschungen dieses Benutzers
deletions-payload = Empfangene Daten
    .text = wie empfangen, ohne Token
deletions-path = Pfad kopieren
deletions-copy-path = Pfad kopieren { $path }
deletions-neighbours = Vorige und nächste
