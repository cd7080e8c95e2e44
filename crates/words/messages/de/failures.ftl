# Warum ein Aufruf, eine Erneuerung, eine Prüfung oder das Lesen einer Offline-Warteschlange scheiterte.

failure-portal-refused = { $answer ->
    [access_denied] Das Portal erlaubt dies nur mit den Token eines Administrators, oder sein Tarif hat kein REST: Bitten Sie einen Administrator, die App zu öffnen.
    [wrong_license] Der Tarif des Portals enthält das nicht.
    [insufficient_scope] Der App fehlt im Portal ein Recht.
    [invalid_token] Das Portal nimmt den Zugriffstoken nicht an.
    [expired_token] Das Portal nimmt den Zugriffstoken nicht an.
    [no_auth_found] Das Portal nimmt den Zugriffstoken nicht an.
    [invalid_grant] Das Portal nimmt den Zugriffstoken nicht an.
    [payment_required] Der bezahlte Zeitraum der App ist im Portal abgelaufen.
    [not_installed] Die App ist im Portal nicht mehr installiert.
    [application_not_found] Die App ist im Portal nicht mehr installiert.
    [error_oauth] Die App ist im Portal nicht mehr installiert.
    [authorization_error] Der Benutzer, der die Token gab, darf die App nicht mehr benutzen.
    [user_access_error] Der Benutzer, der die Token gab, darf die App nicht mehr benutzen.
    [portal_deleted] Das Portal ist geschlossen oder gelöscht.
   *[other] Das Portal lehnt ab: { $answer }.
}
failure-server-refused = { $answer ->
    [invalid_grant] Der Autorisierungsserver nimmt den Erneuerungstoken nicht mehr an.
    [bad_verification_code] Der Autorisierungsserver nimmt den Erneuerungstoken nicht mehr an.
    [invalid_client] Der Autorisierungsserver kennt die App in diesem Portal nicht, oder ihr Geheimnis ist falsch.
    [wrong_client] Der Autorisierungsserver kennt TOMBSTONE_CLIENT_ID nicht.
    [invalid_scope] Die App verlangt mehr Rechte, als auf ihrer Karte stehen.
    [insufficient_scope] Die App verlangt mehr Rechte, als auf ihrer Karte stehen.
    [payment_required] Der bezahlte Zeitraum der App ist im Portal abgelaufen.
    [not_installed] Die App ist im Portal nicht mehr installiert.
    [application_not_found] Die App ist im Portal nicht mehr installiert.
    [error_oauth] Die App ist im Portal nicht mehr installiert.
    [authorization_error] Der Benutzer, der die Token gab, darf die App nicht mehr benutzen.
    [user_access_error] Der Benutzer, der die Token gab, darf die App nicht mehr benutzen.
    [portal_deleted] Das Portal ist geschlossen oder gelöscht.
   *[other] Der Autorisierungsserver lehnt ab: { $answer }.
}
failure-portal-unknown = Der Autorisierungsserver kennt das Portal nicht ({ $answer }).
failure-unreachable = { $cause ->
    [no_answer] { $host } hat nicht rechtzeitig geantwortet.
    [no_connection] Tombstone bekam keine Verbindung zu { $host }.
    [untrusted] Tombstone vertraut dem Zertifikat von { $host } nicht.
    [broke_off] Die Verbindung zu { $host } brach ab.
    [crowded] Tombstone fragt { $host } gerade nach zu vielen Installationen zugleich.
   *[undecided] { $host } kann die Identität im Moment nicht bestätigen.
}
failure-moved = { $host } leitet auf eine andere Adresse um.
failure-unexpected = { $host } antwortete { $status } mit etwas, das zu groß oder kein JSON ist.
failure-address-forbidden = Tombstone darf die Adresse { $host } nicht aufrufen.
failure-unanswered = Das Portal hat auf { $methods } nicht geantwortet.
failure-suspended = Tombstone ruft das Portal nicht auf, solange es { $standing } ist.
failure-limited = Die Aufrufgrenzen des Portals lassen jetzt keinen Aufruf zu.
failure-licence-expired = Die Lizenz des selbst gehosteten Portals ist abgelaufen.
failure-no-tokens = Tombstone hat keine Token des Portals.
failure-no-refresh-token = Tombstone hat keinen Erneuerungstoken des Portals.
failure-credentials-refused = Der Autorisierungsserver lehnt TOMBSTONE_CLIENT_ID oder TOMBSTONE_CLIENT_SECRET ab.
failure-no-credentials = Dieser Dienst wurde ohne TOMBSTONE_CLIENT_ID und TOMBSTONE_CLIENT_SECRET gestartet.
failure-other-portal = Der Autorisierungsserver antwortete mit den Token eines anderen Portals.
failure-server-unreachable = Der Autorisierungsserver antwortet nicht.
failure-server-trouble = Der Autorisierungsserver hat eine Störung.
failure-renewal-paused = Das Erneuern der Token ist eben gescheitert; Tombstone versucht es bald wieder.
failure-renewal-broke-off = Das Erneuern der Token brach ab.
failure-renewal-stuck = Ein anderer Prozess erneuert die Token und wird nicht fertig.
failure-no-queue = Das Portal führt keine Offline-Warteschlange für die App.
failure-queue-unknown = Das Portal hat noch nicht gesagt, ob es eine Offline-Warteschlange führt.
failure-endless-queue = Das Portal nennt immer wieder dieselben Einträge seiner Offline-Warteschlange.
failure-unreadable-queue = Tombstone kann die Antwort des Portals über seine Offline-Warteschlange nicht lesen.
failure-app-removed = Das Portal hat die App entfernt.
failure-log-unavailable = Das Ereignisprotokoll von Tombstone nimmt im Moment nichts an.
failure-database-unavailable = Die Datenbank von Tombstone antwortet im Moment nicht.
failure-not-paid = Die App war nicht bezahlt, deshalb sendete Bitrix24 nichts.
failure-portal-closed = Das Portal war geschlossen.
failure-other = Eine andere Version von Tombstone vermerkte: { $other }.
