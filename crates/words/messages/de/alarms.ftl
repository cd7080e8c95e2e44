# Gründe für einen Alarm.

alarm-needs-reinstall = Bitrix24 nimmt die Token des Portals nicht mehr an, deshalb kann Tombstone dort nichts abfragen und nichts reparieren.
    .label = Neuinstallation nötig
    .advice = Bitten Sie einen Administrator des Portals, die App einmal zu öffnen; seine frischen Token beenden den Alarm. Ist die App nicht mehr im Menü, muss er sie neu installieren.
    .frame = Bitrix24 nimmt den erteilten Zugriff nicht mehr an. Öffnen Sie die App noch einmal.
alarm-payment-ended = Der bezahlte Zeitraum der App ist abgelaufen, deshalb sendet Bitrix24 ohne Hinweis keine Ereignisse mehr.
    .label = Bezahlung abgelaufen
    .advice = Bitten Sie den Kunden, die App zu verlängern. Tombstone bemerkt es innerhalb eines Tages.
    .act = `Abonnements prüfen` prüft sofort.
    .frame = Der bezahlte Zeitraum der App ist abgelaufen, deshalb meldet Bitrix24 nichts. Verlängern Sie die App.
alarm-licence-expired = Die Lizenz des selbst gehosteten Portals ist abgelaufen: Es beantwortet keine Aufrufe und sendet vielleicht keine Ereignisse.
    .label = Lizenz abgelaufen
    .advice = Bitten Sie den Kunden, die Lizenz seines Bitrix24 zu verlängern. Tombstone bemerkt es von selbst.
    .act = `Abonnements prüfen` prüft sofort.
    .frame = Die Lizenz dieses Bitrix24 ist abgelaufen, deshalb antwortet es nicht. Verlängern Sie die Lizenz.
alarm-unreachable = Tombstone kann das Portal nicht aufrufen, deshalb ist unbekannt, ob es seine Löschungen noch meldet.
    .label = Nicht erreichbar
    .advice = „Aufrufe“ unter „Zustand“ zeigt, was das Portal antwortet. Fragen Sie seinen Administrator, ob ein Proxy oder eine Firewall die Aufrufe blockiert und ob der Tarif REST enthält. Tombstone versucht es weiter und beendet den Alarm von selbst.
    .act = `Abonnements prüfen` versucht es sofort.
    .frame = Tombstone kann dieses Bitrix24 nicht aufrufen, deshalb ist unbekannt, ob es alle Löschungen meldet. Vielleicht blockiert ein Proxy oder eine Firewall die Aufrufe.
alarm-token-failing = Der Autorisierungsserver erneuert die Token des Portals zurzeit nicht; Tombstone versucht es weiter.
    .label = Token werden nicht erneuert
    .advice = Warten Sie, falls der Autorisierungsserver ausgefallen ist. Bleibt der Alarm, starten Sie `tombstone doctor` und vergleichen Sie TOMBSTONE_CLIENT_ID und TOMBSTONE_CLIENT_SECRET mit der Karte der App.
    .frame = Bitrix24 erneuert den Zugriff zurzeit nicht. Tombstone versucht es von selbst wieder.
alarm-events-refused = Im Namen des Portals kommen Ereignisse mit einem anderen als dem bekannten application_token an, und Tombstone weist sie ab.
    .label = Ereignisse abgewiesen
    .advice = Tombstone bittet das Portal um ein Testereignis und behält den Token, den es bringt. Steht bei „Abgewiesen“ unter „Zustand“, dass das Portal den bekannten Token bestätigt hat, fälscht jemand Ereignisse: Wann, zeigt das Audit. Lässt sich das Portal nicht fragen, muss einer seiner Administratoren einmal die App öffnen; das bringt den neuen Token.
    .act = `Verpasstes nachholen` holt danach, was abgewiesen wurde.
    .frame = Einige Meldungen kamen mit einem anderen Token als dem dieses Portals, und Tombstone hat sie abgewiesen. Öffnen Sie die App noch einmal.
alarm-subscriptions-missing = Das Portal hat einige Ereignisse nicht abonniert: Solche Löschungen kommen nicht an.
    .label = Abonnements fehlen
    .advice = Tombstone versucht täglich, sie erneut zu abonnieren. Gelingt das nicht, fehlt dem Portal ein Recht oder ein Modul: Bitten Sie seinen Administrator, die App zu aktualisieren.
    .act = `Abonnements prüfen` versucht es sofort.
    .frame = Bitrix24 meldet einige Arten von Löschungen nicht; vielleicht fehlt der App ein Recht.
