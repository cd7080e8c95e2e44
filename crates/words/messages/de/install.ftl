# Die Installation, im Portal oder im Browser.

install-running = Tombstone wird installiert
install-done = Tombstone ist installiert
    .all = Ab jetzt bewahrt Tombstone jede Löschung in diesem Portal auf.
    .some = Ab jetzt bewahrt Tombstone Löschungen dieser Arten auf.
install-not-done = Tombstone konnte nicht installiert werden
    .begun = Erledigte Schritte bleiben erledigt; Sie können es gefahrlos noch einmal versuchen.
    .unchanged = Nichts wurde geändert.
install-step-verified = Bitrix24 bestätigt dieses Portal
install-step-kept = Tombstone bewahrt den Zugriff verschlüsselt auf
install-step-bound = Das Portal meldet Tombstone seine Löschungen
install-step-checked = Das Portal bestätigt das
install-outcome-done = erledigt
install-outcome-failed = gescheitert
install-outcome-open = offen
install-missing = Was fehlt
install-back = Zurück zu { $domain }
install-again = Neu beginnen bei { $domain }
install-retry = Noch einmal versuchen
    .hint = Wenn nichts geschieht, schließen Sie dieses Fenster und öffnen Sie die App noch einmal.
install-address = Adresse Ihres Bitrix24
install-continue = Weiter

# Was geschah, und was zu tun ist.
install-refused = Tombstone hat die Installation abgelehnt. { $reason }
install-unverified = Tombstone kann die Installation jetzt nicht prüfen. { $reason } Versuchen Sie es gleich noch einmal.
install-all-bound = { $expected ->
    [one] Tombstone hat die { $expected } Art von Ereignissen abonniert, die dieses Portal anbietet.
   *[other] Tombstone hat alle { $expected } Arten von Ereignissen abonniert, die dieses Portal anbietet.
}
install-some-bound = Tombstone hat { $found } von { $expected } Arten von Ereignissen abonniert. Für die übrigen fehlt der App hier vielleicht ein Recht; Tombstone versucht es jeden Tag wieder.
install-listed = { $found ->
    [one] Es nennt { $found } Abonnement, und die Installation ist abgeschlossen.
   *[other] Es nennt { $found } Abonnements, und die Installation ist abgeschlossen.
}
    .unfinished = { $found ->
        [one] Es nennt { $found } Abonnement, und die Installation wird gleich abgeschlossen.
       *[other] Es nennt { $found } Abonnements, und die Installation wird gleich abgeschlossen.
    }
install-proof-known = Tombstone kann seine Ereignisse von gefälschten unterscheiden.
install-proof-awaited = Tombstone hat es um ein Testereignis gebeten, um seine Ereignisse von gefälschten zu unterscheiden.
install-proof-later = Sobald die Installation abgeschlossen ist, kann Tombstone seine Ereignisse von gefälschten unterscheiden.
install-not-proven = Tombstone konnte kein Testereignis anfordern, an dem es die Ereignisse des Portals von gefälschten unterscheidet. { $reason }
install-kept-as-it-was = Nichts hat sich geändert: Nur ein Administrator des Portals kann die Installation erneuern.
install-our-side = Auf unserer Seite ist etwas schiefgegangen. Nichts ist verloren; versuchen Sie es gleich noch einmal.
install-too-slow = Das Portal braucht sehr lange für seine Antwort. Tombstone versucht es von selbst weiter; sehen Sie in einer Minute wieder nach.
install-payment-ended = Der bezahlte Zeitraum der App ist in diesem Portal abgelaufen, deshalb sendet Bitrix24 nichts. Verlängern Sie die App und versuchen Sie es dann noch einmal.
install-licence-expired = Die Lizenz dieses Bitrix24 ist abgelaufen, deshalb antwortet es nicht. Verlängern Sie die Lizenz und versuchen Sie es dann noch einmal.
install-nothing-bound = Das Portal hat keines der Abonnements angenommen. Versuchen Sie es noch einmal; bleibt es dabei, fehlen der App dort ihre Rechte.
install-portal-away = Tombstone kann das Portal jetzt nicht fragen. { $reason } Versuchen Sie es gleich noch einmal.
install-limited = Das Portal nimmt im Moment keine Aufrufe mehr an. Tombstone versucht es von selbst wieder, oder Sie tun es in einer Minute.
install-no-access = Tombstone hat keinen Zugriff auf das Portal. Öffnen Sie die App noch einmal.
install-not-renewed = Der Autorisierungsserver von Bitrix24 erneuert den Zugriff im Moment nicht. Versuchen Sie es gleich noch einmal.
install-not-installed = Das Portal sagt, dass die App dort nicht installiert ist. Installieren Sie sie noch einmal.
install-closed = Das Portal ist geschlossen, oder es gibt es nicht mehr. Versuchen Sie es wieder, wenn es offen ist.
install-access-refused = Bitrix24 nimmt den erteilten Zugriff nicht mehr an. Schließen Sie dieses Fenster und öffnen Sie die App noch einmal.
install-denied-rest = Das Portal lässt Apps seine REST-API nicht nutzen: Sie fehlt im Tarif, oder Ihre Rechte reichen nicht.
install-denied-scope = Der App fehlt ein Recht, das sie braucht; ihr Anbieter muss es auf der Karte der App ergänzen.
install-denied-user = Sie dürfen diese App nicht benutzen; ein Administrator des Portals kann das ändern.
install-denied-rights = Ihre Rechte im Portal reichen nicht; bitten Sie einen seiner Administratoren darum.
install-denied-address = Das Portal nimmt die Adresse dieses Dienstes nicht an; sein Betreiber muss nachsehen.
install-denied = Das Portal lehnt ab ({ $code }). Versuchen Sie es gleich noch einmal.

# Seiten, die eines sagen.
install-failed = Das hat nicht geklappt
install-please-retry = Bitte versuchen Sie es noch einmal
install-opened-by-bitrix24 = Diese Seite öffnet Bitrix24
    .text = Der Anfrage fehlt die Adresse eines Portals, die member_id oder ein Zugriffstoken.
    .advice = Öffnen Sie die App aus dem Menü Ihres Bitrix24; das alles kommt dann mit.
install-too-many = Im Moment kommen zu viele Installationen aus Ihrem Netz.
    .advice = Versuchen Sie es in einigen Minuten noch einmal.
install-which = Welches Bitrix24 nutzen Sie?
    .text = Geben Sie die Adresse Ihres Bitrix24 ein, wie sie in der Adresszeile des Browsers steht.
install-no-address = Diese Adresse ist nicht brauchbar
    .other = Es ist nicht die Adresse eines Portals.
    .private = Sie führt in ein privates Netz, das dieser Dienst nicht aufruft.
    .advice = Kopieren Sie sie aus der Adresszeile des Browsers, oder geben Sie nur den Host ein, etwa example.bitrix24.de oder bitrix.example.com:8443. Ein Name in anderer Schrift wird in seiner ASCII-Form eingegeben, die mit xn beginnt.
install-no-app = Dieser Dienst ist noch nicht eingerichtet
    .text = Er kennt die App nicht, zu der er gehört, deshalb lässt sich nichts installieren.
    .advice = Sein Betreiber muss TOMBSTONE_CLIENT_ID und TOMBSTONE_CLIENT_SECRET von der Karte der App setzen und ihn neu starten.
install-not-begun = Die Installation wurde nicht hier begonnen
    .advice = Nichts wurde geändert. Beginnen Sie neu bei der Adresse Ihres Portals.
