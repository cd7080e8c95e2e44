# Die Seite des Audits.

audit-page-title = Audit
audit-page-lead = Was Operatoren und Programme getan haben und was abgewiesen wurde, das Neueste zuerst.
audit-page-portal = Über ein Portal
audit-page-portal-example = Seine ganze member_id
audit-page-kind = Was geschah
audit-page-any = Alles
audit-page-all = Alle Zeilen anzeigen
audit-page-caption = Audit, das Neueste zuerst
audit-page-what = Was
audit-page-who = Von wem
audit-page-of = Portal
audit-page-more = Näheres
audit-page-when = Wann
audit-page-from = von { $source }
audit-page-of-portal = Alle Zeilen zu diesem Portal
audit-page-none-fits = Keine Zeile passt
    .text = Nichts dergleichen wurde getan oder abgewiesen.
audit-page-empty = Noch nichts
    .text = Tombstone schreibt hier Anmeldungen, Schlüssel, Handlungen der Operatoren und alles auf, was es abweist.
audit-page-wrong-kind = Diese Art gibt es nicht; wählen Sie eine der angebotenen.