alarm-probe-lost = Das letzte Testereignis ist nicht angekommen: Auch Löschungen können unterwegs verloren gehen.
    .label = Testereignis verloren
    .advice = Prüfen Sie, ob Portale TOMBSTONE_PUBLIC_URL aus dem Internet mit einem gültigen Zertifikat erreichen und ob ein selbst gehostetes Portal seine Ereigniswarteschlange abarbeitet.
    .act = `Testereignis senden` versucht es noch einmal.
    .frame = Das letzte Testereignis ist nicht angekommen, deshalb können auch Löschungen unterwegs verloren gehen.
alarm-gap-open = Tombstone hat die Löschungen aus einer Lücke noch nicht geholt, oder das Portal hat sie nicht aufbewahrt.
    .label = Offene Lücke
    .advice = „Zustellung“ unter „Zustand“ sagt, warum. Nur mit den Token eines Administrators lässt sich die Offline-Warteschlange lesen: Bitten Sie einen Administrator des Portals, die App zu öffnen. Was das Portal nicht aufbewahrt hat, ist verloren; der Alarm endet nach einer Woche.
    .act = Drücken Sie danach `Verpasstes nachholen`.
    .frame = Einiges, was hier während eines Ausfalls von Tombstone gelöscht wurde, ist nicht erfasst.
alarm-webhook-disabled = Tombstone hat einen Endpunkt der ausgehenden Webhooks des Portals ausgeschaltet: Er bekommt nichts mehr.
    .label = Webhook ausgeschaltet
    .advice = Die Seite „Webhooks“ sagt, welchen und warum: Er hat geantwortet, dass es ihn nicht mehr gibt, oder jeder Versuch ist zu lange gescheitert. Der Alarm endet, wenn er wieder eingeschaltet oder entfernt ist.
    .act = Wenn er wieder erreichbar ist, drücken Sie `Einschalten`; `Erneut senden` bringt, was er verpasst hat.
    .frame = Ein Programm, das Löschungen von hier erhält, ist nicht erreichbar; Tombstone sendet ihm nichts mehr.
alarm-burst = Jemand hat innerhalb von Minuten mehr gelöscht, als für das Portal üblich ist.
    .label = Massenlöschung
    .detail = { $event ->
        [none] Benutzer { $user_id } hat { $deletions } Elemente mehrerer Arten zwischen { $from } und { $to } gelöscht, mehr als üblich.
       *[other] { $user_id ->
            [none] Mehrere Benutzer, oder solche, die Bitrix24 nicht nennt, haben { $deletions } Elemente der Art { $what } zwischen { $from } und { $to } gelöscht, mehr als üblich.
           *[other] Benutzer { $user_id } hat { $deletions } Elemente der Art { $what } zwischen { $from } und { $to } gelöscht, mehr als üblich.
        }
    }
    .advice = Fragen Sie einen Administrator des Portals, ob das gewollt war: Der Papierkorb von Bitrix24 bewahrt Gelöschtes eine Zeit lang auf. Der Alarm endet von selbst einen Tag nach der letzten dieser Löschungen. Ist es regelmäßig gewollt, erhöht ein Inhaber unter „Einstellungen“ die Schwelle oder schaltet den Alarm aus.
    .frame = Jemand hat innerhalb von Minuten mehr gelöscht, als hier üblich ist. War das nicht gewollt, sehen Sie bald im Papierkorb von Bitrix24 nach.
alarm-silent = Das Portal schweigt länger als je zuvor in den letzten vier Wochen.
    .label = Still
    .advice = Vielleicht hat dort einfach niemand etwas gelöscht.
    .act = `Testereignis senden` zeigt, ob noch Ereignisse ankommen.
    .frame = Dieses Portal ist stiller als sonst.
alarm-not-finished = Das Portal hat die Installation begonnen, aber nicht abgeschlossen: Es kommen keine Ereignisse an.
    .label = Nicht abgeschlossen
    .advice = Bitten Sie einen Administrator des Portals, die App noch einmal zu öffnen; die Installation geht dort weiter, wo sie stehen blieb.
    .frame = Die Installation ist nicht abgeschlossen, deshalb meldet Bitrix24 noch nichts.
