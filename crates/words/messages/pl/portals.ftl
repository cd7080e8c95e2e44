# Lista portali.

portals-title = Portale
portals-lead = Wszystkie portale Bitrix24, które zainstalowały aplikację.
portals-find = Znajdź portal
portals-find-example = Domena lub member_id
portals-status = Status
portals-any = Dowolny
portals-alarm = Alarm
portals-any-or-none = Dowolny lub żaden
portals-all = Pokaż wszystkie portale
portals-portal = Portal
portals-deletions = Usunięcia
portals-last-event = Ostatnie zdarzenie
portals-events = Powiązane zdarzenia
portals-troubles = Co jest nie tak
portals-volume-words = Usunięto w ciągu ostatnich { $days } dni (UTC): { $count }; najwięcej jednego dnia: { $most }.
portals-none-yet = jeszcze nie było
portals-not-yet = jeszcze nie
portals-wrong-status = Nie ma takiego statusu. Wybierz jeden z listy.
portals-wrong-alarm = Nie ma takiego alarmu. Wybierz jeden z listy.
portals-no-alarm = Tego alarmu nigdzie nie ma
    .text = Portale, w których się pojawi, pokażą się tu same.
portals-none-fits = Żaden portal nie pasuje
    .text = Poszukaj krótszego fragmentu domeny lub member_id albo z dowolnym statusem i dowolnym alarmem.
portals-no-further = Nie ma więcej portali
portals-none = Żaden portal nie zainstalował jeszcze aplikacji
    .text = Gdy administrator portalu Bitrix24 ją zainstaluje, portal pojawi się tu sam i odtąd jego usunięcia będą zapisywane.
