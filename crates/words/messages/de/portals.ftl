# Die Liste der Portale.

portals-title = Portale
portals-lead = Alle Bitrix24-Portale, die die App installiert haben.
portals-find = Portal suchen
portals-find-example = Domain oder member_id
portals-status = Status
portals-any = Jeder
portals-alarm = Alarm
portals-any-or-none = Jeder oder keiner
portals-all = Alle Portale anzeigen
portals-portal = Portal
portals-deletions = Löschungen
portals-last-event = Letztes Ereignis
portals-events = Ereignisse gebunden
portals-troubles = Was nicht stimmt
portals-volume-words = In den letzten { $days } Tagen (UTC) gelöscht: { $count }; am meisten an einem Tag: { $most }.
portals-none-yet = noch keines
portals-not-yet = noch nicht
portals-wrong-status = Diesen Status gibt es nicht. Wählen Sie einen aus der Liste.
portals-wrong-alarm = Diesen Alarm gibt es nicht. Wählen Sie einen aus der Liste.
portals-no-alarm = Diesen Alarm gibt es nirgends
    .text = Portale, bei denen er auftritt, erscheinen hier von selbst.
portals-none-fits = Kein Portal passt
    .text = Suchen Sie nach einem kürzeren Stück der Domain oder member_id, oder mit jedem Status und jedem Alarm.
portals-no-further = Keine weiteren Portale
portals-none = Noch hat kein Portal die App installiert
    .text = Wenn ein Administrator eines Bitrix24-Portals sie installiert, erscheint das Portal hier von selbst, und von da an werden seine Löschungen erfasst.
